"""Secret addresses: derived from the instance's key for a registration, drawn at random for a tablet or a feed.

The derived ones can be written again in each letter, and one number makes all those sent before useless.
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
