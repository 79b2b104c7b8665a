"""The pages where a resource is made, changed, published, withdrawn."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from inclusion_app.access.models import Account
from inclusion_app.kernel.db import db
from inclusion_app.resources.lists import ResourceState, Visibility
from inclusion_app.resources.models.resources import Resource
from inclusion_app.resources.queries.resources import latest_of
from inclusion_app.resources.rules.editing import sheet_of
from inclusion_app.resources.services.editing import update_resource
from tests.cast import Cast
from tests.pages import PageClient
from tests.resources import hostile
from tests.resources.making import make_link, make_sheet

ClientOf = Callable[[Account], PageClient]

NEW_LINK = {
    "title": "Mes droits sociaux",
    "url": "https://www.mesdroitssociaux.gouv.fr/",
    "licence": "link-only",
    "visibility": "public",
    "language": "fr",
    "themes": ["administrative"],
    "competences": ["2.4"],
    "difficulty": "beginner",
    "readers": ["everybody"],
}


def newest() -> Resource:
    return db.session.query(Resource).order_by(Resource.created_at.desc(), Resource.id.desc()).first()  # type: ignore[return-value]


def test_choose_what_it_is_made_of(client_of: ClientOf, cast: Cast) -> None:
    page = client_of(cast.nadia).get("/ressources/nouvelle")
    assert len(page.all("//main//a[contains(@href, 'type=')]")) == 3


def test_a_link_is_published_at_once(client_of: ClientOf, visitor: PageClient, cast: Cast) -> None:
    browser = client_of(cast.nadia)
    form = browser.get("/ressources/nouvelle?type=link").form()
    assert form["structure"] == str(cast.mairie.id)  # her only one
    browser.post("/ressources/nouvelle?type=link", form | NEW_LINK | {"publish": "1"})
    made = newest()
    assert (made.state, made.owner_id, made.structure_id) == (ResourceState.PUBLISHED, cast.nadia.id, cast.mairie.id)
    assert latest_of(made).url == NEW_LINK["url"]
    assert made.review_on is not None
    assert NEW_LINK["title"] in visitor.get(f"/ressources/{made.id}").text


def test_a_draft_waits_among_hers(client_of: ClientOf, cast: Cast) -> None:
    browser = client_of(cast.nadia)
    browser.post("/ressources/nouvelle?type=link", NEW_LINK)
    assert newest().state is ResourceState.DRAFT
    assert NEW_LINK["title"] in browser.get("/ressources/miennes?etat=brouillons").text
    client_of(cast.karim).get(f"/ressources/{newest().id}", status=404)
    browser.post(f"/ressources/{newest().id}/publier", {})
    assert newest().state is ResourceState.PUBLISHED


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"licence": ""}, "licence"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": ""}, "url"),
        ({"licence": "agreed"}, "summary"),
        ({"translation_of": "ABCD"}, "translation_of"),
        ({"language": "xx"}, "language"),
        ({"summary": "a" * 401}, "summary"),
    ],
)
def test_errors_stand_at_their_fields(client_of: ClientOf, cast: Cast, wrong: dict[str, str], field: str) -> None:
    page = client_of(cast.nadia).post("/ressources/nouvelle?type=link", NEW_LINK | wrong, status=422)
    assert any(key.startswith(field) for key in page.errors), page.errors
    assert db.session.query(Resource).count() == 0


def test_a_file_is_received(client_of: ClientOf, cast: Cast) -> None:
    values = NEW_LINK | {"licence": "etalab-2.0", "file": (io.BytesIO(hostile.pdf("Souris")), "souris.exe")}
    browser = client_of(cast.nadia)
    assert "20 Mo" in browser.get("/ressources/nouvelle?type=file").text.replace("\u00a0", " ")
    browser.post("/ressources/nouvelle?type=file", values | {"publish": "1"})
    assert latest_of(newest()).file_text == "Souris"


@pytest.mark.parametrize(
    ("content", "told"), [(b"MZ\x90", "programme"), (None, "Choisissez le fichier"), (b"<svg/>", "SVG")]
)
def test_a_file_refused_says_why(client_of: ClientOf, cast: Cast, content: bytes | None, told: str) -> None:
    values = NEW_LINK | {"licence": "etalab-2.0"}
    sent = {"file": (io.BytesIO(content), "cours.pdf")} if content is not None else {}
    page = client_of(cast.nadia).post("/ressources/nouvelle?type=file", values | sent, status=422)
    assert told in page.errors["file"]


def test_a_file_may_not_be_under_a_licence_for_links(client_of: ClientOf, cast: Cast) -> None:
    browser = client_of(cast.nadia)
    assert not browser.get("/ressources/nouvelle?type=file").all("//input[@name='licence'][@value='link-only']")
    sent = {"file": (io.BytesIO(hostile.pdf()), "a.pdf")}
    browser.post("/ressources/nouvelle?type=file", NEW_LINK | sent, status=422)


def test_another_address_makes_a_version(client_of: ClientOf, cast: Cast) -> None:
    made = make_link(cast.nadia)
    browser, path = client_of(cast.nadia), f"/ressources/{made.id}/modifier"
    form = browser.get(path).form()
    browser.post(path, form | {"url": "https://www.exemple.fr/nouvelle", "note": "le site a changé"})
    assert (made.latest, latest_of(made).note) == (2, "le site a changé")
    browser.post(path, browser.get(path).form() | {"title": "Autre titre"})
    assert (made.latest, made.title) == (2, "Autre titre")


def test_two_people_see_both_texts(client_of: ClientOf, cast: Cast) -> None:
    made = make_link(cast.nadia)
    browser, path = client_of(cast.nadia), f"/ressources/{made.id}/modifier"
    form = browser.get(path).form() | {"title": "Mon titre", "summary": "Mon résumé"}
    from_claire = replace(sheet_of(made), title="Son titre", visibility=Visibility.NETWORK)
    update_resource(made, from_claire, version=made.version, by=cast.claire)
    page = browser.post(path, form, status=409)
    assert "Mon titre" in page.text
    assert "Son titre" in page.text
    assert made.title == "Son titre"
    browser.post(path, page.form())
    assert made.title == "Mon titre"


@pytest.mark.parametrize(
    ("name", "status"), [("paul", 200), ("claire", 200), ("ahmed", 200), ("karim", 403), ("lea", 403), ("elise", 403)]
)
def test_who_may_change_it(client_of: ClientOf, cast: Cast, name: str, status: int) -> None:
    made = make_link(cast.nadia, structure_id=cast.mairie.id)
    client_of(cast.accounts[name]).get(f"/ressources/{made.id}/modifier", status=status)


def test_an_empty_sheet_is_not_published(client_of: ClientOf, cast: Cast) -> None:
    made = make_sheet(cast.nadia, body="", state=ResourceState.DRAFT)
    browser = client_of(cast.nadia)
    browser.post(f"/ressources/{made.id}/publier", {})
    assert made.state is ResourceState.DRAFT
    assert "encore vide" in browser.get("/ressources/miennes").text


def test_withdrawn_for_another(client_of: ClientOf, visitor: PageClient, cast: Cast) -> None:
    old, new = make_link(cast.nadia), make_link(cast.lea, title="La nouvelle")
    browser, path = client_of(cast.nadia), f"/ressources/{old.id}/retirer"
    page = browser.post(path, browser.get(path).form() | {"replaced_by": old.code}, status=422)
    assert "même ressource" in page.errors["replaced_by"]
    browser.post(path, {"replaced_by": f"https://exemple.fr/r/{new.code.lower()}"})
    assert (old.state, old.replaced_by_id) == (ResourceState.WITHDRAWN, new.id)
    assert "La nouvelle" in visitor.get(f"/ressources/{old.id}", status=None).text
    browser.post(f"/ressources/{old.id}/publier", {})
    assert (old.state, old.replaced_by_id) == (ResourceState.PUBLISHED, None)


def test_a_translation_names_its_original(client_of: ClientOf, cast: Cast) -> None:
    original = make_sheet(cast.lea)
    values = NEW_LINK | {"translation_of": f"https://exemple.fr/ressources/{original.id}", "language": "ar"}
    client_of(cast.nadia).post("/ressources/nouvelle?type=link", values)
    assert newest().translation_of_id == original.id
