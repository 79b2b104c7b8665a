"""Mail through a real SMTP server on loopback, and without one."""

import email
import email.policy
import socket
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage, Message
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from inclusion_app.kernel import clock, mail
from inclusion_app.kernel.mail import Attachment, Letter, LetterState

SENDER = "ne-pas-repondre@exemple.fr"
INVITATION = "BEGIN:VCALENDAR\r\nSUMMARY:À l’aise\r\nEND:VCALENDAR\r\n"


class _Mailbox:
    """Refuses the addresses and the messages whose words ask for it."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        self.sessions: set[int] = set()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        self.sessions.add(id(session))
        if address.startswith("inconnu"):
            return "550 5.1.1 no such user"
        if address.startswith("pleine"):
            return "452 4.2.2 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if "indésirable" in _text(envelope.content):
            return "554 5.7.1 rejected"
        self.received.append(envelope.content)
        return "250 OK"

    def messages(self) -> list[EmailMessage]:
        return [_parsed(content) for content in self.received]


def _parsed(content: bytes) -> EmailMessage:
    message: Message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def _text(content: bytes) -> str:
    part = _parsed(content).get_body(("plain",))
    return part.get_content() if part else ""


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


def queued(session: scoped_session[Session], to: str = "zoe@exemple.fr", **values: Any) -> Letter:
    plain = {"subject": "Votre lien de connexion", "text": "Bonjour Zoé,\n\nà bientôt"}
    letter = mail.queue(to=to, **plain | values)
    session.flush()
    return letter


def deliver(*letters: Letter, smtp_url: str | None, folder: Path) -> None:
    with mail.outbox(smtp_url=smtp_url, folder=folder) as box:
        for letter in letters:
            mail.deliver(letter, box, sender=SENDER)


def test_a_letter_reaches_its_server_and_leaves_nothing_behind(
    session: scoped_session[Session], mailbox: tuple[_Mailbox, str], tmp_path: Path
) -> None:
    box, url = mailbox
    letter = queued(session)
    deliver(letter, smtp_url=url, folder=tmp_path)
    assert letter.state is LetterState.SENT
    assert (letter.recipient, letter.text) == (None, None)
    (message,) = box.messages()
    assert message["To"] == "zoe@exemple.fr"
    assert message["From"] == SENDER
    assert "Bonjour Zoé" in message.get_content()


def test_a_batch_leaves_over_one_connection(
    session: scoped_session[Session], mailbox: tuple[_Mailbox, str], tmp_path: Path
) -> None:
    box, url = mailbox
    letters = [queued(session, f"a{rank}@exemple.fr") for rank in range(5)]
    deliver(*letters, smtp_url=url, folder=tmp_path)
    assert len(box.received) == 5
    assert len(box.sessions) == 1


def test_an_address_refused_for_good_fails_at_once_and_stops_nobody(
    session: scoped_session[Session], mailbox: tuple[_Mailbox, str], tmp_path: Path
) -> None:
    box, url = mailbox
    unknown, full, good = (queued(session, f"{who}@exemple.fr") for who in ("inconnu", "pleine", "zoe"))
    rejected = queued(session, text="message indésirable")
    unwritable = queued(session, "zoe@exemple.fr\r\nBcc: autre@exemple.fr")
    deliver(unknown, full, rejected, unwritable, good, smtp_url=url, folder=tmp_path)
    assert (unknown.state, unknown.attempts, unknown.error) == (LetterState.FAILED, 1, "SMTPRecipientsRefused 550")
    assert (full.state, full.error) == (LetterState.WAITING, "SMTPRecipientsRefused 452")
    assert full.due_at > clock.now()
    assert (rejected.state, rejected.error) == (LetterState.FAILED, "SMTPDataError 554")
    assert (unwritable.state, good.state) == (LetterState.FAILED, LetterState.SENT)
    assert len(box.received) == 1
    assert all(letter.text is None for letter in (unknown, rejected))


def test_an_invitation_is_one_for_outlook_and_a_file_for_others(
    session: scoped_session[Session], mailbox: tuple[_Mailbox, str], tmp_path: Path
) -> None:
    box, url = mailbox
    files = [Attachment("agenda.ics", "calendar", INVITATION, {"method": "REQUEST"})]
    deliver(queued(session, attachments=files), smtp_url=url, folder=tmp_path)
    (message,) = box.messages()
    part = message.get_body(("calendar",))
    assert part is not None
    assert part["Content-Type"] == 'text/calendar; charset="utf-8"; method="REQUEST"'
    assert part.get_payload(decode=True) == INVITATION.encode()
    (file,) = message.iter_attachments()
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "agenda.ics")
    assert file.get_payload(decode=True) == INVITATION.encode()
    assert "Bonjour Zoé" in _text(box.received[0])


def test_a_calendar_to_open_keeps_its_line_endings(
    session: scoped_session[Session], mailbox: tuple[_Mailbox, str], tmp_path: Path
) -> None:
    box, url = mailbox
    files = [Attachment("agenda.ics", "calendar", INVITATION, {"method": "PUBLISH"})]
    deliver(queued(session, attachments=files), smtp_url=url, folder=tmp_path)
    (file,) = box.messages()[0].iter_attachments()
    assert file.get_content_type() == "text/calendar"
    assert file.get_payload(decode=True) == INVITATION.encode()


def test_without_server_it_is_kept_in_the_instance(session: scoped_session[Session], tmp_path: Path) -> None:
    letter = queued(session)
    deliver(letter, smtp_url=None, folder=tmp_path / "mail")
    (kept,) = (tmp_path / "mail").glob("*.eml")
    assert email.message_from_bytes(kept.read_bytes())["Subject"] == "Votre lien de connexion"
    assert letter.state is LetterState.SENT


def test_a_server_that_is_down_is_tried_again_later_then_given_up(
    session: scoped_session[Session], tmp_path: Path
) -> None:
    letter = queued(session)
    deliver(letter, smtp_url="smtp://127.0.0.1:9", folder=tmp_path)
    assert (letter.state, letter.error) == (LetterState.WAITING, "ConnectionRefusedError")
    assert letter.due_at > clock.now() + timedelta(seconds=30)
    assert mail.due_letters() == []
    for _ in range(mail.MAX_ATTEMPTS - 1):
        deliver(letter, smtp_url="smtp://127.0.0.1:9", folder=tmp_path)
    assert (letter.state, letter.text) == (LetterState.FAILED, None)
