"""The public page of a session, its form, and the secret page of a registration."""

from datetime import timedelta

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from inclusion_app.kernel import clock
from inclusion_app.kernel.mail import Letter
from inclusion_app.trainings import links
from inclusion_app.trainings.lists import NoticeKind, NoticeWay, RegistrationState, SessionState, Withdrawal
from inclusion_app.trainings.models.registrations import Notice, Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from tests.cast import Cast
from tests.factories_trainings import make_course, make_registration, make_session
from tests.pages import Page, PageClient

SEATED, OFFERED = RegistrationState.SEATED, RegistrationState.OFFERED
WAITING, CANCELLED = RegistrationState.WAITING, RegistrationState.CANCELLED
AMINA = {"first_name": "Amina", "last_name": "Durand", "email": "amina@exemple.fr"}


def send(visitor: PageClient, session: TrainingSession, status: int = 303, **values: str) -> Page:
    path = f"/seances/{session.id}"
    return visitor.post(path, visitor.get(path).form() | AMINA | values, status=status)


def rows(session: scoped_session[Session]) -> list[Registration]:
    return list(session.scalars(select(Registration).order_by(Registration.id)))


def test_the_page_says_what_when_where_and_for_whom(visitor: PageClient, cast: Cast) -> None:
    training = make_session(make_course(price_cents=4550), place=cast.place, capacity=3, materials="Votre téléphone")
    page = visitor.get(f"/seances/{training.id}")
    for words in ("Aidants numériques", "Espace numérique de la Mairie", "Il reste 3 places", "45,50 €"):
        assert words.replace(" €", "\xa0€") in page.text, words
    assert "Professionnelles et professionnels" in page.text
    assert "Votre téléphone" in page.text
    assert page.all("//meta[@name='robots'][@content='noindex']")


def test_an_email_is_enough_and_asks_to_confirm(
    session: scoped_session[Session], visitor: PageClient, cast: Cast
) -> None:
    training = make_session()
    page = send(visitor, training, need="Faire mes démarches", adaptations="Texte en grand")
    assert "Nous vous avons écrit" in visitor.get(page.location or "").text
    kept = rows(session)[0]
    assert (kept.state, kept.confirmed_at, kept.phone) == (SEATED, None, None)
    assert kept.answer_by == pytest.approx(clock.now() + timedelta(hours=48), abs=timedelta(minutes=1))
    assert (kept.need, kept.adaptations) == ("Faire mes démarches", "Texte en grand")
    letter = session.scalars(select(Letter)).one()
    assert links.path_of(kept) in (letter.text or "")


def test_a_phone_is_enough_and_waits_for_a_call(
    session: scoped_session[Session], visitor: PageClient, cast: Cast
) -> None:
    page = send(visitor, make_session(), email="", phone="06 12 34 56 78")
    assert "Nous vous appellerons" in visitor.get(page.location or "").text
    kept = rows(session)[0]
    assert (kept.phone, kept.answer_by) == ("+33612345678", None)
    notice = session.scalars(select(Notice)).one()
    assert (notice.kind, notice.way) == (NoticeKind.CONFIRM, NoticeWay.PHONE)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"email": ""}, "phone"),
        ({"email": "amina"}, "email"),
        ({"email": "", "phone": "12"}, "phone"),
        ({"first_name": " "}, "first_name"),
        ({"last_name": "D" * 201}, "last_name"),
        ({"need": "x" * 1001}, "need"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    session: scoped_session[Session], visitor: PageClient, cast: Cast, typed: dict[str, str], field: str
) -> None:
    page = send(visitor, make_session(), status=422, **typed)
    assert field in page.errors
    assert rows(session) == []


@pytest.mark.parametrize("name", ["L’Haÿ d’Ô", "أمينة", "N" * 80])
def test_any_name_is_kept(session: scoped_session[Session], visitor: PageClient, cast: Cast, name: str) -> None:
    send(visitor, make_session(), last_name=name)
    assert rows(session)[0].last_name == name
    visitor.get(links.path_of(rows(session)[0]))


def test_a_full_session_leads_to_the_waiting_list_and_says_the_rank(
    session: scoped_session[Session], visitor: PageClient, cast: Cast
) -> None:
    training = make_session(capacity=1)
    make_registration(training)
    make_registration(training, state=WAITING)
    assert "C’est complet" in visitor.get(f"/seances/{training.id}").text
    page = send(visitor, training)
    assert "rang 2" in visitor.get(page.location or "").text
    assert rows(session)[-1].state is WAITING


def test_the_same_person_changes_nothing_and_reads_the_same_answer(
    session: scoped_session[Session], visitor: PageClient, cast: Cast
) -> None:
    training = make_session()
    first = send(visitor, training)
    again = send(visitor, training, first_name="durand", last_name="AMINA", need="Autre chose")
    assert first.location == again.location
    assert len(rows(session)) == 1
    assert rows(session)[0].need is None
    assert len(session.scalars(select(Letter)).all()) == 1


