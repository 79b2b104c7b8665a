"""What trainings need: the organisation that signs, rooms, trainers; who may change them."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Role
from inclusion_app.access.scope import scope_of
from inclusion_app.kernel import clock, files
from inclusion_app.kernel.db import db
from inclusion_app.trainings.models.courses import TrainingBody
from inclusion_app.trainings.models.sessions import Room, Trainer
from inclusion_app.trainings.queries.body import find_body
from inclusion_app.trainings.queries.people import get_trainer, list_trainers
from inclusion_app.trainings.queries.rooms import list_rooms
from tests.cast import Cast
from tests.factories import make_account, make_place
from tests.factories_trainings import make_room, make_session, make_trainer
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]

BODY = "/formations/organisme"
GOOD = {
    "name": "Conseil départemental",
    "address": "11 rue du Pont\n87000 Limoges",
    "siret": "732 829 320 00074",
    "declaration_number": "75 87 01234 87",
    "declaration_region": "Nouvelle-Aquitaine",
    "phone": "05 55 12 34 56",
    "signatory_name": "Jeanne Roy",
    "signatory_title": "directrice",
    "version": "0",
}


def picture(size: tuple[int, int] = (300, 120), kind: str = "PNG") -> bytes:
    written = BytesIO()
    Image.new("RGB", size, "white").save(written, kind)
    return written.getvalue()


def sign(client: PageClient, content: bytes, status: int = 303) -> str:
    sent = {"signature": (BytesIO(content), "signature.png")}
    page = client.post(f"{BODY}/signature", sent, status=status, content_type="multipart/form-data")
    return page.text if page.is_html and status != 303 else ""


# The organisation


def test_a_coordinator_describes_the_organisation_and_sees_what_is_missing(cast: Cast, client_of: ClientOf) -> None:
    claire = client_of(cast.claire)
    assert "Il manque 4 choses" in claire.get("/formations/reglages").text
    claire.get(BODY)
    claire.post(BODY, GOOD)
    body = find_body()
    assert body is not None
    assert (body.siret, body.declaration_number, body.phone) == ("73282932000074", "75870123487", "+33555123456")
    page = claire.get("/formations/reglages")
    assert "les attestations peuvent être délivrées" in page.text
    assert "Conseillé" in page.text
    assert claire.get(BODY).form()["phone"] == "05\u00a055\u00a012\u00a034\u00a056"


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"name": ""}, "name", "Remplissez"),
        ({"siret": "73282932000075"}, "siret", "n’existe pas"),
        ({"declaration_number": "7587"}, "declaration_number", "vous en avez écrit 4"),
        ({"email": "accueil"}, "email", "adresse électronique complète"),
        ({"rules_url": "règlement"}, "rules_url", "adresse d’un site"),
        ({"phone": "12"}, "phone", "10"),
    ],
)
def test_a_wrong_number_is_told_at_its_field(
    cast: Cast, client_of: ClientOf, change: dict[str, str], field: str, told: str
) -> None:
    page = client_of(cast.claire).post(BODY, GOOD | change, status=422)
    assert told in page.errors[field]
    assert find_body() is None


def test_two_who_describe_it_at_once_are_told(cast: Cast, client_of: ClientOf) -> None:
    claire, ahmed = client_of(cast.claire), client_of(cast.ahmed)
    claire.post(BODY, GOOD)
    page = ahmed.post(BODY, GOOD | {"name": "Département"}, status=409)
    assert "Conseil départemental" in page.text
    ahmed.post(BODY, page.form())
    assert [body.name for body in db.session.scalars(select(TrainingBody))] == ["Département"]


def test_only_quality_changes_it(cast: Cast, client_of: ClientOf) -> None:
    paul = client_of(cast.paul)
    assert "tenue par la coordination" in paul.get("/formations/reglages").text
    paul.get(BODY, status=403)
    paul.get(f"{BODY}/signature.png", status=403)
    client_of(cast.nadia).get("/formations/reglages", status=403)


def test_a_signature_is_written_anew_and_shown_back(cast: Cast, client_of: ClientOf) -> None:
    claire = client_of(cast.claire)
    claire.post(BODY, GOOD)
    claire.get(f"{BODY}/signature.png", status=404)
    sign(claire, picture((3000, 900), "JPEG"))
    kept = claire.get(f"{BODY}/signature.png").data
    with Image.open(BytesIO(kept)) as shown:
        assert (shown.format, shown.size) == ("PNG", (1200, 360))
    assert "La signature telle qu’elle est imprimée" in claire.get(BODY).html
    claire.post(f"{BODY}/signature/retirer")
    claire.get(f"{BODY}/signature.png", status=404)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "vide"),
        (b"%PDF-1.7", "PNG, JPEG"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "illisible"),
        (picture()[:80], "illisible"),
        (picture((4001, 10)), "4001\u00a0×\u00a010"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 200_000, "10\u00a0Mo"),
    ],
)
def test_a_picture_that_cannot_be_printed_is_refused(
    cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch, content: bytes, told: str
) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 100_000)
    claire = client_of(cast.claire)
    claire.post(BODY, GOOD)
    shown = sign(claire, content, status=422)
    assert told in shown, shown
    page = claire.post(f"{BODY}/signature", {"signature": "texte"}, status=422)
    assert find_body().signature_file_id is None  # type: ignore[union-attr]
    assert page.form()["name"] == GOOD["name"]


# Rooms


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


# Trainers


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
