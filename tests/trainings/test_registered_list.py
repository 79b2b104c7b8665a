"""The printed list of registered people: accessible, every name there, readable in grey."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from subprocess import run

import outloud
import pytest
from PIL import Image

from inclusion_app.access.models import Account
from inclusion_app.kernel import clock
from inclusion_app.printing.pdf import warm_up
from inclusion_app.trainings.lists import RegistrationState
from inclusion_app.trainings.models.sessions import TrainingSession
from tests.cast import Cast
from tests.factories_trainings import make_course, make_registration, make_session
from tests.pages import PageClient

pytestmark = pytest.mark.paper

Clients = Callable[[Account], PageClient]
OFFERED, WAITING = RegistrationState.OFFERED, RegistrationState.WAITING
FIRST, LAST = ("Amina", "Jean-Baptiste", "Élodie", "Noûr"), ("Durand", "de La Rochefoucauld", "L’Haÿ", "Petit")


@pytest.fixture(scope="module", autouse=True)
def _engine() -> None:
    warm_up()


@pytest.fixture
def training(cast: Cast) -> TrainingSession:
    return make_session(
        make_course("Mes démarches en ligne"), place=cast.place, structure_id=cast.mairie.id, capacity=40
    )


def fill(training: TrainingSession, count: int) -> None:
    for rank in range(count):
        adaptations = "Une place près de la porte, le texte en grand" if rank % 4 == 0 else None
        make_registration(
            training,
            FIRST[rank % 4],
            f"{LAST[rank % 3]} {rank}",
            phone=None if rank % 5 == 4 else f"+336123456{rank:02d}",
            need="Envoyer une photo à ma famille et faire ma déclaration de revenus" if rank % 2 else None,
            adaptations=adaptations,
            confirmed_at=None if rank % 7 == 6 else clock.now(),
        )
    make_registration(training, "أمينة", "بن علي", phone="+33611111111", state=OFFERED)
    make_registration(training, "Ivan", "Attend", phone="+33622222222", state=WAITING)


def printed(client: PageClient, training: TrainingSession, folder: Path) -> Path:
    path = folder / "liste.pdf"
    path.write_bytes(client.get(f"/sessions/{training.id}/inscriptions.pdf").data)
    return path


def pages_of(path: Path) -> list[str]:
    found = run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True).stdout
    return [re.sub(r"[ \n]+", " ", page) for page in found.split("\f")[:-1]]


@pytest.mark.parametrize("count", [0, 1, 12, 39])
def test_a_checker_finds_no_error(
    client_of: Clients, cast: Cast, training: TrainingSession, tmp_path: Path, count: int
) -> None:
    fill(training, count)
    path = printed(client_of(cast.nadia), training, tmp_path)
    found = [finding for finding in outloud.check(str(path)).findings if str(finding.severity) == "error"]
    assert found == []


def test_it_says_everyone_with_headers_on_each_page(
    client_of: Clients, cast: Cast, training: TrainingSession, tmp_path: Path
) -> None:
    fill(training, 39)
    pages = pages_of(printed(client_of(cast.nadia), training, tmp_path))
    text = " ".join(pages)
    assert len(pages) > 1
    assert all("Nom et prénom" in page for page in pages)
    assert all(f"{LAST[rank % 3]} {rank} {FIRST[rank % 4]}".split()[0] in text for rank in range(39))
    for words in ("06 12 34 56 01", "À prévoir", "place proposée", "à confirmer", "Liste d’attente", "rang 1"):
        assert words in text.replace("\xa0", " "), words


def test_nobody_yet_is_said(client_of: Clients, cast: Cast, training: TrainingSession, tmp_path: Path) -> None:
    assert "Personne n’est encore inscrit" in pages_of(printed(client_of(cast.nadia), training, tmp_path))[0]


def test_its_picture_is_dark_on_white(
    client_of: Clients, cast: Cast, training: TrainingSession, tmp_path: Path
) -> None:
    fill(training, 12)
    path = printed(client_of(cast.nadia), training, tmp_path)
    drawn = run(
        ["pdftoppm", "-r", "40", "-gray", "-png", "-f", "1", "-l", "1", str(path)], capture_output=True, check=True
    )
    histogram = Image.open(BytesIO(drawn.stdout)).convert("L").histogram()
    total = sum(histogram)
    assert sum(histogram[200:]) > 0.8 * total  # paper
    assert sum(histogram[:120]) > 0.005 * total  # ink
