"""What people are told without anybody asking: reminders, late convocations, the questionnaire a month after.

By lots of two hundred: they are read and their letters written while nobody waits, then kept in one short transaction.
A crash loses one lot, which the next run takes up. Two runs at once tell nobody twice: `uq_notice_once` is the guard.
"""

import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select, update
from sqlalchemy.orm import joinedload, selectinload

from inclusion_app.access.models import Account
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db, read_only, release, unit_of_work
from inclusion_app.kernel.mail import Letter
from inclusion_app.kernel.tasks import Progress
from inclusion_app.trainings.lists import NoticeKind, NoticeResult, Presence, SessionState
from inclusion_app.trainings.models.attendance import AttendanceLine
from inclusion_app.trainings.models.courses import CourseVersion
from inclusion_app.trainings.models.registrations import Notice, Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.notices import comes, convoked_sessions, was_told
from inclusion_app.trainings.rules.notices import RESULTS
from inclusion_app.trainings.rules.sessions import RemovedHalfDay
from inclusion_app.trainings.services.notices import write
from inclusion_app.trainings.services.notices_many import Written, keep_all

LOT = 200
PAUSE = 0.05
"""Seconds between two lots, for whoever waits to write: SQLite has one writer, and does not queue them."""
FROM_HOUR, TO_HOUR = 8, 20
WEEK, DAY = timedelta(days=7), timedelta(days=1)
LATE = timedelta(days=2)
"""A reminder of a week before that nothing sent on its day is still of use the two days after."""
SURVEY_AFTER, SURVEY_LATE = timedelta(days=30), timedelta(days=14)


def send_notices() -> dict[str, int]:
    """Note what became of the letters; between 8 h and 20 h in Paris, tell what is due. Commits as it goes."""
    now = clock.now()
    counts = {"settled": settle_results()}
    if FROM_HOUR <= clock.to_paris(now).hour < TO_HOUR:
        counts["reminders"] = send_reminders()
        counts["convocations"] = _send(NoticeKind.CONVOCATION, _seated_since(now))
        counts["surveys"] = _send(NoticeKind.SURVEY, _came_a_month_ago(now))
    return counts


def send_reminders() -> int:
    """Remind those who come in a week, or tomorrow; returns how many were told."""
    today = clock.today()
    told = 0
    for late in range(LATE.days + 1):
        told += _send(NoticeKind.REMINDER_7, _reminded(NoticeKind.REMINDER_7, today + WEEK - late * DAY, WEEK))
    return told + _send(NoticeKind.REMINDER_1, _reminded(NoticeKind.REMINDER_1, today + DAY, DAY))


