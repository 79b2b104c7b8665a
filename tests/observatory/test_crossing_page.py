"""Two lists crossed on a page: for who sees exactly, inside a département and a year."""

import csv
from collections.abc import Callable
from datetime import date
from io import StringIO

import pytest

from inclusion_app.access.models import Account
from inclusion_app.vocabulary.people import Gender
from inclusion_app.vocabulary.themes import Theme
from tests.cast import Cast
from tests.factories import make_record, make_workshop
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]
HERE = "/observatoire/DEP-87/croiser"


@pytest.fixture
def active(cast: Cast) -> Cast:
    nadia = cast.mediators["nadia"]
    for gender, themes in ((Gender.FEMALE, {Theme.EMAIL, Theme.BROWSING}), (Gender.MALE, {Theme.EMAIL})):
        for _ in range(3):
            make_record(nadia, gender=gender, themes=frozenset(themes), held_on=date(2025, 5, 5))
    make_workshop(nadia, 40, gender_female=40, themes=frozenset({Theme.BROWSING}), held_on=date(2025, 11, 4))
    return cast


@pytest.mark.parametrize(
    ("name", "path", "status"),
    [
        ("claire", HERE, 200),
        ("claire", f"{HERE}?lignes=themes&colonnes=genders&periode=2025", 200),
        ("claire", f"{HERE}?lignes=genders&colonnes=communes&periode=2025-11", 200),
        ("claire", f"{HERE}?lignes=genders&colonnes=statuses", 200),
        ("claire", f"{HERE}?lignes=themes&colonnes=themes", 422),
        ("claire", f"{HERE}?lignes=age_groups&colonnes=%27%20OR%201", 422),
        ("claire", f"{HERE}?periode=2000-01-01_2100-01-01", 422),
        ("claire", f"{HERE}?periode=2025-2026", 200),
        ("claire", f"{HERE}?periode=2090", 200),
        ("claire", f"{HERE}?periode=hier", 404),
        ("claire", "/observatoire/DEP-23/croiser", 404),
        ("ahmed", "/observatoire/FR/croiser", 422),
        ("ahmed", "/observatoire/REG-75/croiser", 422),
        ("paul", "/observatoire/COM-87085/croiser", 403),
        ("elise", "/observatoire/COM-87085/croiser", 403),
        ("nadia", "/observatoire/COM-87085/croiser", 403),
    ],
)
def test_who_crosses_what(active: Cast, client_of: ClientOf, name: str, path: str, status: int) -> None:
    client_of(active.accounts[name]).get(path, status=status)
    if status in (403, 404):
        client_of(active.accounts[name]).get(path.replace("croiser", "croiser.csv"), status=status)


def test_the_whole_country_has_a_way_out(active: Cast, client_of: ClientOf) -> None:
    page = client_of(active.ahmed).get("/observatoire/FR/croiser", status=422)
    assert "Ce croisement est trop large" in page.text
    assert page.all("//main//a[starts-with(@href, '/observatoire/REG-75/croiser')]")


def test_the_table_is_the_file(active: Cast, client_of: ClientOf) -> None:
    query = "?lignes=themes&colonnes=genders&periode=2025"
    page = client_of(active.claire).get(HERE + query)
    assert page.h1 == "Haute-Vienne — Thématiques et genre"
    assert "petit effectif" in page.text  # six e-mails
    answer = client_of(active.claire).get(f"{HERE}.csv{query}")
    rows = {row["Thématiques"]: row for row in csv.DictReader(StringIO(answer.data.decode("utf-8-sig")))}
    browsing = next(row for label, row in rows.items() if label.startswith("Navigation"))
    assert (browsing["Féminin"], browsing["Accompagnements"]) == ("43", "43")


def test_people_of_workshops_are_said_to_be_apart(active: Cast, client_of: ClientOf) -> None:
    page = client_of(active.claire).get(f"{HERE}?lignes=genders&colonnes=age_bands&periode=2025")
    assert "40 personnes anonymes d’ateliers ne sont pas dans ce tableau" in page.text
