"""The short code of a resource, read as people copy it. Pure."""

import unicodedata

from inclusion_app.kernel.codes import ALPHABET, TAKEN_FOR, is_code
from inclusion_app.resources.rules.editing import CODE_LENGTH

_READ = str.maketrans(TAKEN_FOR)


def read_code(typed: str) -> str | None:
    """The code that was typed, whatever its case, spaces, hyphens, and letters taken for figures; None when it is none.

    >>> read_code("not a code") is None
    True
    """
    text = unicodedata.normalize("NFKC", typed).strip().rstrip("/").rpartition("/")[2].upper()
    letters = "".join(letter for letter in text if letter not in " -\u2010\u2011\u2013._\u00a0")
    if any(letter not in ALPHABET for letter in letters):
        letters = letters.translate(_READ)
    return letters if is_code(letters, CODE_LENGTH) else None


def shown_code(code: str) -> str:
    """« 7K3P 9XWM »."""
    return f"{code[:4]}\u00a0{code[4:]}"
