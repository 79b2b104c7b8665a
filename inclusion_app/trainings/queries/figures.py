"""What sessions gave over a span of days, session by session, in a few grouped queries; sums are made from these.

A half-day was **held** when its session is not cancelled, nobody said that it did not take place, and it is over.
A session was held in the span when one of its half-days was. Everything else is about what was held:
seats are the capacity, once a session; registered people are the registrations that have a seat; present people are
those with at least one half-day attended; hours are the time attended, arrivals and departures taken into account.
"""

import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, distinct, func, select

from inclusion_app.access.scope import Scope
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.trainings.lists import AbsenceReason, Moment, Presence, RegistrationState, SessionState
from inclusion_app.trainings.models.attendance import AttendanceLine
from inclusion_app.trainings.models.courses import CourseVersion
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.results import SatisfactionAnswer
from inclusion_app.trainings.models.sessions import HalfDay, SessionTrainer, TrainingSession
from inclusion_app.trainings.queries.sessions import managed_by
from inclusion_app.trainings.rules.spans import Span

Key = uuid.UUID


@dataclass
class Tally:
    """Counts that add up from one session to another, and what they give together."""

    held: int = 0
    """Sessions with at least one half-day held."""
    cancelled: int = 0
    coming: int = 0
    """Sessions of the span of which no half-day was held yet, nor given up."""
    half_days: int = 0
    not_held: int = 0
    """Half-days that did not take place, in sessions that were not cancelled."""
    seats: int = 0
    registered: int = 0
    present: int = 0
    missed: int = 0
    """People whose sheet was filled and who never came."""
    presences: int = 0
    """Half-days attended, all people together."""
    absences: int = 0
    minutes: int = 0
    unnoted: int = 0
    """Half-days held whose sheet is still empty: their presences are missing from the others."""
    answers: int = 0
    marks: int = 0
    """Sum of the overall marks of the hot questionnaires."""

    def add(self, other: "Tally") -> None:
        """Count another session too."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))

    @property
    def fill_rate(self) -> float | None:
        """Registered people over seats."""
        return self.registered / self.seats if self.seats else None

    @property
    def presence_rate(self) -> float | None:
        """Half-days attended over half-days noted."""
        noted = self.presences + self.absences
        return self.presences / noted if noted else None

    @property
    def mark(self) -> float | None:
        """The average of the overall marks, from 1 to 4."""
        return self.marks / self.answers if self.answers else None


@dataclass(frozen=True)
class CountedSession:
    """A session with what it may be grouped by."""

    session_id: Key
    course_id: Key
    place_id: Key | None
    commune_code: str
    trainer_ids: frozenset[Key]
    tally: Tally
    reasons: Counter[AbsenceReason] = field(default_factory=Counter)


def held() -> ColumnElement[bool]:
    """SQL condition on HalfDay joined to its session: it took place."""
    return and_(HalfDay.not_held.is_(None), TrainingSession.state == SessionState.OPEN, HalfDay.ends_at <= clock.now())


def within(span: Span) -> ColumnElement[bool]:
    """SQL condition on HalfDay: it begins in the span."""
    return and_(HalfDay.starts_at >= span.since, HalfDay.starts_at < span.before)


def list_counted(scope: Scope, span: Span) -> list[CountedSession]:
    """The sessions that the caller manages, with a half-day in the span, each with its counts."""
    wanted = and_(within(span), managed_by(scope))
    found = {row.session_id: row for row in _sessions(wanted)}
    _add_registrations(found, wanted)
    _add_attendance(found, wanted)
    _add_answers(found, wanted)
    return list(found.values())


def _sessions(wanted: ColumnElement[bool]) -> Iterator[CountedSession]:
    trainers: dict[Key, set[Key]] = {}
    for session_id, trainer_id in db.session.execute(
        select(SessionTrainer.session_id, SessionTrainer.trainer_id).where(SessionTrainer.session_id.in_(_of(wanted)))
    ):
        trainers.setdefault(session_id, set()).add(trainer_id)
    keys = (TrainingSession.id, CourseVersion.course_id, TrainingSession.place_id, TrainingSession.commune_code)
    more = (TrainingSession.state, TrainingSession.capacity)
    counts = (func.count(case((held(), 1))), func.count(HalfDay.not_held), func.count())
    query = select(*keys, *more, *counts).join(HalfDay).join(TrainingSession.course_version).where(wanted)
    for key, course, place, commune, state, capacity, took_place, not_held, planned in db.session.execute(
        query.group_by(*keys, *more)
    ):
        tally = _tally(state, capacity, took_place, not_held, planned)
        yield CountedSession(key, course, place, commune, frozenset(trainers.get(key, ())), tally)


def _tally(state: SessionState, capacity: int, took_place: int, not_held: int, planned: int) -> Tally:
    if state is SessionState.CANCELLED:
        return Tally(cancelled=1)
    given = bool(took_place)
    return Tally(
        held=int(given),
        coming=int(not given and not_held < planned),
        half_days=took_place,
        not_held=not_held,
        seats=capacity if given else 0,
        unnoted=took_place,
    )


def _add_registrations(found: dict[Key, CountedSession], wanted: ColumnElement[bool]) -> None:
    query = (
        select(Registration.session_id, func.count())
        .where(Registration.state == RegistrationState.SEATED, Registration.session_id.in_(_of(wanted, held())))
        .group_by(Registration.session_id)
    )
    for key, count in db.session.execute(query):
        found[key].tally.registered = count


def _add_attendance(found: dict[Key, CountedSession], wanted: ColumnElement[bool]) -> None:
    came = AttendanceLine.presence == Presence.PRESENT
    who = AttendanceLine.registration_id
    lines = _lines(wanted).group_by(HalfDay.session_id)
    counted: Select[Any] = lines.add_columns(
        func.count(distinct(who)),
        func.count(distinct(case((came, who)))),
        func.count(case((came, 1))),
        func.count(),
        func.sum(AttendanceLine.minutes),
        func.count(distinct(HalfDay.id)),
    )
    for key, people, present, presences, noted, minutes, half_days in db.session.execute(counted):
        tally = found[key].tally
        tally.present, tally.missed = present, people - present
        tally.presences, tally.absences = presences, noted - presences
        tally.minutes, tally.unnoted = int(minutes or 0), tally.half_days - half_days
    reasons: Select[Any] = lines.add_columns(AttendanceLine.reason, func.count())
    for key, reason, count in db.session.execute(
        reasons.where(AttendanceLine.reason.is_not(None)).group_by(AttendanceLine.reason)
    ):
        found[key].reasons[reason] = count


def _add_answers(found: dict[Key, CountedSession], wanted: ColumnElement[bool]) -> None:
    answer = SatisfactionAnswer
    query = (
        select(answer.session_id, func.count(), func.sum(answer.overall))
        .where(answer.moment == Moment.HOT, answer.overall.is_not(None), answer.session_id.in_(_of(wanted, held())))
        .group_by(answer.session_id)
    )
    for key, count, marks in db.session.execute(query):
        found[key].tally.answers, found[key].tally.marks = count, int(marks or 0)


def _of(*conditions: ColumnElement[bool]) -> Select[Any]:
    """The keys of the sessions with a half-day that meets these conditions."""
    return select(HalfDay.session_id).join(TrainingSession).where(*conditions)


def _lines(wanted: ColumnElement[bool]) -> Select[Any]:
    """The current lines of trainees at half-days held, with the key of their session."""
    return (
        select(HalfDay.session_id)
        .join(TrainingSession)
        .join(AttendanceLine, AttendanceLine.half_day_id == HalfDay.id)
        .where(AttendanceLine.replaced_at.is_(None), AttendanceLine.registration_id.is_not(None), held(), wanted)
    )
