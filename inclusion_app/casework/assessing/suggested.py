"""Levels that an accompaniment lets one suppose: proposed, never written alone."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, select

from inclusion_app.access.scope import Scope
from inclusion_app.accompaniments.models import Participation, Record
from inclusion_app.citizens.models import Assessment, Citizen
from inclusion_app.citizens.queries.scoped import visible_to
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import NotFound
from inclusion_app.skills.themes import suggest_levels
from inclusion_app.vocabulary.competences import Competence

RECENT = timedelta(days=183)
_LOOKED_AT = 20


@dataclass(frozen=True)
class Suggestion:
    """An accompaniment and the levels that it lets one suppose."""

    record: Record
    levels: dict[Competence, int]


def list_suggestions(scope: Scope, citizen: Citizen, most: int = 3) -> list[Suggestion]:
    """Those of the last six months that were not taken up, the last first."""
    used = select(Assessment.record_id).where(Assessment.citizen_id == citizen.id, Assessment.record_id.is_not(None))
    since = clock.today() - RECENT
    query = _records(scope, citizen).where(Record.held_on >= since, Record.id.not_in(used))
    found = [_suggestion(record) for record in db.session.scalars(query.limit(_LOOKED_AT))]
    return [one for one in found if one.levels][:most]


def get_suggestion(scope: Scope, citizen: Citizen, record_id: uuid.UUID) -> Suggestion:
    """That of one accompaniment of this citizen. Raises NotFound."""
    record = db.session.scalars(_records(scope, citizen).where(Record.id == record_id)).first()
    if record is None:
        raise NotFound
    return _suggestion(record)


def find_next_appointment(scope: Scope, citizen: Citizen) -> Record | None:
    """The accompaniment that says when we meet next."""
    query: Select[Record] = _seen(scope, citizen).where(Record.next_on >= clock.today())
    return db.session.scalars(query.order_by(Record.next_on, Record.id)).first()


def _suggestion(record: Record) -> Suggestion:
    return Suggestion(record, suggest_levels(record.themes, record.autonomy))


def _records(scope: Scope, citizen: Citizen) -> Select[Record]:
    told = _seen(scope, citizen).where(Record.autonomy.is_not(None))
    return told.order_by(Record.held_on.desc(), Record.id.desc())


def _seen(scope: Scope, citizen: Citizen) -> Select[Record]:
    return (
        select(Record)
        .join(Participation)
        .join(Citizen, Citizen.id == Participation.citizen_id)
        .where(Participation.citizen_id == citizen.id, Record.deleted_at.is_(None), visible_to(scope))
    )
