"""Pages that write about a citizen: open, correct, share, follow, delete, undo. The page itself is in `casework`."""

import json
import uuid
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.access.queries import find_draft
from inclusion_app.access.services import discard_draft
from inclusion_app.citizens import services
from inclusion_app.citizens.forms import ConfirmForm, EditCitizenForm, NewCitizenForm
from inclusion_app.citizens.models import Citizen
from inclusion_app.citizens.notice import CURRENT
from inclusion_app.citizens.presenting import differences, form_values, short_label
from inclusion_app.citizens.queries import reading, searching
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.errors import DomainError, StaleVersion
from inclusion_app.network.queries import get_my_mediator
from inclusion_app.territories.choosing import commune_candidates
from inclusion_app.web.choices import choices_of

bp = Blueprint("citizens", __name__, template_folder="templates")


@bp.get("/citoyens/recherche")
@requires(Permission.CITIZENS_FOLLOW)
def search() -> ResponseReturnValue:
    """The caller's citizens whom two letters or more may mean, for a field that chooses one."""
    found = searching.search_citizens(current_scope(), request.args.get("q", "")[:200])
    return jsonify([{"id": str(c.id), "value": str(c.id), "label": short_label(c)} for c in found])


@bp.route("/citoyens/nouveau", methods=["GET", "POST"])
@requires(Permission.CITIZENS_FOLLOW)
def new() -> ResponseReturnValue:
    """Open the follow-up of someone, after having told them what is kept."""
    form, draft = _new_form()
    if not form.validate_on_submit():
        return _new_page(form, draft=draft), 422 if form.is_submitted() else 200
    namesakes, hidden = _namesakes(form)
    if namesakes or hidden:
        return _new_page(form, namesakes=namesakes, hidden=hidden), 422
    try:
        citizen = _create(form)
    except DomainError as error:
        form.attach(error)
        return _new_page(form), 422
    discard_draft(current_account(), request.path)
    flash(_("La fiche est enregistrée. Vous pouvez noter un premier accompagnement."), "success")
    return redirect(_page_of(citizen), 303)


def _namesakes(form: NewCitizenForm) -> tuple[Sequence[Citizen], bool]:
    """Who might be the same person; nobody once the user said otherwise, or when this very form was sent before."""
    identity = form.identity()
    seen, hidden = searching.list_namesakes(
        current_scope(), first_name=identity.first_name, last_name=identity.last_name, birth_year=identity.birth_year
    )
    form_key = _uuid(form.form_key.data)
    sent_before = any(citizen.form_key == form_key for citizen in seen)
    return ((), False) if form.confirmed.data or sent_before else (seen, hidden)


def _create(form: NewCitizenForm) -> Citizen:
    structure = form.structure.data if form.structure else None
    return services.create_citizen(
        form.identity(),
        information=form.information(form.notice_version.data or CURRENT.version),
        mediator=get_my_mediator(current_scope()),
        structure_id=_uuid(structure) or next((s.id for s in reading.list_own_structures(current_scope())), None),
        shared=form.shared.data,
        form_key=_uuid(form.form_key.data),
        by=current_account(),
    )


def _new_form() -> tuple[NewCitizenForm, bool]:
    kept = _kept_typing() if request.method == "GET" else None
    values = {"informed_on": clock.today(), "form_key": uuid.uuid4(), "notice_version": CURRENT.version}
    form = NewCitizenForm(kept, data=values) if kept else NewCitizenForm(data=values)
    form.commune_code.resolver = commune_candidates
    structures = reading.list_own_structures(current_scope())
    form.structure.choices = list(choices_of(structures))
    if len(structures) < 2:
        del form.structure
    if not structures:
        del form.shared
    return form, kept is not None


def _kept_typing() -> MultiDict[str, str] | None:
    """What was being typed on this page, unless its form was sent meanwhile."""
    draft = find_draft(current_account(), request.path)
    kept: MultiDict[str, str] = MultiDict(json.loads(draft.content or "{}") if draft else {})
    form_key = _uuid(kept.get("form_key"))
    sent = form_key is not None and reading.was_sent(current_scope(), form_key)
    return kept if kept and not sent else None


def _new_page(form: NewCitizenForm, **context: Any) -> str:
    return render_template("citizens/new.html", form=form, notice=CURRENT, **context)


