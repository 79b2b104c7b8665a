"""What sessions gave: each count by hand, the page, its files, who may see what."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from inclusion_app.access.models import Account
from inclusion_app.access.scope import scope_of
from inclusion_app.kernel import clock
from inclusion_app.trainings.exports_figures import BY_KEY, lines_of, reasons_of, total_of
from inclusion_app.trainings.lists import AbsenceReason, Moment, NotHeld, RegistrationState, SessionState
from inclusion_app.trainings.models.results import SatisfactionAnswer
from inclusion_app.trainings.models.sessions import Trainer, TrainingSession
from inclusion_app.trainings.queries.figures import list_counted
from inclusion_app.trainings.rules.spans import Span, make_span, quarter_before, quarter_of, school_year_of, year_of
from tests.cast import Cast
from tests.factories import add
from tests.factories_trainings import make_course, make_registration, make_session, make_trainer
from tests.pages import PageClient
from tests.trainings.lines import make_line

Client = Callable[[Account], PageClient]
MARCH = datetime(2026, 3, 3, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def given(session: scoped_session[Session], cast: Cast) -> TrainingSession:
    """Two half-days for ten seats; one came twice, one once, late, one never; one withdrew."""
    made = make_session(
        make_course("Aidants numériques"),
        MARCH,
        MARCH + timedelta(days=7),
        place=cast.place,
        trainers=(make_trainer(cast.nadia),),
        structure_id=cast.mairie.id,
    )
    first, second = made.half_days
    faithful, late, away = (make_registration(made, name) for name in ("Amina", "Bruno", "Chloé"))
    make_registration(made, "Denis", state=RegistrationState.CANCELLED, ended_at=NOW, withdrawal="person")
    make_line(first, faithful)
    make_line(second, faithful)
    make_line(first, late, minutes=120)
    make_line(second, late, AbsenceReason.ILLNESS)
    make_line(first, away, AbsenceReason.NOT_SAID)
    make_line(second, away, AbsenceReason.NOT_SAID)
    return made


def test_each_count(given: TrainingSession, cast: Cast) -> None:
    total = total_of(list_counted(scope_of(cast.claire), year_of(2026)))
    assert (total.held, total.half_days, total.seats) == (1, 2, 10)
    assert (total.registered, total.present, total.missed) == (3, 2, 1)
    assert (total.presences, total.absences, total.minutes) == (3, 3, 180 + 180 + 120)
    assert total.fill_rate == 0.3
    assert total.presence_rate == 0.5
    assert total.unnoted == 0
    rows = list_counted(scope_of(cast.claire), year_of(2026))
    assert reasons_of(rows) == [(AbsenceReason.NOT_SAID, 2), (AbsenceReason.ILLNESS, 1)]


def test_a_correction_replaces_its_line(given: TrainingSession, cast: Cast) -> None:
    half_day = given.half_days[0]
    person = make_registration(given, "Emma")
    wrong = make_line(half_day, person, AbsenceReason.WORK)
    wrong.replaced_at = NOW
    make_line(half_day, person, minutes=60, replaces_id=wrong.id, correction="Elle était là")
    total = total_of(list_counted(scope_of(cast.claire), year_of(2026)))
    assert (total.present, total.absences, total.minutes) == (3, 3, 540)


def test_only_half_days_of_the_span_and_over(given: TrainingSession, cast: Cast) -> None:
    scope = scope_of(cast.claire)
    day = date(2026, 3, 10)
    total = total_of(list_counted(scope, Span(day, day)))
    assert (total.held, total.half_days, total.presences, total.seats) == (1, 1, 1, 10)
    assert list_counted(scope, Span(date(2026, 3, 4), date(2026, 3, 9))) == []
    make_session(given.course_version, NOW + timedelta(days=3), structure_id=cast.mairie.id)
    total = total_of(list_counted(scope, year_of(2026)))
    assert (total.held, total.coming, total.seats) == (1, 1, 10)


def test_what_did_not_take_place(given: TrainingSession, cast: Cast) -> None:
    gone = make_session(
        given.course_version,
        MARCH,
        structure_id=cast.mairie.id,
        state=SessionState.CANCELLED,
        cancelled_at=MARCH,
    )
    make_registration(gone)
    empty = make_session(given.course_version, MARCH, structure_id=cast.mairie.id)
    empty.half_days[0].not_held = NotHeld.NOBODY
    silent = make_session(given.course_version, MARCH, structure_id=cast.mairie.id, capacity=4)
    make_registration(silent)
    total = total_of(list_counted(scope_of(cast.claire), year_of(2026)))
    assert (total.held, total.cancelled, total.not_held, total.unnoted) == (2, 1, 1, 1)
    assert (total.seats, total.registered) == (14, 4)


def test_a_session_of_two_trainers_is_in_both_lines(given: TrainingSession, cast: Cast) -> None:
    other: Trainer = make_trainer(None, "Yves Roche")
    make_session(given.course_version, MARCH, trainers=(other, given.trainers[0]), structure_id=cast.mairie.id)
    rows = list_counted(scope_of(cast.claire), year_of(2026))
    lines = {line.name: line.tally.held for line in lines_of(BY_KEY["intervenants"], rows)}
    assert lines == {"Nadia Benali": 2, "Yves Roche": 1}
    places = [(line.name, line.tally.held) for line in lines_of(BY_KEY["lieux"], rows)]
    assert sorted(places) == [("Espace numérique de la Mairie – Limoges", 1), ("À distance", 1)]


def test_few_answers_are_hidden(given: TrainingSession, cast: Cast) -> None:
    for rank in range(5):
        assert lines_of(BY_KEY["cours"], list_counted(scope_of(cast.claire), year_of(2026)))[0].mark is None, rank
        add(SatisfactionAnswer(session_id=given.id, moment=Moment.HOT, overall=3 + rank % 2, answered_at=NOW))
    assert lines_of(BY_KEY["cours"], list_counted(scope_of(cast.claire), year_of(2026)))[0].mark == 3.4


def test_each_sees_her_own(given: TrainingSession, cast: Cast, client_of: Client) -> None:
    assert len(list_counted(scope_of(cast.nadia), year_of(2026))) == 1
    assert len(list_counted(scope_of(cast.paul), year_of(2026))) == 1
    assert list_counted(scope_of(cast.lea), year_of(2026)) == []
    client_of(cast.elise).get("/formations/bilan", status=403)
    assert client_of(cast.lea).get("/formations/bilan?du=2026-01-01&au=2026-12-31").text.count("Aucune session") == 1


def test_the_page_and_its_files(given: TrainingSession, cast: Cast, client_of: Client) -> None:
    client = client_of(cast.claire)
    page = client.get("/formations/bilan?du=2026-01-01&au=2026-12-31")
    for text in ("Aidants numériques", "Nadia Benali", "Sans prévenir", "30\u202f%", "Ce que l’on compte"):
        assert text in page.text
    file = client.get("/formations/bilan/cours.csv?du=2026-01-01&au=2026-12-31").data.decode()
    assert "Aidants numériques,1,0,0,2,0,0,10,3,2,1,3,3,480,0.3,0.5," in file
    client.get("/formations/bilan/lieux.xlsx?table=x&kind=y")
    client.get("/formations/bilan/rien.csv", status=404)
    narrowed = client.get(f"/formations/bilan?du=2026-01-01&au=2026-12-31&lieu={cast.association.id}")
    assert "Choisissez une proposition" in narrowed.text or "Aidants numériques" in narrowed.text


def test_spans() -> None:
    day = date(2026, 11, 24)
    assert quarter_of(day) == Span(date(2026, 10, 1), date(2026, 12, 31))
    assert quarter_before(date(2026, 1, 1)) == Span(date(2025, 10, 1), date(2025, 12, 31))
    assert school_year_of(date(2026, 8, 31)) == Span(date(2025, 9, 1), date(2026, 8, 31))
    assert make_span(None, None, day) == year_of(2026)
    assert make_span(date(2026, 5, 2), date(2026, 5, 1), day) == Span(date(2026, 5, 1), date(2026, 5, 2))
    assert make_span(date(1, 1, 1), date(9999, 12, 31), day) == Span(date(2000, 1, 1), date(2100, 12, 31))
