"""Needs of a territory: from the file that knows it, else the weighted mean of its communes."""

from collections.abc import Mapping

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from inclusion_app.observatory.catalogue.formats import ARCEP, IFN, IFN_REGION, Format
from inclusion_app.observatory.catalogue.loaded import OF_DEPARTEMENTS, map_needs, needs_of
from inclusion_app.observatory.catalogue.loading import FileRead, load_needs
from inclusion_app.observatory.catalogue.means import Numbers, mean, merge
from inclusion_app.observatory.catalogue.models import NeedValue
from inclusion_app.observatory.catalogue.spreading import spread_all
from inclusion_app.territories.models import Commune, FormerCommune
from inclusion_app.territories.queries import get_territory
from inclusion_app.territories.territory import Level

Database = scoped_session[Session]
LIMOGES, PANAZOL, GUERET = "87085", "87114", "23096"


def load(kind: Format, rows: Mapping[str, Numbers], level: Level = Level.COMMUNE, vintage: int = 2023) -> None:
    load_needs(FileRead(kind, level, vintage, "x.csv", "0" * 64, rows), by=None)


def score(value: float) -> Numbers:
    return Numbers({"fragility": value})


def population(session: Database, code: str) -> int:
    found = session.get_one(Commune, code).population
    assert found
    return found


def test_nothing_is_said_when_nothing_is_loaded(session: Database) -> None:
    assert needs_of(get_territory("COM-87085")) == []
    assert map_needs(get_territory("DEP-87"), Level.COMMUNE, "fragility") == {}


def test_a_commune_has_the_number_of_the_file(session: Database) -> None:
    load(IFN, {LIMOGES: score(4.8), GUERET: score(6.0)})
    (found,) = needs_of(get_territory("COM-87085"))
    assert (found.key, found.value, found.vintage, found.method, found.covered) == ("fragility", 4.8, 2023, None, 1)
    assert found.scale == (1, 10)
    assert found.source.startswith("La MedNum / ANCT")


def test_a_wider_territory_has_the_mean_weighted_by_population(session: Database) -> None:
    load(IFN, {LIMOGES: score(4.0), PANAZOL: score(8.0)})
    big, small = population(session, LIMOGES), population(session, PANAZOL)
    (found,) = needs_of(get_territory("DEP-87"))
    assert found.value == pytest.approx((4 * big + 8 * small) / (big + small), abs=1e-3)
    assert found.method == IFN.mean
    everyone = get_territory("DEP-87").population
    assert everyone
    assert found.covered == pytest.approx((big + small) / everyone, abs=0.01)
    (country,) = needs_of(get_territory("FR"))
    assert country.value == found.value == found.national


def test_the_wider_file_comes_before_the_mean(session: Database) -> None:
    load(IFN, {LIMOGES: score(4.0)})
    load(IFN, {"87": score(5.5)}, Level.DEPARTEMENT)
    (found,) = needs_of(get_territory("DEP-87"))
    assert (found.value, found.method) == (5.5, None)
    load(IFN, {LIMOGES: score(4.4)})
    assert needs_of(get_territory("DEP-87"))[0].value == 5.5


def test_départements_alone_make_the_region(session: Database) -> None:
    load(IFN, {"87": score(5.0), "23": score(5.0)}, Level.DEPARTEMENT)
    (found,) = needs_of(get_territory("REG-75"))
    assert (found.value, found.method) == (5.0, OF_DEPARTEMENTS)
    assert needs_of(get_territory("COM-87085")) == []


def test_shares_of_premises_are_weighted_by_premises(session: Database) -> None:
    load(ARCEP, {LIMOGES: Numbers({"fixed_30": 90.0}, 100), PANAZOL: Numbers({"fixed_30": 10.0}, 300)}, vintage=2019)
    (found,) = needs_of(get_territory("DEP-87"))
    assert (found.value, found.method) == (30.0, ARCEP.mean)


def test_a_regional_index_stops_at_the_region(session: Database) -> None:
    rows = {LIMOGES: Numbers({"regional_fragility": 110.0}, 130_000)}
    load(IFN_REGION, rows, vintage=2020)
    assert needs_of(get_territory("DEP-87"))[0].value == 110
    assert needs_of(get_territory("REG-75")) == []
    assert needs_of(get_territory("FR")) == []


def test_the_latest_vintage_is_read(session: Database) -> None:
    load(IFN, {LIMOGES: score(4.0)}, vintage=2025)
    load(IFN, {LIMOGES: score(3.0), PANAZOL: score(3.5)}, vintage=2023)
    assert needs_of(get_territory("COM-87085"))[0].vintage == 2025
    assert needs_of(get_territory("COM-87114"))[0].vintage == 2023
    assert map_needs(get_territory("DEP-87"), Level.COMMUNE, "fragility") == {LIMOGES: 4.0}


def test_a_commune_without_population_counts_for_nothing_in_the_mean(session: Database) -> None:
    session.get_one(Commune, PANAZOL).population = None
    session.flush()
    load(IFN, {LIMOGES: score(4.0), PANAZOL: score(8.0)})
    assert needs_of(get_territory("DEP-87"))[0].value == 4.0
    assert needs_of(get_territory("COM-87114"))[0].value == 8.0


def test_numbers_follow_communes_that_merge(session: Database) -> None:
    load(IFN, {LIMOGES: score(4.0), PANAZOL: score(8.0)})
    big, small = population(session, LIMOGES), population(session, PANAZOL)
    session.get_one(Commune, LIMOGES).population = big + small
    session.add(FormerCommune(code=PANAZOL, name="Panazol", current_code=LIMOGES, search_text="panazol"))
    session.flush()
    spread_all()
    session.expire_all()
    expected = (4 * big + 8 * small) / (big + small)
    assert needs_of(get_territory("COM-87114"))[0].value == pytest.approx(expected, abs=1e-3)
    keys = session.scalars(select(NeedValue.territory_key).where(NeedValue.territory_key.startswith("COM-"))).all()
    assert keys == [f"COM-{LIMOGES}"]
    spread_all()
    assert needs_of(get_territory("DEP-87"))[0].value == pytest.approx(expected, abs=1e-3)


def test_means() -> None:
    assert mean([({"a": 1.0}, 1), ({"a": 4.0, "b": 2.0}, 2), ({"a": 100.0}, 0)]) == {"a": 3.0, "b": 2.0}
    assert mean([]) == {}
    assert merge([(Numbers({"a": 1.0}), None), (Numbers({"a": 3.0}), 50)]) == Numbers({"a": 2.0})
    assert merge([(Numbers({"a": 1.0}), 150), (Numbers({"a": 3.0}), 50)]) == Numbers({"a": 1.5})
    assert merge([(Numbers({"a": 1.0}, 0), None), (Numbers({"a": 3.0}, 0), None)]).content == {"a": 2.0}
