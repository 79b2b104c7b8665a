"""The lists: filters, totals in words, pages, exports; how many queries they take."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta

import openpyxl
import pytest

from inclusion_app.access.models import Account
from inclusion_app.accompaniments.models import RecordTag
from inclusion_app.kernel import clock
from inclusion_app.vocabulary.themes import Theme
from tests.accompaniments.counting import counted
from tests.cast import Cast
from tests.factories import add, make_citizen, make_record, make_workshop
from tests.pages import PageClient

LIST = "/accompagnements"

ClientOf = Callable[[Account], PageClient]


@pytest.fixture
def nadia(cast: Cast, client_of: ClientOf) -> PageClient:
    return client_of(cast.nadia)


def test_an_empty_list_says_how_to_begin(nadia: PageClient) -> None:
    page = nadia.get(LIST)
    assert "Rien n’est encore enregistré" in page.text
    assert page.all("//main//a[@href='/accompagnements/individuel/nouveau']")


def test_totals_in_words(nadia: PageClient, cast: Cast) -> None:
    make_record(cast.mediators["nadia"], minutes=90)
    make_workshop(cast.mediators["nadia"], 12, (make_citizen(cast.mediators["nadia"]),), minutes=120)
    make_record(cast.mediators["karim"])
    page = nadia.get(LIST)
    told = page.text.replace("\u00a0", " ")
    assert "14 accompagnements, 3 h 30, en 2 enregistrements dont 1 atelier" in told
    assert "13 personnes, dont 1 suivie" in told


@pytest.fixture
def five(cast: Cast) -> dict[str, str]:
    """Records of Nadia's, each found by one filter; their keys by name."""
    me = cast.mediators["nadia"]
    old = make_record(me, held_on=clock.today() - timedelta(days=400), notes="carte grise")
    shop = make_workshop(me, 3, title="Ma première tablette")
    placed = make_record(me, place_kind="place", place_id=cast.place.id, themes=frozenset({Theme.AI}))
    person = make_record(me, make_citizen(me), notes="Renouveler la CARTE Vitale")
    tagged = make_record(me)
    add(RecordTag(record_id=tagged.id, tag="impôts"))
    found = {"old": old, "shop": shop, "placed": placed, "person": person, "tagged": tagged}
    return {name: str(record.id) for name, record in found.items()}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", "old shop placed person tagged"),
        ("type=workshop", "shop"),
        ("type=individual", "old placed person tagged"),
        ("themes=ai", "placed"),
        ("themes=ai&themes=email", "old shop placed person tagged"),
        ("etiquettes=impôts", "tagged"),
        ("texte=tablette", "shop"),
        ("texte=PREMIÈRE", "shop"),
        ("texte=impô", "tagged"),
        ("texte=espace", "placed"),
        ("texte=carte", "person"),
        ("texte=carte&au=2025-12-31", "old"),
        ("texte=100%25", ""),
        ("supprimes=y", ""),
        ("du=2026-01-01", "shop placed person tagged"),
        ("du=hier", "old shop placed person tagged"),
        ("page=9999", ""),
        ("texte=carte&au=0001-01-01", ""),
        ("du=9999-12-31&au=0001-01-01", ""),
        ("texte=%00%F0%9F%93%B1", ""),
        ("lieu=rien&type=rien&citoyen=Zz", "old shop placed person tagged"),
    ],
)
def test_filters(nadia: PageClient, five: dict[str, str], query: str, names: str) -> None:
    page = nadia.get(f"{LIST}?{query}")
    listed = {link.rsplit("/", 1)[1] for link in page.all("//main//table//a/@href")}
    assert {name for name, key in five.items() if key in listed} == set(names.split())


