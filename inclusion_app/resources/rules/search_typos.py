"""Typing errors: how a word that was typed wrong finds those that exist (symmetric deletion). Pure.

A word and what was typed for it share what is left of both once a letter or two are taken away. Only the first letters
are so kept in the index; the true distance is measured on the few candidates.
"""

import re
from itertools import combinations

SHORTEST, LONG = 4, 8
"""Letters from which one error is forgiven, then two."""
_TWICE = re.compile(r"(.)\1")
_KEPT = 7
"""First letters from which letters are taken away."""


def forgiven(word: str) -> int:
    """How many errors this word may hold. A number is never guessed."""
    if len(word) < SHORTEST or not word.isalpha():
        return 0
    return 2 if len(word) >= LONG else 1


def variants(word: str) -> frozenset[str]:
    """Its first letters, whole and with one or two fewer.

    >>> sorted(variants("mots"))
    ['mos', 'mot', 'mots', 'mts', 'ots']
    """
    first = word[:_KEPT]
    least = len(first) - forgiven(word)
    return frozenset("".join(kept) for length in range(least, len(first) + 1) for kept in combinations(first, length))


def distance(one: str, other: str, most: int) -> int:
    """Letters added, missing, replaced or swapped with their neighbour; `most` + 1 as soon as there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    line = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        earlier, before, line = before, line, [row]
        for column, against in enumerate(other, start=1):
            cost = min(before[column] + 1, line[-1] + 1, before[column - 1] + (letter != against))
            if row > 1 < column and letter == other[column - 2] and against == one[row - 2]:
                cost = min(cost, earlier[column - 2] + 1)
            line.append(cost)
        if min(*line, *before) > most:
            return most + 1
    return min(line[-1], most + 1)


def nearest(typed: str, candidates: list[str]) -> list[str]:
    """Those nearest to what was typed, the same first letter first, then a double letter; none when all are too far."""
    most = forgiven(typed)
    measured = [(distance(typed, word, most), word[0] != typed[0], _once(word) != _once(typed)) for word in candidates]
    best = min(measured, default=(most + 1, False, False))
    return [word for word, rank in zip(candidates, measured, strict=True) if rank == best] if best[0] <= most else []


def _once(word: str) -> str:
    """Without its letters written twice in a row: the most common error in French."""
    return _TWICE.sub(r"\1", word)
