"""Results by course, trainer, place: together, hidden when few, without names."""

import csv
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest

from inclusion_app.access.models import Account
from inclusion_app.access.scope import scope_of
from inclusion_app.kernel import clock
from inclusion_app.trainings.lists import Moment, ObjectiveLevel
from inclusion_app.trainings.models.courses import CourseVersion
from inclusion_app.trainings.models.sessions import Trainer, TrainingSession
from inclusion_app.trainings.queries import satisfaction_results as queries
from inclusion_app.trainings.queries.evaluation import list_objectives
from inclusion_app.trainings.queries.satisfaction_results import Grouping, ResultsFilter
from inclusion_app.trainings.rules.satisfaction import Mark
from inclusion_app.trainings.rules.spans import Span
from inclusion_app.trainings.services.evaluation import note_levels
from inclusion_app.trainings.services.satisfaction import PaperAnswer, copy_paper
from tests.cast import Cast
from tests.factories_trainings import make_course, make_registration, make_session, make_trainer
from tests.pages import PageClient

TODAY = clock.today()
MONTH = Span(TODAY - timedelta(days=29), TODAY)
BEFORE = Span(TODAY - timedelta(days=59), TODAY - timedelta(days=30))


@pytest.fixture
def trainer(cast: Cast) -> Trainer:
    return make_trainer(cast.nadia)


@pytest.fixture
def mails(cast: Cast) -> CourseVersion:
    return make_course("Les mails")


def rated(
    cast: Cast, version: CourseVersion, count: int, mark: int, *, comment: str = "", days: int = 3, **values: Any
) -> TrainingSession:
    """A session that ended, with this many paper answers of this mark."""
    start = clock.now() - timedelta(days=days)
    plausible: dict[str, Any] = {"structure_id": cast.mairie.id, "place": cast.place} | values
    training = make_session(version, start, **plausible)
    answers = [PaperAnswer(uuid4(), dict.fromkeys(Mark, mark), comment) for _ in range(count)]
    copy_paper(training, answers, moment=Moment.HOT, by=cast.nadia)
    return training


def address(**filters: object) -> str:
    dates = f"du={MONTH.start}&au={MONTH.end}"
    return "/formations/resultats?" + "&".join([dates, *(f"{name}={value}" for name, value in filters.items())])


def test_lines_by_course_trainer_and_place(cast: Cast, mails: CourseVersion, trainer: Trainer) -> None:
    rated(cast, mails, 6, 4, trainers=(trainer,))
    rated(cast, make_course("Les démarches"), 7, 2)
    scope, wanted = scope_of(cast.nadia), ResultsFilter(MONTH)
    by_course = queries.read_results(scope, wanted, BEFORE, Grouping.COURSE).lines
    assert [(each.name, each.satisfaction.answers, each.satisfaction.overall) for each in by_course] == [
        ("Les démarches", 7, 2.0),
        ("Les mails", 6, 4.0),
    ]
    by_trainer = queries.read_results(scope, wanted, BEFORE, Grouping.TRAINER).lines
    assert [(each.name, each.satisfaction.satisfied) for each in by_trainer] == [("Nadia Benali", 1.0)]
    by_place = queries.read_results(scope, wanted, BEFORE, Grouping.PLACE).lines
    assert [(each.key, each.satisfaction.answers) for each in by_place] == [(cast.place.id, 13)]
    only = ResultsFilter(MONTH, trainer_id=trainer.id)
    assert queries.read_results(scope, only, BEFORE, Grouping.COURSE).total.satisfaction.answers == 6


def test_a_small_line_is_hidden_with_what_would_give_it_away(cast: Cast, mails: CourseVersion) -> None:
    rated(cast, mails, 4, 1)
    rated(cast, make_course("Les démarches"), 6, 4)
    rated(cast, make_course("Les photos"), 9, 4)
    lines = queries.read_results(scope_of(cast.nadia), ResultsFilter(MONTH), BEFORE, Grouping.COURSE).lines
    assert {each.name: each.satisfaction.shown for each in lines} == {
        "Les démarches": False,
        "Les mails": False,
        "Les photos": True,
    }


