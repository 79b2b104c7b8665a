"""Mediators: invited by a letter that a real server receives, seen by their team, leaving without losing anything."""

import re
import socket
import uuid
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from inclusion_app.access.models import Account, RoleGrant
from inclusion_app.access.permissions import Role
from inclusion_app.access.queries import find_account_by_email
from inclusion_app.access.services import grant_role
from inclusion_app.kernel import clock, mail
from inclusion_app.kernel.db import db
from inclusion_app.network.models import Mediator, Membership
from tests.cast import Cast
from tests.factories import make_mediator, make_record, make_structure
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]


def form_of(cast: Cast, **values: str) -> dict[str, str]:
    asked = {"first_name": "Inès", "last_name": "Da Silva", "email": "ines@exemple.fr"}
    return asked | {"structure": str(cast.mairie.id), "place": str(cast.place.id)} | values


def mediator_of(email: str) -> Mediator:
    account = find_account_by_email(email)
    assert account is not None
    return db.session.query(Mediator).filter_by(account_id=account.id).one()


class Mailbox:
    """What a server of the tests received."""

    def __init__(self) -> None:
        self.letters: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, str]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, f"smtp://127.0.0.1:{port}"
    controller.stop()


def test_an_invitation_reaches_its_reader_and_opens_an_account(
    cast: Cast, client_of: ClientOf, visitor: PageClient, mailbox: tuple[Mailbox, str], tmp_path: Path
) -> None:
    box, smtp_url = mailbox
    paul = client_of(cast.paul)
    paul.get(f"/mediateurs/inviter?structure={cast.mairie.id}")
    page = paul.post("/mediateurs/inviter", form_of(cast))
    assert "Invitation envoyée" in paul.get(page.location or "").text
    for letter in mail.due_letters():
        with mail.outbox(smtp_url=smtp_url, folder=tmp_path) as post:
            mail.deliver(letter, post, sender="reseau@exemple.fr")
        assert (letter.state, letter.recipient, letter.text) == (mail.LetterState.SENT, None, None)
    [(recipients, message)] = box.letters
    assert recipients == ["ines@exemple.fr"]
    link = re.search(r"http\S+", message.get_content())
    assert link is not None
    assert visitor.get(link[0].removeprefix("http://127.0.0.1:8000")).h1

    mediator = mediator_of("ines@exemple.fr")
    assert (mediator.name, mediator.usual_place_id) == ("Inès Da Silva", cast.place.id)
    grant = db.session.query(RoleGrant).filter_by(account_id=mediator.account_id).one()
    assert (grant.role, grant.structure_id) == (Role.MEDIATOR, cast.mairie.id)


def test_a_mediator_of_two_structures_has_two_roles(cast: Cast, client_of: ClientOf) -> None:
    ccas = make_structure("CCAS")
    claire = client_of(cast.claire)
    nadia = cast.nadia
    claire.post("/mediateurs/inviter", form_of(cast, email=str(nadia.email), structure=str(ccas.id), place=""))
    structures = {membership.structure_id for membership in cast.mediators["nadia"].memberships}
    assert structures == {cast.mairie.id, ccas.id}
    assert {grant.structure_id for grant in nadia.grants} == structures
    assert db.session.query(mail.Letter).count() == 0, "an open account needs no invitation"
    page = claire.get(f"/mediateurs/{cast.mediators['nadia'].id}")
    assert "Nadia Benali" in page.text, "the name is hers, not the one typed"
    assert "CCAS" in page.text


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"email": "ines"}, "email", "adresse électronique complète"),
        ({"first_name": ""}, "first_name", "Remplissez"),
        ({"structure": str(uuid.uuid4())}, "structure", "proposition"),
        ({"structure": ""}, "structure", ""),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    cast: Cast, client_of: ClientOf, change: dict[str, str], field: str, told: str
) -> None:
    page = client_of(cast.claire).post("/mediateurs/inviter", form_of(cast, **change), status=422)
    assert told in page.errors[field]


def test_she_is_invited_once_in_a_structure(cast: Cast, client_of: ClientOf) -> None:
    page = client_of(cast.paul).post("/mediateurs/inviter", form_of(cast, email=str(cast.nadia.email)), status=422)
    assert "travaille déjà" in page.errors["email"]
    assert len(cast.mediators["nadia"].memberships) == 1


def test_a_manager_cannot_invite_elsewhere(cast: Cast, client_of: ClientOf) -> None:
    elsewhere = form_of(cast, structure=str(cast.association.id))
    client_of(cast.paul).post("/mediateurs/inviter", elsewhere, status=422)
    assert find_account_by_email("ines@exemple.fr") is None


def test_only_her_own_mediators_are_visible(cast: Cast, client_of: ClientOf) -> None:
    lea = cast.mediators["lea"]
    [theirs] = db.session.query(Membership).filter_by(mediator_id=lea.id)
    for account in (cast.claire, cast.paul):
        client = client_of(account)
        text = client.get("/mediateurs").text
        assert "Nadia Benali" in text
        assert "Léa Moreau" not in text
        client.get(f"/mediateurs/{lea.id}", status=404)
        client.get(f"/mediateurs/{lea.id}/lieu-habituel", status=404)
        client.post(f"/mediateurs/{lea.id}/relancer", status=404)
        client.post(f"/mediateurs/rattachements/{theirs.id}/terminer", status=404)
    client_of(cast.nadia).get("/mediateurs", status=403)
    client_of(cast.elise).get(f"/mediateurs/{lea.id}", status=403)


