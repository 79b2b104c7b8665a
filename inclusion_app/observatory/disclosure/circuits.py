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


@dataclass
class Circuits:
    """Looks for steps that can be repeated from the truth as often as needs ask; fills `reached`."""

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
            program = None
            for rank, way in waiting[times]:
                if not self._is_covered(rank, times * way):
                    program = program or self._program(times)
                    self._step(program, rank, way)

    def _is_covered(self, rank: int, move: int) -> bool:
        truth, step = self.part.truth[rank], 1 if move > 0 else -1
        return self.reached[rank].issuperset(range(truth + step, truth + move + step, step))

    def _program(self, times: int) -> Program:
        """Steps that can be repeated so many times; the shortest are sought."""
        width = len(self.part.members)
        high = [INFINITE] * width + [float(count // times) for count in self.part.truth]
        lines = []
        for line in self.part.lines:
            terms = {**line.terms, **{rank + width: -sign for rank, sign in line.terms.items()}}
            exact = line.low == line.high
            lines.append(Line(terms, 0, 0) if exact else Line(terms, -INFINITE, _left(self.part, line) // times))
        program = Program(high, lines)
        for column in range(2 * width):
            program.price(column, 1.0)
        self._high = high
        return program

    def _step(self, program: Program, rank: int, way: int) -> None:
        width = len(self.part.members)
        if way < 0 and self._high[rank + width] < 1:
            return
        program.bound(rank, max(way, 0), max(way, 0))
        program.bound(rank + width, max(-way, 0), max(-way, 0))
        found = program.solve()
        program.bound(rank, 0, INFINITE)
        program.bound(rank + width, 0, self._high[rank + width])
        if found is None:
            return
        step = np.rint(found.columns[:width]) - np.rint(found.columns[width:])
        if np.abs(found.columns[:width] - found.columns[width:] - step).max() < CLOSE:
            self._repeat(step.astype(np.int64))
            self._repeat(-step.astype(np.int64))

    def _repeat(self, step: Step) -> None:
        """All cells that the step moves by one, as far as no cell falls under 0 and no line is crossed."""
        times = self._room(step)
        for rank in np.flatnonzero(np.abs(step) == 1).tolist():
            if rank in self.reached:
                truth, way = self.part.truth[rank], int(step[rank])
                self.reached[rank].update(range(truth, truth + way * (times + 1), way))

    def _room(self, step: Step) -> int:
        falling = np.flatnonzero(step < 0)
        times = int((self._truth[falling] // -step[falling]).min()) if len(falling) else LONG
        for line in self._loose:
            slope = sum(sign * int(step[rank]) for rank, sign in line.terms.items())
            if slope > 0:
                times = min(times, int(_left(self.part, line) // slope))
        return times


def _left(part: Component, line: Line) -> float:
    """How far the truth is from the end of a line."""
    return line.high - sum(sign * part.truth[rank] for rank, sign in line.terms.items())
