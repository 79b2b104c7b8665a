"""Noting who came: what a line may say, how long somebody was there, who may note it."""

from collections.abc import Callable
from datetime import UTC, datetime, time

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from inclusion_app.access.models import Account
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError
from inclusion_app.trainings.lists import (
    AbsenceReason,
    NotHeld,
    Presence,
    RegistrationState,
    SessionState,
    SigningMeans,
)
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries import attendance as queries
from inclusion_app.trainings.rules import attendance as rules
from inclusion_app.trainings.rules.attendance import Said
from inclusion_app.trainings.services import attendance as services
from tests.cast import Cast
from tests.factories_trainings import make_registration, make_session, make_trainer
from tests.pages import PageClient

MORNING = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)  # 09:30 – 12:30 in Paris
NEXT = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
DURING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HERE = Said(Presence.PRESENT)


@pytest.fixture
def training(cast: Cast) -> TrainingSession:
    trainer = make_trainer(cast.nadia)
    return make_session(None, MORNING, NEXT, structure_id=cast.mairie.id, trainers=(trainer,))


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        (HERE, 180),
        (Said(Presence.PRESENT, arrived_at=time(10, 15)), 135),
        (Said(Presence.PRESENT, left_at=time(12, 0)), 150),
        (Said(Presence.PRESENT, arrived_at=time(10, 0), left_at=time(12, 0)), 120),
        (Said(Presence.ABSENT, AbsenceReason.ILLNESS), 0),
    ],
)
def test_the_time_attended_follows_the_hours(training: TrainingSession, said: Said, minutes: int) -> None:
    assert rules.minutes_of(training.half_days[0], rules.tidied(training.half_days[0], said)) == minutes


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Said(Presence.ABSENT), "reason"),
        (Said(Presence.ABSENT, AbsenceReason.WORK, arrived_at=time(10)), "presence"),
        (Said(Presence.PRESENT, arrived_at=time(9)), "arrived_at"),
        (Said(Presence.PRESENT, left_at=time(12, 31)), "left_at"),
        (Said(Presence.PRESENT, arrived_at=time(11), left_at=time(10)), "left_at"),
    ],
)
def test_a_line_that_cannot_be_true_is_refused_at_its_field(training: TrainingSession, said: Said, field: str) -> None:
    with pytest.raises(DomainError) as refused:
        rules.check_said(training.half_days[0], said)
    assert refused.value.field == field


def test_the_planned_hour_is_no_lateness(training: TrainingSession) -> None:
    said = Said(Presence.PRESENT, arrived_at=time(9, 30), left_at=time(12, 30))
    assert rules.tidied(training.half_days[0], said) == HERE


@pytest.mark.parametrize(
    ("start", "minutes"),
    [
        (datetime(2026, 3, 29, 0, 0, tzinfo=UTC), 180),  # 01:00 to 05:00 on the clock, three hours in the room
        (datetime(2026, 10, 25, 0, 0, tzinfo=UTC), 180),  # 02:00 to 04:00 on the clock, three hours in the room
    ],
)
def test_a_night_when_the_clock_changes_counts_the_time_that_went_by(
    session: scoped_session[Session], start: datetime, minutes: int
) -> None:
    half_day = make_session(None, start).half_days[0]
    assert rules.minutes_of(half_day, HERE) == half_day.minutes == minutes
    late = Said(Presence.PRESENT, arrived_at=rules.local_time(half_day.ends_at.replace(minute=0)))
    assert rules.instant_of(half_day, late.arrived_at or time()) == half_day.ends_at


def test_hours_past_midnight_are_those_of_the_day_after(session: scoped_session[Session]) -> None:
    half_day = make_session(None, datetime(2026, 11, 24, 21, 0, tzinfo=UTC)).half_days[0]  # 22:00 – 01:00
    assert rules.minutes_of(half_day, Said(Presence.PRESENT, arrived_at=time(0, 30))) == 30


def test_totals_count_the_lines_in_force(cast: Cast, training: TrainingSession) -> None:
    amina, bilal, nobody = (make_registration(training, name) for name in ("Amina", "Bilal", "Chloé"))
    first, second = training.half_days
    late, away = Said(Presence.PRESENT, arrived_at=time(10)), Said(Presence.ABSENT, AbsenceReason.WORK)
    with clock.frozen(NEXT):
        services.note_presence(first, {amina.id: HERE, bilal.id: away}, by=cast.nadia)
        services.note_presence(second, {amina.id: late}, by=cast.nadia)
    assert queries.attended_minutes([training.id]) == {amina.id: 330, bilal.id: 0}
    assert nobody.id not in queries.attended_minutes([training.id])
    assert queries.planned_minutes(training) == 360
    assert len(queries.list_lines([training.id])) == 3
    assert queries.verify(training) == []


