"""The individual entry: proposed values, what is kept, refusals at their fields."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.accompaniments.models import Record
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.vocabulary.activity import Autonomy, BlockedCause, NextStep, Orientation, PlaceKind
from inclusion_app.vocabulary.people import AgeBand, Gender, SocialStatus
from inclusion_app.vocabulary.themes import AdministrativeTheme, Theme
from tests.cast import Cast
from tests.factories import make_citizen, make_record
from tests.pages import Page, PageClient

NEW = "/accompagnements/individuel/nouveau"

ClientOf = Callable[[Account], PageClient]


def only_record() -> Record:
    return db.session.scalars(select(Record)).one()


@pytest.fixture
def nadia(cast: Cast, client_of: ClientOf) -> PageClient:
    return client_of(cast.nadia)


@pytest.fixture
def filled(nadia: PageClient) -> dict[str, object]:
    """The form as it opens, with one theme ticked: what the fewest gestures send."""
    return nadia.get(NEW).form() | {"themes": ["email"]}


def test_two_gestures_are_enough(nadia: PageClient, cast: Cast, filled: dict[str, object]) -> None:
    page = nadia.post(NEW, filled)
    record = only_record()
    assert page.location == f"/accompagnements/{record.id}"
    assert (record.held_on, record.minutes, record.place_id) == (clock.today(), 30, cast.place.id)
    assert (record.structure_id, record.held_commune_code) == (cast.mairie.id, "87085")
    assert [row.citizen_id for row in record.participations] == [None]
    assert "C’est enregistré." in nadia.get(page.location).text


def test_habits_are_proposed(nadia: PageClient, cast: Cast) -> None:
    for _ in range(3):
        make_record(cast.mediators["nadia"], minutes=90, themes=frozenset({Theme.OFFICE}))
    page = nadia.get(NEW)
    assert page.form()["minutes"] == "90"
    assert page.all("//input[@name='themes']/@value")[0] == "office"


def test_everything_is_kept(nadia: PageClient, filled: dict[str, object]) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    more = {
        "minutes": "autre",
        "minutes-autre": "1 h 10",
        "place_kind": "home",
        "commune": "Panazol",
        "themes": ["administrative", "email"],
        "procedures": ["money"],
        "equipment": ["phone", "computer"],
        "gender": "female",
        "age_band": "70_plus",
        "social_status": "retired",
        "residence": "87085",
        "already_helped": "y",
        "autonomy": "guided",
        "orientation": "procedures",
        "blocked_procedure": "money",
        "blocked_cause": "site_down",
        "next_step": "call",
        "next_on": tomorrow.isoformat(),
        "next_at": "14:30",
        "tags": "impôts, impôts, CAF",
        "notes": "Revoir le mot de passe",
    }
    nadia.post(NEW, filled | more)
    record = only_record()
    person = record.participations[0]
    assert (record.minutes, record.place_kind, record.place_id) == (70, PlaceKind.HOME, None)
    assert record.held_commune_code == "87114"
    assert record.themes == {Theme.ADMINISTRATIVE, Theme.EMAIL}
    assert record.procedures == {AdministrativeTheme.MONEY}
    assert (person.gender, person.age_band, person.social_status) == (
        Gender.FEMALE,
        AgeBand.FROM_70,
        SocialStatus.RETIRED,
    )
    assert (person.residence_code, person.already_helped) == ("87085", True)
    assert (record.autonomy, record.orientation) == (Autonomy.GUIDED, Orientation.PROCEDURES)
    assert (record.blocked_procedure, record.blocked_cause) == (AdministrativeTheme.MONEY, BlockedCause.SITE_DOWN)
    assert (record.next_step, record.next_on) == (NextStep.CALL, tomorrow)
    assert {row.tag for row in record.tags} == {"impôts", "CAF"}
    assert record.notes == "Revoir le mot de passe"
    assert b"mot de passe" not in (record.notes_sealed or b"")
    shown = nadia.get(f"/accompagnements/{record.id}").text
    assert "1 h 10" in shown.replace("\u00a0", " ")
    assert "Revoir le mot de passe" in shown


REFUSALS: list[tuple[dict[str, object], str, str]] = [
    ({"held_on": "2999-01-01"}, "held_on", "à venir"),
    ({"held_on": "2001-01-01"}, "held_on", "plus de cinq ans"),
    ({"held_on": "hier"}, "held_on", "Écrivez une date"),
    ({"held_on": ""}, "held_on", "Indiquez la date."),
    ({"minutes": "autre", "minutes-autre": "25 h"}, "minutes", "24"),
    ({"minutes": "autre", "minutes-autre": "0"}, "minutes", "au moins"),
    ({"themes": []}, "themes", "au moins une thématique"),
    ({"themes": ["knitting"]}, "themes", "liste"),
    ({"procedures": ["money"]}, "procedures", "cochez-la aussi"),
    ({"place_kind": "home"}, "commune", "Indiquez la commune"),
    ({"place_kind": "other", "commune": "Trifouillis"}, "commune", "Aucune commune"),
    ({"place": ""}, "place", "Choisissez le lieu"),
    ({"place": "00000000-0000-0000-0000-000000000000"}, "place", "liste"),
    ({"age_band": "v1_60_plus"}, "age_band", "liste"),
    ({"next_step": "call"}, "next_on", "Indiquez le jour"),
    ({"next_step": "call", "next_on": "2020-01-01"}, "next_on", "avant"),
    ({"next_on": "2099-01-01"}, "next_step", "rendez-vous ou appel"),
    ({"tags": ",".join("abcdefghijk")}, "tags", "Dix"),
    ({"tags": "x" * 41}, "tags", "40"),
    ({"notes": "x" * 5001}, "notes", "5"),
    ({"who": "followed"}, "citizen", "Écrivez le nom"),
    ({"who": "followed", "citizen": "Zz"}, "citizen", "ne correspond"),
]


@pytest.mark.parametrize(("values", "field", "message"), REFUSALS)
def test_a_refusal_is_told_at_its_field(
    nadia: PageClient, filled: dict[str, object], values: dict[str, object], field: str, message: str
) -> None:
    page = nadia.post(NEW, filled | {"notes": "à garder"} | values, status=422)
    assert message in _error_at(page, field)
    assert page.all(f"//*[@data-error-summary]//a[@href='#{field}']")
    assert "Erreur" in "".join(page.one("//title").itertext())
    assert values.get("notes", "à garder") in page.html
    assert db.session.scalar(select(Record)) is None


def _error_at(page: Page, field: str) -> str:
    return " ".join("".join(page.one(f"//*[@id='{field}-error']").itertext()).split())


def test_several_refusals_come_together(nadia: PageClient, filled: dict[str, object]) -> None:
    page = nadia.post(NEW, filled | {"themes": [], "held_on": "2999-01-01"}, status=422)
    assert [link.get("href") for link in page.all("//*[@data-error-summary]//a")] == ["#held_on", "#themes"]


def test_a_followed_person_is_copied_at_the_date_of_the_fact(
    nadia: PageClient, cast: Cast, filled: dict[str, object]
) -> None:
    citizen = make_citizen(cast.mediators["nadia"], birth_year=1957, gender=Gender.FEMALE)
    values = filled | {"who": "followed", "citizen": "je", "held_on": date(clock.today().year - 1, 5, 4).isoformat()}
    nadia.post(NEW, values)
    person = only_record().participations[0]
    assert (person.citizen_id, person.gender, person.residence_code) == (citizen.id, Gender.FEMALE, "87085")
    assert person.age_band is AgeBand.FROM_60_TO_69
    assert person.already_helped is False
    nadia.post(NEW, nadia.get(f"{NEW}?citoyen={citizen.id}").form() | {"themes": ["office"]})
    latest = db.session.scalars(select(Record).order_by(Record.held_on.desc())).first()
    assert latest is not None
    assert latest.participations[0].already_helped is True


def test_somebody_elses_citizen_cannot_be_named(nadia: PageClient, cast: Cast, filled: dict[str, object]) -> None:
    theirs = make_citizen(cast.mediators["karim"], "Odile", "Martin")
    values = filled | {"who": "followed", "citizen": "Odile M. — 1948 — Limoges", "citizen-code": str(theirs.id)}
    page = nadia.post(NEW, values, status=422)
    assert "ne correspond" in _error_at(page, "citizen")


def test_at_a_distance_it_is_held_at_the_usual_place(nadia: PageClient, filled: dict[str, object]) -> None:
    nadia.post(NEW, filled | {"place_kind": "remote"})
    record = only_record()
    assert (record.place_id, record.held_commune_code) == (None, "87085")


def test_another_one_keeps_date_place_and_duration(nadia: PageClient, cast: Cast, filled: dict[str, object]) -> None:
    day = (clock.today() - timedelta(days=2)).isoformat()
    page = nadia.post(NEW, filled | {"held_on": day, "minutes": "60", "gender": "male", "again": "1"})
    assert page.location
    form = nadia.get(page.location).form()
    assert (form["held_on"], form["minutes"], form["place"]) == (day, "60", str(cast.place.id))
    assert form["gender"] == "unknown"
    assert "themes" not in form


def test_a_model_is_done_again_today(nadia: PageClient, cast: Cast) -> None:
    model = make_record(
        cast.mediators["nadia"],
        held_on=clock.today() - timedelta(days=9),
        themes=frozenset({Theme.AI}),
        notes="ancien",
        gender=Gender.MALE,
    )
    form = nadia.get(f"{NEW}?modele={model.id}").form()
    assert form["held_on"] == clock.today().isoformat()
    assert (form["themes"], form["gender"], form["notes"]) == (["ai"], "male", "")
    nadia.get(f"{NEW}?modele={make_record(cast.mediators['lea']).id}", status=404)


def test_names_are_warned_against(nadia: PageClient) -> None:
    assert "Pas de nom, de numéro ni de mot de passe dans les notes" in nadia.get(NEW).text


def test_who_may_log(nadia: PageClient, cast: Cast, client_of: ClientOf, visitor: PageClient) -> None:
    for account in (cast.paul, cast.claire, cast.elise, cast.ahmed):
        client_of(account).get(NEW, status=403)
    assert "/connexion" in visitor.client.get(NEW).headers["Location"]


def test_spaces_are_no_date(nadia: PageClient, filled: dict[str, object]) -> None:
    page = nadia.post(NEW, filled | {"held_on": "  "}, status=422)
    assert "held_on" in page.errors