def test_it_says_how_it_moved_since_the_span_before(cast: Cast, mails: CourseVersion) -> None:
    rated(cast, mails, 5, 2, days=40)
    rated(cast, mails, 5, 4)
    total = queries.read_results(scope_of(cast.nadia), ResultsFilter(MONTH), BEFORE, Grouping.COURSE).total
    assert total.evolution == 2.0
    day = Span(BEFORE.start, BEFORE.start)
    lines = queries.read_results(scope_of(cast.nadia), ResultsFilter(BEFORE), day, Grouping.PLACE).lines
    assert [each.evolution for each in lines] == [None]


def test_objectives_reached_are_a_share(cast: Cast, mails: CourseVersion) -> None:
    training = rated(cast, mails, 5, 4)
    objectives = [each.id for each in list_objectives(training)]
    people = [make_registration(training).id for _ in range(5)]
    levels = {(person, each): ObjectiveLevel.REACHED for person in people for each in objectives}
    levels[people[0], objectives[0]] = ObjectiveLevel.PARTLY
    note_levels(training, levels, moment=Moment.HOT, by=cast.nadia)
    total = queries.read_results(scope_of(cast.nadia), ResultsFilter(MONTH), BEFORE, Grouping.COURSE).total
    assert (total.reached.people, total.reached.share) == (5, 0.9)


def test_only_the_sessions_that_one_manages(
    client_of: Callable[[Account], PageClient], cast: Cast, mails: CourseVersion
) -> None:
    rated(cast, mails, 6, 4)
    assert "6 réponses à chaud" in client_of(cast.claire).get(address()).text
    assert "Pas encore d’avis ici" in client_of(cast.lea).get(address()).text
    client_of(cast.ahmed).get(address(), status=403)
    client_of(cast.elise).get(address(), status=403)


def test_the_page_and_its_table(client_of: Callable[[Account], PageClient], cast: Cast, mails: CourseVersion) -> None:
    rated(cast, mails, 6, 4, comment="Un mot, merci")
    rated(cast, make_course("Les photos"), 5, 3)
    rated(cast, make_course("=SOMME(A1)"), 5, 1)
    nadia = client_of(cast.nadia)
    page = nadia.get(address())
    assert "2,8 sur 4, dans l’ensemble" in page.text
    assert page.text.count("Un mot, merci") == 6
    assert "Nadia Benali" not in page.one("//main").xpath("string()")
    answer = nadia.get(address().replace("resultats?", "resultats.csv?"))
    rows = list(csv.reader(StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[0][:3] == ["Formation", "Réponses", "Ensemble"]
    assert [row[:3] for row in rows[1:]] == [
        ["'=SOMME(A1)", "5", "1.0"],
        ["Les mails", "6", "4.0"],
        ["Les photos", "5", "3.0"],
    ]


def test_few_answers_show_neither_average_nor_comment(
    client_of: Callable[[Account], PageClient], cast: Cast, mails: CourseVersion
) -> None:
    rated(cast, mails, 4, 1, comment="Trop long")
    page = client_of(cast.nadia).get(address(par="lieu"))
    assert "4 réponses à chaud" in page.text
    assert "masquées" in page.text
    assert "Trop long" not in page.text
    assert "sur 4, dans l’ensemble" not in page.text


@pytest.mark.parametrize("wrong", ["cours=nimporte", "du=2026-99-99", "par=rien", "moment=before", "page=-3"])
def test_a_wrong_address_shows_the_rest(client_of: Callable[[Account], PageClient], cast: Cast, wrong: str) -> None:
    client_of(cast.nadia).get(f"/formations/resultats?{wrong}")
