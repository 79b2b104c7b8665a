"""A citizen and what was done with them: the list with last accompaniments, the timeline, who read the page."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, distinct, func, select
from sqlalchemy.orm import joinedload, selectinload

from inclusion_app.access.models import Account
from inclusion_app.access.scope import Scope
from inclusion_app.accompaniments.models import Participation, Record
from inclusion_app.citizens.models import Citizen
from inclusion_app.citizens.queries.scoped import visible_to
from inclusion_app.citizens.queries.searching import search_ids
from inclusion_app.kernel.audit import AuditLine
from inclusion_app.kernel.db import db
from inclusion_app.vocabulary.listed import Listed
from inclusion_app.vocabulary.themes import Theme

MOST_FOUND = 500
READ_ACTIONS = ("citizen.read", "citizen.export")
_THEMES_SHOWN = 5
_RECENT = 200


@dataclass(frozen=True)
class Followed:
    """One line of the list: someone, their last accompaniment and how many there were."""

    citizen: Citizen
    last_on: date | None
    accompaniments: int


@dataclass(frozen=True)
class Reads:
    """How often a page was read, and by how many people."""

    times: int
    people: int


@dataclass(frozen=True)
class Trace:
    """Someone's act on a citizen's page; `who` is empty for what the schedule or a command did."""

    at: datetime
    who: str
    action: str


def list_followed(scope: Scope, *, text: str, offset: int, limit: int) -> tuple[Sequence[Followed], int]:
    """The caller's citizens, those met last first, and how many there are; narrowed to those whom `text` may mean."""
    wanted = visible_to(scope)
    if text:
        wanted &= Citizen.id.in_(search_ids(scope, text, MOST_FOUND))
    total = db.session.scalar(select(func.count()).select_from(Citizen).where(wanted)) or 0
    met = (
        select(Participation.citizen_id, func.max(Record.held_on).label("last_on"), func.count().label("times"))
        .join(Record)
        .where(Record.deleted_at.is_(None), Participation.citizen_id.in_(select(Citizen.id).where(wanted)))
        .group_by(Participation.citizen_id)
        .subquery()
    )
    query = (
        select(Citizen, met.c.last_on, met.c.times)
        .outerjoin(met, met.c.citizen_id == Citizen.id)
        .where(wanted)
        .options(joinedload(Citizen.commune))
        .order_by(func.coalesce(met.c.last_on, func.date(Citizen.created_at)).desc(), Citizen.id.desc())
    )
    rows = db.session.execute(query.offset(offset).limit(limit))
    return [Followed(citizen, last_on, times or 0) for citizen, last_on, times in rows], total


def list_timeline(
    scope: Scope, citizen: Citizen, *, offset: int, limit: int, deleted: bool = False
) -> tuple[Sequence[Participation], int]:
    """The citizen's part in each record, newest first, and how many there are; with the deleted ones when asked."""
    condition = _parts(scope, citizen)
    if not deleted:
        condition &= Record.deleted_at.is_(None)
    total = db.session.scalar(select(func.count()).select_from(Participation).join(Record).where(condition)) or 0
    load = joinedload(Participation.record).options(
        joinedload(Record.mediator),
        joinedload(Record.place),
        joinedload(Record.held_commune),
        joinedload(Record.blocked_organisation),
        selectinload(Record.tags),
    )
    query = select(Participation).join(Record).where(condition).options(load)
    ordered = query.order_by(Record.held_on.desc(), Record.id.desc()).offset(offset).limit(limit)
    return db.session.scalars(ordered).all(), total


def find_day_before(scope: Scope, citizen: Citizen, offset: int) -> date | None:
    """The day of the record just before those of a page; None for the first page."""
    if not offset:
        return None
    parts, _total = list_timeline(scope, citizen, offset=offset - 1, limit=1)
    return parts[0].record.held_on if parts else None


def list_main_themes(scope: Scope, citizen: Citizen) -> list[tuple[Listed, int]]:
    """What the last 200 records were most about, with how many times, the newest first when equal.

    Procedures stand for their parent theme.
    """
    query = (
        select(Record.themes, Record.procedures)
        .join(Participation)
        .where(_parts(scope, citizen), Record.deleted_at.is_(None))
        .order_by(Record.held_on.desc(), Record.id.desc())
        .limit(_RECENT)
    )
    counts: Counter[Listed] = Counter()
    for themes, procedures in db.session.execute(query):
        counts.update(sorted(themes - {Theme.ADMINISTRATIVE} if procedures else themes, key=_rank))
        counts.update(sorted(procedures, key=_rank))
    return counts.most_common(_THEMES_SHOWN)


def count_reads(scope: Scope, citizen: Citizen) -> Reads:
    """How often who this is was read, and by how many people."""
    query = select(func.count(), func.count(distinct(AuditLine.account_id))).where(
        AuditLine.action.in_(READ_ACTIONS), _traces(scope, citizen)
    )
    times, people = db.session.execute(query).one()
    return Reads(times, people)


def list_traces(
    scope: Scope, citizen: Citizen, *, offset: int, limit: int, reads_only: bool = False
) -> tuple[Sequence[Trace], int]:
    """Who read or changed the page, last first, and how many lines there are."""
    condition = _traces(scope, citizen)
    if reads_only:
        condition &= AuditLine.action.in_(READ_ACTIONS)
    total = db.session.scalar(select(func.count()).select_from(AuditLine).where(condition)) or 0
    query = select(AuditLine).where(condition).order_by(AuditLine.at.desc(), AuditLine.id.desc())
    lines = db.session.scalars(query.offset(offset).limit(limit)).all()
    names = _names({line.account_id for line in lines if line.account_id})
    return [Trace(line.at, names.get(line.account_id, ""), line.action) for line in lines], total


def _names(account_ids: set[uuid.UUID]) -> dict[uuid.UUID | None, str]:
    accounts = db.session.scalars(select(Account).where(Account.id.in_(account_ids)))
    return {account.id: account.name or "" for account in accounts}


def _rank(member: Listed) -> int:
    return member.bit


def _seen(scope: Scope, citizen: Citizen) -> Select[uuid.UUID]:
    return select(Citizen.id).where(Citizen.id == citizen.id, visible_to(scope))


def _parts(scope: Scope, citizen: Citizen) -> ColumnElement[bool]:
    return Participation.citizen_id.in_(_seen(scope, citizen))


def _traces(scope: Scope, citizen: Citizen) -> ColumnElement[bool]:
    return AuditLine.subject_id.in_(_seen(scope, citizen))
