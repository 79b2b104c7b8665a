"""The letters of a demonstration: kept in the instance for want of a mail server, and shown to whoever tries it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path

from markupsafe import Markup, escape

from inclusion_app.config import Settings

SHOWN = 20


@dataclass(frozen=True)
class Letter:
    """A letter as its recipient would read it; `text` has its own links ready to press."""

    recipient: str
    subject: str
    sent_at: datetime
    text: Markup


def shows_letters(settings: Settings) -> bool:
    """A demonstration, and nowhere to send letters to."""
    return settings.demonstration and not settings.smtp_url


def list_letters(settings: Settings) -> list[Letter]:
    """The newest letters kept, newest first."""
    paths = sorted(settings.mail_folder.glob("*.eml"), reverse=True)[:SHOWN]
    return [_read(path, settings.public_url) for path in paths]


def _read(path: Path, public_url: str) -> Letter:
    message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    body = message.get_body(("plain",))
    lines = body.get_content().splitlines() if body else []
    return Letter(
        recipient=str(message["To"]),
        subject=str(message["Subject"]),
        sent_at=parsedate_to_datetime(str(message["Date"])),
        text=Markup("\n").join(_linked(lines, public_url + "/")),
    )


def _linked(lines: list[str], site: str) -> Iterator[Markup]:
    """A line that is an address of this site becomes a link to its path, whatever name the site is opened under."""
    for line in lines:
        address = line.strip()
        if address.startswith(site) and " " not in address:
            path = address.removeprefix(site.rstrip("/"))
            yield Markup('<a class="govuk-link" href="{}">{}</a>').format(path, address)
        else:
            yield escape(line)
