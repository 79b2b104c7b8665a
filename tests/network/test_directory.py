"""The public directory: nearest places, hours, filters; nothing but what is public."""

from datetime import datetime

import pytest

from inclusion_app.kernel import clock
from inclusion_app.kernel.clock import PARIS
from inclusion_app.network.queries import nearest_places
from inclusion_app.network.standard import AccessMode, Service
from inclusion_app.territories.queries import get_commune
from tests.cast import Cast
from tests.factories import make_place
from tests.pages import PageClient


def test_the_nearest_places_come_first_with_distance_and_hours(cast: Cast) -> None:
    isle = make_place("Isle", commune="87075", opening_hours="Mo 09:00-12:00")
    far = make_place("Guéret", commune="23096")
    make_place("Sans public", commune="87085", access_modes=frozenset({AccessMode.NO_PUBLIC}))
    found = nearest_places(get_commune("87085"))
    assert [near.place for near in found] == [cast.place, isle, far]
    assert found[0].km == pytest.approx(0, abs=0.01)
    assert 2 < (found[1].km or 0) < 8
    assert 50 < (found[2].km or 0) < 90
    assert found[1].hours.replace("\u00a0", " ") == "lundi : 9 h – 12 h"


def test_coordinates_of_the_place_count_more_than_its_commune(cast: Cast) -> None:
    limoges = get_commune("87085")
    isle = make_place("Isle, à deux pas", commune="87075", latitude=limoges.latitude, longitude=limoges.longitude)
    cast.place.latitude, cast.place.longitude = 45.90, 1.26
    assert [near.place for near in nearest_places(limoges, 2)] == [isle, cast.place]


def test_a_service_narrows_and_a_limit_limits(cast: Cast) -> None:
    other = make_place("Ateliers", commune="87075", services=frozenset({Service.CREATION}))
    limoges = get_commune("87085")
    assert [near.place for near in nearest_places(limoges, service=Service.CREATION)] == [other]
    assert len(nearest_places(limoges, 1)) == 1
    assert nearest_places(limoges, service=Service.PURCHASE) == []


def test_a_commune_without_coordinates_has_its_own_places(cast: Cast) -> None:
    commune = get_commune("98818")  # Nouméa
    commune.latitude = commune.longitude = None
    there = make_place("À Nouméa", commune="98818")
    assert [(near.place, near.km) for near in nearest_places(commune)] == [(there, None)]


def test_a_visitor_finds_a_place(cast: Cast, visitor: PageClient) -> None:
    visitor.get("/lieux")
    cast.place.opening_hours = "Tu 09:00-12:00; PH off"
    with clock.frozen(datetime(2026, 11, 24, 10, tzinfo=PARIS)):
        page = visitor.get("/lieux?commune=Limoges&service=procedures")
        assert "Les lieux les plus proches de Limoges" in page.text
        assert cast.place.name in page.text
        assert "Ouvert en ce moment" in page.text
    with clock.frozen(datetime(2026, 11, 25, 10, tzinfo=PARIS)):
        assert "Fermé en ce moment" in visitor.get(f"/lieux/{cast.place.id}").text


def test_a_commune_without_places_nearby_says_what_to_do(cast: Cast, visitor: PageClient) -> None:
    page = visitor.get("/lieux?commune=Limoges&service=purchase")
    assert "Aucun lieu trouvé" in page.text
    assert "05 55 00 00 00" in page.text


def test_an_unknown_commune_is_told_at_its_field(cast: Cast, visitor: PageClient) -> None:
    page = visitor.get("/lieux?commune=Nulle-Part-sur-Rien")
    assert "Aucune commune" in page.errors["commune"]


def test_many_places_come_by_pages(cast: Cast, visitor: PageClient) -> None:
    for number in range(24):
        make_place(f"Lieu {number}", commune="87075")
    page = visitor.get("/lieux?commune=Limoges&page=3")
    assert "21 à 25 sur 25" in page.text.replace("\u00a0", " ")
    visitor.get("/lieux?commune=Limoges&page=99")


def test_what_was_typed_by_others_runs_nothing(cast: Cast, visitor: PageClient) -> None:
    evil = make_place("<script>alert(1)</script>", websites="javascript:alert(1)", details="=1+1 <b>")
    page = visitor.get(f"/lieux/{evil.id}")
    assert not page.all("//main//script")
    assert not page.all("//a[starts-with(@href, 'javascript')]")
