"""What was queued for somebody, as a test reads it."""

import re

from sqlalchemy import select

from inclusion_app.kernel.db import db
from inclusion_app.kernel.mail import Letter


def letters_to(address: str) -> list[str]:
    """The texts waiting for this address, oldest first."""
    letters = db.session.scalars(select(Letter).order_by(Letter.queued_at, Letter.id))
    return [str(letter.text) for letter in letters if str(letter.recipient).lower() == address.lower()]


def last_letter(address: str) -> str:
    return letters_to(address)[-1]


def link_in(letter: str) -> str:
    """The path of the link that a letter carries."""
    found = re.search(r"http://127\.0\.0\.1:8000(/[\w/-]+/[\w-]{43})\s", letter)
    assert found, letter
    return found[1]
