"""The programme of a course as a PDF: accessible, its text, its code, its picture."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from subprocess import run

import outloud
import pytest
import zxingcpp
from PIL import Image

from inclusion_app.access.models import Account
from inclusion_app.printing.pdf import warm_up
from inclusion_app.trainings.lists import Audience
from inclusion_app.trainings.models.courses import CourseVersion, Objective, TrainingBody
from inclusion_app.vocabulary.competences import Competence
from tests.cast import Cast
from tests.factories import add
from tests.factories_trainings import make_course, make_session
from tests.pages import PageClient

pytestmark = pytest.mark.paper

ClientOf = Callable[[Account], PageClient]


@pytest.fixture(scope="module", autouse=True)
def _engine() -> None:
    warm_up()


def full_course(cast: Cast, **values: object) -> CourseVersion:
    add(
        TrainingBody(
            name="Conseil départemental de la Haute-Vienne",
            address="11 rue François-Chénieux\n87000 Limoges",
            siret="22870851700989",
            declaration_number="75870123487",
            disability_contact="Anne Roy, 05 55 00 00 01",
            version=1,
        )
    )
    plausible = {
        "structure_id": cast.mairie.id,
        "audiences": frozenset({Audience.PROFESSIONALS, Audience.OFFICIALS}),
        "competences": frozenset({Competence.SECURE, Competence.INTERACT}),
        "summary": "Repérer qui a besoin d’aide, dire un mot juste, et orienter.",
        "content": "Qui sont les personnes éloignées du numérique\nLes bons mots au comptoir\nS’exercer à deux",
        "methods": "Jeux de rôle, échanges entre pairs.",
        "evaluation": "Un questionnaire avant et après.",
        "accessibility": "Salle de plain-pied, supports en gros caractères.",
        "access_delay": "deux semaines",
        "price_cents": 12050,
    }
    return make_course("Accueillir une personne éloignée du numérique", **plausible | values)


def pdf_of(client: PageClient, version: CourseVersion, tmp_path: Path, query: str = "") -> Path:
    page = client.get(f"/formations/{version.course.slug}/programme.pdf{query}")
    assert page.response.mimetype == "application/pdf"
    path = tmp_path / "programme.pdf"
    path.write_bytes(page.data)
    return path


def text_of(path: Path) -> str:
    found = run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True).stdout
    return re.sub(r"\s+", " ", found)


def pictures_of(path: Path, resolution: int = 60) -> list[Image.Image]:
    run(["pdftoppm", "-r", str(resolution), "-png", str(path), str(path.with_suffix(""))], check=True)
    found = sorted(path.parent.glob(f"{path.stem}-*.png"))
    return [Image.open(BytesIO(picture.read_bytes())) for picture in found]


def test_a_checker_finds_no_error_and_the_text_is_there(cast: Cast, visitor: PageClient, tmp_path: Path) -> None:
    path = pdf_of(visitor, full_course(cast), tmp_path)
    assert [one for one in outloud.check(str(path)).findings if str(one.severity) == "error"] == []
    text = text_of(path)
    for told in ("Accueillir une personne", "Repérer une difficulté", "120,50 €", "Anne Roy", "7587", "Interagir"):
        assert told in text
    assert "page 1 sur 1" in text
    assert path.stat().st_size < 300_000


def test_its_code_leads_to_the_page(cast: Cast, visitor: PageClient, tmp_path: Path) -> None:
    version = full_course(cast)
    read = zxingcpp.read_barcodes(pictures_of(pdf_of(visitor, version, tmp_path), 150)[0])
    assert [code.text for code in read] == [f"http://127.0.0.1:8000/formations/{version.course.slug}"]


def test_it_is_drawn_also_in_grey(cast: Cast, visitor: PageClient, tmp_path: Path) -> None:
    (page,) = pictures_of(pdf_of(visitor, full_course(cast), tmp_path))
    grey = page.convert("L")
    dark = sum(grey.histogram()[:128]) / (grey.width * grey.height)
    assert 0.01 < dark < 0.4
    assert page.width < page.height


def test_a_long_one_takes_two_pages(cast: Cast, visitor: PageClient, tmp_path: Path) -> None:
    version = full_course(cast, content="\n".join(f"Étape {n}, avec tout ce que l’on y fait" for n in range(24)))
    for rank in range(3, 13):
        add(Objective(course_version_id=version.id, rank=rank, text="Expliquer " + "une démarche à quelqu’un " * 4))
    path = pdf_of(visitor, version, tmp_path)
    assert len(pictures_of(path)) == 2
    assert [one for one in outloud.check(str(path)).findings if str(one.severity) == "error"] == []


def test_an_old_version_prints_as_it_was(cast: Cast, visitor: PageClient, client_of: ClientOf, tmp_path: Path) -> None:
    version = full_course(cast)
    make_session(version)
    claire, edit = client_of(cast.claire), f"/catalogue/{version.course_id}/modifier"
    changed = {"title": "Accueillir, version neuve", "objectives": ["Repérer"]}
    claire.post(edit, claire.get(edit).form() | changed)
    assert "version neuve" in text_of(pdf_of(visitor, version, tmp_path))
    assert "version neuve" not in text_of(pdf_of(visitor, version, tmp_path, "?version=1"))
    for wrong in ("3", "-1", "x", "99999999999"):
        visitor.get(f"/formations/{version.course.slug}/programme.pdf?version={wrong}", status=404)
