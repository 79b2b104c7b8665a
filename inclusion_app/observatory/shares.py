"""Shares of a whole that add up to 100 %, whatever the rounding: the largest remainders are rounded up."""

from collections.abc import Sequence
from dataclasses import replace

from inclusion_app.observatory.figures import Cell


def shares(counts: Sequence[float], decimals: int = 0) -> list[float]:
    """The share of each count in percent, with so many decimals; they add up to 100 exactly, or are all 0.

    Each is its exact share, up or down to the next step. Equal remainders go to the first, so that the same counts
    always give the same shares. Only for the parts of a whole: never for answers of which several may be given.

    >>> shares([1, 1, 1])
    [34.0, 33.0, 33.0]
    >>> shares([1, 1, 1], 1)
    [33.4, 33.3, 33.3]
    >>> shares([0, 0])
    [0.0, 0.0]
    """
    if any(count < 0 for count in counts):
        raise ValueError("a part of a whole is never negative")
    total, steps = sum(counts), 100 * 10**decimals
    if not total:
        return [0.0] * len(counts)
    exact = [count * steps / total for count in counts]
    parts = [int(value) for value in exact]
    first = sorted(range(len(counts)), key=lambda rank: (parts[rank] - exact[rank], rank))
    for rank in first[: steps - sum(parts)]:
        parts[rank] += 1
    return [round(part / 10**decimals, decimals) for part in parts]


def fractions(counts: Sequence[float], decimals: int = 0) -> list[float]:
    """The same between 0 and 1, as the filters of templates read them."""
    return [round(share / 100, decimals + 2) for share in shares(counts, decimals)]


_WHOLE = 0.001


def with_rounded(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells of a whole with the shares to write; nothing is rounded when one is hidden or missing."""
    here = _rounded([cell.share for cell in cells])
    there = _rounded([cell.parent_share for cell in cells])
    return tuple(
        replace(cell, rounded=here[rank] if here else None, parent_rounded=there[rank] if there else None)
        for rank, cell in enumerate(cells)
    )


def _rounded(parts: Sequence[float | None]) -> list[float]:
    known = [part for part in parts if part is not None]
    if len(known) != len(parts) or abs(sum(known) - 1) > _WHOLE:
        return []
    return fractions(known)
