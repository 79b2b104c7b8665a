"""Suggestions while typing."""

import pytest

from tests.pages import PageClient


def test_communes_are_suggested_to_anybody(visitor: PageClient) -> None:
    page = visitor.get("/territoires/communes?q=limog")
    assert page.status == 200
    assert page.json[0] == {
        "code": "87085",
        "name": "Limoges",
        "label": "Limoges (87000)",
        "hint": "Haute-Vienne",
        "postal_codes": ["87000", "87100", "87280"],
    }
    assert page.response.cache_control.public
    assert page.response.cache_control.max_age == 3600


def test_communes_of_one_departement(visitor: PageClient) -> None:
    page = visitor.get("/territoires/communes?q=saint&departement=87")
    assert {found["hint"] for found in page.json} == {"Haute-Vienne"}


def test_territories_of_every_level_are_suggested(visitor: PageClient) -> None:
    page = visitor.get("/territoires/recherche?q=haute-vienne")
    assert page.json[0] == {
        "value": "DEP-87",
        "name": "Haute-Vienne",
        "label": "Haute-Vienne (département)",
        "hint": "Département",
    }
    only = visitor.get("/territoires/recherche?q=vienne&niveau=commune").json
    assert {found["hint"] for found in only} == {"Commune"}


@pytest.mark.parametrize("query", ["", "?q=", "?q=%25", "?q=" + "x" * 5000, "?q=a&departement=zz", "?q=%00"])
def test_odd_questions_get_an_empty_answer(visitor: PageClient, query: str) -> None:
    page = visitor.get("/territoires/communes" + query)
    assert page.status == 200
    assert page.json == []
