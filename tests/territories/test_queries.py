"""Territories by key, their parents, children and communes; the loading of the reference."""

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from inclusion_app.kernel.errors import NotFound
from inclusion_app.territories.models import Commune, CommunePostalCode, Epci, FormerCommune
from inclusion_app.territories.queries import (
    commune_filter,
    distance_km,
    get_commune,
    get_territory,
    list_ancestors,
    list_children,
    list_communes,
    list_territories,
    resolve_commune,
)
from inclusion_app.territories.services import load_reference
from inclusion_app.territories.territory import Level

pytestmark = pytest.mark.usefixtures("app")

DB = scoped_session[Session]


@pytest.mark.parametrize(
    ("key", "ancestors"),
    [
        ("COM-87085", ["EPCI-248719312", "DEP-87", "REG-75", "FR"]),
        ("COM-85113", ["DEP-85", "REG-52", "FR"]),
        ("EPCI-248719312", ["DEP-87", "REG-75", "FR"]),
        ("DEP-974", ["REG-04", "FR"]),
        ("FR", []),
    ],
)
def test_ancestors(key: str, ancestors: list[str]) -> None:
    assert [territory.key for territory in list_ancestors(get_territory(key))] == ancestors


def test_old_codes_lead_to_the_commune_of_today() -> None:
    assert get_territory("COM-75115").key == "COM-75056"
    former = resolve_commune("14004")
    assert former is not None
    assert former.name == "Formigny La Bataille"
    assert resolve_commune("00000") is None


@pytest.mark.parametrize("key", ["DEP-999", "COM-00000", "EPCI-1", "nothing", ""])
def test_an_unknown_territory_is_not_found(key: str) -> None:
    with pytest.raises(NotFound):
        get_territory(key)


def test_children_are_one_level_below() -> None:
    assert {child.level for child in list_children(get_territory("FR"))} == {Level.REGION}
    assert len(list_children(get_territory("REG-75"))) == 12
    assert [child.key for child in list_children(get_territory("DEP-75"))] == ["EPCI-200054781"]
    assert len(list_children(get_territory("EPCI-248719312"))) == 20
    assert list_children(get_territory("COM-87085")) == []


def test_every_territory_of_a_level() -> None:
    assert len(list_territories(get_territory("REG-75"), Level.EPCI)) == 156
    assert len(list_territories(get_territory("DEP-87"), Level.COMMUNE)) == 195
    assert len(list_territories(get_territory("FR"), Level.DEPARTEMENT)) == 109
    assert [each.key for each in list_territories(get_territory("DEP-87"), Level.REGION)] == ["REG-75"]


@pytest.mark.parametrize(("key", "count"), [("FR", 34_969), ("REG-75", 4_293), ("DEP-87", 195), ("COM-87085", 1)])
def test_the_condition_keeps_the_communes_inside(session: DB, key: str, count: int) -> None:
    territory = get_territory(key)
    column = CommunePostalCode.commune_code
    found = session.scalar(select(func.count(column.distinct())).where(commune_filter(territory, column)))
    missing = 5 if key == "FR" else 0
    assert found == count - missing
    assert session.scalar(select(func.count(Commune.code)).where(commune_filter(territory, Commune.code))) == count


def test_communes_come_by_name() -> None:
    names = [commune.name for commune in list_communes(get_territory("DEP-90"))]
    assert (names[0], names[-1]) == ("Andelnans", "Villars-le-Sec")


def test_the_population_of_a_territory_is_that_of_its_communes(session: DB) -> None:
    territory = get_territory("DEP-87")
    total = session.scalar(select(func.sum(Commune.population)).where(Commune.departement_code == "87"))
    assert territory.population == total == 373_167


def test_distance() -> None:
    paris, marseille, miquelon = get_commune("75056"), get_commune("13055"), get_commune("97501")
    assert distance_km(paris, marseille) == pytest.approx(661, abs=3)
    assert distance_km(paris, paris) == 0
    assert distance_km(paris, miquelon) is None


def test_loading_again_refreshes_and_changes_nothing_else(session: DB) -> None:
    limoges = get_commune("87085")
    limoges.name, limoges.population = "Wrong", 1
    session.add(FormerCommune(code="87999", name="Revived", current_code="87085", search_text=" revived "))
    session.flush()
    counts = load_reference()
    assert (limoges.name, limoges.population) == ("Limoges", 129_937)
    assert counts["communes"] == session.scalar(select(func.count(Commune.code))) == 34_969
    assert counts["former_communes"] == session.scalar(select(func.count(FormerCommune.code)))
    assert counts["postal_codes"] == session.scalar(select(func.count()).select_from(CommunePostalCode))


def test_names_are_written_for_readers(session: DB) -> None:
    assert get_commune("94038").name == "L’Haÿ-les-Roses"
    epci = session.get(Epci, "248719312")
    assert epci is not None
    assert epci.name == "Communauté urbaine Limoges Métropole"
