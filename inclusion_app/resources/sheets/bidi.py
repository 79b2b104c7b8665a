"""Numbers and addresses in a text that reads from right to left."""

import re

from markupsafe import Markup, escape

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_NUMBER = re.compile(
    "(?<![A-Za-z\\d])(?:[+(]?\\d[\\d \u00a0.,:/()+-]*\\d(?:[ \u00a0]?%)?|\\d[ \u00a0]?%)(?![A-Za-z\\d])"
)
"""A figure stuck to Latin letters is left with them: « 17Cyber » is one word."""
_OPEN, _CLOSE = "\u2066", "\u2069"
"""Left-to-right isolate, and its end: known by browsers and by what prints, unlike the element `bdi`."""


def reads_from_right(text: str) -> bool:
    """There are letters that read from right to left in it."""
    return bool(_RIGHT_TO_LEFT.search(text))


def isolated(text: str, *, around: bool = False) -> Markup:
    """The text escaped; in a right-to-left one, or with one `around`, each number of several groups keeps its order."""
    if around or reads_from_right(text):
        text = _NUMBER.sub(lambda match: from_left(match[0]), text)
    return escape(text)


def from_left(text: str) -> str:
    """A number, an address: always from left to right."""
    return f"{_OPEN}{text}{_CLOSE}"
