"""Moves by whole steps: adding one here and taking one there, again and again, reaches all numbers of an interval."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inclusion_app.observatory.disclosure.primary import Need
from inclusion_app.observatory.disclosure.solver import CLOSE, INFINITE, Line, Program
from inclusion_app.observatory.disclosure.unknowns import Component

Step = NDArray[np.int64]
LONG = 1000
"""How often a step is repeated at most, when nothing ends it."""


class Deviations:
    """The shortest whole steps from the truth that can be repeated some times."""

    def __init__(self, part: Component, times: int = 1) -> None:
        width = self._width = len(part.members)
        self._high = [INFINITE] * width + [float(count // times) for count in part.truth]
        lines = []
        for line in part.lines:
            terms = {**line.terms, **{rank + width: -sign for rank, sign in line.terms.items()}}
            exact = line.low == line.high
            lines.append(Line(terms, 0, 0) if exact else Line(terms, -INFINITE, room(part, line) // times))
        self._program = Program(self._high, lines)
        for column in range(2 * width):
            self._program.price(column, 1.0)

    def step(self, rank: int, move: int) -> Step | None:
        """A whole step that moves one cell so much."""
        down = rank + self._width
        if -move > self._high[down]:
            return None
        self._program.bound(rank, max(move, 0), max(move, 0))
        self._program.bound(down, max(-move, 0), max(-move, 0))
        found = self._program.solve()
        self._program.bound(rank, 0, INFINITE)
        self._program.bound(down, 0, self._high[down])
        if found is None:
            return None
        moved = found.columns[: self._width] - found.columns[self._width :]
        whole = np.rint(moved)
        return whole.astype(np.int64) if np.abs(moved - whole).max() < CLOSE else None


@dataclass
class Circuits:
    """Looks for steps of one that can be repeated as often as needs ask; fills `reached`."""

    part: Component
    wanted: Mapping[int, Need]
    reached: dict[int, set[int]]

    def __post_init__(self) -> None:
        self._loose = [line for line in self.part.lines if line.low != line.high]
        self._truth = np.array(self.part.truth, dtype=np.int64)

    def walk(self) -> None:
        """Two steps at most for each cell, by how often they must be repeated."""
        waiting: dict[int, list[tuple[int, int]]] = {}
        for rank, need in self.wanted.items():
            for times, way in ((self.part.truth[rank] - need.low, -1), (need.high - self.part.truth[rank], 1)):
                if times > 0:
                    waiting.setdefault(times, []).append((rank, way))
        for times in sorted(waiting, reverse=True):
            steps = None
            for rank, way in waiting[times]:
                if self._is_covered(rank, times * way):
                    continue
                steps = steps or Deviations(self.part, times)
                found = steps.step(rank, way)
                if found is not None:
                    self._repeat(found)
                    self._repeat(-found)

    def _is_covered(self, rank: int, move: int) -> bool:
        truth, step = self.part.truth[rank], 1 if move > 0 else -1
        return self.reached[rank].issuperset(range(truth + step, truth + move + step, step))

    def _repeat(self, step: Step) -> None:
        """All cells that the step moves by one, as far as no cell falls under 0 and no line is crossed."""
        times = self._times(step)
        for rank in np.flatnonzero(np.abs(step) == 1).tolist():
            if rank in self.reached:
                truth, way = self.part.truth[rank], int(step[rank])
                self.reached[rank].update(range(truth, truth + way * (times + 1), way))

    def _times(self, step: Step) -> int:
        falling = np.flatnonzero(step < 0)
        times = int((self._truth[falling] // -step[falling]).min()) if len(falling) else LONG
        for line in self._loose:
            slope = sum(sign * int(step[rank]) for rank, sign in line.terms.items())
            if slope > 0:
                times = min(times, int(room(self.part, line) // slope))
        return times


def room(part: Component, line: Line) -> float:
    """How far the truth is from the end of a line."""
    return line.high - sum(sign * part.truth[rank] for rank, sign in line.terms.items())
