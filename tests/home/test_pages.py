"""The shell's own pages: public statements, home by role, menu, language, health."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from inclusion_app.access import guard
from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Role
from inclusion_app.access.services import grant_role
from inclusion_app.home import navigation
from inclusion_app.kernel.db import db
from tests.cast import Cast
from tests.factories import make_account, make_place
from tests.pages import Page, PageClient

ClientOf = Callable[[Account], PageClient]


def menu_of(page: Page) -> list[str]:
    return ["".join(link.itertext()) for link in page.all("//nav[@class='nav']//a")]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/mentions-legales",
        "/donnees-personnelles",
        "/accessibilite",
        "/eco-conception",
        "/plan-du-site",
        "/connexion",
    ],
)
def test_public_pages_open_for_all(visitor: PageClient, client_of: ClientOf, cast: Cast, path: str) -> None:
    page = visitor.get(path)
    assert page.response.headers["Cache-Control"] == "no-store"
    assert page.all("//footer//a[@href='/plan-du-site']")
    if path not in ("/", "/connexion"):
        assert client_of(cast.nadia).get(path).h1 == page.h1


def test_the_visitor_finds_places_nearby(visitor: PageClient, cast: Cast) -> None:
    make_place("Médiathèque de Panazol", commune="87114", phone="05 55 06 47 57")
    page = visitor.get("/")
    assert page.h1 == "Trouver de l’aide près de chez moi"
    assert "05 55 00 00 00" in page.text
    found = visitor.get("/?commune=Panazol")
    assert "".join(found.all("//main//h3")[0].itertext()).strip() == "Médiathèque de Panazol"
    assert found.all("//a[@href='tel:0555064757']")


@pytest.mark.parametrize("typed", ["Nulle-Part-sur-Rien", "<script>", "Saint"])
def test_a_place_name_that_means_nothing_or_several_is_explained(visitor: PageClient, typed: str) -> None:
    assert "commune" in visitor.get("/", query_string={"commune": typed}).errors


def test_a_commune_far_from_everything_says_so(visitor: PageClient) -> None:
    assert "Aucun lieu connu" in visitor.get("/?commune=97411").text


@pytest.mark.parametrize(
    ("name", "entries", "place"),
    [
        (
            "nadia",
            ["Accueil", "Accompagnements", "Personnes suivies", "Réseau", "Formations et ressources"],
            "Mairie de Limoges",
        ),
        ("claire", ["Accueil", "Équipe", "Réseau", "Formations et ressources", "Observatoire"], "Haute-Vienne"),
        ("paul", ["Accueil", "Équipe", "Réseau", "Formations et ressources", "Observatoire"], "Mairie de Limoges"),
        ("elise", ["Observatoire"], "Limoges"),
        ("ahmed", ["Réseau", "Formations et ressources", "Observatoire", "Administration"], "Administration"),
    ],
)
def test_each_role_has_its_menu(client_of: ClientOf, cast: Cast, name: str, entries: list[str], place: str) -> None:
    page = client_of(cast.accounts[name]).get("/plan-du-site")
    assert menu_of(page) == entries
    assert page.one("//div[@class='whoami']//span").text == place
    assert str(cast.accounts[name].name) in page.text


def test_several_roles_make_five_entries_at_most(client_of: ClientOf, cast: Cast) -> None:
    grant_role(cast.nadia, Role.COORDINATOR, territory_key="DEP-87", by=None)
    grant_role(cast.nadia, Role.ADMINISTRATOR, by=None)
    page = client_of(cast.nadia).get("/plan-du-site")
    assert len(menu_of(page)) == navigation.MOST_ENTRIES
    assert menu_of(page)[-1] == "Administration"
    assert "Mairie de Limoges et 1 de plus" in page.text


def test_the_current_entry_is_marked(client_of: ClientOf, cast: Cast) -> None:
    page = client_of(cast.ahmed).get("/comptes")
    assert [link.text for link in page.all("//nav[@class='nav']//a[@aria-current='page']")] == ["Administration"]


@pytest.mark.parametrize("name", ["nadia", "claire", "paul"])
def test_home_opens_by_role(client_of: ClientOf, cast: Cast, name: str) -> None:
    client_of(cast.accounts[name]).get("/")


def test_the_administrator_starts_with_accounts(client_of: ClientOf, cast: Cast) -> None:
    assert client_of(cast.ahmed).get("/", status=302).location == "/comptes"


def test_the_official_goes_straight_to_her_territory(client_of: ClientOf, cast: Cast) -> None:
    assert client_of(cast.elise).get("/", status=302).location == "/observatoire/COM-87085"
    grant_role(cast.elise, Role.OFFICIAL, territory_key="DEP-87", by=None)
    assert client_of(cast.elise).get("/", status=302).location == "/observatoire"


def test_an_account_without_role_is_told_what_to_do(client_of: ClientOf, cast: Cast) -> None:
    page = client_of(make_account("Zoé Martin")).get("/")
    assert page.h1 == "Votre compte est ouvert"
    assert menu_of(page) == []


def test_the_language_is_kept_and_the_page_found_again(visitor: PageClient) -> None:
    page = visitor.get("/langue/en?suite=/accessibilite", status=303)
    assert page.location == "/accessibilite"
    cookie = visitor.client.get_cookie("langue")
    assert cookie is not None
    assert cookie.value == "en"
    assert visitor.get("/langue/fr?suite=//mechant.example", status=303).location == "/"
    visitor.get("/langue/xx", status=404)


def test_health_is_told_without_detail(visitor: PageClient) -> None:
    page = visitor.get("/sante")
    assert page.json == {"status": "ok", "database": True, "migrations": True}
    db.session.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    page = visitor.get("/sante", status=503)
    assert page.json == {"status": "error", "database": True, "migrations": False}


def test_a_missing_logo_is_not_found(visitor: PageClient) -> None:
    visitor.get("/logo", status=404)


def test_certificates_are_verified_from_the_foot_of_public_pages_and_the_map(
    visitor: PageClient, client_of: ClientOf, cast: Cast
) -> None:
    link = "//a[@href='/verifier']"
    assert visitor.get("/formations").all(f"//footer{link}")
    assert "Vérifier une attestation" not in menu_of(visitor.get("/formations"))
    for page in (visitor.get("/plan-du-site"), client_of(cast.nadia).get("/plan-du-site")):
        assert page.all(f"//main{link}")
    calendar = client_of(cast.nadia).get("/calendrier")
    assert not calendar.all(f"//footer{link}")
    assert calendar.all("//main//a[@href='/agendas']")
    assert not visitor.get("/calendrier").all("//main//a[@href='/agendas']")


def test_an_error_page_has_the_menu_too(client_of: ClientOf, cast: Cast) -> None:
    page = client_of(cast.nadia).get("/nulle-part", status=404)
    assert "Accompagnements" in menu_of(page)


def test_an_error_page_is_shown_without_the_database(visitor: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OperationalError("SELECT 1", {}, Exception("no database"))

    monkeypatch.setattr(navigation, "find_account", fail)
    assert visitor.get("/nulle-part", status=404).h1 == "Cette page n’existe pas"


def test_the_sign_in_cookie_is_bound_to_the_host_over_https(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert guard.cookie_name() == "inclusion_session"
    monkeypatch.setitem(app.config, "SESSION_COOKIE_SECURE", True)
    assert guard.cookie_name() == "__Host-inclusion_session"
