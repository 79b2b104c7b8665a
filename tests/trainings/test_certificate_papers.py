"""The papers: fields of the ministry's model, names of any length and script, QR read back, the same bytes again."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import run

import outloud
import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageDraw
from sqlalchemy import func, select

from inclusion_app.extensions import db
from inclusion_app.kernel import clock, files
from inclusion_app.kernel.errors import DomainError
from inclusion_app.printing.pdf import to_pdf, warm_up
from inclusion_app.trainings.codes import shown
from inclusion_app.trainings.documents.certificate import certificate_pdf, certificates_document
from inclusion_app.trainings.lists import ActionKind, CertificateKind, Moment, ObjectiveLevel
from inclusion_app.trainings.models.courses import Objective
from inclusion_app.trainings.models.results import Certificate, ObjectiveResult
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.rules.certificates_content import read_content
from inclusion_app.trainings.services.certificates import issue_certificates
from tests.cast import Cast
from tests.factories import add
from tests.factories_trainings import make_course, make_registration
from tests.trainings.certifying import FRAME, come, issue, make_body, make_past_session

pytestmark = pytest.mark.paper

LONG = ("Maximilienne-Alexandrine de la Rochefoucauld", "d’Aubusson-Lévis-Mirepoix de Saint-Yrieix")
NAMES = [("Amina", "N’Diaye-L’Hôte"), ("فاطمة الزهراء", "بن عبد الرحمن"), LONG, ("Li", "Ó")]


@pytest.fixture(scope="module", autouse=True)
def _engine() -> None:
    warm_up()


def signature(cast: Cast) -> files.StoredFile:
    picture = Image.new("RGB", (420, 120), "white")
    ImageDraw.Draw(picture).line([(10, 90), (90, 20), (150, 100), (240, 30), (400, 80)], fill="#123", width=6)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return files.store(buffer.getvalue(), name="s.png", accepted=(files.PNG,), by=cast.claire)


def past(cast: Cast, count: int = 2, **course: object) -> TrainingSession:
    first = datetime(2026, 3, 3, 8, tzinfo=UTC)
    return make_past_session(
        cast, *(first + timedelta(days=7 * n) for n in range(count)), version=make_course(**course)
    )


def one(
    cast: Cast,
    name: tuple[str, str] = NAMES[0],
    kind: CertificateKind = CertificateKind.COMPLETION,
    session: TrainingSession | None = None,
) -> Certificate:
    make_body(signature(cast))
    session = session or past(cast, validity_months=24)
    person = make_registration(session, *name, organisation="CCAS de Limoges")
    come(session, person)
    for objective, level in zip(
        session.course_version.objectives, (ObjectiveLevel.REACHED, ObjectiveLevel.PARTLY), strict=False
    ):
        add(
            ObjectiveResult(
                registration_id=person.id,
                objective_id=objective.id,
                moment=Moment.HOT,
                level=level,
                noted_at=clock.now(),
            )
        )
    return issue(session, cast.claire, kind)[0]


def write(content: bytes, folder: Path) -> Path:
    path = folder / "attestation.pdf"
    path.write_bytes(content)
    return path


def text_of(path: Path) -> str:
    found = run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True).stdout
    return re.sub(r"\s+", " ", found)


def pages_of(path: Path, resolution: int = 80) -> list[Path]:
    run(["pdftoppm", "-png", "-r", str(resolution), str(path), str(path.with_suffix(""))], check=True)
    return sorted(path.parent.glob("attestation-*.png"))


def errors_of(path: Path) -> list[object]:
    return [finding for finding in outloud.check(str(path)).findings if str(finding.severity) == "error"]


@pytest.mark.parametrize("name", NAMES, ids=("apostrophe", "arabic", "long", "short"))
@pytest.mark.parametrize("kind", CertificateKind)
def test_any_name_fits_on_one_page_that_reads_aloud(
    cast: Cast, tmp_path: Path, name: tuple[str, str], kind: CertificateKind
) -> None:
    certificate = one(cast, name, kind)
    path = write(certificate_pdf(certificate), tmp_path)
    assert errors_of(path) == []
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 1
        assert bool(pdf.Root.MarkInfo.Marked)
    picture = Image.open(pages_of(path, 110)[0])
    read = zxingcpp.read_barcode(picture)
    assert read is not None
    assert read.text.endswith(f"/verifier/{shown(certificate.code)}")
    assert picture.convert("L").getextrema()[0] < 60


def test_the_fields_of_the_model_are_there(cast: Cast, tmp_path: Path) -> None:
    certificate = one(cast)
    text = text_of(write(certificate_pdf(certificate), tmp_path))
    for said in (
        "Certificat de réalisation",
        "Amina N’Diaye-L’Hôte",
        "CCAS de Limoges",
        "Hélène Vergnaud, Directrice, pour Numérique 87, atteste que",
        "Aidants numériques",
        "Action de formation (article L. 6313-1 du code du travail)",
        "du 3 mars 2026 au 10 mars 2026",
        "Durée suivie",
        "En présence, Espace numérique de la Mairie, Limoges",
        "Repérer une difficulté",
        "Acquis",
        "En partie",
        "Fait à Limoges, le",
        "75870123487",
        "21870085500018",
        "Valable jusqu’au 10 mars 2028",
        certificate.number,
        f"VÉRIFIER : {shown(certificate.code)}",
    ):
        assert said in text.replace("\u00a0", " "), said
    assert "6353" not in text


def test_attendance_is_said_half_day_by_half_day(cast: Cast, tmp_path: Path) -> None:
    text = text_of(write(certificate_pdf(one(cast, kind=CertificateKind.ATTENDANCE)), tmp_path))
    assert "Attestation d’assiduité" in text
    assert "mardi 3 mars 2026 09:00" in text
    assert "2 sur 2" in text


def test_a_workshop_speaks_warmly(cast: Cast, tmp_path: Path) -> None:
    session = past(cast, 3, title="Mes premiers pas sur internet", kind=ActionKind.WORKSHOP)
    path = write(certificate_pdf(one(cast, kind=CertificateKind.ATTENDANCE, session=session)), tmp_path)
    text = text_of(path)
    assert "a participé à l’atelier Mes premiers pas sur internet" in text
    assert "3 séances, sans en manquer une" in text
    assert "Bravo Amina" in text
    assert "6313" not in text
    assert "Déclaration d’activité" not in text
    assert errors_of(path) == []


def test_many_half_days_flow_over_pages(cast: Cast, tmp_path: Path) -> None:
    path = write(certificate_pdf(one(cast, kind=CertificateKind.ATTENDANCE, session=past(cast, 30))), tmp_path)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 2
    assert errors_of(path) == []
    assert zxingcpp.read_barcode(Image.open(pages_of(path, 110)[-1])) is not None


def test_a_reprint_is_the_same_to_the_byte(cast: Cast) -> None:
    certificate = one(cast)
    first = certificate_pdf(certificate)
    person = certificate.registration
    person.last_name = "Autre"
    person.session.course_version.title = "Autre titre"
    with clock.frozen(clock.now() + timedelta(days=400)):
        assert certificate_pdf(certificate) == first


def test_an_altered_row_is_not_printed(cast: Cast) -> None:
    certificate = one(cast)
    certificate.minutes += 60
    with pytest.raises(DomainError, match="modifiée hors de l’application"):
        certificate_pdf(certificate)


def test_those_of_a_session_are_one_document(cast: Cast, tmp_path: Path) -> None:
    make_body()
    session = past(cast)
    people = [make_registration(session, *name) for name in NAMES]
    come(session, *people)
    made = issue(session, cast.claire)
    path = write(to_pdf(certificates_document(made)), tmp_path)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 4
    assert errors_of(path) == []
    read = [zxingcpp.read_barcode(Image.open(page)) for page in pages_of(path, 110)]
    assert {found.text.rsplit("/", 1)[1] for found in read if found} == {shown(one.code) for one in made}


@pytest.mark.parametrize("count", [1, 5, 6, 12])
def test_objectives_never_run_into_the_signature(cast: Cast, tmp_path: Path, count: int) -> None:
    session = past(cast, title="Accompagner sans faire à la place : posture, cadre et outils de la médiation numérique")
    version = session.course_version
    for rank in range(3, count + 1):
        text = "Choisir, avec la personne, la démarche la plus simple pour elle et la mener ensemble"
        add(Objective(course_version_id=version.id, rank=rank, text=text))
    db.session.expire_all()
    path = write(certificate_pdf(one(cast, LONG, session=session)), tmp_path)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 1 + (count > 10)
    boxes = run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True, text=True).stdout.split(
        "<page"
    )
    last = boxes[-1]
    words = [(float(y), word) for y, word in re.findall(r'yMax="([\d.]+)">([^<]+)</word>', last)]
    signed = min((y for y, word in words if word == "Fait"), default=0.0)
    (legal,) = (y for y, word in words if word == "spécifiques.")
    assert legal < signed - 12


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><rect width="120" height="40" fill="#a33"/></svg>'


def test_the_logo_of_the_day_is_kept_once(cast: Cast, tmp_path: Path) -> None:
    make_body()
    first, second = past(cast), past(cast)
    for session in (first, second):
        come(session, make_registration(session))
    frame = replace(FRAME, logo=SVG)
    kind = CertificateKind.COMPLETION
    (one,) = issue_certificates(first, kind=kind, people=None, frame=frame, by=cast.claire).made
    (other,) = issue_certificates(second, kind=kind, people=None, frame=frame, by=cast.claire).made
    assert db.session.scalar(select(func.count()).select_from(files.StoredFile)) == 1
    assert read_content(other.content or "").logo == read_content(one.content or "").logo
    path = write(certificate_pdf(one), tmp_path)
    assert errors_of(path) == []
    red = Image.open(pages_of(path)[0]).convert("RGB").getpixel((470, 80))
    assert red == (0xAA, 0x33, 0x33)
