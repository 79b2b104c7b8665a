"""Outgoing mail: services queue it in their own transaction, the runner delivers it.

A letter may hold a one-use link or a name: recipient and text are sealed, and erased once delivered.
"""

import json
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from sqlalchemy import LargeBinary, String, select
from sqlalchemy.orm import Mapped, mapped_column

from inclusion_app.kernel import clock
from inclusion_app.kernel.db import Base, EnumText, Sealed, UtcDateTime, UuidKey, db

MAX_ATTEMPTS = 8
BATCH = 50
_FIRST_DELAY = timedelta(seconds=30)
_TIMEOUT = 20
_CLOSING = 421
_INVITATIONS = ("REQUEST", "CANCEL")


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
    letter = draft(to=to, subject=subject, text=text, attachments=attachments)
    db.session.add(letter)
    return letter


def draft(*, to: str, subject: str, text: str, attachments: Sequence[Attachment] = ()) -> Letter:
    """A letter that whoever asked for it adds to a transaction."""
    now = clock.now()
    letter = Letter(queued_at=now, due_at=now, state=LetterState.WAITING, attempts=0, subject=subject)
    letter.recipient, letter.text = to, text
    if attachments:
        letter.attachments = json.dumps([asdict(each) for each in attachments])
    return letter


def due_letters(limit: int = BATCH) -> list[Letter]:
    """Letters to send now, oldest first; another runner's are passed over where the database can lock rows."""
    query = (
        select(Letter)
        .where(Letter.state == LetterState.WAITING, Letter.due_at <= clock.now())
        .order_by(Letter.due_at, Letter.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(db.session.scalars(query))


class Outbox:
    """Where letters leave from: one connection to the server for many letters, or the instance's folder without one.

    The connection opens with the first letter; one that breaks is opened again for the next. A server that cannot be
    reached is not asked again: `reachable` is then false, and the letters that remain had better wait.
    """

    def __init__(self, smtp_url: str | None, folder: Path) -> None:
        self._url = smtp_url
        self._folder = folder
        self._server: smtplib.SMTP | None = None
        self.reachable = True

    def send(self, message: EmailMessage, letter: Letter) -> None:
        """Hand the message over. Raises OSError or SMTPException."""
        if not self._url:
            _keep(message, letter, self._folder)
            return
        server = self._server or self._open(self._url)
        try:
            server.send_message(message)
        except OSError as error:  # an SMTPException is one
            if code_of(error) in (None, _CLOSING):
                self.close()
            raise

    def _open(self, smtp_url: str) -> smtplib.SMTP:
        try:
            self._server = _connect(smtp_url)
        except (OSError, smtplib.SMTPException):
            self.reachable = False
            raise
        return self._server

    def close(self) -> None:
        """Say goodbye to the server, when there is one."""
        server, self._server = self._server, None
        if server:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()


@contextmanager
def outbox(*, smtp_url: str | None, folder: Path) -> Iterator[Outbox]:
    """An outbox for a batch of letters, closed at the end."""
    box = Outbox(smtp_url, folder)
    try:
        yield box
    finally:
        box.close()


def deliver(letter: Letter, box: Outbox, *, sender: str) -> None:
    """Send one letter and set its state.

    What the server refuses for good (no such address, message rejected) has failed at once; any other failure is
    tried again later, eight times at most.
    """
    letter.attempts += 1
    try:
        box.send(_message(letter, sender), letter)
    except (OSError, ValueError) as error:
        _note_failure(letter, error)
        return
    letter.state, letter.sent_at, letter.error = LetterState.SENT, clock.now(), None
    letter.recipient = letter.text = letter.attachments = None


def _note_failure(letter: Letter, error: Exception) -> None:
    code = code_of(error)
    letter.error = f"{type(error).__name__} {code or ''}".strip()  # the text of an SMTP error quotes the address
    letter.due_at = clock.now() + _FIRST_DELAY * 2**letter.attempts
    if is_permanent(error) or letter.attempts >= MAX_ATTEMPTS:
        letter.state = LetterState.FAILED
        letter.text = letter.attachments = None


def code_of(error: Exception) -> int | None:
    """The code that the server answered; of several recipients, the first one's."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next((int(code) for code, _said in error.recipients.values()), None)
    return int(error.smtp_code) if isinstance(error, smtplib.SMTPResponseException) else None


def is_permanent(error: Exception) -> bool:
    """Trying again would change nothing: the address or the message is refused, or cannot even be written.

    A refused sender, sign-in or greeting is the instance's setting: it can be mended while letters wait.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError):
        return 500 <= (code_of(error) or 0) < 600
    return isinstance(error, smtplib.SMTPNotSupportedError | ValueError)


def _message(letter: Letter, sender: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = letter.recipient or ""
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = make_msgid(idstring=str(letter.id), domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text or "")
    for attachment in json.loads(letter.attachments or "[]"):
        _attach(message, attachment)
    return message


def _attach(message: EmailMessage, attachment: dict[str, Any]) -> None:
    """Add a part, in base 64, which keeps its line endings as they are.

    An invitation comes twice, as Google writes its own: Outlook takes as one only a part that is no attachment, and
    other programs show the attachment alone.
    """
    text, kind, name = attachment["text"], attachment["subtype"], attachment["name"]
    parameters = attachment["parameters"]
    if parameters.get("method") in _INVITATIONS:
        message.add_alternative(text, subtype=kind, cte="base64", params=parameters)
        message.add_attachment(text.encode(), maintype="application", subtype="ics", filename=name)
    else:
        message.add_attachment(text, subtype=kind, cte="base64", params=parameters, filename=name)


def _connect(smtp_url: str) -> smtplib.SMTP:
    address = urlsplit(smtp_url)
    host = address.hostname or "localhost"
    if address.scheme == "smtps":
        context = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, address.port or 465, timeout=_TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(host, address.port or 25, timeout=_TIMEOUT)
    try:
        if address.scheme == "smtp+tls":
            server.starttls(context=ssl.create_default_context())
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _keep(message: EmailMessage, letter: Letter, folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # it holds links that sign in
    (folder / f"{clock.now():%Y%m%d-%H%M%S}-{letter.id}.eml").write_bytes(message.as_bytes())
