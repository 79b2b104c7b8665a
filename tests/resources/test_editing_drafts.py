"""What was typed in the form of a resource and not saved is found again; the pages beside the search."""

from collections.abc import Callable

from inclusion_app.access.models import Account
from inclusion_app.kernel.db import db
from inclusion_app.resources.models.resources import Resource
from inclusion_app.resources.services.opinions import keep_favourite
from tests.cast import Cast
from tests.pages import PageClient
from tests.resources.making import make_link, make_sheet

ClientOf = Callable[[Account], PageClient]
NEW = "/ressources/nouvelle"
TYPED = {"type": "link", "title": "Mes droits", "licence": "link-only", "url": "https://exemple.fr", "language": "fr"}


def test_a_new_resource_is_found_again_until_it_is_saved(client_of: ClientOf, cast: Cast) -> None:
    nadia = client_of(cast.nadia)
    assert NEW in str(nadia.get(f"{NEW}?type=link").one("//form[@data-draft-url]").get("data-draft-url"))
    nadia.post(f"/brouillons?page={NEW}", TYPED, status=204)
    assert "Reprendre ma saisie" in nadia.get(NEW).text
    page = nadia.get(f"{NEW}?type=link")
    assert page.form(1)["title"] == "Mes droits"
    assert "Nous avons retrouvé votre saisie" in page.text
    assert "Nous avons retrouvé" not in nadia.get(f"{NEW}?type=sheet").text
    nadia.post(f"{NEW}?type=link", page.form(1) | {"visibility": "public"}, status=303)
    assert db.session.query(Resource).count() == 1
    assert "Nous avons retrouvé" not in nadia.get(f"{NEW}?type=link").text
    assert "Reprendre" not in nadia.get(NEW).text


def test_a_correction_is_found_again(client_of: ClientOf, cast: Cast) -> None:
    link, nadia = make_link(cast.nadia, title="Avant"), client_of(cast.nadia)
    path = f"/ressources/{link.id}/modifier"
    typed = nadia.get(path).form() | {"title": "Après"}
    nadia.post(f"/brouillons?page={path}", typed, status=204)
    page = nadia.get(path)
    assert page.form(1)["title"] == "Après"
    nadia.post(path, page.form(1), status=303)
    assert nadia.get(path).form()["title"] == "Après"


def test_the_pages_beside_the_search_are_one_press_away(client_of: ClientOf, cast: Cast, visitor: PageClient) -> None:
    rooms = "//nav[@aria-label='Ressources']//a"
    nadia = client_of(cast.nadia)
    for path in ("", "/collections", "/favorites", "/miennes", "/signalements"):
        found = [(link.text, link.get("aria-current")) for link in nadia.get(f"/ressources{path}").all(rooms)]
        assert [text for text, _here in found] == [
            "Chercher",
            "Collections",
            "Mes favorites",
            "Mes ressources",
            "Signalements",
        ]
        assert len([here for _text, here in found if here]) == 1
    for reader in (visitor, client_of(cast.elise)):
        assert [link.text for link in reader.get("/ressources").all(rooms)] == ["Chercher", "Collections"]


def test_favourite_sheets_print_together(client_of: ClientOf, cast: Cast) -> None:
    sheets = [make_sheet(cast.karim, title=f"Fiche {number}") for number in range(2)]
    for one in (*sheets, make_link(cast.karim)):
        keep_favourite(one, kept=True, by=cast.nadia)
    nadia = client_of(cast.nadia)
    link = nadia.get("/ressources/favorites").one("//a[starts-with(@href, '/ressources/livret')]")
    assert nadia.get(str(link.get("href"))).data.startswith(b"%PDF")
