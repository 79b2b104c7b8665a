"""Why a resource was found: the words of its texts that answer the question, and the passage around them. Pure."""

import re
from functools import lru_cache
from typing import NamedTuple

from inclusion_app.resources.rules.search_words import stems, words_of

BEFORE, LENGTH = 70, 220
"""Characters of a passage before its first word found, and in all."""
_ACCENTS = {
    "a": "aàâäáãå", "c": "cç", "e": "eéèêë", "i": "iîïí", "n": "nñ", "o": "oôöóõ", "u": "uùûüú", "y": "yÿ",
}  # fmt: skip
_HEAD = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_PICTURE, _LINK = re.compile(r"!\[[^\]]*\]\([^)]*\)"), re.compile(r"\[([^\]]*)\]\([^)]*\)")
_BLOCK = re.compile(r"^\s*:::.*$|^\s{0,3}#{1,6}\s*|^\s*(?:[-*+]|\d+\.)\s+", re.MULTILINE)


class Piece(NamedTuple):
    """A piece of a text; `found`: it is a word of the question."""

    text: str
    found: bool


def marked(text: str, wanted: frozenset[str], languages: frozenset[str]) -> list[Piece]:
    """The whole text, its words found apart."""
    pieces: list[Piece] = []
    at = 0
    for match in _roughly(wanted).finditer(text):
        if _answers(match[0], wanted, languages):
            pieces += [Piece(text[at : match.start()], False), Piece(match[0], True)]
            at = match.end()
    return [piece for piece in [*pieces, Piece(text[at:], False)] if piece.text]


def passage(text: str, wanted: frozenset[str], languages: frozenset[str]) -> list[Piece]:
    """The lines around the first word found; empty when there is none."""
    for match in _roughly(wanted).finditer(text):
        if _answers(match[0], wanted, languages):
            return marked(_around(text, match.start()), wanted, languages)
    return []


def readable(markdown: str) -> str:
    """A sheet without its marks, near enough for a passage of two lines."""
    text = _LINK.sub(r"\1", _PICTURE.sub("", _HEAD.sub("", markdown)))
    return _BLOCK.sub("", text).replace("*", "").replace("`", "")


def _answers(token: str, wanted: frozenset[str], languages: frozenset[str]) -> bool:
    return any(not wanted.isdisjoint(stems(word, languages)) for word in words_of(token))


@lru_cache(maxsize=64)
def _roughly(wanted: frozenset[str]) -> re.Pattern[str]:
    """Words that begin like these stems, accents put back: fast to look for in a long text, then checked."""
    starts = sorted({one[: max(3, len(one) - 1)] for one in wanted})
    beginnings = "|".join(map(_accented, starts)) or "(?!)"
    return re.compile(rf"(?<![^\W_])(?:{beginnings})[^\W_]*(?:[-\u2010\u2011][^\W_]+)*", re.IGNORECASE)


def _accented(start: str) -> str:
    return "-?".join(f"[{_ACCENTS[letter]}]" if letter in _ACCENTS else re.escape(letter) for letter in start)


def _around(text: str, place: int) -> str:
    first = max(0, place - BEFORE)
    last = min(len(text), first + LENGTH)
    if first:
        first = text.find(" ", first, place) + 1 or first
    if last < len(text):
        last = text.rfind(" ", place, last) if " " in text[place:last] else last
    shown = " ".join(text[first:last].split())
    return f"{'… ' if first else ''}{shown}{' …' if last < len(text) else ''}"
