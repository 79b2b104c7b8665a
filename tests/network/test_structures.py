"""Structures: who may see and change them, what is refused and how it is told."""

import uuid
from collections.abc import Callable

import pytest

from inclusion_app.access.models import Account
from inclusion_app.access.scope import scope_of
from inclusion_app.kernel.db import db
from inclusion_app.network import queries
from inclusion_app.network.models import Structure
from tests.cast import Cast
from tests.factories import make_place, make_structure
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]

GOOD = {"name": "CCAS d’Isle", "commune_code": "Isle (87170)", "siret": "732 829 320 00074", "phone": "05 55 01 02 03"}


def test_a_coordinator_adds_a_structure_in_her_territory(cast: Cast, client_of: ClientOf) -> None:
    claire = client_of(cast.claire)
    claire.get("/structures/nouvelle")
    page = claire.post("/structures/nouvelle", GOOD)
    made = db.session.query(Structure).filter_by(siret="73282932000074").one()
    assert page.location == f"/structures/{made.id}"
    assert (made.commune_code, made.phone) == ("87075", "+33555010203")
    assert "05\u00a055\u00a001\u00a002\u00a003" in claire.get(page.location).text
    assert "CCAS d’Isle" in claire.get("/structures?q=isle").text


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"name": ""}, "name", "Remplissez"),
        ({"siret": "73282932000075"}, "siret", "n’existe pas"),
        ({"siret": "12"}, "siret", "14"),
        ({"commune_code": "Guéret"}, "commune_code", "en dehors de votre territoire"),
        ({"commune_code": "Nulle-Part-sur-Rien"}, "commune_code", "Aucune commune"),
        ({"phone": "12"}, "phone", "10"),
        ({"email": "accueil"}, "email", "adresse électronique complète"),
        ({"website": "mairie"}, "website", "adresse d’un site"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    cast: Cast, client_of: ClientOf, change: dict[str, str], field: str, told: str
) -> None:
    page = client_of(cast.claire).post("/structures/nouvelle", GOOD | change, status=422)
    assert told in page.errors[field]
    assert "Erreur" in page.one("//title").text
    assert page.form()["name"] == (GOOD | change)["name"]


def test_a_siret_belongs_to_one_structure(cast: Cast, client_of: ClientOf) -> None:
    make_structure("Une autre", siret="73282932000074")
    page = client_of(cast.claire).post("/structures/nouvelle", GOOD, status=422)
    assert "a déjà ce numéro" in page.errors["siret"]


def test_a_manager_changes_her_structure_and_makes_no_other(cast: Cast, client_of: ClientOf) -> None:
    paul = client_of(cast.paul)
    path = f"/structures/{cast.mairie.id}/modifier"
    values = paul.get(path).form() | {"name": "Mairie de Limoges, numérique"}
    paul.post(path, values)
    assert cast.mairie.name == "Mairie de Limoges, numérique"
    paul.get("/structures/nouvelle", status=403)


def test_nothing_outside_her_reach(cast: Cast, client_of: ClientOf) -> None:
    for account in (cast.claire, cast.paul):
        client = client_of(account)
        assert "Creuse Numérique" not in client.get("/structures").text
        client.get(f"/structures/{cast.association.id}", status=404)
        client.get(f"/structures/{cast.association.id}/modifier", status=404)
        client.post(f"/structures/{cast.association.id}/supprimer", status=404)
        client.get(f"/structures/{uuid.uuid4()}", status=404)


def test_a_mediator_sees_her_structure_and_changes_nothing(cast: Cast, client_of: ClientOf) -> None:
    nadia = client_of(cast.nadia)
    assert "Mairie de Limoges" in nadia.get(f"/structures/{cast.mairie.id}").h1
    nadia.get(f"/structures/{cast.mairie.id}/modifier", status=403)
    client_of(cast.elise).get("/structures", status=403)


def test_the_second_of_two_editors_is_told_and_nothing_is_overwritten(cast: Cast, client_of: ClientOf) -> None:
    paul, claire = client_of(cast.paul), client_of(cast.claire)
    path = f"/structures/{cast.mairie.id}/modifier"
    first, second = paul.get(path).form(), claire.get(path).form()
    paul.post(path, first | {"address": "1 rue du Pont"})
    page = claire.post(path, second | {"address": "2 rue du Pont"}, status=409)
    assert "1 rue du Pont" in page.text
    assert "2 rue du Pont" in page.text
    assert cast.mairie.address == "1 rue du Pont"
    claire.post(path, second | {"version": "n’importe quoi"}, status=409)
    claire.post(path, page.form())
    assert cast.mairie.address == "2 rue du Pont"


def test_a_structure_goes_when_nothing_active_remains_and_comes_back(cast: Cast, client_of: ClientOf) -> None:
    claire = client_of(cast.claire)
    claire.post(f"/structures/{cast.mairie.id}/supprimer")
    assert "encore des lieux (1)" in claire.get(f"/structures/{cast.mairie.id}").text
    empty = make_structure("Vide")
    path = f"/structures/{empty.id}"
    claire.get(f"{path}/supprimer")
    claire.post(f"{path}/supprimer")
    claire.get(path, status=404)
    assert "Rétablir" in claire.get("/structures").text
    claire.post(f"{path}/retablir")
    claire.get(path)


def test_places_for_logging_are_mine_then_those_without_structure_here(cast: Cast) -> None:
    alone = make_place("Médiathèque", commune="87085")
    make_place("Ailleurs", commune="87075")
    make_place("Chez Léa", commune="23096", structure_id=cast.association.id)
    gone = make_place("Fermé", structure_id=cast.mairie.id)
    gone.deleted_at = gone.created_at
    db.session.flush()
    scope = scope_of(cast.nadia)
    assert queries.places_for_logging(scope) == [cast.place, alone]
    assert queries.my_structures(scope) == [cast.mairie]
    assert queries.get_my_mediator(scope) is cast.mediators["nadia"]
    assert queries.my_structures(scope_of(cast.claire)) == []
