"""Passwords kept as Argon2id. A hash takes 64 MB and a tenth of a second: a process computes two at most at once."""

import unicodedata
from functools import lru_cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_AT_ONCE = 2
_HASHER = PasswordHasher()
_turns = BoundedSemaphore(_AT_ONCE)


def hash_password(password: str) -> str:
    """The hash to keep."""
    with _turns:
        return _HASHER.hash(_composed(password))


def is_right(stored: str | None, password: str) -> bool:
    """Whether this is the password; without a stored hash the same time is spent, and the answer is no."""
    reference = stored or _nobody()
    with _turns:
        try:
            right = _HASHER.verify(reference, _composed(password))
        except (VerificationError, InvalidHashError):
            return False
    return right and stored is not None


def is_outdated(stored: str) -> bool:
    """The hash was made with other parameters than today's: make it again at the next occasion."""
    return _HASHER.check_needs_rehash(stored)


def _composed(password: str) -> str:
    """The same letters typed on another keyboard or system give the same bytes."""
    return unicodedata.normalize("NFKC", password)


@lru_cache(maxsize=1)
def _nobody() -> str:
    """The hash against which the password of an unknown account is checked."""
    return hash_password("nobody has this password")
