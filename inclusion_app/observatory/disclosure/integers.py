"""Whole numbers inside an interval: a linear program may allow halves only, so each must be reached by whole cells."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from inclusion_app.observatory.disclosure.circuits import Circuits, Deviations
from inclusion_app.observatory.disclosure.primary import Need
from inclusion_app.observatory.disclosure.solver import CLOSE, INFINITE, Line, Program, Unbounded, Vector
from inclusion_app.observatory.disclosure.unknowns import Component, fixed


def missing_values(part: Component, wanted: Mapping[int, Need], seen: Sequence[Vector]) -> list[int]:
    """The ranks of which some number between the need's ends cannot be reached by whole cells."""
    if not wanted or always_whole(part.lines):
        return []
    reached = _met(part, wanted, seen)
    _by_blocks(part, wanted, reached)
    Circuits(part, wanted, reached).walk()
    search = _Search(part, reached)
    return [
        rank
        for rank, need in wanted.items()
        if not all(search.reaches(rank, value) for value in range(need.low, need.high + 1))
    ]


def _by_blocks(part: Component, wanted: Mapping[int, Need], reached: dict[int, set[int]]) -> None:
    """With the cells that cross more than two lines at their true count, what is left often falls into whole blocks."""
    crossing = Counter(rank for line in part.lines for rank in line.terms)
    for block in fixed(part, {rank for rank, times in crossing.items() if times > 2}):
        waiting = [rank for rank in block.members if rank in wanted and not _is_met(wanted[rank], reached[rank])]
        if not waiting or not always_whole(block.lines):
            continue
        ranges = _Ranges(block)
        for rank in waiting:
            reached[rank].update(ranges.of(block.rank[rank], wanted[rank]))


class _Ranges:
    """All numbers between the ends of each cell of a whole block."""

    def __init__(self, block: Component) -> None:
        self._program = Program([INFINITE] * len(block.members), block.lines)
        self._least = np.array(block.truth, dtype=float)
        self._most = self._least.copy()

    def of(self, position: int, need: Need) -> range:
        """Those that were met, on the way to the ends of a need."""
        if self._least[position] > need.low + CLOSE:
            self._look(position, 1.0)
        if self._most[position] < need.high - CLOSE:
            self._look(position, -1.0)
        return range(round(float(self._least[position])), round(float(self._most[position])) + 1)

    def _look(self, position: int, cost: float) -> None:
        try:
            found = self._program.minimise({position: cost})
        except Unbounded:
            return
        if found is not None:
            np.minimum(self._least, found.columns, out=self._least)
            np.maximum(self._most, found.columns, out=self._most)


def _is_met(need: Need, values: set[int]) -> bool:
    return values.issuperset(range(need.low, need.high + 1))


def _met(part: Component, wanted: Iterable[int], seen: Sequence[Vector]) -> dict[int, set[int]]:
    """The values of each cell in the whole solutions met."""
    found = {rank: {part.truth[rank]} for rank in wanted}
    if not seen:
        return found
    points = np.array(seen)
    rounded = np.rint(points)
    whole = rounded[(np.abs(points - rounded) < CLOSE).all(axis=1)].astype(np.int64)
    for rank, values in found.items():
        values.update(whole[:, rank].tolist())
    return found


def always_whole(lines: Iterable[Line]) -> bool:
    """Each cell is in two lines at most, and lines take sides as Heller and Tompkins ask: corners are whole.

    Every whole number of an interval can then be reached too: fixing a cell leaves such lines.
    """
    sides = _Sides()
    met: dict[int, tuple[int, int]] = {}
    for number, line in enumerate(lines):
        for rank, sign in line.terms.items():
            if rank not in met:
                met[rank] = number, sign
            elif met[rank] == (-1, 0):
                return False
            else:
                other, its_sign = met[rank]
                met[rank] = -1, 0
                if not sides.tie(number, other, opposite=sign == its_sign):
                    return False
    return True


class _Sides:
    """Lines on two sides of a table, tied to be together or opposite."""

    def __init__(self) -> None:
        self._above: dict[int, tuple[int, bool]] = {}

    def _root(self, number: int) -> tuple[int, bool]:
        flipped = False
        while number in self._above:
            number, turned = self._above[number]
            flipped ^= turned
        return number, flipped

    def tie(self, one: int, other: int, *, opposite: bool) -> bool:
        """False when earlier ties say the contrary."""
        (root, flipped), (its_root, its_flipped) = self._root(one), self._root(other)
        if root == its_root:
            return (flipped ^ its_flipped) == opposite
        self._above[root] = its_root, flipped ^ its_flipped ^ opposite
        return True


class _Search:
    """Looks for whole cells that give one of them a value; what else they show is kept."""

    def __init__(self, part: Component, reached: dict[int, set[int]]) -> None:
        self._part, self._reached = part, reached
        self._near: Deviations | None = None
        self._whole: Program | None = None

    def reaches(self, rank: int, value: int) -> bool:
        if value in self._reached[rank]:
            return True
        self._near = self._near or Deviations(self._part)
        step = self._near.step(rank, value - self._part.truth[rank])
        if step is not None:
            for other, values in self._reached.items():
                values.add(self._part.truth[other] + int(step[other]))
            return True
        return self._far(rank, value)

    def _far(self, rank: int, value: int) -> bool:
        """By branch and bound; a cell that takes too long counts as out of reach."""
        width = len(self._part.members)
        self._whole = self._whole or Program([INFINITE] * width, self._part.lines, whole=True, seconds=5)
        self._whole.bound(rank, value, value)
        found = self._whole.minimise({})
        self._whole.bound(rank, 0, INFINITE)
        return found is not None
