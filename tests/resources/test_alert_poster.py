"""The poster of an alert: one page, accessible, its code leads to the alerts of the day; looked at as a picture."""

import re
from io import BytesIO
from pathlib import Path
from subprocess import run

import outloud
import pytest
import zxingcpp
from PIL import Image

from inclusion_app.printing.pdf import warm_up
from inclusion_app.resources.models.given import SafetyAlert
from tests.cast import Cast
from tests.pages import PageClient
from tests.resources.test_alerts import make_alert

pytestmark = pytest.mark.paper

LONGEST = {
    "title": "Faux conseiller bancaire qui connaît déjà votre nom, votre banque et vos derniers achats en ligne",
    "text": ("Une personne vous appelle et connaît votre banque. " * 20)[:800],
    "signs": "\n".join(["Un appel pressant, avec un numéro qui ressemble à celui de votre banque, le soir."] * 6)[:600],
    "advice": "\n".join(["Raccrochez sans répondre, puis appelez vous-même le numéro au dos de la carte bleue."] * 6)[
        :600
    ],
}


@pytest.fixture(scope="module", autouse=True)
def _engine() -> None:
    warm_up()


def printed(visitor: PageClient, alert: SafetyAlert, tmp_path: Path) -> Path:
    answer = visitor.get(f"/securite/alertes/{alert.id}/affiche.pdf")
    assert answer.response.mimetype == "application/pdf"
    path = tmp_path / "affiche.pdf"
    path.write_bytes(answer.data)
    return path


def text_of(path: Path) -> str:
    found = run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True).stdout
    return re.sub(r"\s+", " ", found)


def pictures_of(path: Path, resolution: int = 60) -> list[Image.Image]:
    run(["pdftoppm", "-r", str(resolution), "-png", str(path), str(path.with_suffix(""))], check=True)
    found = sorted(path.parent.glob(f"{path.stem}-*.png"))
    return [Image.open(BytesIO(picture.read_bytes())) for picture in found]


@pytest.mark.parametrize(
    "values",
    [
        {},
        LONGEST,
        {"title": "m" * 100, "text": "m" * 800, "signs": "m" * 600, "advice": "W" * 600},
        {"title": "تحذير", "text": "رسالة مزيفة 33700", "signs": "رابط", "advice": "لا تضغط"},
        {"signs": "\n".join("m" * 90 for _ in range(6)), "title": "<b>&</b>"},
    ],
)
def test_it_is_one_accessible_page_whatever_it_says(
    visitor: PageClient, cast: Cast, tmp_path: Path, values: dict[str, str]
) -> None:
    path = printed(visitor, make_alert(cast.claire, **values), tmp_path)
    assert [one for one in outloud.check(str(path)).findings if str(one.severity) == "error"] == []
    (page,) = pictures_of(path)
    grey = page.convert("L")
    assert page.width < page.height
    assert 0.01 < sum(grey.histogram()[:128]) / (grey.width * grey.height) < 0.4
    edges = [grey.crop((0, 0, 20, grey.height)), grey.crop((grey.width - 20, 0, grey.width, grey.height))]
    assert all(edge.getextrema()[0] > 200 for edge in edges), "nothing runs into the margins"


def test_it_says_it_all_and_its_code_leads_to_the_page(visitor: PageClient, cast: Cast, tmp_path: Path) -> None:
    path = printed(visitor, make_alert(cast.claire), tmp_path)
    text = text_of(path).replace("\xa0", " ")
    for told in ("Faux SMS de livraison", "colis bloqué", "Un lien à toucher", "33700", "127.0.0.1:8000/securite"):
        assert told in text
    assert "05 55 00 00 00" in text
    (page,) = pictures_of(path, 100)
    assert [code.text for code in zxingcpp.read_barcodes(page)] == ["http://127.0.0.1:8000/securite"]
