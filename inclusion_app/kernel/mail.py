"""Outgoing mail: services queue it in their own transaction, the runner delivers it.

A letter may hold a one-use link or a name: recipient and text are sealed, and erased once delivered.
"""

import json
import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sqlalchemy import LargeBinary, String, select
from sqlalchemy.orm import Mapped, mapped_column

from inclusion_app.kernel import clock
from inclusion_app.kernel.db import Base, EnumText, Sealed, UtcDateTime, UuidKey, db

MAX_ATTEMPTS = 8
_FIRST_DELAY = timedelta(seconds=30)


class LetterState(StrEnum):
    """Where a letter stands."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True)
class Attachment:
    """A text file that goes with a letter, as `text/calendar`; `parameters` are those of its type (`method`…)."""

    name: str
    subtype: str
    text: str
    parameters: dict[str, str]


class Letter(UuidKey, Base):
    """One message to one recipient."""

    __tablename__ = "letter"

    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    state: Mapped[LetterState] = mapped_column(EnumText(LetterState))
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str | None] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(String(200))
    recipient_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    text_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    attachments_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    recipient = Sealed()
    text = Sealed()
    attachments = Sealed()


def queue(*, to: str, subject: str, text: str, attachments: Sequence[Attachment] = ()) -> Letter:
    """Add a letter to the caller's transaction. `subject` holds no personal data: it is kept in clear."""
    now = clock.now()
    letter = Letter(queued_at=now, due_at=now, state=LetterState.WAITING, subject=subject, recipient=to, text=text)
    if attachments:
        letter.attachments = json.dumps([asdict(each) for each in attachments])
    db.session.add(letter)
    return letter


def due_letters(limit: int = 50) -> list[Letter]:
    """Letters to send now, oldest first; another runner's are passed over where the database can lock rows."""
    query = (
        select(Letter)
        .where(Letter.state == LetterState.WAITING, Letter.due_at <= clock.now())
        .order_by(Letter.due_at, Letter.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(db.session.scalars(query))


def deliver(letter: Letter, *, smtp_url: str | None, folder: Path, sender: str) -> None:
    """Send one letter and set its state; a failure is kept and tried again later, eight times at most."""
    letter.attempts += 1
    try:
        message = _message(letter, sender)
        if smtp_url:
            _send(message, smtp_url)
        else:
            _keep(message, letter, folder)
    except (OSError, smtplib.SMTPException) as error:
        letter.error = type(error).__name__  # the text of an SMTP error quotes the address
        letter.due_at = clock.now() + _FIRST_DELAY * 2**letter.attempts
        if letter.attempts >= MAX_ATTEMPTS:
            letter.state = LetterState.FAILED
        return
    letter.state, letter.sent_at, letter.error = LetterState.SENT, clock.now(), None
    letter.recipient = letter.text = letter.attachments = None


def _message(letter: Letter, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = letter.recipient or ""
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = make_msgid(idstring=str(letter.id), domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text or "")
    for attachment in json.loads(letter.attachments or "[]"):
        message.add_attachment(
            attachment["text"],
            subtype=attachment["subtype"],
            filename=attachment["name"],
            params=attachment["parameters"],
        )
    return message


def _send(message: EmailMessage, smtp_url: str) -> None:
    address = urlsplit(smtp_url)
    host = address.hostname or "localhost"
    if address.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, address.port or 465, timeout=20, context=ssl.create_default_context()
        )
    else:
        server = smtplib.SMTP(host, address.port or 25, timeout=20)
    with server:
        if address.scheme == "smtp+tls":
            server.starttls(context=ssl.create_default_context())
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
        server.send_message(message)


def _keep(message: EmailMessage, letter: Letter, folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # it holds links that sign in
    (folder / f"{clock.now():%Y%m%d-%H%M%S}-{letter.id}.eml").write_bytes(message.as_bytes())
