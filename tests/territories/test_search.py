"""Finding communes and territories by what people type."""

import time

import pytest
from flask import Flask

from inclusion_app.territories.search import (
    match_communes,
    match_territories,
    search_communes,
    search_territories,
)
from inclusion_app.territories.territory import Level

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("limoges", "Limoges (87000)"),
        ("LIMO", "Limoges (87000)"),
        ("87000", "Limoges (87000)"),
        ("87085", "Limoges (87000)"),
        ("st etienne", "Saint-Étienne (42000)"),
        ("Saint-Étienne", "Saint-Étienne (42000)"),
        ("l'hay", "L’Haÿ-les-Roses (94240)"),
        ("l’haÿ les roses", "L’Haÿ-les-Roses (94240)"),
        ("roche yon", "La Roche-sur-Yon (85000)"),
        ("abergement clem", "L’Abergement-Clémenciat (01400)"),
        ("75115", "Paris (75)"),
        ("paris 15e arrondissement", "Paris (75)"),
        ("Annecy-le-Vieux", "Annecy (74000)"),
        ("97400", "Saint-Denis (97400)"),
        ("2a004", "Ajaccio (20000)"),
        ("93 saint denis", "Saint-Denis (93200)"),
        ("Limoges (87000)", "Limoges (87000)"),
    ],
)
def test_the_commune_meant_comes_first(typed: str, first: str) -> None:
    assert search_communes(typed)[0].label == first


@pytest.mark.parametrize(
    "typed", ["", "   ", "%", "_", "zzzzzz", "00000", "ليموج", "'; DROP TABLE commune; --", "9" * 400]
)
def test_a_text_that_means_nothing_finds_nothing(typed: str) -> None:
    assert search_communes(typed) == []
    assert search_territories(typed) == []


def test_at_most_ten_and_only_where_asked() -> None:
    assert len(search_communes("saint")) == 10
    found = search_communes("saint", departement="87")
    assert {commune.departement_code for commune in found} == {"87"}
    assert found[0].name == "Saint-Junien"


def test_a_plain_field_means_one_commune_when_it_says_which() -> None:
    for text in ("Limoges", "87085", "87000 Limoges", "limoges 87000", "Limoges (87000)", "87000"):
        assert [commune.code for commune in match_communes(text)] == ["87085"], text
    assert len(match_communes("Saint-Denis")) == 4


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("haute vienne", "DEP-87"),
        ("87", "DEP-87"),
        ("2a", "DEP-2A"),
        ("bretagne", "REG-53"),
        ("fran", "FR"),
        ("limoges métropole", "EPCI-248719312"),
        ("cc pays de mauriac", "EPCI-241500271"),
        ("limoges", "COM-87085"),
    ],
)
def test_territories_of_every_level_are_found(typed: str, key: str) -> None:
    assert search_territories(typed)[0].key == key


def test_levels_narrow_the_search() -> None:
    found = search_territories("vienne", levels=(Level.DEPARTEMENT,))
    assert [territory.key for territory in found] == ["DEP-86", "DEP-87"]


def test_a_label_or_a_key_means_one_territory() -> None:
    for text in ("DEP-86", "Vienne (département)"):
        assert [territory.key for territory in match_territories(text)] == ["DEP-86"]
    assert [territory.key for territory in match_territories("Vienne (38)")] == ["COM-38544"]
    assert [territory.key for territory in match_territories("Vienne")] == ["DEP-86", "COM-38544"]


def test_search_answers_while_one_types(app: Flask) -> None:
    """Under 20 ms on a quiet machine; much more is allowed to one that runs other tests at the same time."""
    search_communes("warm up")
    for typed in ("s", "sa", "saint", "saint e", "limoges", "87000", "annecy le vieux"):
        start = time.perf_counter()
        search_communes(typed)
        assert time.perf_counter() - start < 1, typed
