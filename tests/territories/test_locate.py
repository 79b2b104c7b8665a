"""Finding the commune of a line of a file, and saying how."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from inclusion_app.territories.locate import How, Locator, locate
from inclusion_app.territories.queries import get_territory, list_communes
from inclusion_app.territories.topology import commune_at

PLACES = "lieux/standard/2023-05-17_provence-alpes-cote-d-azur_lieux-de-mediation-numerique_v1.0.2.csv"


@pytest.fixture
def locator(app: Flask) -> Locator:
    return Locator()


@pytest.mark.parametrize(
    ("line", "code", "how"),
    [
        ({"code": "87085"}, "87085", How.CODE),
        ({"code": "1001"}, "01001", How.CODE),
        ({"code": " 2a004 "}, "2A004", How.CODE),
        ({"code": "87085", "name": "Paris", "postal_code": "75001"}, "87085", How.CODE),
        ({"code": "13208"}, "13055", How.FORMER_CODE),
        ({"code": "14004"}, "14281", How.FORMER_CODE),
        ({"code": "99999", "name": "limoges", "postal_code": "87000"}, "87085", How.NAME_AND_POSTAL_CODE),
        ({"name": "Marseille 8e", "postal_code": "13008"}, "13055", How.NAME_AND_POSTAL_CODE),
        ({"name": "Annecy le Vieux", "postal_code": "74940"}, "74010", How.NAME_AND_POSTAL_CODE),
        ({"name": "ST ETIENNE", "postal_code": "42100"}, "42218", How.NAME_AND_POSTAL_CODE),
        ({"name": "Bourg", "postal_code": "1400.0"}, None, None),
        ({"name": "Nowhere", "postal_code": "87000"}, "87085", How.POSTAL_CODE),
        ({"name": "Limoges Cedex 9", "postal_code": "87031"}, "87085", How.NAME),
        ({"name": "Saint-Étienne", "departement": "42"}, "42218", How.NAME),
        ({"name": "Bastia", "postal_code": "20999"}, "2B033", How.NAME),
        ({"latitude": 45.8336, "longitude": 1.2611}, "87085", How.COORDINATES),
        ({"latitude": -20.88, "longitude": 55.45}, "97411", How.COORDINATES),
        ({"name": "Limoges"}, None, None),
        ({"latitude": 0.0, "longitude": 0.0}, None, None),
        ({"latitude": float("nan"), "longitude": 1e300}, None, None),
        ({"name": "x" * 5000, "postal_code": "87", "code": "=1+1"}, None, None),
        ({}, None, None),
    ],
)
def test_the_commune_meant(locator: Locator, line: dict[str, Any], code: str | None, how: How | None) -> None:
    found = locator.locate(**line)
    assert (found and found.code, found and found.how) == (code, how)


def test_a_single_case(app: Flask) -> None:
    found = locate(name="Limoges", postal_code="87000")
    assert found is not None
    assert found.name == "Limoges"
    assert found.how.deduced
    assert found.how.label == "déduite du nom et du code postal"


def test_645_of_the_646_places_of_the_region_lie_in_it(locator: Locator, shared_data: Path) -> None:
    with (shared_data / PLACES).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    found = [
        locator.locate(
            code=row["code_insee"],
            name=row["commune"],
            postal_code=row["code_postal"],
            latitude=float(row["latitude"]) if row["latitude"] else None,
            longitude=float(row["longitude"]) if row["longitude"] else None,
        )
        for row in rows
    ]
    region = {commune.code for commune in list_communes(get_territory("REG-93"))}
    assert len(found) == 646
    assert sum(1 for each in found if each and each.code in region) == 645
    hows = Counter(each.how for each in found if each)
    assert hows[How.CODE] + hows[How.FORMER_CODE] == 17


def test_nearly_every_town_hall_lies_in_its_own_contour(app: Flask) -> None:
    communes = list_communes(get_territory("DEP-87"))
    spots = [(each.latitude or 0, each.longitude or 0) for each in communes]
    assert [commune_at(*spot) for spot in spots] == [each.code for each in communes]


@pytest.mark.parametrize(
    ("latitude", "longitude", "code"),
    [
        (46.215, 0.07, "79307"),  # ground of a commune that merged after the contours were drawn
        (48.961, 2.363, "93066"),
        (42.466, 1.982, None),  # Llívia is Spain
        (43.40, 5.05, "13056"),  # a town on the water, where the contour is simplified
        (43.0, 6.9, None),
    ],
)
def test_a_point_and_its_commune(latitude: float, longitude: float, code: str | None) -> None:
    assert commune_at(latitude, longitude) == code
