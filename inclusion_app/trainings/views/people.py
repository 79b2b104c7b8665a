"""Trainers: people of the network and from outside."""

import uuid

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.network.forms.reading import value_of
from inclusion_app.trainings.forms.people import NetworkTrainerForm, OutsideTrainerForm, TrainerForm
from inclusion_app.trainings.models.sessions import Trainer
from inclusion_app.trainings.queries import people as queries
from inclusion_app.trainings.services import people as services
from inclusion_app.trainings.services.people import TrainerSheet
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.trainings.views.owners import chosen_owner, offer_owners
from inclusion_app.web.formats import plural
from inclusion_app.web.lookups import Candidate


@bp.get("/intervenants")
@requires(Permission.TRAININGS_READ)
def trainers() -> ResponseReturnValue:
    """Who may teach."""
    scope = current_scope()
    return render_template(
        "trainings/settings/trainers.html",
        trainers=queries.list_trainers(scope),
        retired=queries.list_trainers(scope, retired=True),
        editable=queries.editable_trainer_ids(scope),
        may_create=scope.allows(Permission.COURSES_EDIT),
    )


@bp.get("/intervenants/personnes")
@requires(Permission.COURSES_EDIT)
def trainer_people() -> ResponseReturnValue:
    """Suggestions: the people of the network whose name begins with what is typed."""
    return jsonify([{"value": one.value, "label": one.label} for one in _candidates(request.args.get("q", "")[:100])])


@bp.route("/intervenants/du-reseau", methods=["GET", "POST"])
@requires(Permission.COURSES_EDIT)
def new_network_trainer() -> ResponseReturnValue:
    """Somebody of the network may teach."""
    form = offer_owners(NetworkTrainerForm(), current_scope())
    form.person.resolver = _candidates
    if form.validate_on_submit():
        try:
            _add_network_trainer(form)
        except DomainError as error:
            form.attach(error)
        else:
            return _done(_("Cette personne peut maintenant animer des sessions."))
    return _page(form, _("Ajouter une personne du réseau"))


@bp.route("/intervenants/exterieur", methods=["GET", "POST"])
@requires(Permission.COURSES_EDIT)
def new_outside_trainer() -> ResponseReturnValue:
    """Somebody from outside may teach."""
    form = offer_owners(OutsideTrainerForm(), current_scope())
    if form.validate_on_submit():
        try:
            owner = chosen_owner(form.structure, current_scope())
            services.add_outside_trainer(_sheet(form), structure=owner, by=current_account())
        except DomainError as error:
            form.attach(error)
        else:
            return _done(_("Cette personne peut maintenant animer des sessions."))
    return _page(form, _("Ajouter une personne de l’extérieur"))


@bp.route("/intervenants/<uuid:trainer_id>/modifier", methods=["GET", "POST"])
@requires(Permission.COURSES_EDIT)
def edit_trainer(trainer_id: uuid.UUID) -> ResponseReturnValue:
    """Correct what is written of a trainer."""
    found = queries.get_trainer_to_edit(current_scope(), trainer_id)
    kind = OutsideTrainerForm if found.account_id is None else TrainerForm
    values = {"name": found.name, "email": found.email, "qualifications": found.qualifications or ""}
    form = offer_owners(kind(data=values | {"structure": found.structure_id}), current_scope(), found.structure)
    if form.validate_on_submit():
        try:
            owner = chosen_owner(form.structure, current_scope(), found.structure)
            services.update_trainer(found, _sheet(form, found), structure=owner, by=current_account())
        except DomainError as error:
            form.attach(error)
        else:
            return _done(_("C’est enregistré."))
    return _page(form, found.name or "")


@bp.route("/intervenants/<uuid:trainer_id>/retirer", methods=["GET", "POST"])
@requires(Permission.COURSES_EDIT)
def retire_trainer(trainer_id: uuid.UUID) -> ResponseReturnValue:
    """Ask, then no longer offer a trainer."""
    found = queries.get_trainer_to_edit(current_scope(), trainer_id)
    if request.method == "POST":
        services.retire_trainer(found, by=current_account())
        return _done(_("Cette personne n’est plus proposée pour les sessions."))
    ahead = queries.count_sessions_ahead(found)
    told = plural(ahead, "%(count)s session à venir reste à son nom.", "%(count)s sessions à venir restent à son nom.")
    return render_template(
        "web/confirm.html",
        title=_("Ne plus proposer %(name)s\u00a0?", name=found.name),
        text=told if ahead else _("Aucune session à venir n’est à son nom."),
        action=request.path,
        label=_("Oui, ne plus proposer"),
        cancel=url_for(".trainers"),
    )


@bp.post("/intervenants/<uuid:trainer_id>/remettre")
@requires(Permission.COURSES_EDIT)
def restore_trainer(trainer_id: uuid.UUID) -> ResponseReturnValue:
    """Offer a trainer again."""
    services.restore_trainer(queries.get_trainer_to_edit(current_scope(), trainer_id), by=current_account())
    return _done(_("Cette personne est de nouveau proposée pour les sessions."))


def _add_network_trainer(form: NetworkTrainerForm) -> None:
    found = queries.match_people(current_scope(), form.person.data)
    if len(found) != 1:
        raise NotFound
    owner = chosen_owner(form.structure, current_scope())
    qualifications = form.qualifications.data or ""
    services.add_network_trainer(found[0].account, structure=owner, qualifications=qualifications, by=current_account())


def _sheet(form: TrainerForm, known: Trainer | None = None) -> TrainerSheet:
    qualifications = form.qualifications.data or ""
    if isinstance(form, OutsideTrainerForm):
        return TrainerSheet(form.name.data or "", value_of(form.email), qualifications)
    return TrainerSheet((known.name if known else "") or "", None, qualifications)


def _candidates(text: str) -> list[Candidate]:
    return [Candidate(str(one.account.id), one.label) for one in queries.match_people(current_scope(), text)]


def _done(told: str) -> ResponseReturnValue:
    flash(told, "success")
    return redirect(url_for(".trainers"), 303)


def _page(form: TrainerForm, heading: str) -> ResponseReturnValue:
    page = render_template("trainings/settings/trainer_form.html", form=form, heading=heading)
    return page, 422 if form.is_submitted() else 200
