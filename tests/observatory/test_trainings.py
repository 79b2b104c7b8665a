"""Trainings in the observatory: totals of a territory, compared; opinions only when enough; nothing remembered."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import outloud
import pikepdf
import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import event
from sqlalchemy.orm import scoped_session

from inclusion_app.access.models import Account
from inclusion_app.cli.observatory import as_data, as_lines
from inclusion_app.extensions import db
from inclusion_app.kernel import clock
from inclusion_app.observatory.exports import training_columns
from inclusion_app.observatory.figures import TrainingFigures
from inclusion_app.observatory.periods import month_of, year_of
from inclusion_app.observatory.queries import exact_figures, published_figures
from inclusion_app.observatory.report import write_report
from inclusion_app.observatory.trainings import find_trainings, with_trainings
from inclusion_app.printing.pdf import warm_up
from inclusion_app.territories.queries import get_territory
from inclusion_app.trainings.lists import AbsenceReason, Moment
from inclusion_app.trainings.models.results import SatisfactionAnswer
from inclusion_app.trainings.models.sessions import TrainingSession
from tests.cast import Cast
from tests.factories import add, make_place
from tests.factories_trainings import make_course, make_registration, make_session
from tests.observatory.sample import make_figures
from tests.observatory.test_report import text_of
from tests.pages import PageClient
from tests.trainings.lines import make_line

Client = Callable[[Account], PageClient]
MARCH = datetime(2025, 3, 29, 8, tzinfo=UTC)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def given(session: scoped_session[Session], cast: Cast) -> TrainingSession:
    """In Limoges two half-days of 2025 and one of 2024, in Panazol one of 2025, in Guéret one."""
    course = make_course("Aidants numériques")
    made = make_session(course, MARCH, MARCH + timedelta(days=1), place=cast.place)
    came, away = make_registration(made), make_registration(made)
    for half_day in made.half_days:
        make_line(half_day, came)
        make_line(half_day, away, AbsenceReason.ILLNESS)
    make_session(course, MARCH - timedelta(days=365), place=cast.place)
    make_session(course, MARCH, place=make_place(commune="87114"), commune_code="87114", capacity=4)
    make_session(course, MARCH, place=make_place(commune="23096"), commune_code="23096")
    return made


def values(key: str, year: int = 2025) -> dict[str, float | None]:
    period = year_of(year)
    found = find_trainings(get_territory(key), period, period.previous())
    return {measure.key: measure.value for measure in found.measures} if found else {}


def test_totals_of_each_territory(given: TrainingSession) -> None:
    assert values("COM-87085") == {
        "sessions": 1,
        "half_days": 2,
        "minutes": 360,
        "seats": 10,
        "presences": 2,
        "fill_rate": 0.2,
        "satisfaction": None,
    }
    assert [values(key)["sessions"] for key in ("COM-87114", "DEP-87", "REG-75", "FR")] == [1, 2, 3, 3]
    assert values("DEP-87")["fill_rate"] == pytest.approx(2 / 14)
    assert values("COM-87001") == {}


def test_compared_with_the_period_before(given: TrainingSession) -> None:
    found = with_trainings(make_figures()).trainings
    assert isinstance(found, TrainingFigures)
    assert found.measure("half_days").previous == 1
    assert [(course.title, course.sessions, course.half_days) for course in found.courses] == [
        ("Aidants numériques", 1, 2)
    ]


def test_opinions_need_eleven_answers(given: TrainingSession) -> None:
    for rank in range(11):
        assert values("COM-87085")["satisfaction"] is None, rank
        add(SatisfactionAnswer(session_id=given.id, moment=Moment.HOT, overall=3, answered_at=NOW))
    assert values("COM-87085")["satisfaction"] == 3


def test_files_give_opinions_as_roughly_as_pages(given: TrainingSession) -> None:
    for mark in (*[3] * 10, 4):
        add(SatisfactionAnswer(session_id=given.id, moment=Moment.HOT, overall=mark, answered_at=NOW))
    found = with_trainings(make_figures())
    assert found.trainings is not None
    value = next(column for column in training_columns(found) if column.label == "Valeur")
    assert value.getter(found.trainings.measure("satisfaction")) == 3.1


def test_attendance_noted_afterwards_counts_at_once(given: TrainingSession) -> None:
    territory, period = get_territory("COM-87085"), year_of(2025)
    assert published_figures(territory, period) == published_figures(territory, period)
    make_line(given.half_days[0], make_registration(given))
    found = published_figures(territory, period).trainings
    assert found
    assert found.measure("presences").value == 3


def test_a_few_queries_whatever_the_territory(given: TrainingSession) -> None:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    territory = get_territory("FR")
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        find_trainings(territory, year_of(2025), year_of(2024))
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert len(seen) == 4


def test_the_command_and_its_json(given: TrainingSession) -> None:
    figures = exact_figures(get_territory("COM-87085"), year_of(2025))
    data = json.loads(json.dumps(as_data(figures)))
    assert data["trainings"]["half_days"] == 2
    assert data["trainings"]["courses"] == [{"title": "Aidants numériques", "sessions": 1}]
    assert as_data(exact_figures(get_territory("COM-87085"), month_of(2025, 1)))["trainings"] is None
    assert any("Présences" in line for line in as_lines(figures))


def test_the_page_and_its_file(given: TrainingSession, cast: Cast, client_of: Client) -> None:
    for account in (cast.claire, cast.elise):
        page = client_of(account).get("/observatoire/COM-87085?periode=2025")
        assert "1 session a eu lieu à Limoges, en 2 demi-journées" in page.text.replace("\u00a0", " ")
        file = client_of(account).get("/observatoire/COM-87085/trainings.csv?periode=2025").data.decode()
        assert ",presences,Présences,2,0" in file
    assert "Formations et ateliers" not in client_of(cast.elise).get("/observatoire/COM-87085?periode=2023").text
    client_of(cast.elise).get("/observatoire/COM-87085/trainings.csv?periode=2023", status=404)


def test_the_report_has_one_page_more(given: TrainingSession, tmp_path: Path) -> None:
    warm_up()
    with_it, without = tmp_path / "2025.pdf", tmp_path / "2023.pdf"
    write_report(get_territory("COM-87085"), year_of(2025), with_it)
    write_report(get_territory("COM-87085"), year_of(2023), without)
    assert "Qu’apprend-on ici" in text_of(with_it)
    assert "Qu’apprend-on ici" not in text_of(without)
    pages = [outloud.check(str(path)) for path in (with_it, without)]
    assert [f for report in pages for f in report.findings if str(f.severity) == "error"] == []
    assert count_pages(with_it) <= count_pages(without) + 1


def count_pages(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)
