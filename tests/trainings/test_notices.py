"""The page « Convocations »: send in one gesture, see the proof, send again, note what came back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.kernel import clock, mail
from inclusion_app.kernel.db import db
from inclusion_app.kernel.mail import Letter, LetterState
from inclusion_app.kernel.tasks import Task, silent
from inclusion_app.trainings.jobs.notices import settle_results, tell_people
from inclusion_app.trainings.lists import NoticeKind, NoticeResult, RegistrationState, Withdrawal
from inclusion_app.trainings.models.registrations import Notice
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.services import notices as services
from tests.cast import Cast
from tests.factories_trainings import make_registration, make_session
from tests.kernel.test_mail import mailbox
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]
smtp = mailbox


@pytest.fixture
def training(cast: Cast) -> TrainingSession:
    return make_session(structure_id=cast.mairie.id, capacity=200)


def path_of(training: TrainingSession) -> str:
    return f"/sessions/{training.id}/convocations"


def list_notices(kind: NoticeKind = NoticeKind.CONVOCATION) -> list[Notice]:
    return list(db.session.scalars(select(Notice).where(Notice.kind == kind).order_by(Notice.created_at, Notice.id)))


def test_one_gesture_convokes_those_who_have_an_address(
    cast: Cast, client_of: ClientOf, training: TrainingSession
) -> None:
    for rank in range(3):
        make_registration(training, email=f"a{rank}@exemple.fr")
    make_registration(training, email=None, phone="+33555123456")
    make_registration(training, state=RegistrationState.WAITING)
    nadia = client_of(cast.nadia)
    page = nadia.get(path_of(training))
    assert "Envoyer 3 convocations par e-mail" in page.text
    assert "Imprimer 1 lettre" in page.text
    nadia.post(f"{path_of(training)}/envoyer")
    assert sorted(notice.recipient or "" for notice in list_notices()) == [f"a{rank}@exemple.fr" for rank in range(3)]
    page = nadia.get(path_of(training))
    assert "a1@exemple.fr" in page.text
    assert "Envoyer" not in page.text.replace("envoyé", "")
    nadia.post(f"{path_of(training)}/envoyer")
    assert len(list_notices()) == 3


def test_strangers_see_nothing(cast: Cast, client_of: ClientOf, training: TrainingSession) -> None:
    notice = services.tell(make_registration(training), NoticeKind.REGISTERED)
    assert notice is not None
    lea = client_of(cast.lea)
    for path in (path_of(training), f"{path_of(training)}.csv", f"{path_of(training)}.pdf"):
        lea.get(path, status=404)
    lea.post(f"{path_of(training)}/envoyer", status=404)
    lea.post(f"{path_of(training)}/{notice.id}/revenu", status=404)
    client_of(cast.ahmed).get(path_of(training), status=403)


def test_more_than_fifty_are_told_by_a_task(cast: Cast, training: TrainingSession) -> None:
    for rank in range(services.AT_ONCE + 1):
        make_registration(training, email=f"a{rank}@exemple.fr")
    assert services.convoke(training, by=cast.nadia) == services.AT_ONCE + 1
    assert not list_notices()
    db.session.commit()
    task = db.session.scalars(select(Task).where(Task.name == services.TELL_TASK)).one()
    assert tell_people(task.arguments, silent) == {"told": services.AT_ONCE + 1}
    assert tell_people(task.arguments, silent) == {"told": 0}
    assert {notice.by_id for notice in list_notices()} == {cast.nadia.id}


def test_what_became_of_the_letters_is_the_proof(cast: Cast, client_of: ClientOf, training: TrainingSession) -> None:
    sent, lost = (services.tell(make_registration(training), NoticeKind.REGISTERED) for _ in range(2))
    assert sent
    assert lost
    letter, refused = (db.session.get_one(Letter, notice.letter_id) for notice in (sent, lost))
    letter.state, letter.sent_at = LetterState.SENT, clock.now()
    refused.state = LetterState.FAILED
    nadia = client_of(cast.nadia)
    shown = nadia.get(f"{path_of(training)}?voir=echecs").text
    assert (str(lost.recipient) in shown, str(sent.recipient) in shown) == (True, False)
    assert settle_results() == 2
    assert settle_results() == 0
    db.session.refresh(sent)
    assert (sent.result, lost.result) == (NoticeResult.SENT, NoticeResult.FAILED)
    assert sent.sent_at is not None
    proof = nadia.get(f"{path_of(training)}.csv").data.decode("utf-8-sig").splitlines()
    assert proof[0].startswith("Personne,Message,Moyen,Adresse ou numéro")
    assert len(proof) == 3
    assert any("Non distribué" in line for line in proof)


def test_a_message_that_came_back_is_noted_then_sent_again(
    cast: Cast, client_of: ClientOf, training: TrainingSession
) -> None:
    registration = make_registration(training)
    notice = services.tell(registration, NoticeKind.CONVOCATION)
    assert notice is not None
    db.session.get_one(Letter, notice.letter_id).state = LetterState.SENT
    settle_results()
    nadia = client_of(cast.nadia)
    nadia.post(f"{path_of(training)}/{notice.id}/revenu")
    db.session.refresh(notice)
    assert notice.result is NoticeResult.FAILED
    for _ in range(2):
        nadia.post(f"{path_of(training)}/{notice.id}/renvoyer")
    assert [one.round for one in list_notices()] == [0, services.SENT_AGAIN, services.SENT_AGAIN + 1]


def test_everyone_concerned_hears_of_a_change_and_of_a_cancellation(cast: Cast, training: TrainingSession) -> None:
    gone: dict[str, Any] = {"state": RegistrationState.CANCELLED, "ended_at": clock.now()}
    make_registration(training)
    make_registration(training, state=RegistrationState.WAITING)
    make_registration(training, state=RegistrationState.OFFERED)
    make_registration(training, **gone, withdrawal=Withdrawal.PERSON)
    make_registration(training, **gone, withdrawal=Withdrawal.SESSION)
    assert services.tell_everyone(training, NoticeKind.CHANGE, 1, cast.nadia) == 3
    assert services.tell_everyone(training, NoticeKind.CANCELLATION, 1, cast.nadia) == 4
    assert services.tell_everyone(training, NoticeKind.CANCELLATION, 1, cast.nadia) == 4
    assert len(list_notices(NoticeKind.CANCELLATION)) == 4


def test_a_session_that_is_over_convokes_nobody(cast: Cast, client_of: ClientOf) -> None:
    start: datetime = clock.now() - timedelta(days=3)
    over = make_session(None, start, structure_id=cast.mairie.id)
    make_registration(over)
    nadia = client_of(cast.nadia)
    assert "Envoyer" not in nadia.get(path_of(over)).text
    nadia.post(f"{path_of(over)}/envoyer", status=404)


def test_an_address_that_the_server_does_not_know_is_shown_as_such(
    cast: Cast, client_of: ClientOf, training: TrainingSession, smtp: tuple[Any, str], tmp_path: Path
) -> None:
    for address in ("inconnu@exemple.fr", "zoe@exemple.fr"):
        make_registration(training, email=address)
    services.convoke(training, by=cast.nadia)
    with mail.outbox(smtp_url=smtp[1], folder=tmp_path) as box:
        for letter in mail.due_letters():
            mail.deliver(letter, box, sender="ne-pas-repondre@exemple.fr")
    shown = client_of(cast.nadia).get(f"{path_of(training)}?voir=echecs").text
    assert "inconnu@exemple.fr" in shown
    assert "zoe@exemple.fr" not in shown
    settle_results()
    assert sorted(notice.result for notice in list_notices()) == [NoticeResult.FAILED, NoticeResult.SENT]
