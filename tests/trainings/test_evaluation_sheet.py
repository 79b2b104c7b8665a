"""The paper questionnaire: accessible, readable in grey, its QR codes lead where they say."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from subprocess import run

import outloud
import pikepdf
import pytest
import zxingcpp
from PIL import Image

from inclusion_app.access.models import Account
from inclusion_app.printing.pdf import to_pdf, warm_up
from inclusion_app.trainings.documents.evaluation_sheet import blank_sheets, evaluation_document, sheet_of
from inclusion_app.trainings.links import survey_path_of
from inclusion_app.trainings.models.courses import Objective
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.evaluation import list_objectives
from tests.cast import Cast
from tests.factories import add
from tests.factories_trainings import make_course, make_registration, make_session, make_trainer
from tests.pages import PageClient

pytestmark = pytest.mark.paper


@pytest.fixture(scope="module", autouse=True)
def _engine() -> None:
    warm_up()


@pytest.fixture
def training(cast: Cast) -> TrainingSession:
    version = make_course("Aider sans faire à la place")
    for rank in range(3, 7):
        add(Objective(course_version_id=version.id, rank=rank, text=f"Expliquer une démarche en ligne, étape {rank}"))
    return make_session(version, structure_id=cast.mairie.id, place=cast.place, trainers=(make_trainer(cast.nadia),))


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "questionnaire.pdf"
    path.write_bytes(content)
    return path


def count_pages(content: bytes) -> int:
    with pikepdf.open(BytesIO(content)) as pdf:
        return len(pdf.pages)


def pages_of(path: Path) -> list[str]:
    text = run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True).stdout
    return [re.sub(r"\s+", " ", page) for page in text.split("\f") if page.strip()]


def codes_of(path: Path, tmp_path: Path) -> list[str]:
    run(["pdftoppm", "-r", "110", "-gray", "-png", str(path), str(tmp_path / "page")], check=True)
    found = []
    for picture in sorted(tmp_path.glob("page*.png")):
        image = Image.open(picture)
        dark = sum(image.histogram()[:128]) / (image.width * image.height)
        assert 0.01 < dark < 0.3, "neither blank nor black"
        found += [code.text for code in zxingcpp.read_barcodes(image)]
    return found


def test_blank_sheets_have_a_page_each_and_no_error(training: TrainingSession, tmp_path: Path) -> None:
    document = evaluation_document(training, list_objectives(training), blank_sheets(training, 3))
    path = written(tmp_path, to_pdf(document))
    assert [f for f in outloud.check(str(path)).findings if str(f.severity) == "error"] == []
    pages = pages_of(path)
    assert len(pages) == 3
    for page in pages:
        assert "Aider sans faire à la place" in page
        assert "Les explications étaient claires." in page
        assert "Pas vraiment" in page
        assert "Expliquer une démarche en ligne, étape 6" in page
        assert "Ne mettez pas votre nom" in page
    codes = codes_of(path, tmp_path)
    assert len(codes) == 3
    assert all(code.endswith(f"/sessions/{training.id}/evaluation/papier") for code in codes)


def test_a_persons_sheet_opens_her_own_questionnaire(training: TrainingSession, tmp_path: Path) -> None:
    person = make_registration(training, "Zoé", "L’Hôpital-Nguyễn")
    document = evaluation_document(training, list_objectives(training), [sheet_of(person)])
    path = written(tmp_path, to_pdf(document))
    assert [f for f in outloud.check(str(path)).findings if str(f.severity) == "error"] == []
    assert "Pour Zoé L’Hôpital-Nguyễn" in pages_of(path)[0]
    assert [code[code.index("/avis") :] for code in codes_of(path, tmp_path)] == [survey_path_of(person)]


def test_the_team_prints_it(client_of: Callable[[Account], PageClient], cast: Cast, training: TrainingSession) -> None:
    for last_name in ("Abdi", "Zola"):
        make_registration(training, "Amina", last_name)
    nadia = client_of(cast.nadia)
    answer = nadia.get(f"/sessions/{training.id}/evaluation.pdf")
    assert answer.response.mimetype == "application/pdf"
    assert count_pages(answer.data) == 1
    assert count_pages(nadia.get(f"/sessions/{training.id}/evaluation.pdf?exemplaires=3").data) == 3
    assert count_pages(nadia.get(f"/sessions/{training.id}/evaluation.pdf?exemplaires=-5").data) == 1
    assert count_pages(nadia.get(f"/sessions/{training.id}/evaluation.pdf?nominatifs=1").data) == 2
    client_of(cast.lea).get(f"/sessions/{training.id}/evaluation.pdf", status=404)
    nadia.get(f"/sessions/{training.id}/evaluation.pdf?inscription={make_registration(make_session()).id}", status=404)
