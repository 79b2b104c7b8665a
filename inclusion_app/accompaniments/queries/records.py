"""Records: one, a page of them, all of them for an export. Own ones, or the team's without identity nor notes."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import defer, joinedload, selectinload

from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.accompaniments.filters import RecordFilter
from inclusion_app.accompaniments.models import Participation, Record
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import Forbidden, NotFound
from inclusion_app.kernel.text import fold
from inclusion_app.network.models import Mediator, Place

NOTES_SEARCHED = timedelta(days=366)
_BATCH = 500


def own(scope: Scope) -> ColumnElement[bool]:
    """SQL condition on Record: logged by the caller."""
    mine = select(Mediator.id).where(Mediator.account_id == scope.account_id).scalar_subquery()
    return Record.mediator_id == mine


def team(scope: Scope) -> ColumnElement[bool]:
    """SQL condition on Record: of a structure, or held in a territory, whose records the caller may read."""
    reach = scope.reach(Permission.RECORDS_READ_TEAM)
    structure: Any = Record.structure_id
    commune: Any = Record.held_commune_code
    return reach.condition(structure=structure, commune=commune)


def whose(scope: Scope, *, of_team: bool) -> ColumnElement[bool]:
    """Own records, or the team's."""
    return team(scope) if of_team else own(scope)


def get_record(scope: Scope, record_id: uuid.UUID) -> Record:
    """A record of the caller's own, deleted or not. A colleague's is forbidden, a stranger's is not found."""
    record = db.session.scalar(_detailed().where(Record.id == record_id))
    if record is None:
        raise NotFound
    if record.mediator.account_id == scope.account_id:
        return record
    if record.structure_id in scope.reach(Permission.RECORDS_LOG).structure_ids:
        raise Forbidden
    raise NotFound


def get_team_record(scope: Scope, record_id: uuid.UUID) -> Record:
    """A record of the caller's team. Its identity and notes are not for her: pages show none of them."""
    query = _detailed().where(Record.id == record_id, Record.deleted_at.is_(None), team(scope))
    record = db.session.scalar(query)
    if record is None:
        raise NotFound
    return record


def find_record_by_form(scope: Scope, form_key: uuid.UUID) -> Record | None:
    """The caller's record that this form already made."""
    return db.session.scalar(select(Record).where(Record.form_key == form_key, own(scope)))


def list_records(
    scope: Scope, wanted: RecordFilter, *, of_team: bool = False, offset: int = 0, size: int = 50
) -> Sequence[Record]:
    """A page of records, the latest first; always the same few queries, whatever the size."""
    query = _listed(of_team).where(*conditions(scope, wanted, of_team=of_team))
    query = query.order_by(Record.held_on.desc(), Record.id.desc()).offset(offset).limit(size)
    return db.session.scalars(query).unique().all()


def iterate_records(scope: Scope, wanted: RecordFilter, *, of_team: bool = False) -> Iterator[Record]:
    """Every record that the filter keeps, the latest first, read in batches."""
    query = _listed(of_team).where(*conditions(scope, wanted, of_team=of_team))
    last: Record | None = None
    while True:
        batch = db.session.scalars(_after(query, last).limit(_BATCH)).unique().all()
        yield from batch
        if len(batch) < _BATCH:
            return
        last = batch[-1]


def list_own_places(scope: Scope) -> Sequence[tuple[uuid.UUID, str]]:
    """The places where the caller logged something, by name; 500 at most."""
    used = select(Record.place_id).where(own(scope), Record.place_id.is_not(None)).distinct()
    return _named_places(Place.id.in_(used))


def list_team_places(scope: Scope) -> Sequence[tuple[uuid.UUID, str]]:
    """The places within the reach of the caller's team, by name; 500 at most."""
    structure: Any = Place.structure_id
    commune: Any = Place.commune_code
    reach = scope.reach(Permission.RECORDS_READ_TEAM)
    return _named_places(reach.condition(structure=structure, commune=commune))


def _named_places(kept: ColumnElement[bool]) -> Sequence[tuple[uuid.UUID, str]]:
    query = select(Place.id, Place.name).where(kept).order_by(Place.name, Place.id).limit(500)
    return [(key, name) for key, name in db.session.execute(query)]


def list_team_mediators(scope: Scope) -> Sequence[Mediator]:
    """The mediators who logged something that the caller may read; 500 at most."""
    logged = select(Record.id).where(Record.mediator_id == Mediator.id, team(scope)).exists()
    return db.session.scalars(select(Mediator).where(logged).order_by(Mediator.id).limit(500)).all()


def conditions(scope: Scope, wanted: RecordFilter, *, of_team: bool = False) -> list[ColumnElement[bool]]:
    """SQL conditions: within the caller's rights, and kept by the filter."""
    found = [whose(scope, of_team=of_team), *wanted.conditions()]
    if wanted.text:
        said = wanted.text_condition()
        noted = [] if of_team else _ids_noting(scope, wanted)
        found.append(or_(said, Record.id.in_(noted)) if noted else said)
    return found


def _ids_noting(scope: Scope, wanted: RecordFilter) -> list[uuid.UUID]:
    """Own records of twelve months at most whose notes hold the text, found by decrypting them."""
    since, until = notes_period(wanted, clock.today())
    query = select(Record).where(
        own(scope), *wanted.conditions(), Record.notes_sealed.is_not(None), Record.held_on.between(since, until)
    )
    same = fold if fold(wanted.text) else str.casefold  # signs and pictures alone fold to nothing
    sought = same(wanted.text)
    return [record.id for record in db.session.scalars(query) if sought in same(record.notes or "")]


def notes_period(wanted: RecordFilter, today: date) -> tuple[date, date]:
    """The twelve months at most whose notes are searched: the end of the filter's period."""
    until = min(wanted.until or today, today)
    since = max(until, date.min + NOTES_SEARCHED) - NOTES_SEARCHED
    return max(wanted.since or since, since), until


def _listed(of_team: bool) -> Select[Record]:
    """Records with what a line shows; the team's without notes nor citizens."""
    people = selectinload(Record.participations)
    return select(Record).options(
        joinedload(Record.place),
        joinedload(Record.held_commune),
        joinedload(Record.group),
        joinedload(Record.structure),
        joinedload(Record.blocked_organisation),
        joinedload(Record.mediator),
        selectinload(Record.tags),
        people if of_team else people.joinedload(Participation.citizen),
        *([defer(Record.notes_sealed, raiseload=True)] if of_team else []),
    )


def _detailed() -> Select[Record]:
    return _listed(of_team=False)


def _after(query: Select[Record], last: Record | None) -> Select[Record]:
    query = query.order_by(Record.held_on.desc(), Record.id.desc())
    if last is None:
        return query
    same_day = (Record.held_on == last.held_on) & (Record.id < last.id)
    return query.where(or_(Record.held_on < last.held_on, same_day))