def test_whoever_has_a_line_keeps_it(cast: Cast, training: TrainingSession) -> None:
    amina = make_registration(training)
    with clock.frozen(DURING):
        services.note_presence(training.half_days[0], {amina.id: HERE}, by=cast.nadia)
        away = Said(Presence.ABSENT, AbsenceReason.WORK)
        assert services.note_presence(training.half_days[0], {amina.id: away}, by=cast.karim) == []
    assert queries.attended_minutes([training.id]) == {amina.id: 180}


def test_nothing_is_noted_before_two_hours_before_nor_for_a_cancelled_session(
    cast: Cast, training: TrainingSession
) -> None:
    amina, half_day = make_registration(training), training.half_days[0]
    with clock.frozen(datetime(2026, 11, 24, 6, 29, tzinfo=UTC)), pytest.raises(DomainError, match="deux heures"):
        services.note_presence(half_day, {amina.id: HERE}, by=cast.nadia)
    training.state, training.cancelled_at = SessionState.CANCELLED, clock.now()
    with clock.frozen(DURING), pytest.raises(DomainError, match="annulée"):
        services.note_presence(half_day, {amina.id: HERE}, by=cast.nadia)


def test_whoever_waits_for_a_seat_is_not_noted(cast: Cast, training: TrainingSession) -> None:
    waiting = make_registration(training, state=RegistrationState.WAITING)
    with clock.frozen(DURING):
        assert services.note_presence(training.half_days[0], {waiting.id: HERE}, by=cast.nadia) == []


def test_a_half_day_that_did_not_take_place_has_no_line_and_no_minutes(cast: Cast, training: TrainingSession) -> None:
    amina, (first, second) = make_registration(training), training.half_days
    with clock.frozen(NEXT):
        services.declare_not_held(first, NotHeld.WEATHER, note="Neige", by=cast.nadia)
        assert queries.planned_minutes(training) == 180
        with pytest.raises(DomainError, match="pas eu lieu"):
            services.note_presence(first, {amina.id: HERE}, by=cast.nadia)
        services.note_presence(second, {amina.id: HERE}, by=cast.nadia)
        with pytest.raises(DomainError, match="déjà notées"):
            services.declare_not_held(second, NotHeld.NOBODY, note="", by=cast.nadia)
        services.declare_held(first, by=cast.nadia)
    assert (first.not_held, queries.planned_minutes(training)) == (None, 360)


def test_a_half_day_to_come_is_not_said_lost(cast: Cast, training: TrainingSession) -> None:
    with clock.frozen(DURING), pytest.raises(DomainError, match="à venir"):
        services.declare_not_held(training.half_days[1], NotHeld.OTHER, note="", by=cast.nadia)


def test_the_paper_sheet_says_who_was_there(cast: Cast, training: TrainingSession) -> None:
    amina, bilal, chloe = (make_registration(training, name) for name in ("Amina", "Bilal", "Chloé"))
    half_day = training.half_days[0]
    with clock.frozen(DURING):
        services.note_presence(half_day, {amina.id: Said(Presence.PRESENT, arrived_at=time(10))}, by=cast.nadia)
        written = services.note_paper(half_day, frozenset({amina.id, bilal.id}), by=cast.nadia)
    assert {(line.registration_id, line.means, line.minutes) for line in written} == {
        (amina.id, SigningMeans.PAPER, 150),
        (bilal.id, SigningMeans.PAPER, 180),
    }
    assert chloe.id not in queries.lines_of_half_day(half_day)
    assert queries.verify(training) == []


