"""The organisation that signs papers: its numbers, its signature, what is still missing."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.kernel import files
from inclusion_app.kernel.db import db
from inclusion_app.printing.pdf import warm_up
from inclusion_app.trainings.models.courses import TrainingBody
from inclusion_app.trainings.queries.body import find_body
from tests.cast import Cast
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]

BODY = "/formations/organisme"
GOOD = {
    "name": "Conseil départemental",
    "address": "11 rue du Pont\n87000 Limoges",
    "siret": "732 829 320 00074",
    "declaration_number": "75 87 01234 87",
    "declaration_region": "Nouvelle-Aquitaine",
    "phone": "05 55 12 34 56",
    "signatory_name": "Jeanne Roy",
    "signatory_title": "directrice",
    "version": "0",
}


@pytest.fixture(scope="module", autouse=True)
def _engine() -> None:
    """What sets pages makes the decoder of pictures more tolerant."""
    warm_up()


def picture(size: tuple[int, int] = (300, 120), kind: str = "PNG") -> bytes:
    written = BytesIO()
    Image.new("RGB", size, "white").save(written, kind)
    return written.getvalue()


def sign(client: PageClient, content: bytes, status: int = 303) -> str:
    sent = {"signature": (BytesIO(content), "signature.png")}
    page = client.post(f"{BODY}/signature", sent, status=status, content_type="multipart/form-data")
    return page.text if page.is_html and status != 303 else ""


def test_a_coordinator_describes_the_organisation_and_sees_what_is_missing(cast: Cast, client_of: ClientOf) -> None:
    claire = client_of(cast.claire)
    assert "Il manque 4 choses" in claire.get("/formations/reglages").text
    claire.get(BODY)
    claire.post(BODY, GOOD)
    body = find_body()
    assert body is not None
    assert (body.siret, body.declaration_number, body.phone) == ("73282932000074", "75870123487", "+33555123456")
    page = claire.get("/formations/reglages")
    assert "les attestations peuvent être délivrées" in page.text
    assert "Conseillé" in page.text
    assert claire.get(BODY).form()["phone"] == "05\u00a055\u00a012\u00a034\u00a056"


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"name": ""}, "name", "Remplissez"),
        ({"siret": "73282932000075"}, "siret", "n’existe pas"),
        ({"declaration_number": "7587"}, "declaration_number", "vous en avez écrit 4"),
        ({"email": "accueil"}, "email", "adresse électronique complète"),
        ({"rules_url": "règlement"}, "rules_url", "adresse d’un site"),
        ({"phone": "12"}, "phone", "10"),
    ],
)
def test_a_wrong_number_is_told_at_its_field(
    cast: Cast, client_of: ClientOf, change: dict[str, str], field: str, told: str
) -> None:
    page = client_of(cast.claire).post(BODY, GOOD | change, status=422)
    assert told in page.errors[field]
    assert find_body() is None


def test_two_who_describe_it_at_once_are_told(cast: Cast, client_of: ClientOf) -> None:
    claire, ahmed = client_of(cast.claire), client_of(cast.ahmed)
    claire.post(BODY, GOOD)
    page = ahmed.post(BODY, GOOD | {"name": "Département"}, status=409)
    assert "Conseil départemental" in page.text
    ahmed.post(BODY, page.form())
    assert [body.name for body in db.session.scalars(select(TrainingBody))] == ["Département"]


def test_only_quality_changes_it(cast: Cast, client_of: ClientOf) -> None:
    paul = client_of(cast.paul)
    assert "tenue par la coordination" in paul.get("/formations/reglages").text
    paul.get(BODY, status=403)
    paul.get(f"{BODY}/signature.png", status=403)
    client_of(cast.nadia).get("/formations/reglages", status=403)


def test_a_signature_is_written_anew_and_shown_back(cast: Cast, client_of: ClientOf) -> None:
    claire = client_of(cast.claire)
    claire.post(BODY, GOOD)
    claire.get(f"{BODY}/signature.png", status=404)
    sign(claire, picture((3000, 900), "JPEG"))
    kept = claire.get(f"{BODY}/signature.png").data
    with Image.open(BytesIO(kept)) as shown:
        assert (shown.format, shown.size) == ("PNG", (1200, 360))
    assert "La signature telle qu’elle est imprimée" in claire.get(BODY).html
    claire.post(f"{BODY}/signature/retirer")
    claire.get(f"{BODY}/signature.png", status=404)


def test_a_photograph_taken_on_its_side_is_set_upright(cast: Cast, client_of: ClientOf) -> None:
    claire = client_of(cast.claire)
    claire.post(BODY, GOOD)
    written, photograph = BytesIO(), Image.new("RGB", (300, 120), "white")
    photograph.getexif()[0x0112] = 6
    photograph.save(written, "JPEG", exif=photograph.getexif())
    sign(claire, written.getvalue())
    with Image.open(BytesIO(claire.get(f"{BODY}/signature.png").data)) as shown:
        assert shown.size == (120, 300)
        assert not shown.getexif()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "vide"),
        (b"%PDF-1.7", "PNG, JPEG"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "illisible"),
        (picture()[:80], "illisible"),
        (picture()[:-30], "illisible"),
        (picture(kind="JPEG")[:-30], "illisible"),
        (picture((4001, 10)), "4001\u00a0×\u00a010"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 200_000, "Ce fichier dépasse"),
    ],
)
def test_a_picture_that_cannot_be_printed_is_refused(
    cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch, content: bytes, told: str
) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 100_000)
    claire = client_of(cast.claire)
    claire.post(BODY, GOOD)
    shown = sign(claire, content, status=422)
    assert told in shown, shown
    page = claire.post(f"{BODY}/signature", {"signature": "texte"}, status=422)
    assert find_body().signature_file_id is None  # type: ignore[union-attr]
    assert page.form()["name"] == GOOD["name"]
