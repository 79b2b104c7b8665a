"""The pages about the safety of a person and of a place: importing this module registers them."""

import uuid

from flask import Response
from flask.typing import ResponseReturnValue

from inclusion_app.access.guard import requires
from inclusion_app.access.permissions import Permission
from inclusion_app.casework.safety import showing
from inclusion_app.casework.safety.subject import subject_of_citizen, subject_of_place
from inclusion_app.casework.views import bp

_OF_CITIZEN = "/citoyens/<uuid:citizen_id>/securite"
_OF_PLACE = "/lieux/<uuid:place_id>/securite"
_BOTH = ["GET", "POST"]


@bp.get(_OF_CITIZEN)
@requires(Permission.CITIZENS_FOLLOW)
def citizen_safety(citizen_id: uuid.UUID) -> ResponseReturnValue:
    """What was checked with someone: where it stands, what remains to do, what changed."""
    return showing.overview(subject_of_citizen(citizen_id))


@bp.route(f"{_OF_CITIZEN}/nouveau", methods=_BOTH)
@requires(Permission.CITIZENS_FOLLOW)
def citizen_safety_new(citizen_id: uuid.UUID) -> ResponseReturnValue:
    """Check together, point by point."""
    return showing.new(subject_of_citizen(citizen_id))


@bp.route(f"{_OF_CITIZEN}/<uuid:checklist_id>/modifier", methods=_BOTH)
@requires(Permission.CITIZENS_FOLLOW)
def citizen_safety_edit(citizen_id: uuid.UUID, checklist_id: uuid.UUID) -> ResponseReturnValue:
    """Correct one's own check."""
    return showing.edit(subject_of_citizen(citizen_id), checklist_id)


@bp.route(f"{_OF_CITIZEN}/<uuid:checklist_id>/effacer", methods=_BOTH)
@requires(Permission.CITIZENS_FOLLOW)
def citizen_safety_delete(citizen_id: uuid.UUID, checklist_id: uuid.UUID) -> ResponseReturnValue:
    """Take away what was entered by mistake."""
    return showing.delete(subject_of_citizen(citizen_id), checklist_id)


@bp.get(f"{_OF_CITIZEN}/<uuid:checklist_id>/feuille.pdf")
@requires(Permission.CITIZENS_FOLLOW)
def citizen_safety_sheet(citizen_id: uuid.UUID, checklist_id: uuid.UUID) -> Response:
    """The sheet that the person takes home."""
    return showing.sheet(subject_of_citizen(citizen_id), checklist_id)


@bp.get(_OF_PLACE)
@requires(Permission.PLACES_EDIT)
def place_safety(place_id: uuid.UUID) -> ResponseReturnValue:
    """What was checked in a place."""
    return showing.overview(subject_of_place(place_id))


@bp.route(f"{_OF_PLACE}/nouveau", methods=_BOTH)
@requires(Permission.PLACES_EDIT)
def place_safety_new(place_id: uuid.UUID) -> ResponseReturnValue:
    """Walk through the place, point by point."""
    return showing.new(subject_of_place(place_id))


@bp.route(f"{_OF_PLACE}/<uuid:checklist_id>/modifier", methods=_BOTH)
@requires(Permission.PLACES_EDIT)
def place_safety_edit(place_id: uuid.UUID, checklist_id: uuid.UUID) -> ResponseReturnValue:
    """Correct one's own check."""
    return showing.edit(subject_of_place(place_id), checklist_id)


@bp.route(f"{_OF_PLACE}/<uuid:checklist_id>/effacer", methods=_BOTH)
@requires(Permission.PLACES_EDIT)
def place_safety_delete(place_id: uuid.UUID, checklist_id: uuid.UUID) -> ResponseReturnValue:
    """Take away what was entered by mistake."""
    return showing.delete(subject_of_place(place_id), checklist_id)


@bp.get(f"{_OF_PLACE}/<uuid:checklist_id>/feuille.pdf")
@requires(Permission.PLACES_EDIT)
def place_safety_sheet(place_id: uuid.UUID, checklist_id: uuid.UUID) -> Response:
    """The sheet to keep in the office."""
    return showing.sheet(subject_of_place(place_id), checklist_id)
