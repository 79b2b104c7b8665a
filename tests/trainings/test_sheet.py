"""The attendance sheet on paper: blank or filled, for one person or forty, one half-day or ten."""

import re
import time as timing
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from subprocess import run

import outloud
import pytest
import zxingcpp
from flask import Flask
from PIL import Image
from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.jobs.registry import TASKS
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.tasks import Task, TaskState, silent
from inclusion_app.printing.pdf import to_pdf, warm_up
from inclusion_app.trainings.documents.sheet import sheet_document
from inclusion_app.trainings.lists import AbsenceReason, NotHeld, Presence, SigningMeans
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries import attendance as queries
from inclusion_app.trainings.rules.attendance import Said
from inclusion_app.trainings.services import attendance as services
from inclusion_app.trainings.services import attendance_tablets as tablets
from inclusion_app.trainings.services.attendance_tablets import Signature
from tests.cast import Cast
from tests.factories_trainings import make_course, make_registration, make_session, make_trainer
from tests.pages import PageClient

pytestmark = pytest.mark.paper

MORNING = datetime(2026, 11, 3, 8, 30, tzinfo=UTC)
STROKE = "M60 120L90 60 120 150 160 50 190 140 230 80 270 130 320 60 380 120 470 90M100 170L500 150"
ARABIC = "محمد عبد الرحمن"
LONG = "Marie-Antoinette de la Roche-Beaucourt et Argentine Saint-Hilaire du Bois-Labbé"


@pytest.fixture(scope="module", autouse=True)
def _engine() -> None:
    warm_up()


@pytest.fixture(autouse=True)
def _request(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def make(cast: Cast, people: int, half_days: int) -> TrainingSession:
    starts = [MORNING + timedelta(weeks=rank) for rank in range(half_days)]
    course = make_course("Accompagner une démarche en ligne sans faire à la place")
    trainers = (make_trainer(cast.nadia), make_trainer(None, "Jean-Baptiste Lœuillet"))
    session = make_session(course, *starts, structure_id=cast.mairie.id, trainers=trainers, capacity=max(people, 1))
    names = [("Amina", "Durand"), (ARABIC, "بن علي"), (LONG, "de Villeneuve-sur-Lot"), ("Nuñez", "O’Brien")]
    for rank in range(people):
        first, last = names[rank] if rank < len(names) else (f"Camille {rank}", f"Martin{rank:03d}")
        make_registration(session, first, last, organisation="Mairie de Limoges" if rank % 3 == 0 else None)
    return session


def fill(session: TrainingSession, by: Account) -> None:
    """Everything that a sheet may hold: drawn, typed, paper, late, early, absent, corrected, unsigned."""
    people = [one for one in queries.list_attendees(session) if one.registration]
    for half_day in session.half_days:
        with clock.frozen(half_day.starts_at + timedelta(minutes=20)):
            tablet = tablets.open_tablet(half_day, by=by)
            for rank, one in enumerate(people):
                if rank % 6 == 0:
                    tablets.sign(tablet, one.key, Signature(SigningMeans.HAND, STROKE, uuid.uuid4(), time(9, 45)))
                elif rank % 6 == 1:
                    tablets.sign(tablet, one.key, Signature(SigningMeans.TYPED, one.name, uuid.uuid4()))
                elif rank % 6 == 2:
                    services.note_presence(half_day, {one.key: Said(Presence.ABSENT, AbsenceReason.TRANSPORT)}, by=by)
                elif rank % 6 == 3:
                    services.note_paper(half_day, frozenset({one.key}), by=by)
                elif rank % 6 == 4:
                    services.note_presence(half_day, {one.key: Said(Presence.PRESENT, left_at=time(11))}, by=by)
    first = queries.find_line(session.half_days[0], people[0].key)
    assert first
    with clock.frozen(session.ends_at):
        said = Said(Presence.PRESENT, left_at=time(12))
        services.correct_line(first, said, reason="Partie à midi pour un rendez-vous", by=by)


def pdf_of(session: TrainingSession, path: Path, *, blank: bool) -> Path:
    path.write_bytes(to_pdf(sheet_document(session, blank=blank)))
    return path


def text_of(path: Path, *options: str) -> str:
    found = run(["pdftotext", *options, str(path), "-"], capture_output=True, check=True, text=True).stdout
    return re.sub(r"[\s\u00a0]+", " ", found)


def pages_of(path: Path) -> list[str]:
    return run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True).stdout.split("\f")[
        :-1
    ]


def picture_of(path: Path, folder: Path, page: int = 1, resolution: int = 110) -> Image.Image:
    target = folder / f"page-{page}"
    numbers = ["-f", str(page), "-l", str(page), "-r", str(resolution)]
    run(["pdftoppm", "-png", "-singlefile", *numbers, str(path), str(target)], check=True)
    return Image.open(target.with_suffix(".png"))


@pytest.mark.parametrize(("people", "half_days"), [(1, 1), (12, 2), (40, 4), (7, 9)])
@pytest.mark.parametrize("blank", [True, False])
def test_a_checker_finds_no_error(cast: Cast, tmp_path: Path, people: int, half_days: int, blank: bool) -> None:
    session = make(cast, people, half_days)
    if not blank:
        fill(session, cast.nadia)
    path = pdf_of(session, tmp_path / "feuille.pdf", blank=blank)
    assert [finding for finding in outloud.check(str(path)).findings if str(finding.severity) == "error"] == []