def test_a_form_sent_twice_registers_once(session: scoped_session[Session], visitor: PageClient, cast: Cast) -> None:
    training = make_session()
    form = visitor.get(f"/seances/{training.id}").form() | AMINA
    visitor.post(f"/seances/{training.id}", form)
    visitor.post(f"/seances/{training.id}", form)
    assert len(rows(session)) == 1


def test_a_robot_reads_the_same_answer_and_is_not_registered(
    session: scoped_session[Session], visitor: PageClient, cast: Cast
) -> None:
    page = send(visitor, make_session(), company_site="https://spam.exemple")
    assert "/merci" in (page.location or "")
    assert rows(session) == []


def test_one_address_cannot_be_written_to_without_end(
    session: scoped_session[Session], visitor: PageClient, cast: Cast
) -> None:
    for _ in range(5):
        send(visitor, make_session())
    page = send(visitor, make_session(), status=429)
    assert "Réessayez dans une heure" in page.text
    assert len(rows(session)) == 5


def test_a_cancelled_or_past_session_proposes_the_next_ones(visitor: PageClient, cast: Cast) -> None:
    course = make_course()
    coming = make_session(course)
    cancelled = make_session(
        course, state=SessionState.CANCELLED, cancelled_at=clock.now(), reason="La salle est fermée."
    )
    past = make_session(course, clock.now() - timedelta(days=3))
    for training, words in ((cancelled, "La salle est fermée."), (past, "Les inscriptions sont closes")):
        page = visitor.get(f"/seances/{training.id}")
        assert words in page.text
        assert page.all(f"//a[@href='/seances/{coming.id}']")
        assert not page.all("//main//form")


def test_a_session_that_is_not_listed_is_not_shown(visitor: PageClient, cast: Cast) -> None:
    visitor.get(f"/seances/{make_session(listed=False).id}", status=404)


def test_the_secret_page_confirms_and_gives_up(
    session: scoped_session[Session], visitor: PageClient, cast: Cast
) -> None:
    training = make_session(capacity=1)
    send(visitor, training)
    kept = rows(session)[0]
    path = links.path_of(kept)
    assert "Il ne manque que votre confirmation" in visitor.get(path).text
    visitor.post(path, {"answer": "confirm"})
    assert "Votre place est réservée" in visitor.get(path).text
    waiting = make_registration(training, state=WAITING)
    visitor.post(path, {"answer": "leave"})
    session.refresh(kept)
    assert (kept.state, kept.withdrawal) == (CANCELLED, Withdrawal.PERSON)
    assert "Vous n’êtes plus inscrit·e" in visitor.get(path).text
    session.refresh(waiting)
    assert waiting.state is OFFERED


@pytest.mark.parametrize(("answer", "state"), [("accept", SEATED), ("decline", CANCELLED)])
def test_the_secret_page_answers_for_a_seat(
    session: scoped_session[Session], visitor: PageClient, cast: Cast, answer: str, state: RegistrationState
) -> None:
    offered = make_registration(make_session(), state=OFFERED, answer_by=clock.now() + timedelta(hours=4))
    path = links.path_of(offered)
    assert "Une place s’est libérée pour vous" in visitor.get(path).text
    visitor.post(path, {"answer": answer})
    session.refresh(offered)
    assert offered.state is state


def test_an_answer_that_no_longer_fits_is_refused_in_words(visitor: PageClient, cast: Cast) -> None:
    path = links.path_of(make_registration(make_session(), state=WAITING))
    assert "Aucune place n’est proposée" in visitor.post(path, {"answer": "accept"}, status=422).text
    visitor.post(path, {"answer": "anything"}, status=404)


def test_a_forged_or_old_link_says_so(session: scoped_session[Session], visitor: PageClient, cast: Cast) -> None:
    kept = make_registration(make_session())
    old = links.path_of(kept)
    kept.link_number += 1
    session.flush()
    for path in (old, f"/inscriptions/{kept.id}/{'0' * 26}", f"/inscriptions/{kept.id}/é"):
        assert "Ce lien ne fonctionne pas" in visitor.get(path, status=404).text
        visitor.post(path, {"answer": "leave"}, status=404)
    assert kept.state is SEATED


def test_after_the_session_the_page_thanks(visitor: PageClient, cast: Cast) -> None:
    kept = make_registration(make_session(None, clock.now() - timedelta(days=2)))
    assert "Cette séance est passée" in visitor.get(links.path_of(kept)).text
    assert "déjà commencé" in visitor.post(links.path_of(kept), {"answer": "leave"}, status=422).text
