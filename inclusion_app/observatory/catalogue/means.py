"""Weighted means of need indicators."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

DECIMALS = 4


class Numbers(NamedTuple):
    """The known numbers of a territory by key of indicator, and what the file counts there, if it counts something."""

    content: Mapping[str, float]
    weight: float | None = None


def mean(parts: Iterable[tuple[Mapping[str, float], float]]) -> dict[str, float]:
    """For each indicator, the mean of the parts that know it, each with its weight; those without weight count not."""
    sums: dict[str, float] = {}
    weights: dict[str, float] = {}
    for content, weight in parts:
        for key, value in content.items() if weight > 0 else ():
            sums[key] = sums.get(key, 0.0) + value * weight
            weights[key] = weights.get(key, 0.0) + weight
    return {key: round(total / weights[key], DECIMALS) for key, total in sums.items()}


def merge(parts: Sequence[tuple[Numbers, float | None]]) -> Numbers:
    """Communes that became one: weighted by what the file counts in each, else by population, else plainly."""
    weights = [numbers.weight for numbers, _ in parts]
    populations = [population for _, population in parts]
    by_file = [weight for weight in weights if weight is not None]
    if len(by_file) == len(parts) and any(by_file):
        return Numbers(mean((numbers.content, numbers.weight or 0) for numbers, _ in parts), sum(by_file))
    if all(populations):
        return Numbers(mean((numbers.content, population or 0) for numbers, population in parts))
    return Numbers(mean((numbers.content, 1.0) for numbers, _ in parts), sum(by_file) if by_file else None)
