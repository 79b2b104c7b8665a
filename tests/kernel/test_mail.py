"""Mail through a real SMTP server on loopback, and without one."""

import email
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from inclusion_app.kernel import clock, mail
from inclusion_app.kernel.mail import Letter, LetterState

SENDER = "ne-pas-repondre@exemple.fr"


class _Mailbox(Message):
    def __init__(self) -> None:
        super().__init__()
        self.received: list[email.message.Message] = []

    def handle_message(self, message: email.message.Message) -> None:
        self.received.append(message)


@pytest.fixture
def mailbox() -> Iterator[tuple[_Mailbox, str]]:
    box = _Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, f"smtp://127.0.0.1:{port}"
    controller.stop()


def queued(session: scoped_session[Session]) -> Letter:
    letter = mail.queue(to="zoe@exemple.fr", subject="Votre lien de connexion", text="Bonjour Zoé,\n\nà bientôt")
    session.flush()
    return letter


def test_a_letter_reaches_its_server_and_leaves_nothing_behind(
    session: scoped_session[Session], mailbox: tuple[_Mailbox, str], tmp_path: Path
) -> None:
    box, url = mailbox
    letter = queued(session)
    mail.deliver(letter, smtp_url=url, folder=tmp_path, sender=SENDER)
    assert letter.state is LetterState.SENT
    assert letter.recipient is None
    assert letter.text is None
    (message,) = box.received
    assert message["To"] == "zoe@exemple.fr"
    assert message["From"] == SENDER
    body = message.get_payload(decode=True)
    assert isinstance(body, bytes)
    assert "Bonjour Zoé" in body.decode()


def test_without_server_it_is_kept_in_the_instance(session: scoped_session[Session], tmp_path: Path) -> None:
    letter = queued(session)
    mail.deliver(letter, smtp_url=None, folder=tmp_path / "mail", sender=SENDER)
    (kept,) = (tmp_path / "mail").glob("*.eml")
    assert email.message_from_bytes(kept.read_bytes())["Subject"] == "Votre lien de connexion"
    assert letter.state is LetterState.SENT


def test_a_server_that_is_down_is_tried_again_later_then_given_up(
    session: scoped_session[Session], tmp_path: Path
) -> None:
    letter = queued(session)
    mail.deliver(letter, smtp_url="smtp://127.0.0.1:9", folder=tmp_path, sender=SENDER)
    assert letter.state is LetterState.WAITING
    assert letter.error == "ConnectionRefusedError"
    assert letter.due_at > clock.now() + timedelta(seconds=30)
    assert mail.due_letters() == []
    for _ in range(mail.MAX_ATTEMPTS - 1):
        mail.deliver(letter, smtp_url="smtp://127.0.0.1:9", folder=tmp_path, sender=SENDER)
    assert letter.state is LetterState.FAILED