def test_a_list_finds_by_the_first_letters(cast: Cast, client_of: ClientOf) -> None:
    text = client_of(cast.claire).get("/mediateurs?q=kar").text
    assert "Karim Petit" in text
    assert "Nadia" not in text


def test_a_coordinator_sees_imported_mediators_of_her_territory(cast: Cast, client_of: ClientOf) -> None:
    make_mediator(None, None, "Conseiller d’ici", usual_commune_code="87075")
    make_mediator(None, None, "Conseiller d’ailleurs", usual_commune_code="23096")
    text = client_of(cast.claire).get("/mediateurs").text
    assert "Conseiller d’ici" in text
    assert "Conseiller d’ailleurs" not in text


def test_who_leaves_loses_her_role_and_keeps_her_records(cast: Cast, client_of: ClientOf) -> None:
    nadia = cast.mediators["nadia"]
    record = make_record(nadia)
    [membership] = nadia.memberships
    claire, path = client_of(cast.claire), f"/mediateurs/rattachements/{membership.id}/terminer"
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    assert "à venir" in claire.post(path, {"ended_on": tomorrow}, status=422).errors["ended_on"]
    assert "avant le début" in claire.post(path, {"ended_on": "2019-01-01"}, status=422).errors["ended_on"]
    claire.get(path)
    claire.post(path, {"ended_on": "2026-01-31"})
    assert (membership.ended_on, nadia.left_on) == (date(2026, 1, 31), date(2026, 1, 31))
    assert cast.nadia.grants == []
    assert record.deleted_at is None
    client_of(cast.nadia).get("/structures", status=403)
    assert "Nadia" not in claire.get("/mediateurs").text
    assert "Nadia" in claire.get("/mediateurs?partis=1").text
    assert "du 1er janvier 2020 au 31 janvier 2026" in claire.get(f"/mediateurs/{nadia.id}").text


def test_the_role_in_the_other_structure_stays(cast: Cast, client_of: ClientOf) -> None:
    grant_role(cast.nadia, Role.MEDIATOR, structure_id=cast.association.id, by=None)
    nadia = cast.mediators["nadia"]
    db.session.add(Membership(mediator_id=nadia.id, structure_id=cast.association.id, started_on=date(2024, 1, 1)))
    db.session.flush()
    claire = client_of(cast.claire)
    mine = next(row for row in nadia.memberships if row.structure_id == cast.mairie.id)
    text = claire.get(f"/mediateurs/{nadia.id}").text
    assert text.count("Mettre fin") == 1
    assert "en dehors de votre périmètre" in text
    assert "Creuse Numérique" not in text
    assert "Creuse Numérique" not in claire.get("/mediateurs").text
    claire.post(f"/mediateurs/rattachements/{mine.id}/terminer", {"ended_on": clock.today().isoformat()})
    assert [grant.structure_id for grant in cast.nadia.grants] == [cast.association.id]
    assert nadia.left_on is None


def test_the_usual_place_is_changed(cast: Cast, client_of: ClientOf) -> None:
    nadia = cast.mediators["nadia"]
    paul, path = client_of(cast.paul), f"/mediateurs/{nadia.id}/lieu-habituel"
    assert paul.get(path).form()["place"] == str(cast.place.id)
    paul.post(path, {"place": ""})
    assert nadia.usual_place_id is None
    paul.post(path, {"place": str(cast.place.id)})
    assert (nadia.usual_place_id, nadia.usual_commune_code) == (cast.place.id, "87085")


def test_an_invitation_is_sent_again(cast: Cast, client_of: ClientOf) -> None:
    paul = client_of(cast.paul)
    page = paul.post("/mediateurs/inviter", form_of(cast))
    paul.post(f"{page.location}/relancer")
    assert db.session.query(mail.Letter).count() == 2
    paul.post(f"/mediateurs/{cast.mediators['nadia'].id}/relancer", status=404)


def test_whoever_left_is_changed_no_more_by_her_former_manager(cast: Cast, client_of: ClientOf) -> None:
    paul, nadia = client_of(cast.paul), cast.mediators["nadia"]
    [membership] = nadia.memberships
    other = make_structure("CCAS")
    db.session.add(Membership(mediator_id=nadia.id, structure_id=other.id, started_on=clock.today()))
    paul.post(f"/mediateurs/rattachements/{membership.id}/terminer", {"ended_on": clock.today().isoformat()})
    db.session.expire_all()
    assert str(cast.nadia.email) not in paul.get(f"/mediateurs/{nadia.id}").text
    paul.get(f"/mediateurs/{nadia.id}/lieu-habituel", status=403)
    paul.post(f"/mediateurs/{nadia.id}/lieu-habituel", {"place": ""}, status=403)


def test_a_manager_elsewhere_does_not_see_the_team_where_she_is_a_mediator(cast: Cast, client_of: ClientOf) -> None:
    grant_role(cast.lea, Role.MANAGER, structure_id=cast.mairie.id, by=None)
    lea = client_of(cast.lea)
    assert "Nadia Benali" in lea.get(f"/structures/{cast.mairie.id}").text
    colleague = make_mediator(None, cast.association, "Sami Roche")
    assert "Sami Roche" not in lea.get(f"/structures/{cast.association.id}").text
    assert colleague.name == "Sami Roche"
