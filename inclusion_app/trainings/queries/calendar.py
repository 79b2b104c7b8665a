"""Reads of the calendar: the half-days of a period, what its filters offer, the sessions open to the public."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db, has_value
from inclusion_app.network.models import Place
from inclusion_app.territories.models import Commune
from inclusion_app.trainings.lists import Audience, SessionState
from inclusion_app.trainings.models.courses import Course, CourseVersion
from inclusion_app.trainings.models.sessions import HalfDay, Room, SessionTrainer, Trainer, TrainingSession
from inclusion_app.trainings.queries.sessions import count_seats_of, managed_by

MOST_HALF_DAYS = 1_500
MOST_CHOICES = 500


@dataclass(frozen=True)
class CalendarFilter:
    """Empty values narrow nothing."""

    audience: Audience | None = None
    place_id: uuid.UUID | None = None
    course_id: uuid.UUID | None = None
    trainer_id: uuid.UUID | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """SQL conditions on TrainingSession and its CourseVersion."""
        found: list[ColumnElement[bool]] = []
        if self.audience:
            found.append(has_value(CourseVersion.audiences, self.audience))
        if self.place_id:
            found.append(TrainingSession.place_id == self.place_id)
        if self.course_id:
            found.append(CourseVersion.course_id == self.course_id)
        if self.trainer_id:
            taught = select(SessionTrainer.session_id).where(SessionTrainer.trainer_id == self.trainer_id)
            found.append(TrainingSession.id.in_(taught))
        return found


@dataclass(frozen=True)
class Entry:
    """A half-day of the calendar, with what a line shows; `managed`: the caller may open the page of its team."""

    session_id: uuid.UUID
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str
    room: str
    commune: str
    departement: str
    cancelled: bool
    managed: bool
    capacity: int
    left: int = 0

    @property
    def day(self) -> date:
        return clock.to_paris(self.starts_at).date()


def managing(scope: Scope | None) -> ColumnElement[bool]:
    """SQL condition on TrainingSession: the caller manages it; a visitor manages none."""
    return managed_by(scope) if scope and scope.allows(Permission.SESSIONS_MANAGE) else false()


def visible(scope: Scope | None) -> ColumnElement[bool]:
    """SQL condition on TrainingSession: shown to the public and not cancelled, or managed by the caller."""
    return or_(and_(TrainingSession.listed, TrainingSession.state == SessionState.OPEN), managing(scope))


def list_entries(scope: Scope | None, first: date, last: date, wanted: CalendarFilter) -> list[Entry]:
    """The half-days from one day to another, both included, in order of time; 1,500 at most. Two queries."""
    since, until = clock.start_of(first), clock.start_of(last + timedelta(days=1))
    query = (
        select(
            TrainingSession.id,
            HalfDay.starts_at,
            HalfDay.ends_at,
            CourseVersion.title,
            Place.name,
            Room.name,
            Commune.name,
            Commune.departement_code,
            TrainingSession.state == SessionState.CANCELLED,
            managing(scope),
            TrainingSession.capacity,
        )
        .select_from(HalfDay)
        .join(TrainingSession, TrainingSession.id == HalfDay.session_id)
        .join(CourseVersion, CourseVersion.id == TrainingSession.course_version_id)
        .join(Commune, Commune.code == TrainingSession.commune_code)
        .outerjoin(Place, Place.id == TrainingSession.place_id)
        .outerjoin(Room, Room.id == TrainingSession.room_id)
        .where(HalfDay.starts_at >= since, HalfDay.starts_at < until, visible(scope), *wanted.conditions())
        .order_by(HalfDay.starts_at, HalfDay.id)
        .limit(MOST_HALF_DAYS)
    )
    rows = [Entry(*row) for row in _filled(db.session.execute(query).all())]
    seats = count_seats_of({entry.session_id: entry.capacity for entry in rows})
    return [Entry(**vars(entry) | {"left": seats[entry.session_id].left}) for entry in rows]


def _filled(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """No place is an empty text, a condition is true or false."""
    return [[*row[:4], row[4] or "", row[5] or "", *row[6:8], bool(row[8]), bool(row[9]), row[10]] for row in rows]


def trainers_of(entries: Sequence[Entry]) -> dict[uuid.UUID, list[str]]:
    """The names of those who teach each session that the caller manages."""
    keys = {entry.session_id for entry in entries if entry.managed}
    query = select(SessionTrainer.session_id, Trainer).join(Trainer).where(SessionTrainer.session_id.in_(keys))
    found: dict[uuid.UUID, list[str]] = {}
    for key, trainer in db.session.execute(query.order_by(Trainer.id)) if keys else ():
        found.setdefault(key, []).append(trainer.name or "")
    return found


def list_places_shown(scope: Scope | None) -> list[tuple[uuid.UUID, str]]:
    """The places of the sessions that the caller sees, by name; 500 at most."""
    used = select(TrainingSession.id).where(TrainingSession.place_id == Place.id, visible(scope))
    query = select(Place.id, Place.name).where(used.correlate(Place).exists())
    rows = db.session.execute(query.order_by(Place.name, Place.id).limit(MOST_CHOICES))
    return [(key, name) for key, name in rows]


def list_courses_shown(scope: Scope | None) -> list[tuple[uuid.UUID, str]]:
    """The courses of the sessions that the caller sees, by title; 500 at most."""
    given = aliased(CourseVersion)
    used = select(TrainingSession.id).join(given, given.id == TrainingSession.course_version_id)
    used = used.where(given.course_id == Course.id, visible(scope))
    last = and_(CourseVersion.course_id == Course.id, CourseVersion.number == Course.latest)
    query = select(Course.id, CourseVersion.title).join(CourseVersion, last).where(used.correlate(Course).exists())
    rows = db.session.execute(query.order_by(CourseVersion.title, Course.id).limit(MOST_CHOICES))
    return [(key, title) for key, title in rows]


def list_public_sessions(
    *, limit: int = 10, commune: Commune | None = None, course_id: uuid.UUID | None = None
) -> Sequence[TrainingSession]:
    """The next sessions that the public may join, the nearest in time first; `commune`: those of its département."""
    query = select(TrainingSession).join(CourseVersion, CourseVersion.id == TrainingSession.course_version_id)
    query = query.where(
        TrainingSession.listed, TrainingSession.state == SessionState.OPEN, TrainingSession.starts_at > clock.now()
    )
    if commune is not None:
        near = select(Commune.code).where(Commune.departement_code == commune.departement_code)
        query = query.where(TrainingSession.commune_code.in_(near))
    if course_id:
        query = query.where(CourseVersion.course_id == course_id)
    shown = (
        joinedload(TrainingSession.course_version).joinedload(CourseVersion.course),
        joinedload(TrainingSession.place),
        joinedload(TrainingSession.room),
        joinedload(TrainingSession.commune),
        selectinload(TrainingSession.half_days),
    )
    order = (TrainingSession.starts_at, TrainingSession.id)
    return db.session.scalars(query.order_by(*order).limit(limit).options(*shown)).all()
