"""Maps: what they hold, how light they are, that neighbours keep one border."""

import re

import pytest

from inclusion_app.territories import topology
from inclusion_app.territories.contours import Map, map_of
from inclusion_app.territories.projection import simplify
from inclusion_app.territories.queries import get_territory
from inclusion_app.territories.territory import Level

pytestmark = pytest.mark.usefixtures("app")

PATH = re.compile(r"(M-?\d+ -?\d+(l( ?-?\d+)+|h1v1h-1)z)+")


def drawing(key: str, level: Level) -> Map:
    return map_of(get_territory(key), level)


@pytest.mark.parametrize(
    ("key", "level", "count", "kilobytes"),
    [
        ("DEP-87", Level.COMMUNE, 195, 40),
        ("DEP-87", Level.EPCI, 13, 8),
        ("EPCI-248719312", Level.COMMUNE, 20, 8),
        ("REG-75", Level.EPCI, 156, 45),
        ("REG-75", Level.DEPARTEMENT, 12, 15),
        ("DEP-974", Level.COMMUNE, 24, 10),
        ("FR", Level.DEPARTEMENT, 101, 45),
        ("FR", Level.REGION, 18, 20),
        ("COM-13055", Level.COMMUNE, 1, 2),
    ],
)
def test_a_map_holds_its_territories_and_stays_light(key: str, level: Level, count: int, kilobytes: int) -> None:
    found = drawing(key, level)
    assert len(found.shapes) == count
    assert sum(len(shape.path) for shape in found.shapes) < kilobytes * 1000
    for shape in found.shapes:
        assert PATH.fullmatch(shape.path), shape.name
        assert 0 <= shape.x <= found.width
        assert 0 <= shape.y <= found.height
        assert shape.name


def test_an_epci_over_two_departements_is_cut_on_the_map_of_one() -> None:
    epci = get_territory("EPCI-200030435")  # Gers and Landes
    gers, landes = (shape_of("DEP-32", epci.code), shape_of("DEP-40", epci.code))
    whole = map_of(epci, Level.EPCI)
    assert len(whole.shapes) == 1
    assert gers != landes
    assert topology.departements_of_epci()[epci.code] == {"32", "40"}


def shape_of(key: str, code: str) -> str:
    return next(shape.path for shape in drawing(key, Level.EPCI).shapes if shape.code == code)


def test_what_has_no_contour_is_named_as_missing() -> None:
    assert [each.code for each in drawing("DEP-15", Level.COMMUNE).missing] == ["15031", "15035", "15047", "15171"]
    polynesia = drawing("DEP-987", Level.COMMUNE)
    assert polynesia.shapes == ()
    assert len(polynesia.missing) == 48
    assert polynesia.width > 0


def test_a_place_lies_where_its_commune_is_drawn() -> None:
    found = drawing("DEP-87", Level.COMMUNE)
    limoges = next(shape for shape in found.shapes if shape.code == "87085")
    spot = found.point(45.8336, 1.2611)
    assert spot is not None
    assert abs(spot[0] - limoges.x) < 60
    assert abs(spot[1] - limoges.y) < 60
    assert found.point(48.85, 2.35) is None


def test_overseas_is_inset_on_the_map_of_france() -> None:
    found = drawing("FR", Level.DEPARTEMENT)
    assert len(found.insets) == 5
    reunion = found.point(-21.1, 55.5)
    assert reunion is not None
    last = found.insets[3]
    assert last.x <= reunion[0] <= last.x + last.width
    assert last.y <= reunion[1] <= last.y + last.height


def test_no_hole_is_left_inside_a_region() -> None:
    for shape in drawing("FR", Level.REGION).shapes:
        assert shape.path.count("M") < 12, shape.name


def test_a_line_loses_what_the_eye_would_not_see() -> None:
    assert simplify([(0, 0), (1, 0.1), (2, 0), (3, 5), (4, 0)], 1) == [(0, 0), (2, 0), (3, 5), (4, 0)]
    assert simplify([(0, 0), (10, 0), (10, 10), (0, 0)], 1) == [(0, 0), (10, 0), (10, 10), (0, 0)]
