"""Text: marking of French messages, folding for search."""

import re
import unicodedata

_NOT_WORD = re.compile(r"[^0-9a-z]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l"})


def N_(message: str) -> str:
    """Mark a French text for the catalogues; it is translated when it is shown."""
    return message


def fold(text: str) -> str:
    """Lower case, without accents; whatever is not a Latin letter or digit becomes one space.

    Texts in another script keep their letters, so that a name in Arabic can still be found.

    >>> fold("  L’Haÿ-les-Roses ")
    'l hay les roses'
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    latin = _NOT_WORD.sub(" ", plain).strip()
    if latin or not plain.strip():
        return latin
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())
