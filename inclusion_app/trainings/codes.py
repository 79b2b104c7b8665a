"""Codes of ten characters that are copied by hand from a certificate: how they are drawn, shown, and read again."""

import re
import unicodedata

from inclusion_app.kernel import codes
from inclusion_app.kernel.codes import ALPHABET, TAKEN_FOR
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_

LENGTH = 10
_GROUPS = (slice(0, 4), slice(4, 8), slice(8, 10))
_ADDRESS = re.compile(r"^https?://\S*/verifier/", re.IGNORECASE)
_SAID = re.compile(r"^[^:]*:")


def draw() -> str:
    """A code that nobody can guess: one among 3.8 million million."""
    return codes.draw(LENGTH)


def is_code(text: str) -> bool:
    """Ten characters of the alphabet, the last one being that of the others."""
    return codes.is_code(text, LENGTH)


def shown(code: str) -> str:
    """« 7K3P-Q9XW-2M »."""
    return "-".join(code[group] for group in _GROUPS)


def read(typed: str, *, field: str = "code") -> str:
    """The code that was typed, whatever its case, spaces and hyphens. Raises DomainError, saying what is wrong.

    The whole line of the paper (« VÉRIFIER : 7K3P-Q9XW-2M ») and the whole address are understood too.
    """
    text = unicodedata.normalize("NFKC", typed).strip()
    text = _SAID.sub("", _ADDRESS.sub("", text)).upper()
    letters = "".join(letter for letter in text if letter.isalnum())
    if not letters:
        raise DomainError(N_("Recopiez le code écrit en bas de l’attestation."), field=field)
    _check_letters(letters, field)
    if len(letters) != LENGTH:
        raise DomainError(
            N_("Un code compte dix caractères\u00a0; vous en avez écrit %(count)s."), field=field, count=len(letters)
        )
    if not is_code(letters):
        raise DomainError(
            N_("Un caractère a été mal recopié\u00a0: ce code n’existe pas. Relisez-le sur l’attestation."), field=field
        )
    return letters


def _check_letters(letters: str, field: str) -> None:
    for letter in letters:
        if letter in ALPHABET:
            continue
        if letter in TAKEN_FOR:
            raise DomainError(
                N_("Le caractère %(letter)s n’existe pas dans nos codes. N’est-ce pas un %(other)s\u00a0?"),
                field=field,
                letter=letter,
                other=TAKEN_FOR[letter],
            )
        raise DomainError(N_("Le caractère %(letter)s n’existe pas dans nos codes."), field=field, letter=letter)
