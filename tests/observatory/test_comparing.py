"""Two territories side by side, each with its secrecy; a page compared with what its reader chose; its spreadsheet."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Role
from inclusion_app.kernel import clock
from inclusion_app.network.models import Organisation
from inclusion_app.observatory import comparing
from inclusion_app.vocabulary.activity import BlockedCause
from inclusion_app.vocabulary.people import Gender
from inclusion_app.vocabulary.themes import AdministrativeTheme
from tests.cast import Cast
from tests.factories import add, make_account, make_record, make_workshop
from tests.observatory.sample import METROPOLE, make_block, make_figures
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]
BOTH = "/observatoire/comparer?a=COM-87085&b=COM-87114&periode=2025"


@pytest.fixture
def active(cast: Cast) -> Cast:
    """Limoges helped 40 people in 2025, Panazol 3."""
    nadia = cast.mediators["nadia"]
    for month in range(1, 11):
        for gender in (Gender.FEMALE, Gender.MALE):
            make_record(nadia, gender=gender, residence_code="87085", held_on=date(2025, month, 12))
    make_workshop(nadia, 20, gender_female=20, held_on=date(2025, 11, 4))
    for _ in range(3):
        make_record(nadia, residence_code="87114", held_commune_code="87114", held_on=date(2025, 3, 3))
    return cast


def test_rates_stand_beside_sums(active: Cast, client_of: ClientOf) -> None:
    page = client_of(active.claire).get(BOTH)
    assert page.h1 == "Limoges et Panazol — janvier à décembre 2025"
    assert "0,3 (40 en tout)" in page.text
    assert "petit effectif" in page.text.lower()


def test_each_keeps_its_secrecy(active: Cast, client_of: ClientOf) -> None:
    official = make_account("Marie Blanc", (Role.OFFICIAL, "COM-87085"), (Role.OFFICIAL, "COM-87114"))
    page = client_of(official).get(BOTH)
    assert re.search(r"Genre \(secret statistique\u00a0: [^)]*Panazol\)", page.text)
    assert "100 % (petit effectif)" not in page.text  # three people of Panazol say nothing of themselves
    client_of(official).get(BOTH.replace("2025", "2025-01-02_2025-02-03"), status=404)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/observatoire/comparer", 200),
        ("/observatoire/comparer?a=COM-87085", 200),
        ("/observatoire/comparer?a=COM-87085&b=COM-87085", 422),
        ("/observatoire/comparer?a=Isle&b=Panazol", 303),
        ("/observatoire/comparer?a=Isle&b=Guéret", 422),
        ("/observatoire/comparer?a=COM-87085&b=DEP-23", 422),
        ("/observatoire/comparer?a=%27--&b=%3Cscript%3E", 422),
        ("/observatoire/comparer?a=COM-87085&b=COM-87114&periode=2099", 200),
        ("/observatoire/comparer?a=COM-87085&b=COM-87114&periode=hier", 404),
    ],
)
def test_what_is_typed(active: Cast, client_of: ClientOf, path: str, status: int) -> None:
    client_of(active.claire).get(path, status=status)


def test_an_official_compares_only_what_she_reads(active: Cast, client_of: ClientOf) -> None:
    client_of(active.elise).get(BOTH, status=422)
    client_of(active.nadia).get(BOTH, status=403)


def test_a_hidden_or_wider_block_is_not_drawn(app: Flask) -> None:
    rows = [("female", 120, None), ("male", 80, None)]
    here = make_figures(blocks={"genders": make_block("genders", rows, 200)})
    for there in (make_block("genders", (), 0, hidden=True), make_block("genders", rows, 200, territory=METROPOLE)):
        both = comparing.side_by_side(here, make_figures(blocks={"genders": there}))
        assert both.pairs[0].chart is None
        assert both.pairs[0].why == "secret statistique\u00a0: Limoges"


def test_ages_counted_otherwise_are_not_compared(app: Flask) -> None:
    old = make_block("age_bands", [("60_plus", 100, None)], 100)
    new = make_block("age_bands", [("70_plus", 100, None)], 100)
    both = comparing.side_by_side(make_figures(blocks={"age_bands": old}), make_figures(blocks={"age_bands": new}))
    assert both.pairs[0].chart is None
    assert "tranches" in both.pairs[0].why


@pytest.mark.parametrize("against", ["avant", "an-dernier", "autour", "semblables", "rien", "%3Cscript%3E"])
def test_a_page_is_compared_with_what_was_chosen(active: Cast, client_of: ClientOf, against: str) -> None:
    client = client_of(active.claire)
    page = client.get(f"/observatoire/COM-87085?periode=2025-03&comparer={against}")
    words = {
        "avant": "Comparé à février 2025.",
        "an-dernier": "Comparé à mars 2024.",
        "autour": "À côté des chiffres de",
        "semblables": "À côté de communes semblables",
    }
    assert words.get(against, "Comparé à février 2025.") in page.text


def test_a_period_under_way_says_so(active: Cast, client_of: ClientOf) -> None:
    with clock.frozen(datetime(2025, 11, 20, 12, tzinfo=UTC)):
        page = client_of(active.claire).get("/observatoire/COM-87085?periode=2025")
        assert "Période en cours" in page.text
        assert "Hachuré : mois en cours ou incomplet." in page.text.replace("\u00a0", " ")
        later = client_of(active.claire).get("/observatoire/COM-87085?periode=2026-02")
        assert "Cette période n’a pas commencé" in later.text


@pytest.mark.parametrize("shown", ["", "taux", "besoins", "rien", "../../etc"])
def test_each_part_of_the_map_leads_to_its_page(active: Cast, client_of: ClientOf, shown: str) -> None:
    page = client_of(active.claire).get(f"/observatoire/DEP-87?periode=2025&carte={shown}")
    links = page.all("//*[local-name()='svg'][@role='group']//*[local-name()='a']/@href")
    assert any(link.startswith("/observatoire/COM-87085?periode=2025") for link in links)


def test_the_page_as_a_spreadsheet(active: Cast, client_of: ClientOf) -> None:
    hostile = add(Organisation(name="=cmd|' /C calc'!A0"))
    make_record(
        active.mediators["nadia"],
        held_on=date(2025, 4, 1),
        blocked_procedure=AdministrativeTheme.MONEY,
        blocked_cause=next(iter(BlockedCause)),
        blocked_organisation_id=hostile.id,
    )
    answer = client_of(active.claire).get("/observatoire/DEP-87/tableur.xlsx?periode=2025").response
    book = load_workbook(BytesIO(answer.get_data()))
    assert book.sheetnames[:3] == ["À lire", "Mesures", "Types d’accompagnement"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert "'=cmd|' /C calc'!A0" in {cell.value for cell in cells}
    client_of(active.elise).get("/observatoire/DEP-87/tableur.xlsx?periode=2025", status=404)


def test_a_spreadsheet_holds_nothing_that_is_hidden(active: Cast, client_of: ClientOf) -> None:
    answer = client_of(active.elise).get("/observatoire/COM-87085/tableur.xlsx?periode=2025").response
    book = load_workbook(BytesIO(answer.get_data()))
    notes = {row[0]: row[1] for row in book["À lire"].iter_rows(values_only=True)}
    assert "moins de 11 personnes" in str(notes["Secret statistique"])
    measures = {row[0]: row[1] for row in book["Mesures"].iter_rows(values_only=True)}
    assert measures["Personnes suivies"] == "secret statistique"
