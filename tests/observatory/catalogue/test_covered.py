"""How coverage is written: rates, ranges, words where something is hidden or unknown."""

from flask import Flask

from inclusion_app.observatory.catalogue.indicator import Unit
from inclusion_app.observatory.catalogue.measure import Measure
from inclusion_app.observatory.catalogue.registry import get_indicator
from inclusion_app.observatory.figures import Coverage
from inclusion_app.observatory.measures import NO_POPULATION, estimate_coverage, estimate_difficulty
from inclusion_app.observatory.surrounding import surroundings_of
from inclusion_app.territories.territory import Level, Territory
from tests.observatory.sample import LIMOGES, make_figures, make_measure


def written(**measures: object) -> dict[str, str]:
    figures = make_figures(**measures)  # type: ignore[arg-type]
    return {name: value for name, value, _ in surroundings_of(figures).coverage}


def test_ranges_and_rates(app: Flask) -> None:
    rate = Measure("held_rate", get_indicator("held_rate").name, "", Unit.RATE, 33.34)
    found = written(held_rate=rate, coverage=Coverage(6.71, 16.82), people_coverage=Coverage(1.4, 3.4))
    assert found[get_indicator("held_rate").name] == "33,3"
    assert found[get_indicator("coverage").name] == "de 6,7 à 16,8"
    assert found[get_indicator("people_coverage").name] == "de 1,4 à 3,4"


def test_what_is_hidden_is_said_in_words(app: Flask) -> None:
    people = make_measure("people", None, secret=True)
    found = written(people=people, inhabitants_helped=make_measure("inhabitants_helped", None, secret=True))
    assert found[get_indicator("people_coverage").name] == "secret statistique"
    assert found[get_indicator("coverage").name] == "secret statistique"


def test_a_territory_without_population(app: Flask) -> None:
    rate = Measure("held_rate", get_indicator("held_rate").name, "", Unit.RATE, None, reason=NO_POPULATION)
    assert written(held_rate=rate)[get_indicator("held_rate").name] == NO_POPULATION
    assert written()[get_indicator("people_coverage").name] == "–"
    nowhere = Territory(Level.COMMUNE, "98711", "Anaa")
    assert estimate_difficulty(nowhere) is None
    assert estimate_coverage(make_measure("people", 5), None) is None


def test_people_over_people_in_difficulty() -> None:
    found = estimate_coverage(make_measure("people", 430), estimate_difficulty(LIMOGES))
    assert found
    assert (round(found.low, 1), round(found.high, 1)) == (1.0, 2.5)
