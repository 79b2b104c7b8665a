"""The person's own sheet and the questionnaire on paper: tagged, plain, encouraging, no score."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from subprocess import run

import outloud
import pytest
from PIL import Image

from inclusion_app.access.models import Account
from inclusion_app.citizens.models import Citizen
from inclusion_app.kernel import clock
from inclusion_app.printing.pdf import warm_up
from inclusion_app.vocabulary.activity import NextStep
from inclusion_app.vocabulary.competences import Competence
from tests.casework.test_skills import note
from tests.cast import Cast
from tests.factories import make_citizen, make_record
from tests.pages import PageClient

pytestmark = pytest.mark.paper

Clients = Callable[[Account], PageClient]


@pytest.fixture(scope="module", autouse=True)
def _engine() -> None:
    warm_up()


@pytest.fixture
def jeanne(cast: Cast) -> Citizen:
    return make_citizen(cast.mediators["nadia"])


def printed(client: PageClient, path: str, folder: Path) -> tuple[str, list[Image.Image]]:
    """The words and the pages of a PDF that a checker finds accessible."""
    page = client.get(path)
    assert page.response.mimetype == "application/pdf"
    file = folder / "page.pdf"
    file.write_bytes(page.data)
    assert [one for one in outloud.check(str(file)).findings if str(one.severity) == "error"] == []
    text = run(["pdftotext", str(file), "-"], capture_output=True, check=True, text=True).stdout
    run(["pdftoppm", "-r", "50", "-png", str(file), str(folder / "page")], check=True)
    pages = [Image.open(BytesIO(one.read_bytes())) for one in sorted(folder.glob("page-*.png"))]
    return re.sub(r"\s+", " ", text), pages


def test_the_sheet_is_the_persons_own(cast: Cast, client_of: Clients, jeanne: Citizen, tmp_path: Path) -> None:
    note(cast, jeanne, date(2026, 3, 2), {Competence.INTERACT: 1, Competence.SEARCH: 3, Competence.SECURE: 0})
    note(cast, jeanne, date(2026, 9, 1), {Competence.INTERACT: 2, Competence.SEARCH: 4})
    soon = clock.today() + timedelta(days=9)
    make_record(cast.mediators["nadia"], jeanne, next_step=NextStep.APPOINTMENT, next_on=soon)
    text, pages = printed(client_of(cast.nadia), f"/citoyens/{jeanne.id}/competences/fiche.pdf", tmp_path)
    for told in (
        "Ce que je sais faire",
        "Je le fais facilement Chercher sur internet",
        "Je le fais sans aide, quand c’est simple Écrire et appeler",
        "Bravo, j’ai progressé",
        "Ce que je veux apprendre",
        "Mes prochains pas",
        "mot de passe long",
        "Notre prochain rendez-vous",
        "05 55 00 00 00",
        "Cette feuille est à moi",
    ):
        assert told in text.replace("\u00a0", " "), told
    assert "Dubois" not in text, "her first name is enough"
    assert "niveau" not in text.casefold()
    assert "Pas encore" not in text, "what is not known yet is a step, never a fault"
    assert 1 <= len(pages) <= 2
    grey = pages[0].convert("L")
    assert 0.01 < sum(grey.histogram()[:128]) / (grey.width * grey.height) < 0.3


def test_it_says_who_speaks(cast: Cast, client_of: Clients, jeanne: Citizen, tmp_path: Path) -> None:
    client, path = client_of(cast.nadia), f"/citoyens/{jeanne.id}/competences/fiche.pdf"
    client.get(path, status=404)
    note(cast, jeanne, date(2026, 3, 2), {Competence.SECURE: 0})
    note(cast, jeanne, date(2026, 3, 3), {Competence.PROGRAM: 7}, test="Pix")
    text, _pages = printed(client, path, tmp_path)
    assert "D’après ce que nous avons fait ensemble" in text
    assert "Chaque petit pas compte" in text
    text, _pages = printed(client, f"{path}?source=test-pix", tmp_path)
    assert "D’après un test" in text
    client.get(f"{path}?source=autre", status=404)


def test_the_questionnaire_is_ticked_with_a_pen(
    cast: Cast, client_of: Clients, jeanne: Citizen, tmp_path: Path
) -> None:
    text, pages = printed(client_of(cast.nadia), f"/citoyens/{jeanne.id}/competences/questionnaire.pdf", tmp_path)
    for told in ("18. Je sais prendre soin de moi", "Il n’y a pas de mauvaise réponse", "Ce que j’aimerais apprendre"):
        assert told in text
    assert "Jeanne" not in text, "a paper left on a table says no name"
    assert len(pages) == 2, "both sides of one sheet"
