"""The poster of a room: one page, accessible, large, its code leads to the public page; looked at as a picture."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from subprocess import run

import outloud
import pytest
import zxingcpp
from PIL import Image

from inclusion_app.printing.pdf import to_pdf, warm_up
from inclusion_app.trainings.documents.poster import first_name, make_poster
from inclusion_app.trainings.models.sessions import TrainingSession
from tests.cast import Cast
from tests.factories_trainings import make_course, make_room, make_session, make_trainer
from tests.pages import PageClient

pytestmark = pytest.mark.paper

TUESDAY = datetime(2027, 3, 2, 8, 30, tzinfo=UTC)
LONG = (
    "Accompagner sans faire à la place\u00a0: postures, limites et outils pour les aidantes et aidants numériques"
    " du territoire, niveau deux, avec mises en situation"
)


@pytest.fixture(scope="module", autouse=True)
def _engine() -> None:
    warm_up()


def printed(session: TrainingSession, tmp_path: Path) -> Path:
    path = tmp_path / "affiche.pdf"
    path.write_bytes(to_pdf(make_poster(session)))
    return path


def text_of(path: Path) -> str:
    found = run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True).stdout
    return re.sub(r"\s+", " ", found)


def picture_of(path: Path, resolution: int = 60) -> list[Image.Image]:
    run(["pdftoppm", "-r", str(resolution), "-png", str(path), str(path.with_suffix(""))], check=True)
    found = sorted(path.parent.glob(f"{path.stem}-*.png"))
    return [Image.open(BytesIO(picture.read_bytes())) for picture in found]


def session_of(cast: Cast, title: str, *starts: datetime, **values: object) -> TrainingSession:
    trainer = make_trainer(None, "Anne-Marie D’Hervé")
    room = make_room(cast.place, "Salle des mariages")
    where = {"place": cast.place, "room_id": room.id, "structure_id": cast.mairie.id}
    return make_session(make_course(title), *starts, trainers=(trainer,), **where | values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "count"), [("Ma messagerie", 1), (LONG, 1), (LONG, 6), ("Premiers pas avec la tablette", 10)]
)
def test_it_is_one_accessible_page_whatever_its_title_and_dates(
    cast: Cast, tmp_path: Path, title: str, count: int
) -> None:
    session = session_of(cast, title, *(TUESDAY + timedelta(weeks=rank - 20) for rank in range(count)))
    path = printed(session, tmp_path)
    assert [one for one in outloud.check(str(path)).findings if str(one.severity) == "error"] == []
    (page,) = picture_of(path)
    grey = page.convert("L")
    assert page.width < page.height
    assert 0.01 < sum(grey.histogram()[:128]) / (grey.width * grey.height) < 0.4
    assert not any(grey.crop((0, rank, grey.width, rank + 1)).getextrema()[0] < 200 for rank in range(30)), "a margin"


def test_the_longest_names_still_make_one_page(cast: Cast, tmp_path: Path) -> None:
    cast.place.name = "Maison de quartier et centre social intercommunal " * 3
    session = session_of(cast, LONG.ljust(160, "m"), *(TUESDAY + timedelta(days=rank) for rank in range(6)))
    session.room.name = "Grande salle polyvalente du rez-de-chaussée " * 2  # type: ignore[union-attr]
    assert len(picture_of(printed(session, tmp_path))) == 1


def test_it_says_what_when_where_and_first_names_alone(cast: Cast, tmp_path: Path) -> None:
    text = text_of(printed(session_of(cast, "Ma messagerie", TUESDAY), tmp_path))
    for told in ("Ma messagerie", "Mardi 2 mars 2027", "09:30", "12:30", "Salle des mariages", "Avec Anne-Marie"):
        assert told in text.replace("\xa0", " ")
    assert "Hervé" not in text
    assert "05 55 00 00 00" in text


def test_its_code_leads_to_the_public_page(cast: Cast, tmp_path: Path) -> None:
    session = session_of(cast, "Ma messagerie", TUESDAY)
    (page,) = picture_of(printed(session, tmp_path), 100)
    assert [code.text for code in zxingcpp.read_barcodes(page)] == [f"http://127.0.0.1:8000/seances/{session.id}"]


def test_a_session_that_is_not_shown_has_no_code(cast: Cast, tmp_path: Path) -> None:
    path = printed(session_of(cast, "Entre nous", TUESDAY, listed=False), tmp_path)
    assert zxingcpp.read_barcodes(picture_of(path, 100)[0]) == []
    assert "Renseignements à l’accueil" in text_of(path)


def test_a_double_first_name_stays_whole() -> None:
    assert [first_name(name) for name in ("Anne-Marie Petit", "Léa", " ")] == ["Anne-Marie", "Léa", ""]


def test_whoever_manages_prints_it(app: object, cast: Cast) -> None:
    session = session_of(cast, "Ma messagerie", TUESDAY)
    answer = PageClient(app, cast.nadia).get(f"/sessions/{session.id}/affiche.pdf")  # type: ignore[arg-type]
    assert answer.response.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")
