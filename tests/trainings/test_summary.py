"""The annual teaching and financial summary: what is declared, totals that agree, what is missing."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from inclusion_app.access.models import Account
from inclusion_app.kernel import clock
from inclusion_app.trainings.exports_summary import Part, parts_of
from inclusion_app.trainings.lists import AbsenceReason, ActionKind, Funder, TraineeKind
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.figures_summary import make_summary
from inclusion_app.trainings.rules.rounding import whole_parts
from tests.cast import Cast
from tests.factories_trainings import make_course, make_registration, make_session, make_trainer
from tests.pages import PageClient
from tests.trainings.lines import make_line

Client = Callable[[Account], PageClient]
DECEMBER = datetime(2025, 12, 29, 8, tzinfo=UTC)
WEEK = timedelta(days=7)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def given(session: scoped_session[Session], cast: Cast) -> TrainingSession:
    """From one year to the next: an agent and a volunteer came, an employee never did; a workshop beside."""
    inside, outside = make_trainer(cast.nadia), make_trainer(None, "Yves Roche", external=True)
    made = make_session(make_course(), DECEMBER, DECEMBER + WEEK, trainers=(inside, outside))
    before, after = made.half_days
    agent = make_registration(made, trainee_kind=TraineeKind.PUBLIC_AGENT, funder=Funder.LOCAL, price_cents=12_050)
    volunteer = make_registration(made, trainee_kind=TraineeKind.VOLUNTEER, funder=Funder.OTHER, price_cents=4_000)
    absent = make_registration(made, trainee_kind=TraineeKind.EMPLOYEE, funder=Funder.OPCO, price_cents=9_900)
    make_line(before, agent)
    make_line(after, agent, minutes=100)
    make_line(before, volunteer, AbsenceReason.WORK)
    make_line(after, volunteer, minutes=50)
    make_line(after, absent, AbsenceReason.NOT_SAID)
    make_line(after, inside)
    workshop = make_session(make_course("Premiers clics", kind=ActionKind.WORKSHOP), DECEMBER + WEEK)
    make_line(workshop.half_days[0], make_registration(workshop))
    return made


def shown(year: int) -> dict[str, Part]:
    return {part.key: part for part in parts_of(make_summary(year))}


def test_a_price_is_counted_once_in_the_year_of_the_first_coming(given: TrainingSession) -> None:
    before = {row.funder: row.cents for row in make_summary(2025).products if row.people}
    after = {row.funder: row.cents for row in make_summary(2026).products if row.people}
    assert before == {Funder.LOCAL: 12_050}
    assert after == {Funder.OTHER: 4_000}
    agents = {row.funder: row.agents_cents for row in make_summary(2025).products}
    assert agents[Funder.LOCAL] == 12_050


def test_hours_are_those_of_each_year(given: TrainingSession) -> None:
    kinds = {row.key: (row.people, row.minutes) for row in make_summary(2026).kinds if row.people}
    assert kinds == {TraineeKind.PUBLIC_AGENT: (1, 100), TraineeKind.VOLUNTEER: (1, 50)}
    assert sum(row.minutes for row in make_summary(2025).kinds) == 180


def test_who_taught_is_read_from_the_sheet_else_from_the_session(given: TrainingSession) -> None:
    assert [(row.people, row.minutes) for row in make_summary(2025).teachers] == [(1, 180), (1, 180)]
    assert [(row.people, row.minutes) for row in make_summary(2026).teachers] == [(1, 180), (0, 0)]


def test_totals_agree(given: TrainingSession) -> None:
    parts = shown(2026)
    for part in parts.values():
        *rows, total = part.rows
        assert sum(row.people for row in rows) == total.people, part.key
        assert sum(row.hours or 0 for row in rows) == (total.hours or 0), part.key
        assert sum(row.euros or 0 for row in rows) == (total.euros or 0), part.key
    assert {parts[key].rows[-1].hours for key in ("F-1", "F-3", "F-4")} == {3}
    assert {parts[key].rows[-1].people for key in ("F-1", "F-3", "F-4")} == {2}


def test_what_is_missing_is_said(given: TrainingSession, cast: Cast, client_of: Client) -> None:
    empty = make_session(given.course_version, DECEMBER + WEEK + WEEK)
    make_registration(empty)
    missing = make_summary(2026).missing
    assert (missing.half_days_unnoted, missing.sessions_without_trainer, missing.workshops) == (1, 1, 1)
    assert (missing.unpaid, missing.unpaid_cents, missing.kind_unknown) == (1, 9_900, 0)
    page = client_of(cast.claire).get("/formations/bilan-pedagogique?annee=2026")
    assert "n’a pas de feuille de présence remplie" in page.text
    assert "99\u00a0€" in page.text


def test_who_may_read_it(given: TrainingSession, cast: Cast, client_of: Client) -> None:
    client_of(cast.nadia).get("/formations/bilan-pedagogique", status=403)
    page = client_of(cast.ahmed).get("/formations/bilan-pedagogique?annee=2026")
    assert "Amina" not in page.text
    file = client_of(cast.claire).get("/formations/bilan-pedagogique.csv?annee=2026").data.decode()
    assert "F-1,Agente ou agent public,1,2,," in file
    assert "C,Total,1,,40,0" in file
    client_of(cast.claire).get("/formations/bilan-pedagogique?annee=douze")


@pytest.mark.parametrize("parts", [[50, 50, 80], [100, 100], [], [0, 0], [29, 29], [30, 30, 30, 30], [59, 1]])
def test_whole_parts_make_the_whole_total(parts: list[int]) -> None:
    found = whole_parts(parts, 60)
    assert sum(found) == int(sum(parts) / 60 + 0.5)
    assert all(abs(part / 60 - whole) < 1 for part, whole in zip(parts, found, strict=True))
