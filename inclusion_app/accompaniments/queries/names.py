"""Names of what entries point to, in a few queries whatever their number."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from inclusion_app.access.scope import Scope
from inclusion_app.accompaniments.entry import Entry
from inclusion_app.accompaniments.models import Participation, Record
from inclusion_app.citizens.models import Citizen
from inclusion_app.citizens.queries.scoped import visible_to
from inclusion_app.kernel.db import db
from inclusion_app.network.models import Mediator, Organisation, Place, Structure
from inclusion_app.territories.models import Commune

Names = dict[uuid.UUID | str, str]


def names_of(scope: Scope, entries: Iterable[Entry], *, citizens: bool = True) -> Names:
    """Names by key of the places, structures, organisations, communes and citizens that entries point to.

    A citizen whom the caller may not see has no name here, nor has anyone when `citizens` is False.
    """
    entries = list(entries)
    participants = [one for entry in entries for one in entry.participants]
    names: Names = {}
    names |= _named(Place, {entry.place_id for entry in entries})
    names |= _named(Structure, {entry.structure_id for entry in entries})
    names |= _named(Organisation, {entry.blocked_organisation_id for entry in entries})
    codes = {entry.commune_code for entry in entries} | {one.residence_code for one in participants}
    wanted = [code for code in codes if code]
    if wanted:
        rows = db.session.execute(select(Commune.code, Commune.name).where(Commune.code.in_(wanted)))
        names |= dict(rows.all())
    return names | (citizen_names(scope, (one.citizen_id for one in participants)) if citizens else {})


def citizen_names(scope: Scope, keys: Iterable[uuid.UUID | None]) -> Names:
    """Full names of the citizens whom the caller may see, by key."""
    seen = list_citizens_seen(scope, keys)
    return {citizen.id: f"{citizen.first_name} {citizen.last_name}".strip() for citizen in seen}


def list_citizens_seen(scope: Scope, keys: Iterable[uuid.UUID | None]) -> Sequence[Citizen]:
    """Those of these citizens whom the caller may see."""
    wanted = {key for key in keys if key}
    if not wanted:
        return []
    query = select(Citizen).where(Citizen.id.in_(wanted), visible_to(scope)).options(joinedload(Citizen.commune))
    return db.session.scalars(query.order_by(Citizen.id)).all()


def already_helped(keys: Iterable[uuid.UUID], record: Record) -> set[uuid.UUID]:
    """Those of these citizens who took part in an earlier record, whoever logged it; it says nothing else of them."""
    wanted = set(keys)
    if not wanted:
        return set()
    earlier = or_(Record.held_on < record.held_on, (Record.held_on == record.held_on) & (Record.id < record.id))
    query = (
        select(Participation.citizen_id)
        .join(Record)
        .where(Participation.citizen_id.in_(wanted), Record.deleted_at.is_(None), Record.id != record.id, earlier)
    )
    return {key for key in db.session.scalars(query.distinct()) if key}


def mediator_names(keys: Iterable[uuid.UUID]) -> Names:
    """Names of mediators, by key; the caller already sees their records."""
    wanted = set(keys)
    if not wanted:
        return {}
    mediators = db.session.scalars(select(Mediator).where(Mediator.id.in_(wanted)))
    return {mediator.id: mediator.name or "" for mediator in mediators}


def _named(model: Any, keys: set[uuid.UUID | None]) -> Names:
    wanted = [key for key in keys if key]
    if not wanted:
        return {}
    return dict(db.session.execute(select(model.id, model.name).where(model.id.in_(wanted))).all())
