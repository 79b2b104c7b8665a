"""The registrations of a session, for the team: see, add, answer for, withdraw, move, correct, download."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from inclusion_app.access.models import Account
from inclusion_app.kernel import clock
from inclusion_app.kernel.audit import AuditLine
from inclusion_app.trainings import links
from inclusion_app.trainings.lists import Channel, Funder, NoticeKind, RegistrationState, Withdrawal
from inclusion_app.trainings.models.registrations import Notice, Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.rules.people_match import near_name, same_name
from tests.cast import Cast
from tests.factories import make_citizen
from tests.factories_trainings import make_course, make_registration, make_session
from tests.pages import Page, PageClient

SEATED, OFFERED = RegistrationState.SEATED, RegistrationState.OFFERED
WAITING, CANCELLED = RegistrationState.WAITING, RegistrationState.CANCELLED
Clients = Callable[[Account], PageClient]


@pytest.fixture
def training(cast: Cast) -> TrainingSession:
    return make_session(make_course(price_cents=12000), place=cast.place, structure_id=cast.mairie.id, capacity=3)


def add(client: PageClient, training: TrainingSession, status: int = 303, **values: Any) -> Page:
    path = f"/sessions/{training.id}/inscriptions/ajouter"
    return client.post(path, client.get(path).form() | values, status=status)


def rows(session: scoped_session[Session]) -> list[Registration]:
    return list(session.scalars(select(Registration).order_by(Registration.id)))


def test_the_page_shows_each_group_and_what_to_prepare(
    client_of: Clients, cast: Cast, training: TrainingSession
) -> None:
    make_registration(training, "Amina", "Durand", adaptations="Texte en grand", need="Mes démarches")
    make_registration(training, "Paul", "Martin", confirmed_at=None, email=None, phone="+33612345678")
    make_registration(training, "Lucie", "Petit", state=OFFERED, answer_by=clock.now() + timedelta(hours=3))
    make_registration(training, "Jean", "Roy", state=WAITING)
    make_registration(training, state=CANCELLED, ended_at=clock.now(), withdrawal=Withdrawal.PERSON)
    page = client_of(cast.nadia).get(f"/sessions/{training.id}/inscriptions")
    for words in ("1 inscription à confirmer", "1 place proposée", "1 personne inscrite", "Rang 1", "Texte en grand"):
        assert words in page.text, words
    assert page.all("//a[@href='tel:+33612345678']")
    assert "Voir 1 inscription qui a pris fin" in page.text
    more = client_of(cast.nadia).get(f"/sessions/{training.id}/inscriptions?retraits=1")
    assert "Ne peut pas venir" in more.text


@pytest.mark.parametrize("who", ["lea", "elise", "ahmed"])
def test_strangers_do_not_see_it(client_of: Clients, cast: Cast, training: TrainingSession, who: str) -> None:
    kept = make_registration(training)
    client = client_of(cast.accounts[who])
    status = 404 if who == "lea" else 403
    for path in ("", "/ajouter", ".pdf", ".csv", f"/{kept.id}", f"/{kept.id}/retirer", f"/{kept.id}/modifier"):
        client.get(f"/sessions/{training.id}/inscriptions{path}", status=status)


def test_a_registration_is_reached_through_its_own_session(
    client_of: Clients, cast: Cast, training: TrainingSession
) -> None:
    other = make_registration(make_session())
    client_of(cast.nadia).get(f"/sessions/{training.id}/inscriptions/{other.id}", status=404)


def test_someone_new_is_registered_at_once(
    session: scoped_session[Session], client_of: Clients, cast: Cast, training: TrainingSession
) -> None:
    client = client_of(cast.nadia)
    add(client, training, first_name="Amina", last_name="Durand", phone="0612345678", need="Mes démarches")
    kept = rows(session)[0]
    assert (kept.state, kept.channel, kept.price_cents) == (SEATED, Channel.STAFF, 12000)
    assert kept.confirmed_at is not None
    assert kept.registered_by_id == cast.nadia.id
    assert session.scalars(select(Notice)).all() == []  # she is in front of her


def test_a_followed_person_is_found_by_her_name(
    session: scoped_session[Session], client_of: Clients, cast: Cast, training: TrainingSession
) -> None:
    citizen = make_citizen(cast.mediators["nadia"], "Jeanne", "Dubois", phone="+33611111111")
    client = client_of(cast.nadia)
    add(client, training, who="citizen", citizen="jeanne", price="0", funder=Funder.NONE.value)
    kept = rows(session)[0]
    assert (kept.citizen_id, kept.phone, kept.price_cents) == (citizen.id, "+33611111111", 0)
    page = client.get(f"/sessions/{training.id}/inscriptions")
    assert page.all(f"//a[@href='/citoyens/{citizen.id}']")
    assert not client_of(cast.paul).get(f"/sessions/{training.id}/inscriptions").all("//a[starts-with(@href,'/citoy')]")


def test_nobody_registers_a_person_followed_by_another(
    session: scoped_session[Session], client_of: Clients, cast: Cast, training: TrainingSession
) -> None:
    citizen = make_citizen(cast.mediators["lea"], "Jeanne", "Dubois")
    label = {"citizen": "Jeanne D. — 1948 — Limoges", "citizen-code": str(citizen.id)}
    assert "citizen" in add(client_of(cast.nadia), training, 422, who="citizen", **label).errors
    assert rows(session) == []


def test_a_colleague_is_found_by_her_name(
    session: scoped_session[Session], client_of: Clients, cast: Cast, training: TrainingSession
) -> None:
    client = client_of(cast.nadia)
    assert [one["label"] for one in client.get("/inscriptions/collegues?q=kar").json] == ["Karim Petit"]
    assert client.get("/inscriptions/collegues?q=lea").json == []
    add(client, training, who="colleague", colleague="karim")
    kept = rows(session)[0]
    assert (kept.account_id, kept.full_name, kept.email) == (cast.karim.id, "Karim Petit", cast.karim.email)
    assert [notice.kind for notice in session.scalars(select(Notice))] == [NoticeKind.REGISTERED]


@pytest.mark.parametrize("typed", [{}, {"who": "citizen"}, {"who": "colleague"}, {"price": "beaucoup"}])
def test_what_lacks_is_said(client_of: Clients, cast: Cast, training: TrainingSession, typed: dict[str, str]) -> None:
    assert add(client_of(cast.nadia), training, 422, **typed).errors


@pytest.mark.parametrize(
    "typed",
    [
        {"first_name": "Dupond", "last_name": "Jean", "phone": "0699999999"},
        {"first_name": "jean", "last_name": "DUPONT", "phone": "0699999999"},
        {"first_name": "Marie", "last_name": "Roy", "phone": "0612345678"},
        {"first_name": "Marie", "last_name": "Roy", "email": "JEAN@exemple.fr"},
    ],
)
def test_the_same_person_is_noticed_and_may_be_registered_anyway(
    session: scoped_session[Session], client_of: Clients, cast: Cast, training: TrainingSession, typed: dict[str, str]
) -> None:
    make_registration(training, "Jean", "Dupont", phone="+33612345678", email="jean@exemple.fr")
    client = client_of(cast.nadia)
    page = add(client, training, 422, **typed)
    assert "Jean Dupont semble déjà inscrit·e" in page.text
    assert "Inscrire quand même" in page.text
    client.post(f"/sessions/{training.id}/inscriptions/ajouter", page.form())
    assert len(rows(session)) == 2


def test_the_same_name_and_phone_is_refused(
    session: scoped_session[Session], client_of: Clients, cast: Cast, training: TrainingSession
) -> None:
    make_registration(training, "Jean", "Dupont", phone="+33612345678")
    typed = {"first_name": "Jean", "last_name": "Dupont", "phone": "06 12 34 56 78", "anyway": "oui"}
    assert "déjà inscrit·e" in add(client_of(cast.nadia), training, 422, **typed).text
    assert len(rows(session)) == 1


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Dupond Jean", "Jean Dupont", True),
        ("Hélène Müller", "Helene Muler", True),
        ("Jean Dupont", "Jean Martin", False),
        ("Amina Durand", "Amine Bertrand", False),
        ("أمينة", "أمينة", True),
    ],
)
def test_near_names(one: str, other: str, near: bool) -> None:
    assert near_name(one, other) is near
    assert same_name(one, one)


def test_a_full_session_sends_to_the_waiting_list(
    session: scoped_session[Session], client_of: Clients, cast: Cast, training: TrainingSession
) -> None:
    for name in ("Bernard", "Petit", "Robert"):
        make_registration(training, "Lucie", name)
    client = client_of(cast.nadia)
    page = add(client, training, first_name="Amina", last_name="Durand", phone="0612345678")
    assert "au rang 1" in client.get(page.location or "").text
    assert rows(session)[-1].state is WAITING


def test_the_team_answers_on_the_telephone(
    session: scoped_session[Session], client_of: Clients, cast: Cast, training: TrainingSession
) -> None:
    to_confirm = make_registration(training, confirmed_at=None, email=None, phone="+33612345678")
    offered = make_registration(training, state=OFFERED, email=None, phone="+33612345679")
    client = client_of(cast.nadia)
    for one, answer in ((to_confirm, "confirm"), (offered, "accept")):
        client.get(f"/sessions/{training.id}/inscriptions/{one.id}")
        client.post(f"/sessions/{training.id}/inscriptions/{one.id}/reponse", {"answer": answer})
        session.refresh(one)
        assert (one.state, one.confirmed_at is not None) == (SEATED, True)
    client.post(f"/sessions/{training.id}/inscriptions/{offered.id}/reponse", {"answer": "x"}, status=404)


def test_a_withdrawal_asks_its_reason(
    session: scoped_session[Session], client_of: Clients, cast: Cast, training: TrainingSession
) -> None:
    kept = make_registration(training)
    client, path = client_of(cast.nadia), f"/sessions/{training.id}/inscriptions/{kept.id}/retirer"
    client.post(path, client.get(path).form(), status=422)
    client.post(path, {"reason": "person"})
    session.refresh(kept)
    assert (kept.state, kept.withdrawal) == (CANCELLED, Withdrawal.PERSON)
    line = session.scalars(select(AuditLine).where(AuditLine.action == "registration.cancel")).one()
    assert (line.account_id, line.details) == (cast.nadia.id, {"reason": "person"})


def test_someone_passes_to_another_date(
    session: scoped_session[Session], client_of: Clients, cast: Cast, training: TrainingSession
) -> None:
    later = clock.now() + timedelta(days=40)
    other = make_session(training.course_version, later, place=cast.place, structure_id=cast.mairie.id)
    kept = make_registration(training)
    client, path = client_of(cast.nadia), f"/sessions/{training.id}/inscriptions/{kept.id}/autre-date"
    assert "10 places libres" in client.get(path).text
    page = client.post(path, {"to": str(other.id)})
    assert page.location == f"/sessions/{other.id}/inscriptions"
    assert [row.session_id for row in rows(session)] == [training.id, other.id]
    client.post(path, {"to": str(training.id)}, status=422)


def test_a_new_email_is_written_to_and_old_links_are_useless(
    session: scoped_session[Session], client_of: Clients, cast: Cast, training: TrainingSession, visitor: PageClient
) -> None:
    kept = make_registration(training, "Amina", "Durand", email="faux@exemple.fr")
    old = links.path_of(kept)
    client, path = client_of(cast.nadia), f"/sessions/{training.id}/inscriptions/{kept.id}/modifier"
    client.post(path, client.get(path).form() | {"email": "amina@exemple.fr", "last_name": "Durant"})
    session.refresh(kept)
    assert (kept.email, kept.last_name) == ("amina@exemple.fr", "Durant")
    visitor.get(old, status=404)
    visitor.get(links.path_of(kept))
    assert [notice.recipient for notice in session.scalars(select(Notice))] == ["amina@exemple.fr"]


def test_the_table_holds_no_formula(client_of: Clients, cast: Cast, training: TrainingSession) -> None:
    make_registration(training, "=1+1", "@Durand", need="+33")
    page = client_of(cast.nadia).get(f"/sessions/{training.id}/inscriptions.csv")
    table = list(csv.DictReader(io.StringIO(page.data.decode("utf-8-sig"))))
    assert (table[0]["Nom"], table[0]["Prénom"]) == ("'@Durand", "'=1+1")


def test_a_large_session_is_shown_page_by_page(
    client_of: Clients, cast: Cast, training: TrainingSession, session: scoped_session[Session]
) -> None:
    training.capacity = 150
    for rank in range(103):
        make_registration(training, "Amina", f"Durand {rank:03d}")
    make_registration(training, "Jean", "Roy", state=WAITING)
    page = client_of(cast.nadia).get(f"/sessions/{training.id}/inscriptions")
    assert "103 personnes inscrites" in page.text
    assert len(page.all("//tbody/tr")) == 101
    assert len(client_of(cast.nadia).get(f"/sessions/{training.id}/inscriptions?page=2").all("//tbody/tr")) == 3


def test_the_same_name_twice_is_pointed_out(client_of: Clients, cast: Cast, training: TrainingSession) -> None:
    make_registration(training, "Jean", "Dupont")
    make_registration(training, "DUPONT", "Jean")
    make_registration(training, "Lucie", "Petit")
    page = client_of(cast.nadia).get(f"/sessions/{training.id}/inscriptions")
    assert page.text.count("Peut-être en double") == 2