@bp.route("/citoyens/<uuid:citizen_id>/modifier", methods=["GET", "POST"])
@requires(Permission.CITIZENS_FOLLOW)
def edit(citizen_id: uuid.UUID) -> ResponseReturnValue:
    """Correct what is kept about someone."""
    citizen = reading.get_citizen(current_scope(), citizen_id)
    form = EditCitizenForm(data=form_values(citizen))
    form.commune_code.resolver = commune_candidates
    if request.method == "GET":
        audit.note_read("citizen.read", subject=citizen, by=current_account())
    if not form.validate_on_submit():
        return render_template("citizens/edit.html", form=form, citizen=citizen), 422 if form.is_submitted() else 200
    try:
        services.update_citizen(
            citizen,
            identity=form.identity(),
            information=form.information(citizen.notice_version),
            version=form.read_version,
            by=current_account(),
        )
    except StaleVersion as error:
        form.attach(error)
        form.version.data = str(citizen.version)
        audit.note_read("citizen.read", subject=citizen, by=current_account())
        saved = differences(form, citizen)
        return render_template("citizens/edit.html", form=form, citizen=citizen, differences=saved), 409
    except DomainError as error:
        form.attach(error)
        return render_template("citizens/edit.html", form=form, citizen=citizen), 422
    flash(_("La fiche est à jour."), "success")
    return redirect(_page_of(citizen), 303)


@bp.route("/citoyens/<uuid:citizen_id>/partage", methods=["GET", "POST"])
@requires(Permission.CITIZENS_FOLLOW)
def share(citizen_id: uuid.UUID) -> ResponseReturnValue:
    """Let the team see who it is, or no longer, once one knows who that is."""
    citizen = reading.get_followed(current_scope(), citizen_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            services.share_with_team(citizen, shared=not citizen.shared_with_team, by=current_account())
        except DomainError as error:
            form.attach(error)
        else:
            shared = _("Votre équipe voit maintenant cette fiche.")
            hidden = _("Cette fiche n’est plus visible que des personnes qui la suivent.")
            flash(shared if citizen.shared_with_team else hidden, "success")
            return redirect(_page_of(citizen), 303)
    team = reading.list_team(current_scope(), citizen)
    page = render_template("citizens/share.html", form=form, citizen=citizen, team=team)
    return page, 422 if form.is_submitted() else 200


@bp.post("/citoyens/<uuid:citizen_id>/suivi")
@requires(Permission.CITIZENS_FOLLOW)
def follow(citizen_id: uuid.UUID) -> ResponseReturnValue:
    """Follow someone whom a colleague shares."""
    citizen = reading.get_citizen(current_scope(), citizen_id)
    services.follow_citizen(citizen, mediator=get_my_mediator(current_scope()), by=current_account())
    flash(_("Vous suivez maintenant cette personne."), "success")
    return redirect(_page_of(citizen), 303)


@bp.route("/citoyens/<uuid:citizen_id>/arret-suivi", methods=["GET", "POST"])
@requires(Permission.CITIZENS_FOLLOW)
def unfollow(citizen_id: uuid.UUID) -> ResponseReturnValue:
    """Follow someone no longer."""
    citizen = reading.get_followed(current_scope(), citizen_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            services.stop_following(citizen, mediator=get_my_mediator(current_scope()), by=current_account())
        except DomainError as error:
            form.attach(error)
        else:
            flash(_("Vous ne suivez plus cette personne. Ses accompagnements restent comptés."), "success")
            return redirect(url_for("casework.citizens"), 303)
    page = render_template("citizens/unfollow.html", form=form, citizen=citizen)
    return page, 422 if form.is_submitted() else 200


@bp.route("/citoyens/<uuid:citizen_id>/supprimer", methods=["GET", "POST"])
@requires(Permission.CITIZENS_FOLLOW)
def delete(citizen_id: uuid.UUID) -> ResponseReturnValue:
    """Take someone away, reversibly for 30 days."""
    citizen = reading.get_followed(current_scope(), citizen_id)
    form = ConfirmForm()
    if not form.validate_on_submit():
        return render_template("citizens/delete.html", form=form, citizen=citizen), 422 if form.is_submitted() else 200
    services.delete_citizen(citizen, by=current_account())
    flash(_("La fiche est supprimée. Vous pouvez l’annuler pendant 30\u00a0jours, ici."), "success")
    return redirect(url_for("citizens.deleted"), 303)


@bp.get("/citoyens/supprimees")
@requires(Permission.CITIZENS_FOLLOW)
def deleted() -> ResponseReturnValue:
    """What was deleted for less than 30 days, and can come back."""
    return render_template("citizens/deleted.html", citizens=reading.list_deleted(current_scope()))


@bp.post("/citoyens/<uuid:citizen_id>/retablir")
@requires(Permission.CITIZENS_FOLLOW)
def restore(citizen_id: uuid.UUID) -> ResponseReturnValue:
    """Undo a deletion."""
    citizen = reading.get_deleted(current_scope(), citizen_id)
    services.restore_citizen(citizen, by=current_account())
    flash(_("La fiche est rétablie, avec tous ses accompagnements."), "success")
    return redirect(_page_of(citizen), 303)


def _page_of(citizen: Citizen) -> str:
    return url_for("casework.citizen", citizen_id=citizen.id)


def _uuid(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None
