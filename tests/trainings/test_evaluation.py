"""Objectives before and after: the grid of a session, saved at once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.kernel.audit import AuditLine
from inclusion_app.kernel.db import db
from inclusion_app.trainings.lists import Moment, ObjectiveLevel
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.results import ObjectiveResult
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries import evaluation as queries
from inclusion_app.trainings.rules.evaluation import moment_of, progress_of
from inclusion_app.trainings.services.evaluation import answer_levels, note_levels
from tests.cast import Cast
from tests.factories_trainings import make_registration, make_session
from tests.pages import PageClient

REACHED, PARTLY, NOT_YET = ObjectiveLevel.REACHED, ObjectiveLevel.PARTLY, ObjectiveLevel.NOT_YET
START = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
END = START + timedelta(hours=3)


@pytest.fixture
def training(cast: Cast) -> TrainingSession:
    return make_session(structure_id=cast.mairie.id)


@pytest.fixture
def people(training: TrainingSession) -> list[Registration]:
    return [make_registration(training, first, last) for first, last in (("Amina", "Abdi"), ("Zoé", "Zola"))]


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        (START - timedelta(days=30), Moment.BEFORE),
        (START + timedelta(minutes=30), Moment.BEFORE),
        (END - timedelta(minutes=30), Moment.HOT),
        (END + timedelta(days=24), Moment.HOT),
        (END + timedelta(days=25), Moment.COLD),
        (END + timedelta(days=364), Moment.COLD),
        (END + timedelta(days=365), None),
    ],
)
def test_a_secret_link_asks_what_the_time_calls_for(now: datetime, moment: Moment | None) -> None:
    assert moment_of(START, END, now) is moment


def test_a_session_of_one_hour_asks_the_end_in_its_second_half() -> None:
    assert moment_of(START, START + timedelta(hours=1), START + timedelta(minutes=10)) is Moment.BEFORE
    assert moment_of(START, START + timedelta(hours=1), START + timedelta(minutes=30)) is Moment.HOT


def test_progress_counts_people_levels_and_ways_gone(people: list[Registration], training: TrainingSession) -> None:
    one, other = (each.id for each in people)
    first, second = (each.id for each in queries.list_objectives(training))
    found = progress_of(
        {(one, first): NOT_YET, (one, second): PARTLY, (other, first): REACHED},
        {(one, first): REACHED, (one, second): PARTLY},
        people=2,
        objectives=2,
    )
    assert (found.positioned, found.evaluated, found.noted, found.reached) == (2, 1, 2, 1)
    assert (found.compared, found.improved, found.cells) == (2, 1, 4)


def test_everybody_then_the_exceptions(
    client_of: Callable[[Account], PageClient], cast: Cast, training: TrainingSession, people: list[Registration]
) -> None:
    nadia = client_of(cast.nadia)
    address = f"/sessions/{training.id}/evaluation?moment=fin"
    sent = nadia.get(address).form()
    sent |= {"tous-0": "reached", "tous-1": "partly", f"n-{people[1].id.hex}-0": "not_yet"}
    nadia.post(address, sent)
    first, second = (each.id for each in queries.list_objectives(training))
    one, other = (each.id for each in people)
    assert queries.levels(training.id, Moment.HOT) == {
        (one, first): REACHED,
        (one, second): PARTLY,
        (other, first): NOT_YET,
        (other, second): PARTLY,
    }
    assert queries.levels(training.id, Moment.BEFORE) == {}
    page = nadia.get(address)
    assert "noté par Nadia Benali" in page.text
    assert "évaluation faite pour 2 sur 2, objectifs acquis 1 sur 4 notés" in page.text
    line = db.session.scalar(select(AuditLine).where(AuditLine.action == "evaluation.note"))
    assert line is not None
    assert line.details == {"moment": "hot", "cells": 4}


def test_two_people_who_fill_the_grid_at_once_lose_nothing(
    client_of: Callable[[Account], PageClient], cast: Cast, training: TrainingSession, people: list[Registration]
) -> None:
    address = f"/sessions/{training.id}/evaluation?moment=avant"
    nadia, karim = client_of(cast.nadia), client_of(cast.karim)
    hers, his = nadia.get(address).form(), karim.get(address).form()
    person = people[0].id
    nadia.post(address, hers | {f"n-{person.hex}-0": "partly"})
    karim.post(address, his | {f"n-{person.hex}-1": "reached"})
    assert list(queries.levels_of(person, Moment.BEFORE).values()) == [PARTLY, REACHED]


def test_a_cell_is_emptied_and_what_is_not_of_the_list_is_left_alone(
    client_of: Callable[[Account], PageClient], cast: Cast, training: TrainingSession, people: list[Registration]
) -> None:
    person, (first, second) = people[0].id, [each.id for each in queries.list_objectives(training)]
    note_levels(training, {(person, first): REACHED, (person, second): PARTLY}, moment=Moment.HOT, by=cast.nadia)
    nadia, address = client_of(cast.nadia), f"/sessions/{training.id}/evaluation?moment=fin"
    sent = nadia.get(address).form()
    nadia.post(address, sent | {f"n-{person.hex}-0": "", f"n-{person.hex}-1": "excellent"})
    assert queries.levels_of(person, Moment.HOT) == {second: PARTLY}
    assert "Rien n’avait changé" in nadia.get(nadia.post(address, nadia.get(address).form()).location or "").text


def test_what_the_team_noted_is_not_changed_by_the_person(cast: Cast, training: TrainingSession) -> None:
    person = make_registration(training)
    first, second = (each.id for each in queries.list_objectives(training))
    note_levels(training, {(person.id, first): NOT_YET}, moment=Moment.HOT, by=cast.nadia)
    answer_levels(person, {first: REACHED, second: REACHED}, moment=Moment.HOT)
    assert queries.levels_of(person.id, Moment.HOT) == {first: NOT_YET, second: REACHED}
    assert queries.last_noted(training.id, Moment.HOT)[person.id].by in ("", "Nadia Benali")
    note_levels(training, {(person.id, second): PARTLY}, moment=Moment.HOT, by=cast.nadia)
    assert queries.levels_of(person.id, Moment.HOT)[second] is PARTLY
    assert len(list(db.session.scalars(select(ObjectiveResult)))) == 2


def test_strangers_do_not_find_it(
    client_of: Callable[[Account], PageClient], visitor: PageClient, cast: Cast, training: TrainingSession
) -> None:
    address = f"/sessions/{training.id}/evaluation"
    client_of(cast.lea).get(address, status=404)
    client_of(cast.ahmed).get(address, status=403)
    visitor.get(address, status=302)
