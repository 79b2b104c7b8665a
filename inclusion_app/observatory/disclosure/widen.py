"""Which shown cells to hide so that a secret one can move far enough: the cheapest move, by a linear program.

A move adds to some cells and takes from others so that all that adds up still does. The cells that it touches must be
hidden; those hidden already cost nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from inclusion_app.observatory.disclosure.reach import Short
from inclusion_app.observatory.disclosure.solver import CLOSE, INFINITE, Line, Program
from inclusion_app.observatory.disclosure.system import System

A_CELL = 4.0
"""What hiding a cell costs, in accompaniments, besides those that it counts."""


@dataclass
class Widener:
    """Moves over all cells that are hidden or may be."""

    system: System
    hidden: set[int]
    hideable: frozenset[int]
    columns: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.columns = sorted(self.hidden | self.hideable)
        self.rank = {number: rank for rank, number in enumerate(self.columns)}
        width = len(self.columns)
        counts = [float(self.system.cells[number].count) for number in self.columns]
        self.counts = counts
        self.program = Program([INFINITE] * width + counts, self._lines(width))
        for rank, number in enumerate(self.columns):
            if number not in self.hidden:
                self._price(rank, A_CELL + counts[rank])

    def _lines(self, width: int) -> list[Line]:
        """What moves must keep: columns below `width` add, those above take away."""
        lines = []
        for equation in self.system.equations:
            signs = [(equation.parent, 1), *((child, -1) for child in equation.children)]
            terms: dict[int, int] = {}
            for number, sign in signs:
                if number in self.rank:
                    terms[self.rank[number]] = sign
                    terms[self.rank[number] + width] = -sign
            if terms:
                slack = -sum(sign * self.system.cells[number].count for number, sign in signs)
                lines.append(Line(terms, 0 if equation.equal else -INFINITE, 0 if equation.equal else slack))
        return lines

    def _price(self, rank: int, cost: float) -> None:
        self.program.price(rank, cost)
        self.program.price(rank + len(self.columns), cost)

    def hide(self, numbers: Collection[int]) -> None:
        """These cost nothing any more."""
        for number in sorted(set(numbers) - self.hidden):
            self._price(self.rank[number], 0.0)
        self.hidden.update(numbers)

    def widen(self, short: Short) -> set[int] | None:
        """The cells to hide for a move, or None when no move goes so far."""
        width, rank = len(self.columns), self.rank[short.number]
        up, size = short.move > 0, float(abs(short.move))
        self.program.bound(rank, size if up else 0, size if up else 0)
        self.program.bound(rank + width, 0 if up else size, 0 if up else size)
        found = self.program.solve()
        self.program.bound(rank, 0, INFINITE)
        self.program.bound(rank + width, 0, self.counts[rank])
        if found is None:
            return None
        moved = np.abs(found.columns[:width] - found.columns[width:]) > CLOSE
        return {self.columns[at] for at in np.flatnonzero(moved).tolist()} - self.hidden
