"""The calls to make: who is in the list, why, and what each answer does."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from inclusion_app.access.models import Account
from inclusion_app.kernel import clock
from inclusion_app.trainings.lists import (
    NoticeKind,
    NoticeResult,
    NoticeWay,
    RegistrationState,
    Withdrawal,
)
from inclusion_app.trainings.models.registrations import Notice, Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from tests.cast import Cast
from tests.factories import add
from tests.factories_trainings import make_course, make_registration, make_session
from tests.pages import PageClient

SEATED, OFFERED = RegistrationState.SEATED, RegistrationState.OFFERED
WAITING, CANCELLED = RegistrationState.WAITING, RegistrationState.CANCELLED
Clients = Callable[[Account], PageClient]


def make_call(training: TrainingSession, kind: NoticeKind, **values: object) -> Notice:
    """A call to make to somebody without e-mail; the values are those of the registration."""
    plausible = {"email": None, "phone": "+33612345678"}
    registration = make_registration(training, "Amina", **plausible | values)  # type: ignore[arg-type]
    return make_notice(registration, kind)


def make_notice(registration: Registration, kind: NoticeKind, **values: object) -> Notice:
    plausible = {
        "registration_id": registration.id,
        "kind": kind,
        "way": NoticeWay.PHONE,
        "created_at": clock.now(),
        "result": NoticeResult.WAITING,
    }
    return add(Notice(**plausible | values))  # type: ignore[no-any-return]


@pytest.fixture
def training(cast: Cast) -> TrainingSession:
    return make_session(structure_id=cast.mairie.id, place=cast.place)


def test_the_list_says_whom_to_call_and_why_soonest_first(client_of: Clients, cast: Cast) -> None:
    here = {"structure_id": cast.mairie.id, "place": cast.place}
    late = make_session(make_course("Plus tard"), clock.now() + timedelta(days=20), **here)  # type: ignore[arg-type]
    soon = make_session(make_course("Bientôt"), clock.now() + timedelta(days=2), **here)  # type: ignore[arg-type]
    make_call(late, NoticeKind.CONFIRM, confirmed_at=None)
    make_call(soon, NoticeKind.OFFER, state=OFFERED)
    page = client_of(cast.nadia).get("/appels")
    assert page.text.index("Bientôt") < page.text.index("Plus tard")
    assert "Lui proposer une place" in page.text
    assert "Confirmer son inscription" in page.text
    assert len(page.all("//a[@href='tel:+33612345678']")) == 2
    assert "Aucun appel à passer" in client_of(cast.lea).get("/appels").text


def test_a_letter_that_came_back_is_a_call(client_of: Clients, cast: Cast, training: TrainingSession) -> None:
    kept = make_registration(training, phone="+33612345678")
    make_notice(kept, NoticeKind.CONVOCATION, way=NoticeWay.EMAIL, result=NoticeResult.FAILED)
    assert "Le courriel n’est pas arrivé" in client_of(cast.nadia).get("/appels").text


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (NoticeKind.CONFIRM, {}),
        (NoticeKind.OFFER, {}),
        (NoticeKind.REMINDER_1, {"state": WAITING}),
        (NoticeKind.CONVOCATION, {"state": CANCELLED, "ended_at": clock.now(), "withdrawal": Withdrawal.PERSON}),
    ],
)
def test_what_no_longer_matters_is_not_asked_for(
    client_of: Clients, cast: Cast, training: TrainingSession, kind: NoticeKind, values: dict[str, object]
) -> None:
    make_call(training, kind, **values)
    assert "Aucun appel à passer" in client_of(cast.nadia).get("/appels").text


@pytest.mark.parametrize(
    ("kind", "before", "answer", "after"),
    [
        (NoticeKind.CONFIRM, {"confirmed_at": None}, "reached", SEATED),
        (NoticeKind.CONFIRM, {"confirmed_at": None}, "not_coming", CANCELLED),
        (NoticeKind.OFFER, {"state": OFFERED}, "reached", SEATED),
        (NoticeKind.OFFER, {"state": OFFERED}, "not_coming", CANCELLED),
        (NoticeKind.OFFER, {"state": OFFERED}, "not_reached", OFFERED),
        (NoticeKind.REMINDER_1, {}, "reached", SEATED),
    ],
)
def test_each_answer_does_what_was_said(
    session: scoped_session[Session],
    client_of: Clients,
    cast: Cast,
    training: TrainingSession,
    kind: NoticeKind,
    before: dict[str, object],
    answer: str,
    after: RegistrationState,
) -> None:
    notice = make_call(training, kind, **before)
    client = client_of(cast.nadia)
    client.post(f"/appels/{notice.id}", {"answer": answer})
    session.refresh(notice)
    registration = session.scalars(select(Registration)).one()
    assert registration.state is after
    assert notice.by_id == cast.nadia.id
    assert notice.sent_at is not None
    if answer == "not_reached":
        assert notice.result is NoticeResult.NOT_REACHED
        assert "Pas de réponse" in client.get("/appels").text
    else:
        assert notice.result is NoticeResult.REACHED
        assert "Aucun appel à passer" in client.get("/appels").text
    if kind is NoticeKind.CONFIRM and after is SEATED:
        assert registration.confirmed_at is not None


def test_only_those_who_manage_the_session_note_a_call(
    client_of: Clients, cast: Cast, training: TrainingSession
) -> None:
    notice = make_call(training, NoticeKind.REMINDER_1)
    client_of(cast.lea).post(f"/appels/{notice.id}", {"answer": "reached"}, status=404)
    client_of(cast.nadia).post(f"/appels/{notice.id}", {"answer": "x"}, status=404)
    client_of(cast.elise).get("/appels", status=403)


def test_a_page_holds_thirty_calls(client_of: Clients, cast: Cast, training: TrainingSession) -> None:
    for _ in range(33):
        make_call(training, NoticeKind.REMINDER_1)
    page = client_of(cast.nadia).get("/appels")
    assert "33 appels" in page.text
    assert len(page.all("//a[@href='tel:+33612345678']")) == 30
    assert len(client_of(cast.nadia).get("/appels?page=2").all("//a[@href='tel:+33612345678']")) == 3
