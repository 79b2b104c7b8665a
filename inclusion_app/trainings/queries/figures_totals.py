"""What the sessions of a territory gave, all together and without anybody's name: for the observatory.

Everything is what `figures` says of half-days held. Hours are here those of the half-days themselves, not those that
each person attended: a total of a small territory says nothing of anyone.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from inclusion_app.kernel.db import db
from inclusion_app.territories.queries import commune_filter
from inclusion_app.territories.territory import Territory
from inclusion_app.trainings.lists import Presence, RegistrationState
from inclusion_app.trainings.models.attendance import AttendanceLine
from inclusion_app.trainings.models.courses import CourseVersion
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import HalfDay, TrainingSession
from inclusion_app.trainings.queries.figures import held, within
from inclusion_app.trainings.queries.satisfaction import averages
from inclusion_app.trainings.rules.satisfaction import MIN_PUBLIC_ANSWERS
from inclusion_app.trainings.rules.spans import Span


class minutes_between(FunctionElement[int]):  # noqa: N801 (a SQL function)
    """SQL: whole minutes from one instant to another."""

    name = "minutes_between"
    type = Integer()
    inherit_cache = True


@compiles(minutes_between, "sqlite")
def _on_sqlite(element: Any, compiler: Any, **values: Any) -> str:
    start, end = (compiler.process(one, **values) for one in element.clauses)
    return f"(strftime('%s', {end}) - strftime('%s', {start})) / 60"


@compiles(minutes_between, "postgresql")
def _on_postgresql(element: Any, compiler: Any, **values: Any) -> str:
    start, end = (compiler.process(one, **values) for one in element.clauses)
    return f"CAST(extract(epoch FROM ({end}) - ({start})) / 60 AS integer)"


@dataclass(frozen=True)
class Totals:
    """Sums over the sessions held in a territory."""

    sessions: int = 0
    half_days: int = 0
    minutes: int = 0
    """How long the half-days lasted."""
    seats: int = 0
    registered: int = 0
    presences: int = 0

    @property
    def fill_rate(self) -> float | None:
        """Registered people over seats."""
        return self.registered / self.seats if self.seats else None


@dataclass(frozen=True)
class CourseGiven:
    """What a course gave, under the title that it had."""

    title: str
    sessions: int
    half_days: int
    seats: int


def get_totals(territory: Territory, span: Span) -> Totals:
    """The sums of a territory, in one query."""
    came = (
        select(func.count())
        .where(AttendanceLine.half_day_id == HalfDay.id, AttendanceLine.presence == Presence.PRESENT)
        .where(AttendanceLine.replaced_at.is_(None), AttendanceLine.registration_id.is_not(None))
    )
    sessions = _held(territory, span, func.sum(came.scalar_subquery()).label("presences")).cte("held_session")
    seated = (
        select(func.count())
        .where(Registration.session_id == sessions.c.id, Registration.state == RegistrationState.SEATED)
        .scalar_subquery()
    )
    columns = (*(sessions.c[name] for name in ("half_days", "minutes", "capacity")), seated, sessions.c.presences)
    query = select(func.count(), *(func.coalesce(func.sum(column), 0) for column in columns)).select_from(sessions)
    return Totals(*(int(value) for value in db.session.execute(query).one()))


def find_satisfaction(territory: Territory, span: Span) -> float | None:
    """The average of the overall marks, from 1 to 4; None when too few people answered to publish it."""
    keys = select(HalfDay.session_id).join(TrainingSession).where(_there(territory), within(span), held())
    return averages(keys, minimum=MIN_PUBLIC_ANSWERS).overall


def list_courses_given(territory: Territory, span: Span, limit: int) -> list[CourseGiven]:
    """The courses given most, by half-days; sessions of several versions of a course are together by their title."""
    sessions = _held(territory, span).cte("held_session")
    query = (
        select(CourseVersion.title, func.count(), func.sum(sessions.c.half_days), func.sum(sessions.c.capacity))
        .select_from(sessions)
        .join(TrainingSession, TrainingSession.id == sessions.c.id)
        .join(CourseVersion, CourseVersion.id == TrainingSession.course_version_id)
        .group_by(CourseVersion.title)
        .order_by(func.sum(sessions.c.half_days).desc(), CourseVersion.title)
        .limit(limit)
    )
    return [
        CourseGiven(title, count, int(halves), int(seats)) for title, count, halves, seats in db.session.execute(query)
    ]


def _there(territory: Territory) -> ColumnElement[bool]:
    return commune_filter(territory, TrainingSession.commune_code)


def _held(territory: Territory, span: Span, *more: Any) -> Select[Any]:
    """The sessions held in the territory, each with its half-days of the span."""
    lasted: Any = minutes_between(HalfDay.starts_at, HalfDay.ends_at)
    return (
        select(
            TrainingSession.id,
            TrainingSession.capacity,
            func.count().label("half_days"),
            func.sum(lasted).label("minutes"),
            *more,
        )
        .select_from(HalfDay)
        .join(TrainingSession, TrainingSession.id == HalfDay.session_id)
        .where(_there(territory), within(span), held())
        .group_by(TrainingSession.id, TrainingSession.capacity)
    )
