"""Many at once for the last seats, on a database of its own: never over capacity, and the order is kept."""

import threading
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from inclusion_app.extensions import db
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import unit_of_work
from inclusion_app.territories.models import Commune, Departement, Region
from inclusion_app.trainings.lists import Channel, RegistrationState, Withdrawal
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.sessions import count_seats
from inclusion_app.trainings.rules.registrations import Person
from inclusion_app.trainings.services.registrations import cancel_registration, register
from inclusion_app.trainings.services.seats import lapse_session
from tests.factories_trainings import make_registration, make_session
from tests.instances import own_application

SEATED, OFFERED = RegistrationState.SEATED, RegistrationState.OFFERED
WAITING, CANCELLED = RegistrationState.WAITING, RegistrationState.CANCELLED


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Flask]:
    with own_application(tmp_path) as app:
        with app.app_context():
            db.session.add(Region(code="75", name="Nouvelle-Aquitaine", search_text=" nouvelle aquitaine "))
            db.session.flush()
            db.session.add(Departement(code="87", name="D", region_code="75", search_text=" d "))
            db.session.flush()
            place = {"departement_code": "87", "region_code": "75", "search_text": " c "}
            db.session.add(Commune(code="87085", name="C", **place))
            db.session.commit()
        yield app


def at_once(app: Flask, works: list[Callable[[], object]]) -> list[BaseException]:
    """Each work in a transaction of its own thread, all begun together."""
    start = threading.Barrier(len(works))
    failures: list[BaseException] = []

    def run(work: Callable[[], object]) -> None:
        with app.app_context():
            start.wait(timeout=30)
            try:
                with unit_of_work():
                    work()
            except BaseException as error:
                failures.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return failures


def public(session_id: uuid.UUID, rank: int, form_key: uuid.UUID | None = None) -> Callable[[], object]:
    person = Person("Personne", f"Numéro {rank}", email=f"p{rank}@exemple.fr")
    return lambda: register(
        db.session.get_one(TrainingSession, session_id), person, by=None, channel=Channel.PUBLIC, form_key=form_key
    )


def leave(key: uuid.UUID) -> Callable[[], object]:
    return lambda: cancel_registration(db.session.get_one(Registration, key), Withdrawal.PERSON, by=None)


def rows_of(session_id: uuid.UUID) -> list[Registration]:
    query = select(Registration).where(Registration.session_id == session_id)
    return list(db.session.scalars(query.order_by(Registration.queued_at, Registration.id)))


def check_seats(session_id: uuid.UUID, capacity: int) -> list[Registration]:
    session = db.session.get_one(TrainingSession, session_id)
    seats = count_seats([session])[session_id]
    assert seats.taken <= capacity
    assert not (seats.left and seats.waiting), "a seat stays free while somebody waits"
    return rows_of(session_id)


def test_twelve_people_for_the_last_three_seats(alone: Flask) -> None:
    with alone.app_context():
        with unit_of_work():
            session = make_session(capacity=5)
            [make_registration(session) for _ in range(2)]
            session_id = session.id
        db.session.remove()
    assert at_once(alone, [public(session_id, rank) for rank in range(12)]) == []
    with alone.app_context():
        rows = check_seats(session_id, 5)
        assert len(rows) == 14
        assert sum(row.state is SEATED for row in rows) == 5
        # The first to come are the ones seated.
        assert all(row.state is SEATED for row in rows[:5])


def test_two_leave_while_others_register_and_a_job_passes(alone: Flask) -> None:
    with alone.app_context():
        with unit_of_work():
            session = make_session(capacity=3)
            held = [make_registration(session) for _ in range(2)]
            late = make_registration(session, state=OFFERED, answer_by=clock.now() - timedelta(minutes=1))
            waiting = [make_registration(session, state=WAITING).id for _ in range(4)]
            session_id, leaving, late_id = session.id, [row.id for row in held], late.id
        db.session.remove()
    works = [leave(key) for key in leaving]
    works += [public(session_id, rank) for rank in range(6)]
    works += [lambda: lapse_session(session_id), lambda: lapse_session(session_id)]
    assert at_once(alone, works) == []
    with alone.app_context():
        rows = {row.id: row for row in check_seats(session_id, 3)}
        assert [rows[key].state for key in [*leaving, late_id]] == [CANCELLED] * 3
        # The three seats went to the first three who waited, in order; those who came meanwhile wait behind them.
        assert [rows[key].state for key in waiting] == [OFFERED, OFFERED, OFFERED, WAITING]
        others = [row for row in rows.values() if row.channel is Channel.PUBLIC]
        assert [row.state for row in others] == [WAITING] * 6


def test_the_same_person_leaves_twice_at_once(alone: Flask) -> None:
    with alone.app_context():
        with unit_of_work():
            session = make_session(capacity=2)
            leaving = make_registration(session).id
            make_registration(session)
            waiting = [make_registration(session, state=WAITING).id for _ in range(3)]
            session_id = session.id
        db.session.remove()
    assert at_once(alone, [leave(leaving)] * 6) == []
    with alone.app_context():
        rows = {row.id: row for row in check_seats(session_id, 2)}
        assert [rows[key].state for key in waiting] == [OFFERED, WAITING, WAITING]


def test_the_same_form_sent_many_times_registers_once(alone: Flask) -> None:
    with alone.app_context():
        with unit_of_work():
            session_id = make_session(capacity=5).id
        db.session.remove()
    assert at_once(alone, [public(session_id, 1, uuid.uuid4())] * 8) == []
    with alone.app_context():
        assert len(rows_of(session_id)) == 1
