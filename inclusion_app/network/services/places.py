"""Writes of places."""

from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db
from inclusion_app.network import rules
from inclusion_app.network.models import Mediator, Place, Structure
from inclusion_app.network.reach import check_reach
from inclusion_app.network.sheets import PlaceSheet, copy_to
from inclusion_app.network.versions import check_version, flush_version


def create_place(sheet: PlaceSheet, *, structure: Structure | None, by: Account | None) -> Place:
    """A new place of a structure, or of nobody we know; it is confirmed as of today."""
    rules.check_place(sheet)
    structure_id = structure.id if structure else None
    check_reach(by, Permission.PLACES_EDIT, structure_id=structure_id, commune_code=sheet.commune_code)
    place = Place(
        structure_id=structure_id,
        name=sheet.name,
        commune_code=sheet.commune_code,
        postal_code=sheet.postal_code,
        address=sheet.address,
        created_at=clock.now(),
        updated_on=clock.today(),
        version=1,
    )
    copy_to(place, sheet)
    db.session.add(place)
    db.session.flush()
    audit.write("place.create", subject=place, by=by)
    return place


def update_place(place: Place, sheet: PlaceSheet, *, structure: Structure | None, version: int, by: Account) -> Place:
    """Write what the form says, unless somebody else did meanwhile; the place is thereby confirmed."""
    check_version(place, version)
    rules.check_place(sheet)
    structure_id = structure.id if structure else None
    if (structure_id, sheet.commune_code) != (place.structure_id, place.commune_code):
        check_reach(by, Permission.PLACES_EDIT, structure_id=structure_id, commune_code=sheet.commune_code)
    changed = copy_to(place, sheet)
    if structure_id != place.structure_id:
        place.structure_id = structure_id
        changed.append("structure_id")
    place.updated_on = clock.today()
    flush_version()
    audit.write("place.update", subject=place, by=by, details={"fields": changed})
    return place


def confirm_place(place: Place, *, by: Account) -> Place:
    """What is written of this place is still exact today."""
    place.updated_on = clock.today()
    flush_version()
    audit.write("place.confirm", subject=place, by=by)
    return place


def delete_place(place: Place, *, by: Account) -> Place:
    """Put a place away; those who usually work there keep its commune. It can come back for thirty days."""
    place.deleted_at = clock.now()
    for mediator in db.session.scalars(select(Mediator).where(Mediator.usual_place_id == place.id)):
        mediator.usual_place_id, mediator.usual_commune_code = None, place.commune_code
    audit.write("place.delete", subject=place, by=by)
    flush_version()
    return place


def restore_place(place: Place, *, by: Account) -> Place:
    """Bring a place back."""
    place.deleted_at = None
    audit.write("place.restore", subject=place, by=by)
    flush_version()
    return place
