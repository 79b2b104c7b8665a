"""Whose exact figures may be read, by whom; nothing of another structure comes with them."""

import uuid
from collections.abc import Callable
from datetime import date

import pytest

from inclusion_app.access.models import Account
from inclusion_app.kernel.db import db
from inclusion_app.network.models import Membership
from inclusion_app.vocabulary.activity import PlaceKind
from tests.cast import Cast
from tests.factories import make_record, make_workshop
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]
YEAR = "?periode=2025"


@pytest.fixture
def active(cast: Cast) -> Cast:
    """Nadia helped 14 times for the mairie in 2025, and twice for the association of another département."""
    nadia = cast.mediators["nadia"]
    for month in range(1, 5):
        make_record(nadia, held_on=date(2025, month, 12), place_kind=PlaceKind.PLACE, place_id=cast.place.id)
    make_workshop(nadia, 10, held_on=date(2025, 6, 4))
    for _ in range(2):
        make_record(nadia, structure_id=cast.association.id, held_on=date(2025, 3, 3), held_commune_code="23096")
    make_record(cast.mediators["karim"], held_on=date(2025, 3, 3))
    make_record(cast.mediators["lea"], held_on=date(2025, 3, 3), place_kind=PlaceKind.PLACE, place_id=cast.place.id)
    return cast


def path_of(cast: Cast, what: str) -> str:
    keys = {
        "structures": cast.mairie.id,
        "lieux": cast.place.id,
        "mediateurs": cast.mediators["nadia"].id,
    }
    return f"/observatoire/{what}/{keys[what]}{YEAR}"


@pytest.mark.parametrize(
    ("name", "what", "status"),
    [
        ("nadia", "mediateurs", 200),
        ("nadia", "structures", 403),
        ("nadia", "lieux", 403),
        ("karim", "mediateurs", 404),
        ("lea", "mediateurs", 404),
        ("lea", "structures", 404),
        ("paul", "structures", 200),
        ("paul", "lieux", 200),
        ("paul", "mediateurs", 200),
        ("claire", "structures", 200),
        ("claire", "lieux", 200),
        ("claire", "mediateurs", 200),
        ("ahmed", "mediateurs", 200),
        ("elise", "structures", 403),
        ("elise", "mediateurs", 403),
    ],
)
def test_each_reads_her_own(active: Cast, client_of: ClientOf, name: str, what: str, status: int) -> None:
    path = path_of(active, what)
    client = client_of(active.accounts[name])
    client.get(path, status=status)
    base = path.removesuffix(YEAR)
    client.get(f"{base}/themes.csv{YEAR}", status=status)
    client.get(f"{base}/tableur.xlsx{YEAR}", status=status)


@pytest.mark.parametrize(("name", "count"), [("nadia", "16"), ("paul", "14"), ("claire", "14"), ("ahmed", "16")])
def test_what_she_did_elsewhere_is_hers(active: Cast, client_of: ClientOf, name: str, count: str) -> None:
    page = client_of(active.accounts[name]).get(path_of(active, "mediateurs"))
    assert page.h1 == "Nadia Benali — janvier à décembre 2025"
    assert f"De janvier à décembre 2025, {count} accompagnements" in page.text
    assert ("Guéret" in page.text) is (count == "16")


@pytest.mark.parametrize(("name", "count"), [("paul", "4"), ("claire", "5")])
def test_a_place_shows_a_manager_what_her_structure_did(
    active: Cast, client_of: ClientOf, name: str, count: str
) -> None:
    page = client_of(active.accounts[name]).get(path_of(active, "lieux"))
    assert f"De janvier à décembre 2025, {count} accompagnements" in page.text


def test_a_structure_counts_all_that_it_did(active: Cast, client_of: ClientOf) -> None:
    page = client_of(active.paul).get(path_of(active, "structures"))
    assert "De janvier à décembre 2025, 15 accompagnements" in page.text
    assert page.all("//*[@id='months-titre']")


def team(active: Cast, *names: str) -> str:
    return "/observatoire/equipe?periode=2025" + "".join(f"&m={active.mediators[name].id}" for name in names)


def test_a_team_is_chosen_then_shared_by_its_address(active: Cast, client_of: ClientOf) -> None:
    client = client_of(active.paul)
    choice = client.get("/observatoire/equipe")
    assert len(choice.all("//input[@type='checkbox'][@name='m']")) == 2
    page = client.get(team(active, "nadia", "karim"))
    assert "De janvier à décembre 2025, 15 accompagnements" in page.text
    assert [link.text for link in page.all("//ul[@class='multiples']//a")] == ["Nadia Benali", "Karim Petit"]
    client.get(team(active, "nadia", "karim").replace("equipe?", "equipe/themes.csv?"))
    client.get(team(active, "nadia", "karim").replace("equipe?", "equipe/tableur.xlsx?"))
    alone = client.get(team(active, "nadia"), status=303).location or ""
    assert alone.startswith("/observatoire/mediateurs/")


@pytest.mark.parametrize(("name", "status"), [("nadia", 403), ("elise", 403), ("paul", 404), ("claire", 404)])
def test_a_team_holds_no_stranger(active: Cast, client_of: ClientOf, name: str, status: int) -> None:
    client_of(active.accounts[name]).get(team(active, "nadia", "lea"), status=status)


def test_hostile_teams(active: Cast, client_of: ClientOf) -> None:
    client = client_of(active.paul)
    client.get("/observatoire/equipe?m='%20OR%201=1", status=404)
    client.get("/observatoire/equipe?" + "&".join(f"m={uuid.uuid4()}" for _ in range(61)), status=422)
    client.get("/observatoire/equipe?" + "&".join(f"m={uuid.uuid4()}" for _ in range(500)), status=404)
    client.get("/observatoire/equipe?m=", status=200)
    client.get("/observatoire/equipe/themes.csv", status=404)


def test_who_left_the_structure_keeps_what_she_did_there(active: Cast, client_of: ClientOf) -> None:
    for row in db.session.query(Membership).filter_by(mediator_id=active.mediators["nadia"].id):
        row.ended_on = date(2026, 1, 1)
    db.session.flush()
    page = client_of(active.paul).get(path_of(active, "mediateurs"))
    assert "14 accompagnements" in page.text


@pytest.mark.parametrize("period", ["2027", "2025-2026", "2025-09", "2024-01-01_2024-01-01", "2000-01-01_2100-12-31"])
def test_any_period_has_a_page(active: Cast, client_of: ClientOf, period: str) -> None:
    path = path_of(active, "structures").replace("2025", period)
    page = client_of(active.paul).get(path)
    if period == "2027":
        assert "Cette période n’a pas commencé" in page.text
