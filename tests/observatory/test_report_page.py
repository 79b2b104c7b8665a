"""The report on screen: the same numbers as on paper, four pages at most, who may read it."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import run

import pikepdf
import pytest
from lxml import html

from inclusion_app.access.models import Account
from inclusion_app.observatory.jobs import make_report
from inclusion_app.observatory.periods import year_of
from inclusion_app.observatory.report import css_text, write_report
from inclusion_app.printing.pdf import warm_up
from inclusion_app.territories.queries import get_territory
from inclusion_app.vocabulary.people import AgeBand, Gender
from tests.cast import Cast
from tests.factories import make_record, make_workshop
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]
BANDS = (AgeBand.FROM_70, AgeBand.FROM_40_TO_59)
NUMBER = re.compile(r"\d+(?:,\d+)?")


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


def numbers(text: str) -> list[str]:
    """All the numbers of a text, in order of size: thousands joined, addresses of pages left out."""
    text = re.sub(r"https?://\S+\s?\S*", " ", text)
    text = re.sub(r"(?<=\d)[\u202f\u00a0\s](?=\d{3}\b)", "", text)
    return sorted(NUMBER.findall(text))


def on_paper(path: Path) -> str:
    found = run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True, text=True).stdout
    kept = [line for line in found.splitlines() if not re.search(r"page \d+ sur \d+|édité le \d", line)]
    return " ".join(kept)


@pytest.mark.paper
@pytest.mark.parametrize("key", ["COM-87085", "COM-87001", "EPCI-248719312"])
def test_every_number_is_on_both(active: Cast, client_of: ClientOf, tmp_path: Path, key: str) -> None:
    warm_up()
    path = tmp_path / "rapport.pdf"
    write_report(get_territory(key), year_of(2025), path)
    page = client_of(active.accounts["claire"]).get(f"/observatoire/{key}/rapport?periode=2025")
    shown = html.fromstring(page.html).xpath("//div[@class='report']")[0]
    for drawn in shown.xpath(".//svg | .//style | .//caption"):
        drawn.drop_tree()
    screen = set(numbers(" ".join(shown.itertext())))
    paper = set(numbers(on_paper(path)))
    assert screen - paper == set()
    assert len(screen) > 8


@pytest.mark.paper
@pytest.mark.parametrize("key", ["COM-87085", "COM-87114", "COM-87001", "COM-2A004", "COM-97502"])
def test_a_commune_has_four_pages_at_most(active: Cast, tmp_path: Path, key: str) -> None:
    warm_up()
    path = tmp_path / "rapport.pdf"
    write_report(get_territory(key), year_of(2025), path)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) <= 4


@pytest.mark.paper
def test_a_structure_has_its_own_exact_report(active: Cast) -> None:
    warm_up()
    told: list[int] = []
    arguments = {"structure": str(active.mairie.id), "name": active.mairie.name, "period": "2025"}
    result = make_report(arguments, lambda done, total: told.append(done))
    assert result["file"].endswith(".pdf")
    assert told[-1] == 3


def test_it_says_facts_then_what_can_be_done(active: Cast, client_of: ClientOf) -> None:
    page = client_of(active.accounts["elise"]).get("/observatoire/COM-87085/rapport?periode=2025")
    assert "Ce que vous pouvez faire" in page.text
    assert "Comment lire ce rapport" in page.text
    assert "62 accompagnements" not in page.text


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("elise", "/observatoire/COM-23096/rapport", 404),
        ("elise", "/observatoire/COM-87085/rapport?periode=2025-01-03_2025-02-04", 404),
        ("elise", "/observatoire/COM-87085/rapport?periode=0000", 404),
        ("elise", "/observatoire/COM-87085/rapport?periode=2090", 303),
        ("nadia", "/observatoire/COM-87085/rapport", 403),
        ("claire", "/observatoire/COM-87085/rapport?periode=2025-01-03_2025-02-04", 200),
    ],
)
def test_who_may_read_it(active: Cast, client_of: ClientOf, who: str, path: str, status: int) -> None:
    client_of(active.accounts[who]).get(path, status=status)


@pytest.mark.parametrize(("who", "status"), [("paul", 200), ("claire", 200), ("lea", 404), ("elise", 403)])
def test_who_may_read_that_of_a_structure(active: Cast, client_of: ClientOf, who: str, status: int) -> None:
    path = f"/observatoire/structures/{active.mairie.id}/rapport?periode=2025"
    client_of(active.accounts[who]).get(path, status=status)


def test_free_dates_are_not_asked_for_by_an_official(active: Cast, client_of: ClientOf) -> None:
    client = client_of(active.accounts["elise"])
    answer = client.post("/observatoire/COM-87085/rapport", {"periode": "2025-01-03_2025-02-04"})
    assert answer.location.endswith("/observatoire/COM-87085")


def test_a_name_cannot_leave_the_style_sheet() -> None:
    assert '"' not in css_text('"; } * { color: red')
    assert css_text("</style>") == "\\3c \\2f style\\3e "
