"""Sessions on the home pages: those of today to lead and to record, those that fill badly, those open to the public."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import url_for
from sqlalchemy import and_, case, func, or_, select

from inclusion_app.access.scope import Scope
from inclusion_app.casework.session_halves import list_to_record, list_today
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.territories.models import Commune
from inclusion_app.trainings import wording
from inclusion_app.trainings.lists import Audience, RegistrationState, SessionState
from inclusion_app.trainings.models.courses import CourseVersion
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import HalfDay, TrainingSession
from inclusion_app.trainings.queries.calendar import list_public_sessions
from inclusion_app.trainings.queries.sessions import HOLDS_A_SEAT, Seats, count_seats, managed_by
from inclusion_app.web.formats import date_fr

FEW = 0.4
"""Under this share of its seats, a session that comes soon is worth a word to those who hesitate."""
SOON = timedelta(days=14)
LATER = timedelta(days=60)
_PUBLIC_SHOWN, _PUBLIC_READ = 4, 20


@dataclass(frozen=True)
class Half:
    """A half-day to lead or to record."""

    when: str
    title: str
    where: str
    url: str


@dataclass(frozen=True)
class Filling:
    """A session that comes, with too few people or with people waiting."""

    session_id: uuid.UUID
    title: str
    starts_at: datetime
    seats: Seats

    @property
    def too_many(self) -> bool:
        """People wait for a seat."""
        return self.seats.waiting > 0


@dataclass(frozen=True)
class Offered:
    """A session that the public may join."""

    session: TrainingSession
    when: str
    where: str
    left: int


def halves_today(scope: Scope) -> list[Half]:
    """Today's half-days; each leads to its sheet."""
    return [_half(half_day, wording.hours(half_day), "trainings.half_day") for half_day in list_today(scope)]


def halves_to_record(scope: Scope) -> list[Half]:
    """Half-days whose people are known, not recorded yet; each leads to the one screen that records it."""
    return [_half(one, date_fr(one.starts_at, year=False), "casework.session_record") for one in list_to_record(scope)]


def _half(half_day: HalfDay, when: str, endpoint: str) -> Half:
    session, key = half_day.session, half_day.id
    named: dict[str, Any] = {"half_day_id": key} if endpoint == "trainings.half_day" else {"demi-journee": key}
    url = url_for(endpoint, session_id=session.id, **named)
    return Half(when, session.course_version.title, wording.where(session), url)


def list_filling_badly(scope: Scope) -> list[Filling]:
    """The sessions of the next two months where people wait, and those of the next two weeks with few people."""
    now = clock.now()
    taken = func.count(case((Registration.state.in_(HOLDS_A_SEAT), 1)))
    waiting = func.count(case((Registration.state == RegistrationState.WAITING, 1)))
    session = TrainingSession
    query = (
        select(session.id, CourseVersion.title, session.starts_at, session.capacity, taken, waiting)
        .join(session.course_version)
        .outerjoin(Registration, Registration.session_id == session.id)
        .where(session.state == SessionState.OPEN, session.starts_at > now, session.starts_at <= now + LATER)
        .where(managed_by(scope))
        .group_by(session.id, CourseVersion.title, session.starts_at, session.capacity)
        .having(or_(waiting > 0, and_(session.starts_at <= now + SOON, taken < session.capacity * FEW)))
        .order_by(session.starts_at, session.id)
    )
    return [
        Filling(key, title, starts_at, Seats(capacity, seated, queued))
        for key, title, starts_at, capacity, seated, queued in db.session.execute(query)
    ]


def list_offered(commune: Commune | None) -> list[Offered]:
    """The next sessions for citizens, near a commune when one is given."""
    sessions: Sequence[TrainingSession] = list_public_sessions(limit=_PUBLIC_READ, commune=commune)
    shown = [one for one in sessions if Audience.CITIZENS in one.course_version.audiences][:_PUBLIC_SHOWN]
    seats = count_seats(shown)
    return [Offered(one, wording.when(one), wording.where(one), seats[one.id].left) for one in shown]
