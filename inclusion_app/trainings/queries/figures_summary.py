"""The annual teaching and financial summary: what a training body declares of a year, counted from the sheets.

Only sessions of actions of training. A trainee is a registration with at least one half-day attended in the year:
somebody who followed two courses counts twice, as the declaration wants. Hours are the time attended in the year. A
price is counted whole, in the year in which its trainee first came; nobody who never came has a price counted.
Who taught is read from the trainers' own lines of the sheet; where there is none, all the session's trainers taught.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, select

from inclusion_app.kernel.db import db
from inclusion_app.trainings.lists import ActionKind, Funder, Presence, RegistrationState, TraineeKind
from inclusion_app.trainings.models.attendance import AttendanceLine
from inclusion_app.trainings.models.courses import Course, CourseVersion
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import HalfDay, SessionTrainer, Trainer, TrainingSession
from inclusion_app.trainings.queries.figures import held, within
from inclusion_app.trainings.rules.spans import Span, year_of


@dataclass(frozen=True)
class Product:
    """What a funder pays; `agents_cents` is the part for public agents."""

    funder: Funder
    people: int
    cents: int
    agents_cents: int


@dataclass(frozen=True)
class Trainees:
    """Trainees of a kind, of a course, or at a distance, and the time that they attended."""

    key: Any
    name: str
    people: int
    minutes: int


@dataclass(frozen=True)
class Teachers:
    """People who taught, and the time that they gave."""

    external: bool
    people: int
    minutes: int


@dataclass(frozen=True)
class Missing:
    """What keeps the summary from being complete."""

    half_days_unnoted: int
    sessions_without_trainer: int
    unpaid: int
    """Registrations with a price of people who never came in sessions held: their price is not counted."""
    unpaid_cents: int
    kind_unknown: int
    """Trainees said « autre », which is also what nobody chose."""
    workshops: int
    """Sessions held that are no actions of training: nothing of them is counted."""


@dataclass(frozen=True)
class Summary:
    """Everything that is declared of a year."""

    year: int
    products: list[Product]
    teachers: list[Teachers]
    kinds: list[Trainees]
    courses: list[Trainees]
    remote: Trainees
    sessions: int
    missing: Missing


def make_summary(year: int) -> Summary:
    """The summary of the whole training body; it names nobody."""
    span = year_of(year)
    attended = _attended(within(span)).subquery()
    kinds = _by_kind(attended)
    return Summary(
        year=year,
        products=_products(span),
        teachers=_teachers(span),
        kinds=kinds,
        courses=_by_course(attended),
        remote=_remote(attended),
        sessions=_count_sessions(span, ActionKind.TRAINING),
        missing=_missing(span, kinds),
    )


def _training(kind: ActionKind = ActionKind.TRAINING) -> ColumnElement[bool]:
    versions = select(CourseVersion.id).where(CourseVersion.kind == kind)
    return TrainingSession.course_version_id.in_(versions)


def _attended(*conditions: ColumnElement[bool]) -> Select[Any]:
    """For each registration that came: the time attended, the first half-day."""
    line = AttendanceLine
    query: Any = (
        select(
            line.registration_id.label("registration_id"),
            func.sum(line.minutes).label("minutes"),
            func.min(HalfDay.starts_at).label("first_at"),
        )
        .select_from(line)
        .join(HalfDay, HalfDay.id == line.half_day_id)
        .join(TrainingSession, TrainingSession.id == HalfDay.session_id)
        .where(line.replaced_at.is_(None), line.presence == Presence.PRESENT, line.registration_id.is_not(None))
        .where(held(), _training(), *conditions)
        .group_by(line.registration_id)
    )
    found: Select[Any] = query
    return found


def _products(span: Span) -> list[Product]:
    """All the registrations whose first half-day lies in the year."""
    ever = _attended(HalfDay.starts_at < span.before).subquery()
    query = (
        select(Registration.funder, Registration.trainee_kind, func.count(), func.sum(Registration.price_cents))
        .join(ever, ever.c.registration_id == Registration.id)
        .where(ever.c.first_at >= span.since)
        .group_by(Registration.funder, Registration.trainee_kind)
    )
    people: dict[Funder, int] = defaultdict(int)
    cents: dict[Funder, int] = defaultdict(int)
    agents: dict[Funder, int] = defaultdict(int)
    for funder, kind, count, price in db.session.execute(query):
        people[funder] += count
        cents[funder] += int(price)
        agents[funder] += int(price) if kind is TraineeKind.PUBLIC_AGENT else 0
    return [Product(funder, people[funder], cents[funder], agents[funder]) for funder in Funder]


def _by_kind(attended: Subquery) -> list[Trainees]:
    found = {row.key: row for row in _trainees(attended, Registration.trainee_kind, lambda kind: str(kind.label))}
    return [found.get(kind) or Trainees(kind, kind.label, 0, 0) for kind in TraineeKind]


def _by_course(attended: Subquery) -> list[Trainees]:
    titles = select(CourseVersion.course_id, CourseVersion.title).join(Course)
    titles = titles.where(CourseVersion.number == Course.latest)
    named = {
        row.course_id: row.title for row in db.session.execute(titles.where(CourseVersion.number == Course.latest))
    }
    rows = _trainees(attended, CourseVersion.course_id, lambda key: named.get(key, ""))
    return sorted(rows, key=lambda row: (-row.minutes, row.name, row.key))


def _trainees(attended: Subquery, key: Any, name: Callable[[Any], str]) -> list[Trainees]:
    query = (
        select(key, func.count(), func.sum(attended.c.minutes))
        .select_from(Registration)
        .join(attended, attended.c.registration_id == Registration.id)
        .join(TrainingSession, TrainingSession.id == Registration.session_id)
        .join(CourseVersion, CourseVersion.id == TrainingSession.course_version_id)
        .group_by(key)
    )
    return [Trainees(of, name(of), count, int(minutes)) for of, count, minutes in db.session.execute(query)]


def _remote(attended: Subquery) -> Trainees:
    query = (
        select(func.count(), func.coalesce(func.sum(attended.c.minutes), 0))
        .select_from(Registration)
        .join(attended, attended.c.registration_id == Registration.id)
        .join(TrainingSession, TrainingSession.id == Registration.session_id)
        .where(TrainingSession.place_id.is_(None))
    )
    count, minutes = db.session.execute(query).one()
    return Trainees(None, "", count, int(minutes))


def _teachers(span: Span) -> list[Teachers]:
    """People of the body, then people from outside."""
    minutes: dict[uuid.UUID, int] = defaultdict(int)
    taught, named = _trainer_lines(span), _trainers_of(span)
    for half_day in _half_days(span):
        lines = taught.get(half_day.id)
        given = lines if lines is not None else dict.fromkeys(named.get(half_day.session_id, ()), half_day.minutes)
        for trainer, time in given.items():
            minutes[trainer] += time
    outside = set(db.session.scalars(select(Trainer.id).where(Trainer.external, Trainer.id.in_(minutes))))
    groups = [[time for key, time in minutes.items() if (key in outside) is external] for external in (False, True)]
    return [Teachers(bool(at), len(times), sum(times)) for at, times in enumerate(groups)]


def _half_days(span: Span) -> list[HalfDay]:
    query = select(HalfDay).join(TrainingSession).where(within(span), held(), _training())
    return list(db.session.scalars(query))


def _trainer_lines(span: Span) -> dict[uuid.UUID, dict[uuid.UUID, int]]:
    """The time that each trainer gave, by half-day; a trainer who was away is not there."""
    line = AttendanceLine
    query = (
        select(line.half_day_id, line.trainer_id, line.presence, line.minutes)
        .join(HalfDay, HalfDay.id == line.half_day_id)
        .join(TrainingSession, TrainingSession.id == HalfDay.session_id)
        .where(line.replaced_at.is_(None), line.trainer_id.is_not(None), within(span), held(), _training())
    )
    found: dict[uuid.UUID, dict[uuid.UUID, int]] = {}
    for half_day, trainer, presence, minutes in db.session.execute(query):
        lines = found.setdefault(half_day, {})
        if trainer and presence is Presence.PRESENT:
            lines[trainer] = minutes
    return found


def _trainers_of(span: Span) -> dict[uuid.UUID, list[uuid.UUID]]:
    sessions = select(HalfDay.session_id).join(TrainingSession).where(within(span), held(), _training())
    found: dict[uuid.UUID, list[uuid.UUID]] = {}
    query = select(SessionTrainer.session_id, SessionTrainer.trainer_id).where(SessionTrainer.session_id.in_(sessions))
    for session, trainer in db.session.execute(query):
        found.setdefault(session, []).append(trainer)
    return found


def _count_sessions(span: Span, kind: ActionKind, *conditions: ColumnElement[bool]) -> int:
    query = select(func.count(func.distinct(HalfDay.session_id))).join(TrainingSession)
    return db.session.scalar(query.where(within(span), held(), _training(kind), *conditions)) or 0


def _missing(span: Span, kinds: list[Trainees]) -> Missing:
    noted = select(AttendanceLine.half_day_id).where(AttendanceLine.registration_id.is_not(None))
    unnoted = select(func.count()).select_from(HalfDay).join(TrainingSession)
    with_trainer = TrainingSession.id.in_(select(SessionTrainer.session_id))
    ever = _attended().subquery()
    sessions = select(HalfDay.session_id).join(TrainingSession).where(within(span), held(), _training())
    unpaid = select(func.count(), func.coalesce(func.sum(Registration.price_cents), 0)).where(
        and_(Registration.state == RegistrationState.SEATED, Registration.price_cents > 0),
        Registration.session_id.in_(sessions),
        Registration.id.not_in(select(ever.c.registration_id)),
    )
    count, cents = db.session.execute(unpaid).one()
    return Missing(
        half_days_unnoted=db.session.scalar(unnoted.where(within(span), held(), _training(), HalfDay.id.not_in(noted)))
        or 0,
        sessions_without_trainer=_count_sessions(span, ActionKind.TRAINING, ~with_trainer),
        unpaid=count,
        unpaid_cents=int(cents),
        kind_unknown=next(row.people for row in kinds if row.key is TraineeKind.OTHER),
        workshops=_count_sessions(span, ActionKind.WORKSHOP),
    )