def test_the_blank_sheet_has_what_is_required(cast: Cast, tmp_path: Path) -> None:
    session = make(cast, 3, 2)
    text = text_of(pdf_of(session, tmp_path / "feuille.pdf", blank=True))
    for said in (
        "Feuille d’émargement",
        "Mairie de Limoges",
        "Action de formation",
        "Accompagner une démarche en ligne sans faire à la place",
        "mardi 3 novembre 2026",
        "09:30 – 12:30",
        "Durée : 6 h",
        "Jean-Baptiste Lœuillet",
        "Amina Durand",
        "Total d’heures",
        "venue sans être inscrite",
        "En signant, chaque personne atteste",
    ):
        assert said in text, said


def test_the_filled_sheet_tells_each_case(cast: Cast, tmp_path: Path) -> None:
    session = make(cast, 8, 2)
    fill(session, cast.nadia)
    services.declare_held(session.half_days[1], by=cast.nadia)
    text = text_of(pdf_of(session, tmp_path / "feuille.pdf", blank=False))
    for said in (
        "saisi au clavier à",
        "Absent·e, transport",
        "Signé sur la feuille papier",
        "Présent·e, sans signature",
        "Corrections",
        "Motif : Partie à midi pour un rendez-vous",
        "signé à l’écran à",
        "09:30 – 12:00",
        "venue sans être inscrite",
    )[:-1]:
        assert said in text, said
    assert "venue sans être inscrite" not in text


def test_forty_people_repeat_the_heads_on_each_page(cast: Cast, tmp_path: Path) -> None:
    pages = pages_of(pdf_of(make(cast, 40, 4), tmp_path / "feuille.pdf", blank=True))
    assert len(pages) >= 4
    assert all("Prénom et nom" in page and "Signature" in page for page in pages[:-1])


def test_beyond_four_half_days_the_next_ones_have_their_own_pages(cast: Cast, tmp_path: Path) -> None:
    pages = pages_of(pdf_of(make(cast, 2, 9), tmp_path / "feuille.pdf", blank=True))
    assert [f"({rank}/3)" in page for rank, page in enumerate(pages, start=1)] == [True] * 3
    assert ["Total" in page for page in pages] == [False, False, True]


def test_a_half_day_that_did_not_take_place_says_why(cast: Cast, tmp_path: Path) -> None:
    session = make(cast, 2, 2)
    with clock.frozen(session.ends_at):
        services.declare_not_held(session.half_days[0], NotHeld.WEATHER, note="", by=cast.nadia)
    assert "N’a pas eu lieu : Intempéries" in text_of(pdf_of(session, tmp_path / "feuille.pdf", blank=True))


def test_the_code_leads_back_to_the_session(cast: Cast, tmp_path: Path) -> None:
    session = make(cast, 2, 1)
    picture = picture_of(pdf_of(session, tmp_path / "feuille.pdf", blank=True), tmp_path, resolution=200)
    found = [code.text for code in zxingcpp.read_barcodes(picture)]
    assert [text for text in found if text.endswith(f"/sessions/{session.id}/presence")]


def test_boxes_are_tall_enough_and_the_page_is_not_blank(cast: Cast, tmp_path: Path) -> None:
    picture = picture_of(pdf_of(make(cast, 3, 2), tmp_path / "feuille.pdf", blank=True), tmp_path).convert("L")
    assert picture.width > picture.height
    column = [picture.getpixel((round(picture.width * 0.30), y)) for y in range(picture.height)]
    lines = [y for y in range(1, len(column)) if column[y] < 180 <= column[y - 1]]  # type: ignore[operator]
    gaps = sorted((b - a) / 110 * 25.4 for a, b in pairwise(lines))
    assert len([gap for gap in gaps if gap >= 12]) >= 8


def test_two_hundred_people_are_printed_in_reasonable_time(cast: Cast, tmp_path: Path) -> None:
    session = make(cast, 200, 1)
    started = timing.monotonic()
    pages = pages_of(pdf_of(session, tmp_path / "feuille.pdf", blank=True))
    assert len(pages) > 12
    assert timing.monotonic() - started < 20


def test_a_short_sheet_is_printed_at_once(cast: Cast, client_of: Callable[[Account], PageClient]) -> None:
    session = make(cast, 3, 2)
    answer = client_of(cast.nadia).get(f"/sessions/{session.id}/emargement.pdf?vierge=1")
    assert answer.data.startswith(b"%PDF-")
    assert answer.response.headers["Content-Disposition"] == 'inline; filename="feuille-emargement-2026-11-03.pdf"'
    client_of(cast.lea).get(f"/sessions/{session.id}/emargement.pdf", status=404)


def test_a_long_sheet_is_prepared_by_a_task(cast: Cast, client_of: Callable[[Account], PageClient]) -> None:
    session = make(cast, 26, 4)
    client = client_of(cast.nadia)
    prepare = client.get(f"/sessions/{session.id}/emargement.pdf?vierge=1", status=302).location or ""
    waiting = client.post(f"/sessions/{session.id}/emargement", client.get(prepare).form()).location or ""
    assert "moins d’une minute" in client.get(waiting).text
    assert client.get(f"{waiting}/etat").json["finished"] is False
    task = db.session.scalars(select(Task)).one()
    task.result, task.state = TASKS[task.name](task.arguments, silent), TaskState.DONE
    assert "Votre feuille est prête" in client.get(waiting).text
    assert client.get(f"{waiting}/fichier").data.startswith(b"%PDF-")
    client_of(cast.karim).get(f"{waiting}/fichier", status=404)
