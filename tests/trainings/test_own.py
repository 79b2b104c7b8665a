"""One's own trainings, with an account: register in one gesture, see what is coming, give up."""

from collections.abc import Callable
from datetime import timedelta

from flask_sqlalchemy.session import Session
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from inclusion_app.access.models import Account
from inclusion_app.kernel import clock
from inclusion_app.trainings.lists import Channel, Funder, RegistrationState, Withdrawal
from inclusion_app.trainings.models.registrations import Registration
from tests.cast import Cast
from tests.factories_trainings import make_course, make_registration, make_session
from tests.pages import PageClient

SEATED, WAITING = RegistrationState.SEATED, RegistrationState.WAITING
Clients = Callable[[Account], PageClient]


def test_one_gesture_registers(session: scoped_session[Session], client_of: Clients, cast: Cast) -> None:
    training = make_session(make_course(price_cents=10000))
    client = client_of(cast.karim)
    assert "M’inscrire" in client.get(f"/seances/{training.id}").text
    page = client.post(f"/seances/{training.id}/mon-inscription")
    assert "Vous êtes inscrit·e" in client.get(page.location or "").text
    kept = session.scalars(select(Registration)).one()
    assert (kept.state, kept.channel, kept.full_name) == (SEATED, Channel.SELF, "Karim Petit")
    assert (kept.funder, kept.price_cents) == (Funder.EMPLOYER, 10000)
    assert "Vous êtes déjà inscrit·e" in client.get(f"/seances/{training.id}").text
    page = client.post(f"/seances/{training.id}/mon-inscription")
    assert "Vous êtes inscrit·e" in client.get(page.location or "").text
    assert len(session.scalars(select(Registration)).all()) == 1


def test_a_full_session_gives_a_rank(session: scoped_session[Session], client_of: Clients, cast: Cast) -> None:
    training = make_session(capacity=1)
    make_registration(training)
    client = client_of(cast.elise)  # whatever the role
    page = client.post(f"/seances/{training.id}/mon-inscription")
    assert "au rang 1" in client.get(page.location or "").text


def test_the_page_lists_what_comes_and_what_is_past(client_of: Clients, cast: Cast) -> None:
    past = make_session(make_course("Aider à distance"), clock.now() - timedelta(days=9))
    make_registration(past, account_id=cast.karim.id)
    make_registration(make_session(make_course("Accueillir")), account_id=cast.karim.id)
    make_registration(make_session(make_course("Autre")), account_id=cast.nadia.id)
    page = client_of(cast.karim).get("/mes-formations")
    assert "Accueillir" in page.text
    assert "Aider à distance" in page.text
    assert "Autre" not in page.text
    assert "Aucune formation à venir" in client_of(cast.paul).get("/mes-formations").text


def test_one_gives_up_one_s_own_registration_only(
    session: scoped_session[Session], client_of: Clients, cast: Cast
) -> None:
    kept = make_registration(make_session(), account_id=cast.karim.id)
    client_of(cast.nadia).post(f"/mes-formations/{kept.id}/desinscription", status=404)
    client_of(cast.karim).post(f"/mes-formations/{kept.id}/desinscription")
    session.refresh(kept)
    assert kept.withdrawal is Withdrawal.PERSON


def test_nobody_gives_up_once_it_has_begun(session: scoped_session[Session], client_of: Clients, cast: Cast) -> None:
    kept = make_registration(make_session(None, clock.now() - timedelta(hours=1)), account_id=cast.karim.id)
    client = client_of(cast.karim)
    page = client.post(f"/mes-formations/{kept.id}/desinscription")
    assert "déjà commencé" in client.get(page.location or "").text
    session.refresh(kept)
    assert kept.state is SEATED
