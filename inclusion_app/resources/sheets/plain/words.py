"""The words that everybody knows, and those that have an easier one."""

import re
from functools import lru_cache
from pathlib import Path

import snowballstemmer  # type: ignore[import-untyped]

from inclusion_app.kernel.text import fold

_FOLDER = Path(__file__).parent
LONG = 9
"""Letters: a shorter word is taken as known unless it is listed as difficult."""


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """The stem without accents: « vérifiez » and « vérifier » are one word.

    Adverbs are kept whole: « notamment » would be one word with « notez ».
    """
    if word.lower().endswith("mment"):
        return fold(word)
    return fold(_stemmer().stemWord(word.lower().replace("'", "’").replace("’", "")))


@lru_cache(maxsize=1)
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("french")


def _lines(name: str) -> list[str]:
    written = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in written if line.strip() and not line.startswith("#")]


@lru_cache(maxsize=1)
def common() -> frozenset[str]:
    """The stems of long words of every day."""
    return frozenset(stem(word) for line in _lines("mots_courants.txt") for word in line.split())


@lru_cache(maxsize=1)
def easier() -> dict[str, str]:
    """What to say instead, by stem of the difficult word."""
    pairs = (line.split(" = ", 1) for line in _lines("mots_difficiles.txt"))
    return {stem(word): words for word, words in pairs if " " not in word}


@lru_cache(maxsize=1)
def easier_phrases() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """The same for several words: how they are found, they, what to say instead."""
    pairs = (line.split(" = ", 1) for line in _lines("mots_difficiles.txt"))
    return tuple((re.compile(rf"\b{re.escape(said)}\b", re.IGNORECASE), said, to) for said, to in pairs if " " in said)


def is_rare(word: str) -> bool:
    """Long, and not of every day; of « porte-monnaie », the longest part."""
    return stem(word) not in common() and any(
        len(part) >= LONG and stem(part) not in common() for part in word.split("-")
    )