def test_the_page_of_a_half_day_notes_everyone_at_once(
    cast: Cast, training: TrainingSession, client_of: Callable[[Account], PageClient]
) -> None:
    amina, bilal, chloe = (make_registration(training, name) for name in ("Amina", "Bilal", "Chloé"))
    half_day = training.half_days[0]
    address = f"/sessions/{training.id}/presence/{half_day.id}"
    keys = [one.id for one in (amina, bilal, chloe)]
    with clock.frozen(DURING):
        client = client_of(cast.nadia)
        form = client.get(address).form(2)
        away = {f"p{keys[1].hex}-presence": "absent", f"p{keys[1].hex}-reason": ""}
        late = {f"p{keys[0].hex}-presence": "present", f"p{keys[0].hex}-arrived_at": "10h15"}
        refused = client.post(address, form | away | late, status=422)
        assert refused.errors == {f"p{keys[1].hex}-reason": "Erreur : Dites pourquoi cette personne n’est pas venue."}
        away[f"p{keys[1].hex}-reason"] = "illness"
        client.post(address, form | away | late | {"everyone": "1"})
        page = client.get(address)
        assert "présent·e, arrivée à 10:15 (sans signature, 2 h 15)" in page.text.replace("\u00a0", " ")
        assert "absent·e, maladie" in page.text
        assert "Tout est noté" in page.text
        table = client.get(f"/sessions/{training.id}/presence")
        assert "4 lignes vérifiées" in table.text
        assert "à venir" in table.text
    assert queries.attended_minutes([training.id]) == {keys[0]: 135, keys[1]: 0, keys[2]: 180}


def test_only_whoever_manages_the_session_sees_who_came(
    cast: Cast, training: TrainingSession, client_of: Callable[[Account], PageClient], visitor: PageClient
) -> None:
    half_day = training.half_days[0]
    for path in (f"/sessions/{training.id}/presence", f"/sessions/{training.id}/presence/{half_day.id}"):
        client_of(cast.karim).get(path)
        client_of(cast.lea).get(path, status=404)
        client_of(cast.elise).get(path, status=403)
        visitor.get(path, status=302)


def test_a_half_day_is_said_lost_and_found_again_on_its_page(
    cast: Cast, training: TrainingSession, client_of: Callable[[Account], PageClient]
) -> None:
    address = f"/sessions/{training.id}/presence/{training.half_days[0].id}"
    with clock.frozen(DURING):
        client = client_of(cast.nadia)
        assert client.post(f"{address}/pas-eu-lieu", {"note": ""}, status=422).errors
        client.post(f"{address}/pas-eu-lieu", {"reason": "weather", "note": "Verglas"})
        assert "N’a pas eu lieu" in client.get(f"/sessions/{training.id}/presence").text
        assert "Verglas" in client.get(address).text
        client.post(f"{address}/a-eu-lieu")
        assert "Tout le monde est là" in client.get(address).text


def test_the_paper_page_proposes_everyone_without_a_signature(
    cast: Cast, training: TrainingSession, client_of: Callable[[Account], PageClient]
) -> None:
    amina, _ = (make_registration(training, name) for name in ("Amina", "Bilal"))
    address = f"/sessions/{training.id}/presence/{training.half_days[0].id}/papier"
    with clock.frozen(DURING):
        client = client_of(cast.nadia)
        form = client.get(address).form()
        assert len(form["people"]) == 3
        client.post(address, form | {"people": [str(amina.id)]})
    lines = queries.lines_of_half_day(training.half_days[0])
    assert {key: line.means for key, line in lines.items()} == {amina.id: SigningMeans.PAPER}


def test_news_are_asked_once_of_whoever_did_not_come_without_a_word(
    cast: Cast, training: TrainingSession, client_of: Callable[[Account], PageClient]
) -> None:
    amina, bilal = (
        make_registration(training, "Amina"),
        make_registration(training, "Bilal", email=None, phone="0612345678"),
    )
    ill = make_registration(training, "Chloé")
    half_day = training.half_days[0]
    away = Said(Presence.ABSENT, AbsenceReason.NOT_SAID)
    address = f"/sessions/{training.id}/presence/{half_day.id}"
    with clock.frozen(DURING):
        said = {amina.id: away, bilal.id: away, ill.id: Said(Presence.ABSENT, AbsenceReason.ILLNESS)}
        services.note_presence(half_day, said, by=cast.nadia)
        client = client_of(cast.nadia)
        assert "2 personnes ne sont pas venues, sans prévenir" in client.get(address).text
        client.post(f"{address}/nouvelles")
        assert "2 personnes reçoivent un message" in (page := client.get(address)).text
        assert "Prendre de leurs nouvelles" not in page.text
        assert services.ask_after(half_day, by=cast.nadia) == 0
