"""Collections: made, arranged, read by whom they are for."""

from collections.abc import Callable

import pytest

from inclusion_app.access.models import Account
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.resources.lists import ResourceState, Visibility
from inclusion_app.resources.models.resources import Collection
from inclusion_app.resources.services.collections import MOST_ITEMS, create_collection, shelve
from tests.cast import Cast
from tests.pages import PageClient
from tests.resources.making import make_link

ClientOf = Callable[[Account], PageClient]


def titles(page_of: PageClient, collection: Collection) -> list[str]:
    page = page_of.get(f"/ressources/collections/{collection.id}")
    return [link.text for link in page.all("//main//ol[@class='rows']//a")]


def made(cast: Cast, visibility: Visibility = Visibility.PUBLIC) -> Collection:
    collection = create_collection("Premier atelier", summary="", visibility=visibility, by=cast.nadia)
    for title in ("Un", "Deux", "Trois"):
        shelve(collection, make_link(cast.nadia, title=title), by=cast.nadia)
    return collection


def test_shelve_in_a_new_one_then_in_it(client_of: ClientOf, cast: Cast) -> None:
    first, second = make_link(cast.lea, title="Un"), make_link(cast.lea, title="Deux")
    browser = client_of(cast.nadia)
    assert browser.post(f"/ressources/{first.id}/ranger", {"title": ""}, status=422).errors["title"]
    browser.post(f"/ressources/{first.id}/ranger", {"title": "Mon atelier"})
    collection = db.session.query(Collection).one()
    for _ in range(2):
        browser.post(f"/ressources/{second.id}/ranger", {"collection": str(collection.id)})
    assert titles(browser, collection) == ["Un", "Deux"]


def test_put_in_order(client_of: ClientOf, cast: Cast) -> None:
    collection, browser = made(cast), client_of(cast.nadia)
    last = collection.items[-1].resource_id
    path = f"/ressources/collections/{collection.id}/{last}"
    browser.post(path, {"what": "up"})
    assert titles(browser, collection) == ["Un", "Trois", "Deux"]
    browser.post(path, {"what": "up"})
    browser.post(path, {"what": "up"})  # it is already the first
    assert titles(browser, collection) == ["Trois", "Un", "Deux"]
    browser.post(path, {"what": "down"})
    browser.post(path, {"what": "out"})
    assert titles(browser, collection) == ["Un", "Deux"]


def test_each_reads_what_is_for_them(client_of: ClientOf, visitor: PageClient, cast: Cast) -> None:
    collection = made(cast)
    for values in (
        {"visibility": Visibility.NETWORK, "title": "Réseau"},
        {"state": ResourceState.WITHDRAWN, "title": "Vieux"},
    ):
        shelve(collection, make_link(cast.nadia, **values), by=cast.nadia)
    assert titles(visitor, collection) == ["Un", "Deux", "Trois"]
    assert titles(client_of(cast.lea), collection) == ["Un", "Deux", "Trois", "Réseau"]
    assert titles(client_of(cast.nadia), collection) == ["Un", "Deux", "Trois", "Réseau", "Vieux"]
    assert "3 ressources" in visitor.get("/ressources/collections").text.replace("\u00a0", " ")


def test_those_of_the_network_are_hidden(client_of: ClientOf, visitor: PageClient, cast: Cast) -> None:
    collection = made(cast, Visibility.NETWORK)
    visitor.get(f"/ressources/collections/{collection.id}", status=404)
    assert "Premier atelier" not in visitor.get("/ressources/collections").text
    assert "Premier atelier" in client_of(cast.lea).get("/ressources/collections").text


def test_change_and_delete(client_of: ClientOf, cast: Cast) -> None:
    collection, browser = made(cast), client_of(cast.nadia)
    path = f"/ressources/collections/{collection.id}/modifier"
    form = browser.get(path).form()
    browser.post(path, form | {"title": "Second atelier"})
    browser.post(path, form | {"title": "Troisième"}, status=422)  # opened before
    assert collection.title == "Second atelier"
    client_of(cast.lea).get(path, status=403)
    client_of(cast.claire).get(path)
    browser.get(f"/ressources/collections/{collection.id}/supprimer")
    browser.post(f"/ressources/collections/{collection.id}/supprimer", {})
    assert db.session.query(Collection).count() == 0


def test_make_an_empty_one(client_of: ClientOf, cast: Cast) -> None:
    browser = client_of(cast.nadia)
    browser.post("/ressources/collections/nouvelle", {"title": "", "visibility": "public"}, status=422)
    browser.post("/ressources/collections/nouvelle", {"title": "Vide", "visibility": "public"})
    collection = db.session.query(Collection).one()
    assert "vide" in browser.get(f"/ressources/collections/{collection.id}").text


def test_a_collection_stays_readable(cast: Cast) -> None:
    collection = create_collection("Trop", summary="", visibility=Visibility.PUBLIC, by=cast.nadia)
    for _ in range(MOST_ITEMS):
        shelve(collection, make_link(cast.nadia), by=cast.nadia)
    with pytest.raises(DomainError):
        shelve(collection, make_link(cast.nadia), by=cast.nadia)
