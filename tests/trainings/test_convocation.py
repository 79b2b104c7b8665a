"""Convocations on paper: what they say, that they can be read aloud, that they fill their page."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import run
from typing import Any

import outloud
import pytest
from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.kernel.db import db
from inclusion_app.kernel.tasks import Task, TaskState, silent
from inclusion_app.printing.pdf import to_pdf, warm_up
from inclusion_app.trainings.documents.convocation import AT_ONCE, convocations_document
from inclusion_app.trainings.jobs.convocations import print_convocations
from inclusion_app.trainings.links import path_of
from inclusion_app.trainings.lists import NoticeKind, NoticeResult, NoticeWay
from inclusion_app.trainings.models.courses import TrainingBody
from inclusion_app.trainings.models.registrations import Notice, Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.notices import convoked
from inclusion_app.trainings.views.notices_printing import PRINT_TASK
from tests.cast import Cast
from tests.factories import add
from tests.factories_trainings import make_course, make_registration, make_room, make_session, make_trainer
from tests.pages import PageClient

START = datetime(2026, 12, 8, 8, 30, tzinfo=UTC)
ARABIC = "فاطمة الزهراء"

ClientOf = Callable[[Account], PageClient]


@pytest.fixture(scope="module", autouse=True)
def _engine() -> None:
    warm_up()


@pytest.fixture
def training(cast: Cast) -> TrainingSession:
    add(
        TrainingBody(
            name="Numérique 87, organisme de formation",
            address="12 rue de la Paix, 87000 Limoges",
            declaration_number="75870012345",
            disability_contact="Awa Diop, 05 55 01 02 03",
            rules_url="https://exemple.fr/reglement",
            version=1,
        )
    )
    return _session(cast)


def _session(cast: Cast, *starts: datetime) -> TrainingSession:
    return make_session(
        make_course("Être à l’aise avec l’e-mail"),
        *(starts or (START,)),
        place=cast.place,
        room_id=make_room(cast.place).id,
        structure_id=cast.mairie.id,
        trainers=(make_trainer(cast.nadia),),
        materials="Votre téléphone et son chargeur",
        reference="Convention 2026-114",
    )


def printed(registrations: list[Registration], folder: Path) -> Path:
    path = folder / "convocation.pdf"
    path.write_bytes(to_pdf(convocations_document(registrations)))
    return path


def text_of(path: Path) -> str:
    found = run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True).stdout
    return re.sub(r"\s+", " ", found)


def pages_of(path: Path) -> int:
    said = run(["pdfinfo", str(path)], capture_output=True, check=True, text=True).stdout
    return int(said.partition("Pages:")[2].split()[0])


def test_a_letter_says_everything_on_one_page(training: TrainingSession, tmp_path: Path) -> None:
    address = "Bâtiment C, 3 rue des Écoles, 87100 Limoges"
    path = printed([make_registration(training, "Amina", "Zerrouki", email=None, address=address)], tmp_path)
    text = text_of(path)
    for said in (
        "Amina Zerrouki Bâtiment C 3 rue des Écoles 87100 Limoges",
        "Être à l’aise avec l’e-mail",
        "mardi 8 décembre 2026, 09:30 – 12:30",
        "Salle 1, Espace numérique de la Mairie",
        "Nadia Benali",
        "Votre téléphone et son chargeur",
        "Awa Diop, 05 55 01 02 03",
        "https://exemple.fr/reglement",
        "Convention 2026-114",
        "Vous ne pouvez pas venir",
        "75870012345",
    ):
        assert said in text, said
    assert pages_of(path) == 1


def test_the_longest_letter_still_holds_on_two_pages(cast: Cast, tmp_path: Path) -> None:
    weekly = _session(cast, *(START + timedelta(weeks=week) for week in range(20)))
    person = make_registration(weekly, "Marie-Françoise " * 5, "D’Arc-Lefèvre " * 5, email=None, address="x" * 200)
    path = printed([person], tmp_path)
    assert pages_of(path) <= 2
    assert "mardi 20 avril 2027" in text_of(path)


def test_a_batch_has_a_page_a_person_and_reads_aloud(training: TrainingSession, tmp_path: Path) -> None:
    people = [make_registration(training, name, "O’Neil", email=None) for name in ("Yanis", ARABIC, "Zoé")]
    path = printed(people, tmp_path)
    assert pages_of(path) == 3
    found = [finding for finding in outloud.check(str(path)).findings if str(finding.severity) == "error"]
    assert not found, [str(finding) for finding in found]


def test_the_address_stands_in_the_window(training: TrainingSession, tmp_path: Path) -> None:
    """Folded in three, the window shows from 100 to 195 mm of the left, from 45 to 85 mm of the top."""
    path = printed([make_registration(training, "Amina", "Zerrouki", email=None, address="3 rue X\n87000 Y")], tmp_path)
    boxes = run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True, text=True).stdout
    found = re.search(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>Zerrouki<', boxes)
    assert found is not None
    left, top = (float(value) / 72 * 25.4 for value in found.groups())
    assert 100 <= left <= 195
    assert 45 <= top <= 85


def test_the_picture_of_a_letter_is_not_blank(training: TrainingSession, tmp_path: Path) -> None:
    path = printed([make_registration(training, email=None)], tmp_path)
    run(["pdftoppm", "-r", "40", "-gray", str(path), str(tmp_path / "page")], check=True)
    (picture,) = tmp_path.glob("page*.pgm")
    pixels = picture.read_bytes()[15:]
    assert 0.01 < sum(value < 128 for value in pixels) / len(pixels) < 0.3


def test_letters_are_noted_when_printed_and_never_by_reading(
    cast: Cast, client_of: ClientOf, training: TrainingSession
) -> None:
    for rank in range(3):
        make_registration(training, f"Yanis{rank}", email=None, phone=f"+3355500000{rank}")
    make_registration(training)
    nadia = client_of(cast.nadia)
    file = f"/sessions/{training.id}/convocations.pdf"
    assert nadia.get(file).data.startswith(b"%PDF-")
    assert convoked(training).by_post == 3
    page = nadia.post(f"/sessions/{training.id}/convocations/imprimer")
    assert page.location is not None
    (link,) = nadia.get(page.location).all("//main//*[contains(@class, 'notice--success')]//a/@href")
    assert link.startswith(file)
    assert nadia.get(link).data.startswith(b"%PDF-")
    assert (convoked(training).by_post, convoked(training).by_email) == (0, 1)
    notices = db.session.query(Notice).filter(Notice.way == NoticeWay.POST).all()
    assert {(notice.kind, notice.result) for notice in notices} == {(NoticeKind.CONVOCATION, NoticeResult.SENT)}
    assert len({notice.sent_at for notice in notices}) == 1


def test_a_stranger_gets_none_and_the_person_gets_hers(
    cast: Cast, client_of: ClientOf, visitor: PageClient, training: TrainingSession
) -> None:
    registration: Any = make_registration(training, email=None)
    client_of(cast.lea).get(f"/sessions/{training.id}/convocations.pdf", status=404)
    assert visitor.get(f"{path_of(registration)}/convocation.pdf").data.startswith(b"%PDF-")
    visitor.get(f"/inscriptions/{registration.id}/{'0' * 26}/convocation.pdf", status=404)


def test_many_letters_are_printed_by_a_task(cast: Cast, client_of: ClientOf, training: TrainingSession) -> None:
    for rank in range(AT_ONCE + 1):
        make_registration(training, f"Yanis{rank}", email=None)
    nadia = client_of(cast.nadia)
    page = nadia.post(f"/sessions/{training.id}/convocations/imprimer")
    assert "En attente" in nadia.get(page.location or "").text
    task = db.session.scalars(select(Task).where(Task.name == PRINT_TASK)).one()
    arguments = dict(task.arguments)
    task.result, task.state = print_convocations(arguments, silent), TaskState.DONE
    (link,) = nadia.get(page.location or "").all("//main//a[contains(@href, '/fichier')]/@href")
    assert nadia.get(link).data.startswith(b"%PDF-")
    client_of(cast.karim).get(link, status=404)
    again = nadia.post(f"/sessions/{training.id}/convocations/imprimer", {"lot": arguments["lot"]})
    assert "/impressions/" in (again.location or "")
    assert nadia.get(f"/sessions/{training.id}/convocations.pdf", status=303).location
