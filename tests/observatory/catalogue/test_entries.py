"""The catalogue says everything of every number that is shown, in plain French, once."""

import re
from dataclasses import fields
from datetime import date

import pytest

from inclusion_app.kernel.errors import NotFound
from inclusion_app.observatory.catalogue.dictionary import as_markdown, entries
from inclusion_app.observatory.catalogue.formats import FORMATS
from inclusion_app.observatory.catalogue.indicator import Family, Indicator, Unit
from inclusion_app.observatory.catalogue.needs import LOADED
from inclusion_app.observatory.catalogue.registry import INDICATORS, find_indicator, get_indicator, in_family
from inclusion_app.observatory.catalogue.trainings import PREFIX
from inclusion_app.observatory.indicators import BLOCKS
from inclusion_app.observatory.periods import year_of
from inclusion_app.observatory.queries import exact_figures
from inclusion_app.territories.queries import get_territory
from inclusion_app.vocabulary.people import Gender
from tests.cast import Cast
from tests.conftest import ROOT
from tests.factories import make_record

TEXTS = ("name", "definition", "counts", "source", "limits", "since", "numerator", "denominator", "rest")


def texts(indicator: Indicator) -> list[str]:
    return [text for name in TEXTS if (text := getattr(indicator, name))]


def test_each_key_is_used_once() -> None:
    keys = [indicator.key for indicator in INDICATORS]
    assert len(keys) == len(set(keys))
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", key) for key in keys)


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.key)
def test_nothing_is_left_unsaid(indicator: Indicator) -> None:
    needed = ("name", "definition", "counts", "source", "limits", "since")
    assert all(getattr(indicator, name).strip() for name in needed)
    if indicator.unit in (Unit.RATE, Unit.PER_TEN_THOUSAND, Unit.PER_HUNDRED, Unit.SHARE, Unit.MARK):
        assert indicator.numerator
        assert indicator.denominator


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.key)
def test_french_is_typeset(indicator: Indicator) -> None:
    for text in texts(indicator):
        assert not re.search(r"[^\u00a0\u202f][:;?!»]|«[^\u00a0]|'", text.replace("https:", "")), text
        assert "%" not in text, "templates read a percent sign as the place of a value"
    assert indicator.definition.endswith(".")
    assert indicator.limits.endswith(".")


def test_every_family_has_indicators_and_every_indicator_a_family() -> None:
    assert sum(len(in_family(family)) for family in Family) == len(INDICATORS)
    assert all(in_family(family) for family in Family)


def test_every_number_of_a_page_is_in_the_catalogue(cast: Cast) -> None:
    make_record(cast.mediators["nadia"], held_on=date(2025, 3, 3))
    figures = exact_figures(get_territory("COM-87085"), year_of(2025))
    measures = [*figures.measures, *(figures.supply.measures if figures.supply else ())]
    for measure in measures:
        indicator = get_indicator(measure.key)
        assert (measure.label, measure.what, measure.unit) == (indicator.name, indicator.definition, indicator.unit)
    for block in figures.blocks.values():
        assert block.title == get_indicator(block.key).name
    others = {"difficulty", "coverage", "people_coverage", "held_rate", "population"}
    assert all(find_indicator(key) for key in others)
    assert {field.name for field in fields(figures)} >= others - {"population"}


def test_trainings_are_in_the_catalogue() -> None:
    keys = ("sessions", "half_days", "minutes", "seats", "presences", "fill_rate", "satisfaction", "courses")
    assert all(get_indicator(PREFIX + key).family is Family.TRAININGS for key in keys)


def test_every_column_of_a_file_fills_an_indicator() -> None:
    filled = [column.indicator for each in FORMATS for column in each.columns]
    assert sorted(filled) == sorted(indicator.key for indicator in LOADED)


def test_tables_follow_their_own_secrecy() -> None:
    assert all(block.table == block.key for block in BLOCKS)


def test_people_and_anonymous_accompaniments_are_never_the_same_unit() -> None:
    assert get_indicator("people").unit is Unit.PEOPLE
    assert get_indicator("anonymous").unit is Unit.ACCOMPANIMENTS
    assert [one.key for one in INDICATORS if one.unit is Unit.PEOPLE] == ["people", "skills"]


def test_an_unknown_key_is_said() -> None:
    with pytest.raises(NotFound, match="catalogue"):
        get_indicator("nothing")


def test_the_documentation_is_the_catalogue() -> None:
    assert (ROOT / "docs" / "indicateurs.md").read_text(encoding="utf-8") == as_markdown(), "run scripts/indicators"


def test_values_are_those_of_the_lists_without_the_retired_ones() -> None:
    found = {entry.indicator.key: entry.values for entry in entries()}
    assert len(found["genders"]) == len(Gender)
    assert found["orientations"][-1] == "Pas d’orientation"
    assert "De 12 à 18 ans (ancien)" not in found["age_bands"]
    assert found["people"] == ()