def tell_people(arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """The task that tells the same thing to many people."""
    people = [uuid.UUID(person) for person in arguments["people"]]
    kind, told = next(kind for kind in NoticeKind if kind == arguments["kind"]), 0
    removed = [RemovedHalfDay.of_texts(texts) for texts in arguments.get("removed", ())]
    db.session.rollback()
    for start in range(0, len(people), LOT):
        progress(start, len(people))
        with _reading():
            by = db.session.get(Account, uuid.UUID(arguments["by"])) if arguments["by"] else None
            lot = _load(people[start : start + LOT])
            written = [write(one, kind, number=arguments["number"], by=by, removed=removed) for one in lot]
        told += _keep(written)
    progress(len(people), len(people))
    return {"told": told}


def settle_results() -> int:
    """Copy onto each notice what became of its letter, before letters are forgotten; returns how many."""
    with unit_of_work():
        pass  # ends a transaction begun to read only: turned into a write, SQLite refuses it when another wrote
    settled = 0
    while lot := _settle_lot():
        settled += lot
    return settled


def _settle_lot() -> int:
    known = (Notice.result == NoticeResult.WAITING) & Letter.state.in_(list(RESULTS))
    query = select(Notice.id, Letter.state, Letter.sent_at).join(Letter, Letter.id == Notice.letter_id).where(known)
    with unit_of_work() as session:
        rows = session.execute(query.limit(LOT)).all()
        for notice_id, state, sent_at in rows:
            change = update(Notice).where(Notice.id == notice_id, Notice.result == NoticeResult.WAITING)
            session.execute(change.values(result=RESULTS[state], sent_at=sent_at))
    return len(rows)


def _send(kind: NoticeKind, due: Select[Any]) -> int:
    told = 0
    due_on = clock.today() + (LATE if kind is NoticeKind.REMINDER_7 else timedelta())
    for lot in _lots(due):
        with _reading():
            written = [
                write(one, kind, number=round_of(kind, one.session), by=None, due_on=due_on) for one in _load(lot)
            ]
        told += _keep(written)
    return told


@contextmanager
def _reading() -> Iterator[None]:
    """A transaction that only reads: nobody waits for it."""
    read_only()
    yield
    release()


def _keep(written: list[Written]) -> int:
    with unit_of_work():
        kept = keep_all(written)
    time.sleep(PAUSE)
    return kept


def round_of(kind: NoticeKind, session: TrainingSession) -> int:
    """A reminder is told once for the day of the session, whatever else changes; postponed, it is told again."""
    if kind in (NoticeKind.REMINDER_7, NoticeKind.REMINDER_1):
        return clock.to_paris(session.starts_at).toordinal()
    return session.sequence if kind is NoticeKind.CONVOCATION else 0


def _lots(due: Select[Any]) -> Iterator[list[uuid.UUID]]:
    """The people who are due, in the order of their keys, read once each: who cannot be told is not tried for ever."""
    last: uuid.UUID | None = None
    while True:
        with _reading():
            after = due if last is None else due.where(Registration.id > last)
            lot = list(db.session.scalars(after.order_by(Registration.id).limit(LOT)))
        if not lot:
            return
        last = lot[-1]
        yield lot


def _load(people: list[uuid.UUID]) -> list[Registration]:
    session = joinedload(Registration.session)
    whole = (
        session.joinedload(TrainingSession.course_version).joinedload(CourseVersion.course),
        session.joinedload(TrainingSession.place),
        session.joinedload(TrainingSession.room),
        session.joinedload(TrainingSession.commune),
        session.joinedload(TrainingSession.structure),
        session.options(selectinload(TrainingSession.half_days), selectinload(TrainingSession.trainers)),
    )
    query = select(Registration).where(Registration.id.in_(people)).options(*whole)
    return list(db.session.scalars(query.order_by(Registration.id)))


def _due(condition: ColumnElement[bool]) -> Select[Any]:
    query = select(Registration.id).join(TrainingSession, TrainingSession.id == Registration.session_id)
    return query.where(TrainingSession.state == SessionState.OPEN, condition, comes())


def _reminded(kind: NoticeKind, day: date, before: timedelta) -> Select[Any]:
    """Who comes on that day and was not reminded; whoever registered, or was told of a change, less than `before` ago
    has just had a letter that says it all.
    """
    starts = TrainingSession.starts_at
    on_that_day = (starts >= clock.start_of(day)) & (starts < clock.start_of(day + DAY))
    since = clock.start_of(day - before)
    told = was_told(kind, Notice.round == day.toordinal()) | was_told(NoticeKind.CHANGE, Notice.created_at >= since)
    return _due(on_that_day).where(Registration.registered_at < since, ~told)


def _seated_since(now: datetime) -> Select[Any]:
    """Who got a seat after the others were convoked; a letter to print waits on the page of the session."""
    late = TrainingSession.id.in_(convoked_sessions(now)) & Registration.email_sealed.is_not(None)
    return _due(late).where(~was_told(NoticeKind.CONVOCATION))


def _came_a_month_ago(now: datetime) -> Select[Any]:
    """Who was present at least once at a session that ended a month ago, and has an e-mail address."""
    ended = TrainingSession.ends_at.between(now - SURVEY_AFTER - SURVEY_LATE, now - SURVEY_AFTER)
    came = (
        exists()
        .where(AttendanceLine.registration_id == Registration.id, AttendanceLine.replaced_at.is_(None))
        .where(AttendanceLine.presence == Presence.PRESENT)
    )
    return _due(ended).where(Registration.email_sealed.is_not(None), came, ~was_told(NoticeKind.SURVEY))
