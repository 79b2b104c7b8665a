"""Figures of records: totals of a list, a team's period; and what comes next.

Accompaniments count each person each time; people are followed citizens, each once; anonymous accompaniments stand
beside, never added to people.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, distinct, func, select
from sqlalchemy.orm import joinedload, selectinload

from inclusion_app.access.scope import Scope
from inclusion_app.accompaniments.filters import RecordFilter
from inclusion_app.accompaniments.models import AnonymousGroup, Participation, Record
from inclusion_app.accompaniments.queries.records import conditions, own
from inclusion_app.kernel.db import db
from inclusion_app.network.models import Mediator
from inclusion_app.vocabulary.activity import RecordKind


@dataclass(frozen=True)
class Totals:
    """What records add up to. Minutes count once a record."""

    records: int = 0
    workshops: int = 0
    minutes: int = 0
    accompaniments: int = 0
    people: int = 0
    anonymous: int = 0


@dataclass(frozen=True)
class MediatorFigures:
    """What one mediator did in a period; `last_on` is her last day of it."""

    mediator: Mediator
    records: int
    workshops: int
    minutes: int
    accompaniments: int
    people: int
    anonymous: int
    last_on: date | None


def get_totals(scope: Scope, wanted: RecordFilter, *, of_team: bool = False) -> Totals:
    """The totals of a list."""
    return _totals(conditions(scope, wanted, of_team=of_team))


def last_records(scope: Scope, count: int = 3) -> Sequence[Record]:
    """The caller's last entries, the latest first."""
    query = (
        select(Record)
        .where(own(scope), Record.deleted_at.is_(None))
        .options(joinedload(Record.place), joinedload(Record.held_commune))
        .order_by(Record.held_on.desc(), Record.id.desc())
        .limit(count)
    )
    return db.session.scalars(query).all()


def next_steps(scope: Scope, day: date, until: date | None = None) -> Sequence[Record]:
    """The caller's records whose appointment or call is that day (or to `until`, included), the earliest first."""
    query = (
        select(Record)
        .where(own(scope), Record.deleted_at.is_(None), Record.next_on.between(day, until or day))
        .options(selectinload(Record.participations).joinedload(Participation.citizen))
        .order_by(Record.next_on, Record.next_at.nulls_last(), Record.id)
        .limit(50)
    )
    return db.session.scalars(query).all()


def team_figures(scope: Scope, wanted: RecordFilter) -> list[MediatorFigures]:
    """Per mediator of the caller's team, those who logged something in the filter's period; most active first."""
    kept = conditions(scope, wanted, of_team=True)
    logged = _by_mediator(kept)
    helped = _people_by_mediator(kept)
    mediators = db.session.scalars(select(Mediator).where(Mediator.id.in_(logged)))
    found = []
    for mediator in mediators:
        records, workshops, minutes, grouped, last_on = logged[mediator.id]
        rows, people, alone = helped.get(mediator.id, (0, 0, 0))
        figures = MediatorFigures(
            mediator, records, workshops, minutes, rows + grouped, people, alone + grouped, last_on
        )
        found.append(figures)
    return sorted(found, key=lambda row: (-row.accompaniments, row.mediator.id))


def _totals(kept: list[ColumnElement[bool]]) -> Totals:
    records, workshops, minutes, grouped, _ = db.session.execute(
        select(*_SUMS).outerjoin(AnonymousGroup, AnonymousGroup.record_id == Record.id).where(*kept)
    ).one()
    rows, people, alone = db.session.execute(
        select(*_PEOPLE).join(Record, Record.id == Participation.record_id).where(*kept)
    ).one()
    grouped = int(grouped or 0)
    return Totals(records, workshops, int(minutes or 0), rows + grouped, people, alone + grouped)


_SUMS = (
    func.count(Record.id),
    func.count(Record.id).filter(Record.kind == RecordKind.WORKSHOP),
    func.sum(Record.minutes),
    func.sum(AnonymousGroup.total),
    func.max(Record.held_on),
)
_PEOPLE = (
    func.count(Participation.id),
    func.count(distinct(Participation.citizen_id)),
    func.count(Participation.id).filter(Participation.citizen_id.is_(None)),
)


def _by_mediator(kept: list[ColumnElement[bool]]) -> dict[uuid.UUID, tuple[int, int, int, int, date | None]]:
    query = (
        select(Record.mediator_id, *_SUMS)
        .outerjoin(AnonymousGroup, AnonymousGroup.record_id == Record.id)
        .where(*kept)
        .group_by(Record.mediator_id)
    )
    rows = db.session.execute(query)
    return {
        key: (records, shops, int(minutes or 0), int(total or 0), last)
        for key, records, shops, minutes, total, last in rows
    }


def _people_by_mediator(kept: list[ColumnElement[bool]]) -> dict[uuid.UUID, tuple[int, int, int]]:
    query = (
        select(Record.mediator_id, *_PEOPLE)
        .join(Participation, Participation.record_id == Record.id)
        .where(*kept)
        .group_by(Record.mediator_id)
    )
    return {key: (rows, people, alone) for key, rows, people, alone in db.session.execute(query)}
