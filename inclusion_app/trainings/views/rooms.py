"""The rooms of places."""

import uuid
from itertools import groupby
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel.errors import DomainError
from inclusion_app.network.models import Place
from inclusion_app.trainings.forms.rooms import NewRoomForm, RoomForm
from inclusion_app.trainings.queries import rooms as queries
from inclusion_app.trainings.services import rooms as services
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.web.formats import plural
from inclusion_app.web.lookups import Candidate
from inclusion_app.web.pagination import requested_page


@bp.get("/salles")
@requires(Permission.TRAININGS_READ)
def rooms() -> ResponseReturnValue:
    """The rooms of the places that the caller sees."""
    scope, asked = current_scope(), requested_page(50)
    found, total = queries.list_rooms_seen(scope, offset=asked.offset, limit=asked.size)
    retired, _total = queries.list_rooms_seen(scope, retired=True)
    return render_template(
        "trainings/settings/rooms.html",
        page=asked.page(found, total),
        places=[(place, list(rooms)) for place, rooms in groupby(found, key=lambda room: room.place)],
        retired=retired,
        editable=queries.editable_place_ids(scope, [*found, *retired]),
        may_create=scope.allows(Permission.PLACES_EDIT),
    )


@bp.get("/salles/lieux")
@requires(Permission.PLACES_EDIT)
def room_places() -> ResponseReturnValue:
    """Suggestions: the places whose name begins with what is typed."""
    found = queries.match_places(current_scope(), request.args.get("q", "")[:100])
    return jsonify([{"value": str(place.id), "label": _label(place)} for place in found])


@bp.route("/salles/nouvelle", methods=["GET", "POST"])
@requires(Permission.PLACES_EDIT)
def new_room() -> ResponseReturnValue:
    """Add a room to a place."""
    form = NewRoomForm(data={"place": request.args.get("lieu") or None})
    form.place.resolver = _candidates
    if form.validate_on_submit():
        try:
            place = queries.get_place_for_room(current_scope(), uuid.UUID(form.place.data))
            made = services.add_room(place, by=current_account(), **_values(form))
        except DomainError as error:
            form.attach(error)
        else:
            flash(_("«\u00a0%(name)s\u00a0» est proposée pour les sessions de ce lieu.", name=made.name), "success")
            return redirect(url_for(".rooms"), 303)
    page = render_template("trainings/settings/room_form.html", form=form, room=None)
    return page, 422 if form.is_submitted() else 200


@bp.route("/salles/<uuid:room_id>/modifier", methods=["GET", "POST"])
@requires(Permission.PLACES_EDIT)
def edit_room(room_id: uuid.UUID) -> ResponseReturnValue:
    """Correct a room."""
    found = queries.get_room_to_edit(current_scope(), room_id)
    form = RoomForm(obj=found)
    if form.validate_on_submit():
        try:
            services.update_room(found, by=current_account(), **_values(form))
        except DomainError as error:
            form.attach(error)
        else:
            flash(_("La salle est enregistrée."), "success")
            return redirect(url_for(".rooms"), 303)
    page = render_template("trainings/settings/room_form.html", form=form, room=found)
    return page, 422 if form.is_submitted() else 200


@bp.route("/salles/<uuid:room_id>/retirer", methods=["GET", "POST"])
@requires(Permission.PLACES_EDIT)
def retire_room(room_id: uuid.UUID) -> ResponseReturnValue:
    """Ask, then no longer offer a room."""
    found = queries.get_room_to_edit(current_scope(), room_id)
    if request.method == "POST":
        services.retire_room(found, by=current_account())
        flash(_("«\u00a0%(name)s\u00a0» n’est plus proposée.", name=found.name), "success")
        return redirect(url_for(".rooms"), 303)
    ahead = queries.count_sessions_ahead(found)
    told = plural(ahead, "%(count)s session à venir y reste prévue.", "%(count)s sessions à venir y restent prévues.")
    return render_template(
        "web/confirm.html",
        title=_("Ne plus proposer «\u00a0%(name)s\u00a0»\u00a0?", name=found.name),
        text=told if ahead else _("Aucune session à venir n’y est prévue."),
        action=request.path,
        label=_("Oui, ne plus la proposer"),
        cancel=url_for(".rooms"),
    )


@bp.post("/salles/<uuid:room_id>/remettre")
@requires(Permission.PLACES_EDIT)
def restore_room(room_id: uuid.UUID) -> ResponseReturnValue:
    """Offer a room again."""
    found = services.restore_room(queries.get_room_to_edit(current_scope(), room_id), by=current_account())
    flash(_("«\u00a0%(name)s\u00a0» est de nouveau proposée.", name=found.name), "success")
    return redirect(url_for(".rooms"), 303)


def _values(form: RoomForm) -> dict[str, Any]:
    return {"name": form.name.data or "", "seats": form.seats.data or 0, "equipment": form.equipment.data or ""}


def _candidates(text: str) -> list[Candidate]:
    return [Candidate(str(place.id), _label(place)) for place in queries.match_places(current_scope(), text)]


def _label(place: Place) -> str:
    return f"{place.name} ({place.commune.name})"
