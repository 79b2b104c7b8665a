"""Secret addresses, which open one thing without an account. How each is made:

- a registration (`/inscriptions/…`, `/avis/…`): derived here from the instance's key, its identifier and its
  `link_number`. It can be written again in each letter, and a higher number makes all those sent before useless;
- a shared tablet (`/emargement/…`): derived as well, from the identifier of the tablet, as twelve letters easy to copy
  by hand (`queries.attendance_tablets.token_of`): the page of the half-day shows it again. Closing it ends it;
- a calendar feed (`/agendas/….ics`): drawn at random (`new_token`) and kept sealed, so that its owner sees it again
  and whoever has the keys alone cannot guess it. Revoking it ends it.

For the last two the table keeps a hash, by which the address is found.
"""

import hashlib
import hmac
import secrets

from inclusion_app.kernel import crypto
from inclusion_app.trainings.models.registrations import Registration

_LENGTH = 26


def secret_of(registration: Registration) -> str:
    """The secret of a registration's links: 26 hexadecimal letters (104 bits)."""
    said = f"{registration.id.hex} {registration.link_number}"
    return crypto.blind_index(said, "registration:link").hex()[:_LENGTH]


def path_of(registration: Registration) -> str:
    """The path of the page where somebody sees, confirms or gives up a registration, without an account."""
    return f"/inscriptions/{registration.id}/{secret_of(registration)}"


def survey_path_of(registration: Registration) -> str:
    """The path of the page where somebody answers the questionnaire of the moment, without an account."""
    return f"/avis/{registration.id}/{secret_of(registration)}"


def is_secret_of(registration: Registration, secret: str) -> bool:
    """Compared in constant time."""
    return hmac.compare_digest(secret_of(registration).encode(), secret.encode())


def new_token() -> tuple[str, bytes]:
    """A token for an address, and its hash for the table."""
    token = secrets.token_urlsafe(24)
    return token, hash_of(token)


def hash_of(token: str) -> bytes:
    """What the table keeps of a token."""
    return hashlib.sha256(token.encode()).digest()
