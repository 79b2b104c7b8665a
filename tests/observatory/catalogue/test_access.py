"""Distances: exact, the same live and in the job, bounded for all France."""

import random

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from inclusion_app.kernel import clock
from inclusion_app.network.standard import AccessMode
from inclusion_app.observatory.catalogue.access import access_of, far_communes, measure
from inclusion_app.observatory.catalogue.areas import areas_of
from inclusion_app.observatory.catalogue.distances import Points
from inclusion_app.observatory.catalogue.models import CommuneSurroundings
from inclusion_app.observatory.catalogue.reading import surroundings_of
from inclusion_app.observatory.catalogue.surveying import look, note
from inclusion_app.territories.models import Commune, FormerCommune
from inclusion_app.territories.queries import distance_km, get_territory
from tests.factories import make_place

Database = scoped_session[Session]


class Spot:
    def __init__(self, latitude: float, longitude: float) -> None:
        self.latitude: float | None = latitude
        self.longitude: float | None = longitude


def test_the_nearest_of_random_points_is_the_nearest() -> None:
    chance = random.Random(5)  # noqa: S311
    spots = [Spot(chance.uniform(-22, 51), chance.uniform(-62, 56)) for _ in range(300)]
    points = Points((spot.latitude or 0, spot.longitude or 0, spot) for spot in spots)
    for _ in range(200):
        here = Spot(chance.uniform(-22, 51), chance.uniform(-179, 179))
        found = points.nearest(here.latitude or 0, here.longitude or 0)
        assert found
        assert found.km == pytest.approx(min(distance_km(here, spot) or 0 for spot in spots), abs=1e-6)


def test_points_without_any() -> None:
    assert Points[str]([]).nearest(0, 0) is None
    one = Points([(90.0, 0.0, "pole")]).nearest(-90, 10)
    assert one
    assert one.km == pytest.approx(20015, abs=1)


def test_no_place_at_all(session: Database) -> None:
    found = access_of(get_territory("DEP-87"))
    assert found
    assert found.beyond(20).communes == found.beyond(20).communes_of == 195
    assert found.farthest[0].kilometres is None
    assert len(far_communes(get_territory("DEP-87"), 5)) == 195


def test_a_commune_has_its_place(session: Database) -> None:
    make_place(commune="87085")
    found = access_of(get_territory("COM-87085"))
    assert found
    assert [far.communes for far in found.far] == [0, 0, 0]
    assert found.farthest == ()


def test_a_place_over_the_border_counts(session: Database) -> None:
    make_place("Médiathèque", commune="23096")
    far = {one.key: one for one in far_communes(get_territory("DEP-87"), 20)}
    assert far["COM-87085"].place_name == "Médiathèque"
    assert far["COM-87085"].kilometres == pytest.approx(61, abs=2)


def test_places_that_nobody_may_enter_are_not_near(session: Database) -> None:
    make_place(commune="87085", access_modes=frozenset({AccessMode.NO_PUBLIC}))
    make_place(commune="87085", deleted_at=clock.now())
    assert len(far_communes(get_territory("COM-87085"), 20)) == 1


def test_the_farthest_come_first_and_inhabitants_are_counted(session: Database) -> None:
    make_place(commune="87085")
    territory = get_territory("EPCI-248719312")
    found = access_of(territory)
    assert found
    far = far_communes(territory, 5)
    assert [one.kilometres for one in far] == sorted((one.kilometres or 0 for one in far), reverse=True)
    assert found.beyond(5).communes == len(far)
    assert found.beyond(5).inhabitants == sum(one.population or 0 for one in far)
    assert [far.communes for far in found.far] == sorted((far.communes for far in found.far), reverse=True)


def test_communes_that_merged_are_not_counted_twice(session: Database) -> None:
    session.add(FormerCommune(code="87114", name="Panazol", current_code="87085", search_text="panazol"))
    session.flush()
    assert {one.code for one in measure(get_territory("DEP-87"))[0]}.isdisjoint({"87114"})


def test_communes_without_coordinates_are_said(session: Database) -> None:
    session.get_one(Commune, "87114").latitude = None
    session.flush()
    found = access_of(get_territory("DEP-87"))
    assert found
    assert (found.unlocated, found.beyond(5).communes_of) == (1, 194)


def test_the_job_says_the_same_as_live(session: Database) -> None:
    make_place(commune="87085")
    make_place(commune="23096")
    assert surroundings_of(get_territory("FR"))[1] is None
    counts = note(look())
    assert counts["added"] > 34_000
    row = session.get_one(CommuneSurroundings, "87114")
    live = {one.code: one for one in measure(get_territory("DEP-87"))[0]}
    assert row.nearest_km == live["87114"].kilometres
    supply, access = surroundings_of(get_territory("FR"))
    assert access
    assert (supply.measure("places").value, supply.as_of is None) == (2, False)
    assert access.beyond(20).communes == len(far_communes(get_territory("FR"), 20))
    again = note(look())
    assert (again["added"], again["moved"]) == (0, 0)


def test_the_job_sees_a_new_place(session: Database) -> None:
    make_place(commune="87085")
    note(look())
    make_place(commune="23096")
    assert note(look())["moved"] > 100
    session.expire_all()
    assert session.get_one(CommuneSurroundings, "23096").nearest_km == 0


def test_areas_are_near_the_official_ones() -> None:
    areas = areas_of("87")
    assert areas["87085"] == pytest.approx(78, rel=0.05)
    assert sum(areas.values()) == pytest.approx(5520, rel=0.02)
    assert areas_of("987") == {}
