"""Rooms and trainers: who may add, change and retire them."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Role
from inclusion_app.access.scope import scope_of
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.trainings.models.sessions import Room, Trainer
from inclusion_app.trainings.queries.people import get_trainer, list_trainers
from inclusion_app.trainings.queries.rooms import list_rooms
from tests.cast import Cast
from tests.factories import make_account, make_place
from tests.factories_trainings import make_room, make_session, make_trainer
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]


def test_a_manager_adds_changes_and_retires_a_room(cast: Cast, client_of: ClientOf) -> None:
    paul = client_of(cast.paul)
    assert cast.place.name in paul.get("/salles/lieux?q=esp").json[0]["label"]
    paul.get(f"/salles/nouvelle?lieu={cast.place.id}")
    values = {"place": "espace num", "name": "Salle Curie", "seats": "12", "equipment": "8 ordinateurs"}
    paul.post("/salles/nouvelle", values)
    room = db.session.scalars(select(Room)).one()
    assert (room.place_id, room.seats) == (cast.place.id, 12)
    assert "déjà ce nom" in paul.post("/salles/nouvelle", values, status=422).errors["name"]
    paul.post(f"/salles/{room.id}/modifier", paul.get(f"/salles/{room.id}/modifier").form() | {"seats": "10"})
    assert room.seats == 10
    make_session(None, clock.now() + timedelta(days=2), place=cast.place, room_id=room.id)
    assert "1 session à venir y reste prévue" in paul.get(f"/salles/{room.id}/retirer").text
    paul.post(f"/salles/{room.id}/retirer")
    assert list_rooms([cast.place.id]) == []
    assert "Plus proposées" in paul.get("/salles").text
    paul.post(f"/salles/{room.id}/remettre")
    assert list_rooms([cast.place.id]) == [room]


@pytest.mark.parametrize(
    ("seats", "told"), [("0", "au moins"), ("1001", "au plus"), ("", "Remplissez"), ("x", "entier")]
)
def test_a_room_has_seats(cast: Cast, client_of: ClientOf, seats: str, told: str) -> None:
    values = {"place": cast.place.name, "name": "S", "seats": seats}
    assert told in client_of(cast.paul).post("/salles/nouvelle", values, status=422).errors["seats"]


def test_rooms_elsewhere_stay_out_of_reach(cast: Cast, client_of: ClientOf) -> None:
    away = make_room(make_place("Loin", commune="23096", structure_id=cast.association.id), "Salle loin")
    here = make_room(cast.place, "Salle ici")
    paul, nadia = client_of(cast.paul), client_of(cast.nadia)
    for client in (paul, nadia):
        page = client.get("/salles").text
        assert "Salle ici" in page
        assert "Salle loin" not in page
    paul.get(f"/salles/{away.id}/modifier", status=404)
    paul.get(f"/salles/{uuid.uuid4()}/modifier", status=404)
    nadia.get(f"/salles/{here.id}/modifier", status=403)
    nadia.get("/salles/nouvelle", status=403)
    refused = paul.post("/salles/nouvelle", {"place": "Loin", "name": "S", "seats": "3"}, status=422)
    assert "place" in refused.errors


def test_someone_of_the_network_becomes_a_trainer(cast: Cast, client_of: ClientOf) -> None:
    claire, path = client_of(cast.claire), "/intervenants/du-reseau"
    make_account("Ana Coordonne", (Role.COORDINATOR, "DEP-87"))
    make_account("Ana Ailleurs", (Role.COORDINATOR, "DEP-23"))
    assert [one["label"] for one in claire.get("/intervenants/personnes?q=ana").json] == ["Ana Coordonne"]
    labels = [one["label"] for one in claire.get("/intervenants/personnes?q=na").json]
    assert labels == ["Nadia Benali (Mairie de Limoges)"]
    claire.get(path)
    claire.post(path, {"person": labels[0], "structure": str(cast.mairie.id), "qualifications": "BPJEPS"})
    trainer = db.session.scalars(select(Trainer)).one()
    assert (trainer.account_id, trainer.name, trainer.external) == (cast.nadia.id, "Nadia Benali", False)
    assert "déjà dans la liste" in claire.post(path, {"person": "Nadia"}, status=422).errors["person"]
    claire.post(f"/intervenants/{trainer.id}/retirer")
    assert list_trainers(scope_of(cast.claire)) == []
    claire.post(path, {"person": "Nadia"})
    assert list_trainers(scope_of(cast.nadia)) == [trainer]
    assert trainer.structure_id is None


def test_someone_from_outside_is_kept_sealed(cast: Cast, client_of: ClientOf) -> None:
    paul = client_of(cast.paul)
    paul.get("/intervenants/exterieur")
    paul.post("/intervenants/exterieur", {"name": "Zoé d’Arc", "email": "zoe@exemple.fr"})
    trainer = db.session.scalars(select(Trainer)).one()
    assert (trainer.name, trainer.external, trainer.structure_id) == ("Zoé d’Arc", True, cast.mairie.id)
    assert b"Zo" not in trainer.name_sealed
    path = f"/intervenants/{trainer.id}"
    paul.post(f"{path}/modifier", paul.get(f"{path}/modifier").form() | {"name": "Zoé Arc"})
    assert "Zoé Arc" in paul.get("/intervenants").text
    paul.get(f"{path}/retirer")
    refused = paul.post("/intervenants/exterieur", {"name": "", "email": "zoe"}, status=422)
    assert set(refused.errors) == {"name", "email"}


def test_trainers_of_others_stay_out_of_reach(cast: Cast, client_of: ClientOf) -> None:
    theirs = make_trainer(cast.lea, structure_id=cast.association.id)
    shared = make_trainer(None, "Pour tous")
    paul = client_of(cast.paul)
    page = paul.get("/intervenants").text
    assert "Pour tous" in page
    assert "Léa" not in page
    paul.get(f"/intervenants/{theirs.id}/modifier", status=404)
    paul.get(f"/intervenants/{shared.id}/modifier", status=404)
    client_of(cast.nadia).get("/intervenants/exterieur", status=403)
    assert paul.get("/intervenants/personnes?q=l%C3%A9a").json == []
    assert get_trainer(scope_of(cast.lea), theirs.id) is theirs
    client_of(cast.ahmed).get(f"/intervenants/{shared.id}/modifier")


def test_a_manager_is_offered_herself_and_her_team(cast: Cast, client_of: ClientOf) -> None:
    make_account("Zoé Gérante", (Role.MANAGER, cast.mairie))
    labels = [one["label"] for one in client_of(cast.paul).get("/intervenants/personnes?q=").json]
    assert [label.split(" (")[0] for label in labels] == ["Karim Petit", "Nadia Benali", "Paul Girard", "Zoé Gérante"]
