"""Text: marking of French messages, folding for search."""

import re
import unicodedata

_NOT_WORD = re.compile(r"[^0-9a-z]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l"})


_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters, and those that turn the letters after them the other way round."""


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


def shown(text: str) -> str:
    """A text as it shows: lines ended by \\n alone, nothing hidden that would garble what is written after it.

    Accents are composed; what nobody can see at all is nothing.

    >>> shown(" Ame\\u0301lie\\x00\\u202e ")
    'Amélie'
    """
    plain = _HIDDEN.sub("", _LINE_END.sub("\n", unicodedata.normalize("NFC", text))).strip()
    return plain if any(unicodedata.category(letter)[0] not in "CZ" for letter in plain) else ""


def one_line(text: str) -> str:
    """The same on a single line.

    >>> one_line("Jean\\r\\nBcc: x")
    'Jean Bcc: x'
    """
    return re.sub(r"[\n\t]+", " ", shown(text))