def test_a_name_does_not_stay_in_the_address(nadia: PageClient, five: dict[str, str]) -> None:
    answer = nadia.get(f"{LIST}?citoyen=Jeanne&citoyen-code=&type=individual", status=303)
    assert "Jeanne" not in (answer.location or "")
    page = nadia.get(answer.location or "")
    assert page.all("//main//tbody//a/@href") == [f"{LIST}/{five['person']}"]
    assert page.one("//input[@id='citoyen']/@value") == "Jeanne D. — 1948 — Limoges"
    assert any("Jeanne" in "".join(chip.itertext()) for chip in page.all("//ul[@class='chips']//a"))


def test_a_filter_is_removed_by_its_chip(nadia: PageClient, cast: Cast, five: dict[str, str]) -> None:
    page = nadia.get(f"{LIST}?type=workshop&themes=email&themes=ai&lieu={cast.place.id}")
    chips = ["".join(link.itertext()) for link in page.all("//ul[@class='chips']//a")]
    assert any("Type" in chip and "Atelier collectif" in chip for chip in chips)
    assert any("E-mail, Intelligence artificielle" in chip for chip in chips)
    assert any(cast.place.name in chip for chip in chips)
    first = page.all("//ul[@class='chips']//a/@href")[0]
    assert "type=" not in first
    assert "themes=email&themes=ai" in first


def test_a_page_takes_a_bounded_number_of_queries(nadia: PageClient, cast: Cast) -> None:
    me = cast.mediators["nadia"]
    people = [make_citizen(me, f"Prénom{number}") for number in range(55)]
    for citizen in people[:2]:
        make_record(me, citizen)
    nadia.get(LIST)
    with counted() as few:
        nadia.get(LIST)
    for citizen in people[2:]:
        add(RecordTag(record_id=make_record(me, citizen).id, tag="a"))
    with counted() as many:
        page = nadia.get(LIST)
    assert len(page.all("//main//tbody/tr")) == 25
    assert len(many) == len(few)
    assert len(many) < 30
    assert len(nadia.get(f"{LIST}?page=3").all("//main//tbody/tr")) == 5


def read_csv(page_data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(page_data.decode("utf-8-sig"))))


def test_the_export_follows_the_filter(nadia: PageClient, cast: Cast, five: dict[str, str]) -> None:
    page = nadia.get(f"{LIST}?type=workshop")
    address = page.one("//main//a[contains(@href, 'export.csv')]/@href")
    rows = read_csv(nadia.get(address).data)
    assert [row["Identifiant"] for row in rows] == [five["shop"]]
    assert (rows[0]["Accompagnements"], rows[0]["Titre"]) == ("3", "Ma première tablette")
    assert len(read_csv(nadia.get(f"{LIST}/export.csv").data)) == 5


def test_exports_hold_no_identity_no_note_no_formula(nadia: PageClient, cast: Cast) -> None:
    me = cast.mediators["nadia"]
    make_workshop(me, 2, (make_citizen(me, "Honorine", "Quentin"),), title="=HYPERLINK(1)", notes="secret")
    data = nadia.get(f"{LIST}/export.csv").data.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in data
    assert not any(word in data for word in ("Honorine", "Quentin", "secret"))
    sheet = openpyxl.load_workbook(io.BytesIO(nadia.get(f"{LIST}/export.xlsx").data)).active
    assert sheet is not None
    cells = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert cells["'=HYPERLINK(1)"] == "s"
    assert "secret" not in cells


def test_a_list_too_long_for_a_spreadsheet_says_so(
    nadia: PageClient, five: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inclusion_app.accompaniments.views.lists.MOST_XLSX_ROWS", 1)
    page = nadia.get(nadia.get(f"{LIST}/export.xlsx?type=individual", status=303).location or "")
    assert "prenez le CSV" in page.text
    assert nadia.get(f"{LIST}/export.xlsx?type=workshop").status == 200


def test_an_export_reads_in_batches(nadia: PageClient, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inclusion_app.accompaniments.queries.records._BATCH", 2)
    for days in range(5):
        make_record(cast.mediators["nadia"], held_on=date(2026, 11, 20) - timedelta(days=days // 2))
    rows = read_csv(nadia.get(f"{LIST}/export.csv").data)
    assert len({row["Identifiant"] for row in rows}) == 5
