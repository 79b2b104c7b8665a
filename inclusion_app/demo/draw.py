"""Weighted draws in one step: a million of them are needed, so the weights become a table once."""

from collections.abc import Mapping
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Draw(Generic[T]):
    """Draw a value with its weight; every value of positive weight keeps at least one cell of the table."""

    def __init__(self, weights: Mapping[T, float], random: Random, *, cells: int = 2048) -> None:
        kept = {value: weight for value, weight in weights.items() if weight > 0}
        if not kept:
            raise ValueError("nothing to draw from")
        total = sum(kept.values())
        self.table: list[T] = []
        for value, weight in kept.items():
            self.table += [value] * max(1, round(weight / total * cells))
        self._size = len(self.table)
        self._random = random.random

    def __call__(self) -> T:
        return self.table[int(self._random() * self._size)]
