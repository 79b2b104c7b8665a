"""Reminders a week before and the day before, late convocations, the questionnaire a month after: who, when, once."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.trainings.jobs.notices import send_notices
from inclusion_app.trainings.lists import NoticeKind, NoticeWay, Presence, RegistrationState, SessionState, SigningMeans
from inclusion_app.trainings.models.attendance import AttendanceLine
from inclusion_app.trainings.models.registrations import Notice, Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.services.notices import tell, tell_everyone
from tests.cast import Cast
from tests.factories import add
from tests.factories_trainings import make_registration, make_session

START = datetime(2026, 12, 8, 8, 30, tzinfo=UTC)
LONG_AGO = datetime(2026, 10, 1, tzinfo=UTC)
K = NoticeKind


def at(day: int, hour: int = 10, month: int = 12) -> datetime:
    """An hour of December 2026 in Paris, where it is UTC + 1."""
    return datetime(2026, month, day, hour - 1, tzinfo=UTC)


def planned(start: datetime = START, **values: Any) -> TrainingSession:
    return make_session(None, start, **{"created_at": LONG_AGO} | values)


def registered(session: TrainingSession, **values: Any) -> Registration:
    before = {"registered_at": LONG_AGO, "queued_at": LONG_AGO, "confirmed_at": LONG_AGO}
    return make_registration(session, **before | values)


def run(moment: datetime) -> dict[str, int]:
    with clock.frozen(moment):
        return send_notices()


def told(kind: NoticeKind | None = None) -> list[tuple[NoticeKind, NoticeWay]]:
    query = select(Notice.kind, Notice.way).order_by(Notice.created_at, Notice.id)
    if kind:
        query = query.where(Notice.kind == kind)
    return [(row[0], row[1]) for row in db.session.execute(query)]


def test_one_is_reminded_a_week_before_then_the_day_before_and_never_again(cast: Cast) -> None:
    registered(planned())
    for day in (*range(20, 31),):
        run(at(day, month=11))
    assert told() == []
    for hour in (8, 9, 12, 19):
        run(at(1, hour))
    assert told() == [(K.REMINDER_7, NoticeWay.EMAIL)]
    for day in (2, 3, 4, 5, 6):
        run(at(day))
    assert len(told()) == 1
    for hour in (8, 9, 19):
        run(at(7, hour))
    run(at(8))
    assert told() == [(K.REMINDER_7, NoticeWay.EMAIL), (K.REMINDER_1, NoticeWay.EMAIL)]


@pytest.mark.parametrize(("hour", "expected"), [(7, 0), (8, 1), (19, 1), (20, 0), (23, 0)])
def test_nobody_is_disturbed_before_eight_or_after_twenty(cast: Cast, hour: int, expected: int) -> None:
    registered(planned())
    run(at(1, hour))
    assert len(told()) == expected


def test_a_day_without_any_runner_is_caught_up_two_days_later_at_most(cast: Cast) -> None:
    registered(planned())
    registered(planned(START - timedelta(days=1)))
    run(at(3))
    assert len(told(K.REMINDER_7)) == 1


def test_who_registers_late_is_not_reminded_of_what_she_just_read(cast: Cast) -> None:
    registered(planned(created_at=at(2)), registered_at=at(2))
    registered(planned(START.replace(day=9)), registered_at=at(8, 9))
    run(at(2))
    run(at(3))
    run(at(8, 12))
    assert told(K.REMINDER_7) == []
    assert len(told(K.REMINDER_1)) == 0
    run(at(7))
    assert len(told(K.REMINDER_1)) == 1


def test_a_session_that_is_put_off_is_reminded_again(cast: Cast) -> None:
    session = planned()
    registered(session)
    run(at(1))
    session.starts_at += timedelta(days=7)
    session.ends_at += timedelta(days=7)
    session.sequence += 1
    with clock.frozen(at(2)):
        tell_everyone(session, K.CHANGE, session.sequence)
    run(at(7))
    run(at(8))
    run(at(14))
    assert [kind for kind, _ in told()] == [K.REMINDER_7, K.CHANGE, K.REMINDER_7, K.REMINDER_1]


def test_a_change_told_the_day_before_is_reminder_enough(cast: Cast) -> None:
    session = planned()
    registered(session)
    session.sequence = 1
    with clock.frozen(at(7, 9)):
        tell_everyone(session, K.CHANGE, 1)
    run(at(7, 10))
    assert told(K.REMINDER_1) == []


def test_only_those_who_come_to_what_takes_place(cast: Cast) -> None:
    open_one = planned()
    registered(open_one, state=RegistrationState.WAITING)
    registered(open_one, state=RegistrationState.OFFERED)
    registered(open_one, confirmed_at=None)
    registered(planned(state=SessionState.CANCELLED, cancelled_at=LONG_AGO))
    run(at(1))
    run(at(7))
    assert told() == []


def test_who_has_no_address_is_in_the_list_of_calls_before_the_day(cast: Cast) -> None:
    registered(planned(), email=None, phone="+33555123456")
    run(at(1))
    run(at(7))
    rows = db.session.execute(select(Notice.kind, Notice.way, Notice.due_on).order_by(Notice.created_at)).all()
    assert [tuple(row) for row in rows] == [
        (K.REMINDER_7, NoticeWay.PHONE, date(2026, 12, 3)),
        (K.REMINDER_1, NoticeWay.PHONE, date(2026, 12, 7)),
    ]


def test_a_seat_won_after_the_convocations_brings_its_own(cast: Cast) -> None:
    session = planned()
    early, late = registered(session), registered(session)
    run(at(20, month=11))
    assert told() == []
    with clock.frozen(at(20, 11, month=11)):
        tell(early, K.CONVOCATION, number=session.sequence)
    assert run(at(20, 12, month=11))["convocations"] == 1
    assert run(at(20, 13, month=11))["convocations"] == 0
    assert {notice.registration_id for notice in db.session.scalars(select(Notice))} == {early.id, late.id}


def test_a_month_after_those_who_came_are_asked_what_they_use(cast: Cast) -> None:
    session = planned()
    came, missed = registered(session), registered(session)
    by_phone = registered(session, email=None, phone="+33555123456")
    for registration, presence in ((came, Presence.PRESENT), (missed, Presence.ABSENT), (by_phone, Presence.PRESENT)):
        _note(session, registration, presence)
    run(at(30))
    assert told(K.SURVEY) == []
    for month, day in ((1, 8), (1, 9), (1, 20), (3, 1)):
        with clock.frozen(datetime(2027, month, day, 10, tzinfo=UTC)):
            send_notices()
    notices = db.session.scalars(select(Notice).where(Notice.kind == K.SURVEY)).all()
    assert [notice.registration_id for notice in notices] == [came.id]


def _note(session: TrainingSession, registration: Registration, presence: Presence) -> None:
    absent = presence is Presence.ABSENT
    add(
        AttendanceLine(
            half_day_id=session.half_days[0].id,
            registration_id=registration.id,
            presence=presence,
            reason="not_said" if absent else None,
            minutes=0 if absent else 180,
            means=SigningMeans.NONE,
            noted_at=START,
            digest=b"x" * 32,
        )
    )


@pytest.mark.parametrize("start", [datetime(2026, 10, 25, 9, tzinfo=UTC), datetime(2027, 3, 28, 8, tzinfo=UTC)])
def test_a_clock_change_shifts_no_reminder(cast: Cast, start: datetime) -> None:
    past = datetime(2026, 1, 1, tzinfo=UTC)
    values: dict[str, Any] = {"registered_at": past, "queued_at": past, "confirmed_at": past}
    make_registration(make_session(None, start, created_at=past), **values)
    for days in (8, 7, 2, 1, 0):
        run(start - timedelta(days=days))
    assert [kind for kind, _ in told()] == [K.REMINDER_7, K.REMINDER_1]
