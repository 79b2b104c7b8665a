"""The same answer twice at once, paper copied twice at once, a grid filled by several: on a database of its own."""

import threading
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Role
from inclusion_app.kernel.db import db, unit_of_work
from inclusion_app.kernel.errors import DomainError
from inclusion_app.territories.models import Commune, Departement, Region
from inclusion_app.trainings.lists import Moment, ObjectiveLevel
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.results import SatisfactionAnswer
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.evaluation import levels, list_objectives
from inclusion_app.trainings.rules.satisfaction import Mark
from inclusion_app.trainings.services.evaluation import note_levels
from inclusion_app.trainings.services.satisfaction import PaperAnswer, answer_survey, copy_paper
from tests.factories import make_account
from tests.factories_trainings import make_registration, make_session
from tests.instances import own_application

AT_ONCE = 6


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


def at_once(app: Flask, work: Callable[[int], object]) -> list[BaseException]:
    """The work in threads begun together, each with a transaction of its own; gives what they refused."""
    start, refused = threading.Barrier(AT_ONCE), []

    def run(rank: int) -> None:
        with app.app_context():
            start.wait(timeout=30)
            try:
                with unit_of_work():
                    work(rank)
            except BaseException as error:
                refused.append(error)

    threads = [threading.Thread(target=run, args=(rank,)) for rank in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return refused


def count_answers() -> int:
    return db.session.scalar(select(func.count()).select_from(SatisfactionAnswer)) or 0


def test_a_person_answers_once(alone: Flask) -> None:
    with alone.app_context():
        with unit_of_work():
            key = make_registration(make_session()).id
        db.session.remove()

    def answer(rank: int) -> None:
        answer_survey(db.session.get_one(Registration, key), {Mark.OVERALL: 4}, "", moment=Moment.HOT)

    refused = at_once(alone, answer)
    assert [type(error) for error in refused] == [DomainError] * (AT_ONCE - 1)
    with alone.app_context():
        assert count_answers() == 1


def test_a_sheet_of_paper_is_copied_once(alone: Flask) -> None:
    with alone.app_context():
        with unit_of_work():
            session_id, account_id = make_session().id, make_account("Nadia", (Role.MEDIATOR, None)).id
        db.session.remove()
    sheets = [PaperAnswer(uuid.uuid4(), {Mark.OVERALL: 3}) for _ in range(10)]

    def copy(rank: int) -> None:
        session, nadia = db.session.get_one(TrainingSession, session_id), db.session.get_one(Account, account_id)
        copy_paper(session, sheets, moment=Moment.HOT, by=nadia)

    refused = at_once(alone, copy)
    assert all(isinstance(error, DomainError) for error in refused)
    with alone.app_context():
        assert count_answers() == 10


def test_a_grid_filled_by_several_loses_nothing(alone: Flask) -> None:
    with alone.app_context():
        with unit_of_work():
            session = make_session()
            people = [make_registration(session).id for _ in range(AT_ONCE)]
            objectives = [each.id for each in list_objectives(session)]
            session_id, account_id = session.id, make_account("Nadia", (Role.MEDIATOR, None)).id
        db.session.remove()

    def note(rank: int) -> None:
        session, nadia = db.session.get_one(TrainingSession, session_id), db.session.get_one(Account, account_id)
        cells = {(people[rank], each): ObjectiveLevel.REACHED for each in objectives}
        shared = {(people[0], objectives[0]): ObjectiveLevel.REACHED}
        note_levels(session, cells | shared, moment=Moment.HOT, by=nadia)

    assert at_once(alone, note) == []
    with alone.app_context():
        assert len(levels(session_id, Moment.HOT)) == AT_ONCE * len(objectives)
