"""Writes of structures."""

from sqlalchemy import func, or_, select

from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db, violations
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.network import rules
from inclusion_app.network.models import Membership, Place, Structure
from inclusion_app.network.reach import check_reach
from inclusion_app.network.sheets import StructureSheet, copy_to
from inclusion_app.network.versions import check_version, flush_version

_TAKEN = {
    "structure.siret": DomainError(
        N_("Une structure a déjà ce numéro SIRET, peut-être en dehors de votre territoire."), field="siret"
    )
}


def create_structure(sheet: StructureSheet, *, by: Account | None) -> Structure:
    """A new structure, in a commune where the account has the right."""
    rules.check_structure(sheet)
    check_reach(by, Permission.STRUCTURES_CREATE, structure_id=None, commune_code=sheet.commune_code)
    structure = Structure(name=sheet.name, commune_code=sheet.commune_code, created_at=clock.now(), version=1)
    copy_to(structure, sheet)
    with violations(_TAKEN):
        db.session.add(structure)
        db.session.flush()
    audit.write("structure.create", subject=structure, by=by)
    return structure


def update_structure(structure: Structure, sheet: StructureSheet, *, version: int, by: Account) -> Structure:
    """Write what the form says, unless somebody else did meanwhile."""
    check_version(structure, version)
    rules.check_structure(sheet)
    if sheet.commune_code != structure.commune_code:
        check_reach(by, Permission.STRUCTURES_EDIT, structure_id=structure.id, commune_code=sheet.commune_code)
    with violations(_TAKEN):
        changed = copy_to(structure, sheet)
        flush_version()
    if changed:
        audit.write("structure.update", subject=structure, by=by, details={"fields": changed})
    return structure


def delete_structure(structure: Structure, *, by: Account) -> Structure:
    """Put a structure away, when nothing active remains in it; it can come back for thirty days."""
    rules.check_can_delete(count_places(structure), count_mediators(structure))
    structure.deleted_at = clock.now()
    audit.write("structure.delete", subject=structure, by=by)
    db.session.flush()
    return structure


def restore_structure(structure: Structure, *, by: Account) -> Structure:
    """Bring a structure back."""
    structure.deleted_at = None
    audit.write("structure.restore", subject=structure, by=by)
    db.session.flush()
    return structure


def count_places(structure: Structure) -> int:
    """The places of a structure that are not deleted."""
    query = select(func.count(Place.id)).where(Place.structure_id == structure.id, Place.deleted_at.is_(None))
    return db.session.scalar(query) or 0


def count_mediators(structure: Structure) -> int:
    """The mediators whose membership is not over."""
    active = or_(Membership.ended_on.is_(None), Membership.ended_on > clock.today())
    query = select(func.count(Membership.mediator_id.distinct()))
    return db.session.scalar(query.where(Membership.structure_id == structure.id, active)) or 0
