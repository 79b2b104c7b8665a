"""The report as a PDF: accessible, light, its figures those that are published."""

import re
from datetime import date
from pathlib import Path
from subprocess import run

import outloud
import pikepdf
import pytest

from inclusion_app.kernel.errors import DomainError
from inclusion_app.observatory.jobs import make_report
from inclusion_app.observatory.periods import year_of
from inclusion_app.observatory.queries import published_figures
from inclusion_app.observatory.report import write_report
from inclusion_app.printing.pdf import warm_up
from inclusion_app.territories.queries import get_territory
from inclusion_app.vocabulary.people import AgeBand, Gender
from tests.cast import Cast
from tests.factories import make_record, make_workshop

pytestmark = pytest.mark.paper

BANDS = (AgeBand.FROM_70, AgeBand.FROM_40_TO_59)


@pytest.fixture(scope="module", autouse=True)
def _engine() -> None:
    warm_up()


@pytest.fixture
def active(cast: Cast) -> Cast:
    nadia = cast.mediators["nadia"]
    for rank in range(48):
        make_record(
            nadia,
            gender=(Gender.FEMALE, Gender.MALE)[rank % 2],
            age_band=BANDS[rank % 2],
            residence_code="87085",
            held_on=date(2025, 1 + rank % 12, 12),
        )
    make_workshop(nadia, 14, held_commune_code="87114", held_on=date(2025, 11, 4))
    return cast


def text_of(path: Path) -> str:
    found = run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True).stdout
    return re.sub(r"\s+", " ", found)


@pytest.mark.parametrize("key", ["DEP-87", "COM-87085", "COM-87114", "COM-87001"])
def test_a_checker_finds_no_error(active: Cast, tmp_path: Path, key: str) -> None:
    path = tmp_path / "rapport.pdf"
    write_report(get_territory(key), year_of(2025), path)
    found = [finding for finding in outloud.check(str(path)).findings if str(finding.severity) == "error"]
    assert found == []
    assert path.stat().st_size < 1_000_000


def test_it_says_the_published_figures(active: Cast, tmp_path: Path) -> None:
    path = tmp_path / "rapport.pdf"
    territory = get_territory("DEP-87")
    write_report(territory, year_of(2025), path)
    figures = published_figures(territory, year_of(2025))
    text = text_of(path)
    assert f"{figures.accompaniments.whole} accompagnements ont eu lieu" in text
    assert "Où manque-t-il une aide" in text
    assert "Comment lire ce rapport" in text
    assert "05 55 00 00 00" in text
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo["/Title"]).endswith("Haute-Vienne, janvier à décembre 2025")


def test_a_village_gets_its_total_its_need_and_its_nearest_places(active: Cast, tmp_path: Path) -> None:
    path = tmp_path / "rapport.pdf"
    write_report(get_territory("COM-87001"), year_of(2025), path)
    text = text_of(path)
    assert "aucun accompagnement n’a été enregistré" in text
    assert "rencontrent des difficultés avec le numérique" in text
    assert "Espace numérique de la Mairie" in text


def test_the_first_page_stands_alone(active: Cast, tmp_path: Path) -> None:
    path = tmp_path / "rapport.pdf"
    write_report(get_territory("DEP-87"), year_of(2025), path)
    pages = run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True).stdout.split("\f")
    assert "Où va l’aide" in pages[0]
    assert "À retenir" in pages[0]
    assert "Pour quoi faire" in pages[1]


def test_the_same_day_gives_the_same_bytes(active: Cast, tmp_path: Path) -> None:
    paths = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    for path in paths:
        write_report(get_territory("COM-87085"), year_of(2025), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_the_task_tells_its_progress_and_names_its_file(active: Cast) -> None:
    told: list[tuple[int, int]] = []
    result = make_report({"territory": "COM-87085", "period": "2025"}, lambda done, total: told.append((done, total)))
    assert re.fullmatch(r"rapport-limoges-2025-[0-9a-f]{8}\.pdf", result["file"])
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_the_task_refuses_a_period_that_does_not_exist(active: Cast) -> None:
    with pytest.raises(DomainError):
        make_report({"territory": "COM-87085", "period": "2025-13"}, lambda done, total: None)
