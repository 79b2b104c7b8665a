"""The editor of sheets: text, preview, pictures, papers."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from inclusion_app.access.models import Account
from inclusion_app.kernel.db import db
from inclusion_app.printing.pdf import warm_up
from inclusion_app.resources.lists import ResourceState, Visibility
from inclusion_app.resources.models.resources import SheetPicture
from inclusion_app.resources.queries.resources import latest_of
from tests.cast import Cast
from tests.pages import PageClient
from tests.resources import sheet_texts
from tests.resources.shelves import make_resource

ClientOf = Callable[[Account], PageClient]


@pytest.fixture(scope="module", autouse=True)
def _engine() -> None:
    warm_up()


def test_a_sheet_is_written_previewed_and_kept(cast: Cast, client_of: ClientOf) -> None:
    sheet = make_resource("Mot de passe", cast.nadia, state=ResourceState.DRAFT)
    nadia, path = client_of(cast.nadia), f"/ressources/{sheet.id}/ecrire"
    page = nadia.get(path)
    typed = page.form() | {"body": sheet_texts.FRENCH, "plain_body": sheet_texts.PLAIN}
    shown = nadia.post(path, typed | {"action": "preview"}, status=200)
    assert "Choisissez quatre mots" in shown.text
    assert latest_of(sheet).body is None
    nadia.post(path, typed | {"save": "done", "note": "Premier jet"}, status=303)
    assert latest_of(sheet).plain_body
    assert latest_of(sheet).note == "Premier jet"
    assert "Rangez-le dans un gestionnaire" in nadia.get(f"/ressources/{sheet.id}").text


def test_two_people_write_the_same_sheet(cast: Cast, client_of: ClientOf) -> None:
    sheet = make_resource("Mot de passe", cast.nadia, body="## Étapes\n\n### 1. Un\n")
    nadia, claire, path = client_of(cast.nadia), client_of(cast.claire), f"/ressources/{sheet.id}/ecrire"
    first, second = nadia.get(path).form(), claire.get(path).form()
    nadia.post(path, first | {"body": "texte de Nadia", "save": "done"}, status=303)
    page = claire.post(path, second | {"body": "texte de Claire", "save": "done"}, status=409)
    assert "Quelqu’un d’autre a écrit" in page.text
    assert "texte de Claire" in page.form()["body"]
    assert latest_of(sheet).body == "texte de Nadia"
    claire.post(path, page.form() | {"save": "done"}, status=303)
    assert latest_of(sheet).number == 3


def test_who_may_write(cast: Cast, client_of: ClientOf, visitor: PageClient) -> None:
    sheet = make_resource("Mot de passe", cast.nadia, visibility=Visibility.NETWORK)
    path = f"/ressources/{sheet.id}/ecrire"
    client_of(cast.lea).get(path, status=403)
    visitor.get(f"/ressources/{sheet.id}/handout.pdf", status=404)


def test_a_picture_is_sent_and_placed(cast: Cast, client_of: ClientOf, visitor: PageClient) -> None:
    sheet = make_resource("Mot de passe", cast.nadia, body="## Étapes\n\n### 1. Un\n")
    nadia, path = client_of(cast.nadia), f"/ressources/{sheet.id}/ecrire"
    picture = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(picture, "PNG")
    sent = {"picture": (BytesIO(picture.getvalue()), "../../Écran n° 1.png"), "picture_alt": "Un écran"}
    page = nadia.post(path, nadia.get(path).form() | sent | {"action": "picture"}, status=200)
    kept = db.session.query(SheetPicture).one()
    assert f"![Un écran](image:{kept.name})" in page.form()["body"]
    nadia.post(path, page.form() | {"save": "done"}, status=303)
    assert visitor.get(f"/ressources/{sheet.id}/images/{kept.name}").response.mimetype == "image/png"
    assert visitor.get(f"/ressources/{sheet.id}/handout.pdf").data.startswith(b"%PDF")
    wrong = {"picture": (BytesIO(b"<svg onload='x'>"), "x.png")}
    nadia.post(path, nadia.get(path).form() | wrong | {"action": "picture"}, status=422)
    nadia.post(path, nadia.get(path).form() | {"action": "picture"}, status=422)


def test_every_layout_prints_for_a_visitor(cast: Cast, visitor: PageClient) -> None:
    sheet = make_resource("Mot de passe", cast.nadia, body=sheet_texts.FRENCH, plain_body=sheet_texts.PLAIN)
    for layout in ("handout", "large", "plain", "trainer", "cards"):
        page = visitor.get(f"/ressources/{sheet.id}/{layout}.pdf")
        assert page.response.mimetype == "application/pdf"
    visitor.get(f"/ressources/{sheet.id}/poster.pdf", status=404)
    assert (
        visitor.get("/ressources/dessins/cadenas.svg").response.headers["Content-Security-Policy"].endswith("sandbox")
    )
    visitor.get("/ressources/dessins/nimporte.svg", status=404)


def test_a_booklet_of_chosen_sheets(cast: Cast, client_of: ClientOf) -> None:
    made = [make_resource(f"Fiche {n}", cast.nadia, body=sheet_texts.FRENCH) for n in range(2)]
    asked = "&".join(f"fiche={one.id}" for one in made)
    page = client_of(cast.nadia).get(f"/ressources/livret?{asked}")
    assert page.data.startswith(b"%PDF")
    client_of(cast.nadia).get("/ressources/livret?fiche=x", status=404)
    client_of(cast.nadia).get("/ressources/livret", status=303)
