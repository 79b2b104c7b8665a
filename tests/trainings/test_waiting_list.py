"""The waiting list: who moves up, in which order, until when they may answer, what they are told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.trainings.jobs.seats import lapse_unanswered
from inclusion_app.trainings.lists import Channel, NoticeKind, NoticeWay, RegistrationState, Withdrawal
from inclusion_app.trainings.models.registrations import Notice, Registration
from inclusion_app.trainings.queries.seats import list_waiting_ids, rank_of
from inclusion_app.trainings.rules.registrations import Person
from inclusion_app.trainings.services.registrations import (
    accept_offer,
    cancel_all,
    cancel_registration,
    confirm_registration,
    fill_seats,
    register,
)
from inclusion_app.trainings.services.registrations_changes import move_registration
from tests.cast import Cast
from tests.factories_trainings import make_course, make_registration, make_session

SEATED, OFFERED = RegistrationState.SEATED, RegistrationState.OFFERED
WAITING, CANCELLED = RegistrationState.WAITING, RegistrationState.CANCELLED


def told(registration: Registration) -> list[tuple[NoticeKind, NoticeWay]]:
    query = select(Notice).where(Notice.registration_id == registration.id).order_by(Notice.id)
    return [(notice.kind, notice.way) for notice in db.session.scalars(query)]


def test_a_freed_seat_is_proposed_to_the_first_who_waits(cast: Cast) -> None:
    session = make_session(capacity=1)
    seated = make_registration(session)
    first, second = (make_registration(session, state=WAITING) for _ in range(2))
    cancel_registration(seated, Withdrawal.PERSON, by=None)
    assert (seated.state, first.state, second.state) == (CANCELLED, OFFERED, WAITING)
    assert first.answer_by == pytest.approx(clock.now() + timedelta(hours=48), abs=timedelta(minutes=1))
    assert told(first) == [(NoticeKind.OFFER, NoticeWay.EMAIL)]
    assert told(seated) == [(NoticeKind.WITHDRAWN, NoticeWay.EMAIL)]
    accept_offer(first, by=None)
    settled = accept_offer(first, by=None)
    assert (settled.state is SEATED, settled.answer_by is None) == (True, True)
    assert told(first)[1:] == [(NoticeKind.REGISTERED, NoticeWay.EMAIL)]


def test_who_confirmed_moves_up_before_who_did_not(cast: Cast) -> None:
    session = make_session(capacity=1)
    seated = make_registration(session)
    unconfirmed = make_registration(session, state=WAITING, confirmed_at=None)
    confirmed = make_registration(session, state=WAITING)
    assert [rank_of(one) for one in (unconfirmed, confirmed, seated)] == [2, 1, None]
    assert list_waiting_ids(session.id) == [confirmed.id, unconfirmed.id]
    cancel_registration(seated, Withdrawal.PERSON, by=None)
    assert (confirmed.state, unconfirmed.state) == (OFFERED, WAITING)


def test_an_offer_lapses_and_goes_to_the_next(cast: Cast) -> None:
    session = make_session(capacity=1, answer_hours=24)
    first, second = (make_registration(session, state=WAITING) for _ in range(2))
    fill_seats(session)
    db.session.flush()
    with clock.frozen(clock.now() + timedelta(hours=25)):
        assert lapse_unanswered() == {"lapsed": 1}
        assert (first.state, first.withdrawal) == (CANCELLED, Withdrawal.NO_ANSWER)
        assert second.state is OFFERED
        assert lapse_unanswered() == {"lapsed": 0}
    assert told(first)[-1] == (NoticeKind.WITHDRAWN, NoticeWay.EMAIL)


def test_an_answer_comes_two_hours_before_at_the_latest(cast: Cast) -> None:
    session = make_session(None, clock.now() + timedelta(hours=10), capacity=1)
    waiting = make_registration(session, state=WAITING)
    fill_seats(session)
    assert waiting.answer_by == session.starts_at - timedelta(hours=2)


def test_nothing_is_proposed_so_near_the_beginning(cast: Cast) -> None:
    session = make_session(None, clock.now() + timedelta(hours=1), capacity=1)
    waiting = make_registration(session, state=WAITING)
    assert fill_seats(session) == []
    assert waiting.state is WAITING


def test_somebody_without_email_keeps_the_offer_until_a_call(cast: Cast) -> None:
    session = make_session(capacity=1)
    waiting = make_registration(session, state=WAITING, email=None, phone="+33612345678")
    fill_seats(session)
    assert (waiting.state, waiting.answer_by) == (OFFERED, None)
    assert told(waiting) == [(NoticeKind.OFFER, NoticeWay.PHONE)]
    with clock.frozen(clock.now() + timedelta(days=5)):
        assert lapse_unanswered() == {"lapsed": 0}


def test_an_unconfirmed_seat_is_freed_after_two_days(cast: Cast) -> None:
    session = make_session(capacity=1)
    person = Person("Amina", "Durand", email="amina@exemple.fr")
    public = register(session, person, by=None, channel=Channel.PUBLIC, form_key=None)
    waiting = make_registration(session, state=WAITING)
    assert told(public) == [(NoticeKind.CONFIRM, NoticeWay.EMAIL)]
    with clock.frozen(clock.now() + timedelta(hours=49)):
        assert lapse_unanswered() == {"lapsed": 1}
    assert public.withdrawal is Withdrawal.NOT_CONFIRMED
    assert waiting.state is OFFERED
    assert len(told(public)) == 1  # whoever did not confirm is not written to again


def test_a_confirmed_seat_is_kept(cast: Cast) -> None:
    session = make_session(capacity=1)
    person = Person("Amina", "Durand", email="amina@exemple.fr")
    public = register(session, person, by=None, channel=Channel.PUBLIC, form_key=None)
    confirm_registration(public, by=None)
    with clock.frozen(clock.now() + timedelta(hours=49)):
        assert lapse_unanswered() == {"lapsed": 0}
    assert (public.state, told(public)[-1][0]) == (SEATED, NoticeKind.REGISTERED)


def test_whoever_comes_back_goes_to_the_end(cast: Cast) -> None:
    session = make_session(capacity=1)
    make_registration(session, "Lucie", "Bernard")
    first = make_registration(session, "Amina", "Durand", state=WAITING, email="amina@exemple.fr")
    second = make_registration(session, "Paul", "Martin", state=WAITING)
    cancel_registration(first, Withdrawal.PERSON, by=None)
    person = Person("Amina", "Durand", email="amina@exemple.fr")
    again = register(session, person, by=cast.nadia, channel=Channel.STAFF, form_key=None)
    assert again.id != first.id
    assert list_waiting_ids(session.id) == [second.id, again.id]


def test_nobody_moves_up_in_a_cancelled_session(cast: Cast) -> None:
    session = make_session(capacity=1)
    rows = [make_registration(session), make_registration(session, state=WAITING)]
    assert cancel_all(session, by=cast.nadia) == 2
    assert {row.withdrawal for row in rows} == {Withdrawal.SESSION}
    assert told(rows[0]) == []


def test_somebody_passes_to_another_date_with_her_place_in_time(cast: Cast) -> None:
    course = make_course()
    first, full = make_session(course, capacity=1), make_session(course, capacity=1)
    moving = make_registration(first, "Amina", "Durand", queued_at=clock.now() - timedelta(days=3))
    make_registration(full)
    late = make_registration(full, state=WAITING)
    waiting = make_registration(first, state=WAITING)
    moved = move_registration(moving, full, by=cast.nadia)
    assert (moving.state, moving.withdrawal) == (CANCELLED, Withdrawal.MOVED)
    assert moved.full_name == "Amina Durand"
    assert list_waiting_ids(full.id) == [moved.id, late.id]
    assert waiting.state is OFFERED


def test_one_passes_only_to_a_date_of_the_same_course(cast: Cast) -> None:
    session, other = make_session(), make_session()
    with pytest.raises(DomainError):
        move_registration(make_registration(session), other, by=cast.nadia)


@pytest.mark.parametrize(("reason", "calls"), [(Withdrawal.STAFF, 1), (Withdrawal.PERSON, 0)])
def test_somebody_without_email_is_called_only_when_she_does_not_know(
    cast: Cast, reason: Withdrawal, calls: int
) -> None:
    kept = make_registration(make_session(), email=None, phone="+33612345678")
    cancel_registration(kept, reason, by=cast.nadia)
    assert told(kept) == [(NoticeKind.WITHDRAWN, NoticeWay.PHONE)] * calls
