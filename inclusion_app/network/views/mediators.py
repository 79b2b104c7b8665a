"""Pages of mediators: the team, an invitation, the end of a membership."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.access.services import send_invitation
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.network import mediators as reading
from inclusion_app.network import queries
from inclusion_app.network.forms.mediators import EndForm, InviteForm, UsualPlaceForm
from inclusion_app.network.forms.structures import SearchForm
from inclusion_app.network.models import Place, Structure
from inclusion_app.network.services import mediators as services
from inclusion_app.network.views.blueprint import bp
from inclusion_app.web.choices import Choice, choices_of
from inclusion_app.web.pagination import requested_page


@bp.get("/mediateurs")
@requires(Permission.MEDIATORS_READ)
def mediators() -> ResponseReturnValue:
    """The mediators of the caller's reach; those who left with `?partis=1`."""
    form, gone = SearchForm(), request.args.get("partis") == "1"
    found = reading.list_mediators(current_scope(), text=form.q.data or "", gone=gone)
    asked = requested_page(50)
    page = asked.page(found[asked.offset : asked.offset + asked.size], len(found))
    return render_template("network/mediators.html", form=form, page=page, gone=gone)


@bp.get("/mediateurs/<uuid:mediator_id>")
@requires(Permission.MEDIATORS_READ)
def mediator(mediator_id: uuid.UUID) -> ResponseReturnValue:
    """One mediator: how to reach her, where she works."""
    scope = current_scope()
    seen = reading.get_mediator(scope, mediator_id)
    return render_template("network/mediator.html", seen=seen, mine=reading.memberships_to_change(scope, seen))


@bp.route("/mediateurs/inviter", methods=["GET", "POST"])
@requires(Permission.MEDIATORS_INVITE)
def invite_mediator() -> ResponseReturnValue:
    """Invite someone to work in a structure."""
    structures, places = _structures(), _places()
    form = InviteForm(data={"structure": request.args.get("structure")})
    form.structure.choices = list(choices_of(structures))
    form.place.choices = [_place_choice(place) for place in places]
    if form.validate_on_submit():
        try:
            made = services.invite_mediator(
                name=form.full_name(),
                email=form.address(),
                structure=next(one for one in structures if str(one.id) == form.structure.data),
                usual_place=next((one for one in places if str(one.id) == form.place.data), None),
                by=current_account(),
            )
        except DomainError as error:
            form.attach(error)
        else:
            flash(_("C’est fait. Si son compte n’est pas encore ouvert, un lien vient de lui être envoyé."), "success")
            return redirect(url_for(".mediator", mediator_id=made.id), 303)
    page = render_template("network/invite_mediator.html", form=form, structures=structures)
    return page, 422 if form.is_submitted() else 200


@bp.post("/mediateurs/<uuid:mediator_id>/relancer")
@requires(Permission.MEDIATORS_INVITE)
def resend_invitation(mediator_id: uuid.UUID) -> ResponseReturnValue:
    """Send the invitation again."""
    seen = reading.get_mediator_to_change(current_scope(), mediator_id)
    if seen.account is None or not seen.waiting:
        raise NotFound
    send_invitation(seen.account, by=current_account())
    flash(_("L’invitation est repartie. Le lien précédent ne marche plus."), "success")
    return redirect(_page_of(mediator_id), 303)


@bp.route("/mediateurs/<uuid:mediator_id>/lieu-habituel", methods=["GET", "POST"])
@requires(Permission.MEDIATORS_INVITE)
def usual_place(mediator_id: uuid.UUID) -> ResponseReturnValue:
    """Choose where she usually works."""
    seen = reading.get_mediator_to_change(current_scope(), mediator_id)
    places = _places(seen.mediator.usual_place)
    form = UsualPlaceForm(data={"place": seen.mediator.usual_place_id})
    form.place.choices = [_place_choice(place) for place in places]
    if form.validate_on_submit():
        chosen = next((place for place in places if str(place.id) == form.place.data), None)
        services.change_usual_place(seen.mediator, place=chosen, by=current_account())
        flash(_("Le lieu habituel est enregistré."), "success")
        return redirect(_page_of(mediator_id), 303)
    page = render_template("network/usual_place.html", form=form, seen=seen)
    return page, 422 if form.is_submitted() else 200


@bp.route("/mediateurs/rattachements/<uuid:membership_id>/terminer", methods=["GET", "POST"])
@requires(Permission.MEDIATORS_INVITE)
def end_membership(membership_id: uuid.UUID) -> ResponseReturnValue:
    """Say that she no longer works there."""
    membership = reading.get_membership(current_scope(), membership_id)
    seen = reading.get_mediator(current_scope(), membership.mediator_id)
    form = EndForm(data={"ended_on": clock.today()})
    if form.validate_on_submit() and form.ended_on.data:
        try:
            services.end_membership(membership, ended_on=form.ended_on.data, by=current_account())
        except DomainError as error:
            form.attach(error)
        else:
            flash(_("Le rattachement est terminé. Ce qui a été enregistré reste dans les chiffres."), "success")
            return redirect(_page_of(membership.mediator_id), 303)
    page = render_template("network/end_membership.html", form=form, membership=membership, seen=seen)
    return page, 422 if form.is_submitted() else 200


def _page_of(mediator_id: uuid.UUID) -> str:
    return url_for(".mediator", mediator_id=mediator_id)


def _structures() -> list[Structure]:
    return queries.list_structures(current_scope(), permission=Permission.MEDIATORS_INVITE)


def _places(kept: Place | None = None) -> list[Place]:
    """The places offered as usual, by name; the present one in any case."""
    found, _total = queries.list_places(current_scope(), limit=queries.MOST_CHOICES)
    known = found if kept is None or kept in found else [*found, kept]
    return sorted(known, key=lambda place: (place.name, place.id))


def _place_choice(place: Place) -> Choice:
    return Choice(str(place.id), f"{place.name} – {place.commune.name}")
