"""A session becomes the record of those who came: once, with whom the mediator follows, nothing typed again."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from inclusion_app.access.models import Account
from inclusion_app.access.scope import scope_of
from inclusion_app.accompaniments.models import Record
from inclusion_app.accompaniments.services import delete_record
from inclusion_app.casework.session_halves import list_halves, list_to_record, list_today
from inclusion_app.casework.session_record import record_halves
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError
from inclusion_app.trainings.lists import AbsenceReason, ActionKind, Audience, NotHeld
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.vocabulary.activity import PlaceKind, RecordKind
from inclusion_app.vocabulary.themes import AdministrativeTheme, Theme
from tests.cast import Cast
from tests.factories import make_citizen
from tests.factories_trainings import make_course, make_registration, make_session, make_trainer
from tests.pages import PageClient
from tests.trainings.lines import make_line

Client = Callable[[Account], PageClient]
TUESDAY = datetime(2026, 11, 17, 8, tzinfo=UTC)
NOW = datetime(2026, 11, 24, 17, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def given(session: scoped_session[Session], cast: Cast) -> TrainingSession:
    """Two half-days: Amina (followed by Nadia) and another came first, then two."""
    course = make_course("Premiers clics", kind=ActionKind.WORKSHOP, audiences=frozenset({Audience.CITIZENS}))
    made = make_session(
        course,
        TUESDAY,
        TUESDAY + WEEK,
        TUESDAY + 2 * WEEK,
        place=cast.place,
        trainers=(make_trainer(cast.nadia),),
        structure_id=cast.mairie.id,
    )
    citizen = make_citizen(cast.mediators["nadia"], "Amina", "Durand")
    amina = make_registration(made, "Amina", "Durand", citizen_id=citizen.id)
    bruno, emma, away = (make_registration(made, name) for name in ("Bruno", "Emma", "Chloé"))
    first, second, _third = made.half_days
    for person in (amina, bruno):
        make_line(first, person)
    make_line(first, away, AbsenceReason.WORK)
    for person in (bruno, emma):
        make_line(second, person)
    return made


def log(given: TrainingSession, account: Account, cast: Cast) -> list[Record]:
    halves = list_halves(scope_of(account), given)
    mediator = next(one for one in cast.mediators.values() if one.account_id == account.id)
    return record_halves(given, halves, themes={Theme.EMAIL}, procedures=(), mediator=mediator, by=account)


def count_records(session: scoped_session[Session]) -> int:
    return session.scalar(select(func.count()).select_from(Record)) or 0


def test_who_came_is_counted_once_by_name_or_not(given: TrainingSession, cast: Cast) -> None:
    first, second = log(given, cast.nadia, cast)
    assert (first.kind, first.title, first.held_on) == (RecordKind.WORKSHOP, "Premiers clics", date(2026, 11, 17))
    assert (first.minutes, first.place_id, first.structure_id) == (180, cast.place.id, cast.mairie.id)
    assert [row.citizen.first_name for row in first.participations if row.citizen] == ["Amina"]
    assert first.group
    assert (first.group.total, first.group.already_helped, first.group.gender_female) == (1, 0, 0)
    assert second.group
    assert (second.group.total, second.group.already_helped) == (2, 1)
    assert second.participations == []


def test_a_colleague_who_does_not_follow_her_counts_without_name(given: TrainingSession, cast: Cast) -> None:
    first, _second = log(given, cast.karim, cast)
    assert first.participations == []
    assert first.group
    assert first.group.total == 2


def test_never_twice_whoever_sends(given: TrainingSession, cast: Cast, session: scoped_session[Session]) -> None:
    assert len(log(given, cast.nadia, cast)) == 2
    assert log(given, cast.nadia, cast) == []
    assert log(given, cast.karim, cast) == []
    assert count_records(session) == 2


def test_a_deleted_record_is_not_made_again(given: TrainingSession, cast: Cast, client_of: Client) -> None:
    first, _second = log(given, cast.nadia, cast)
    delete_record(first, by=cast.nadia)
    assert log(given, cast.nadia, cast) == []
    page = client_of(cast.nadia).get(f"/sessions/{given.id}/accompagnement")
    assert "Il peut revenir" in page.text
    client_of(cast.nadia).post(f"/accompagnements/{first.id}/retablir")
    assert [half.standing for half in list_halves(scope_of(cast.nadia), given)] == ["recorded", "recorded", "coming"]


def test_a_session_for_professionals_is_no_accompaniment(cast: Cast, client_of: Client) -> None:
    made = make_session(make_course(), TUESDAY, structure_id=cast.mairie.id)
    make_line(made.half_days[0], make_registration(made))
    with pytest.raises(DomainError):
        log(made, cast.nadia, cast)
    assert "n’est pas un accompagnement" in client_of(cast.nadia).get(f"/sessions/{made.id}/accompagnement").text


def test_elsewhere_and_at_a_distance(given: TrainingSession, cast: Cast) -> None:
    given.place_id, given.commune_code = cast.association.id, "87085"
    given.place_id = None
    given.online_url = "https://visio.exemple.fr"
    first, _second = log(given, cast.nadia, cast)
    assert (first.place_kind, first.held_commune_code) == (PlaceKind.REMOTE, "87085")


def test_one_screen_asks_the_themes_then_proposes_them(
    given: TrainingSession, cast: Cast, client_of: Client, session: scoped_session[Session]
) -> None:
    client, path = client_of(cast.nadia), f"/sessions/{given.id}/accompagnement"
    page = client.get(path)
    assert "Amina Durand" in page.text
    assert "1 personne comptée sans nom" in page.text
    refused = client.post(path, page.form(), status=422)
    assert "Choisissez au moins une thématique" in refused.text
    first = str(given.half_days[0].id)
    asked = client.get(f"{path}?demi-journee={first}")
    assert asked.form()["halves"] == [first]
    sent = asked.form() | {"themes": ["administrative"], "procedures": ["papers"]}
    kept = client.post(path, sent)
    assert (kept.location or "").startswith("/accompagnements/")
    again = client.post(path, sent)
    assert (again.location or "") == path
    assert "déjà enregistré" in client.get(path).text
    assert count_records(session) == 1
    assert client.get(path).form()["themes"] == ["administrative"]
    record = session.scalars(select(Record)).one()
    assert record.procedures == {AdministrativeTheme.PAPERS}


def test_strangers_and_coordinators_cannot(given: TrainingSession, cast: Cast, client_of: Client) -> None:
    client_of(cast.lea).get(f"/sessions/{given.id}/accompagnement", status=404)
    client_of(cast.claire).get(f"/sessions/{given.id}/accompagnement", status=403)


def test_a_half_day_that_did_not_happen_is_not_recorded(given: TrainingSession, cast: Cast) -> None:
    given.half_days[0].not_held = NotHeld.WEATHER
    assert len(log(given, cast.nadia, cast)) == 1


def test_a_sheet_corrected_afterwards_is_said(given: TrainingSession, cast: Cast) -> None:
    log(given, cast.nadia, cast)
    make_line(given.half_days[0], make_registration(given))
    assert [half.changed for half in list_halves(scope_of(cast.nadia), given)] == [True, False, False]


def test_what_waits_for_her_today(given: TrainingSession, cast: Cast) -> None:
    nadia, karim = scope_of(cast.nadia), scope_of(cast.karim)
    assert [half.starts_at for half in list_today(nadia)] == [TUESDAY + WEEK]
    assert len(list_to_record(nadia)) == 2
    assert list_to_record(karim) == []
    assert list_today(scope_of(cast.lea)) == []
    log(given, cast.nadia, cast)
    assert list_to_record(nadia) == []


def test_the_session_and_its_sheet_lead_there(given: TrainingSession, cast: Cast, client_of: Client) -> None:
    half_day = given.half_days[0]
    for path in (f"/sessions/{given.id}", f"/sessions/{given.id}/presence/{half_day.id}"):
        links = client_of(cast.nadia).get(path).all("//a[contains(@href, '/accompagnement')]/@href")
        assert any(link.startswith(f"/sessions/{given.id}/accompagnement") for link in links), path
        links = client_of(cast.claire).get(path).all("//a[contains(@href, '/accompagnement')]/@href")
        assert not any(link.endswith("/accompagnement") for link in links), path
