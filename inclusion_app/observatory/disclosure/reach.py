"""How far hidden cells can move under a pattern: quick search for whole solutions that show it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from inclusion_app.observatory.disclosure.primary import Need
from inclusion_app.observatory.disclosure.solver import CLOSE, INFINITE, Program, Unbounded, Vector
from inclusion_app.observatory.disclosure.system import System
from inclusion_app.observatory.disclosure.unknowns import Component, unknowns

ROUNDS = 12


@dataclass(frozen=True, order=True)
class Short:
    """A secret cell that cannot move as far as it must, down or up."""

    number: int
    move: int
    """From its count to the end of its need, negative when down."""


def shortfalls(system: System, known: Collection[int], wanted: Mapping[int, Need]) -> list[Short]:
    """The moves that readers can rule out."""
    left = unknowns(system, known)
    found = [short for number in left.deduced if number in wanted for short in _moves(system, number, wanted[number])]
    for part in left.components:
        found += Walk(system, part, wanted).shortfalls()
    return sorted(found)


def _moves(system: System, number: int, need: Need) -> list[Short]:
    count = system.cells[number].count
    return [
        *([Short(number, need.low - count)] if need.low < count else []),
        *([Short(number, need.high - count)] if need.high > count else []),
    ]


@dataclass
class Walk:
    """Visits corners of what is possible for one component."""

    system: System
    part: Component
    wanted: Mapping[int, Need]
    moves: dict[Short, int] = field(default_factory=dict)
    """All that must be possible, with the rank of its cell."""
    waiting: dict[Short, int] = field(default_factory=dict)
    """Moves not yet met."""

    def __post_init__(self) -> None:
        for rank, number in enumerate(self.part.members):
            if number in self.wanted:
                self.moves.update(dict.fromkeys(_moves(self.system, number, self.wanted[number]), rank))
        self.program = Program([INFINITE] * len(self.part.members), self.part.lines)

    def shortfalls(self) -> list[Short]:
        """The moves that cannot be."""
        impossible = {short for short, rank in self.moves.items() if self._beyond(short, rank)}
        self.waiting = {short: rank for short, rank in self.moves.items() if short not in impossible}
        self._together()
        for short, rank in list(self.waiting.items()):
            if short in self.waiting and not self._alone(short, rank):
                impossible.add(short)
                del self.waiting[short]
        return list(impossible)

    def _beyond(self, short: Short, rank: int) -> bool:
        """One line alone rules it out."""
        return self.part.truth[rank] + short.move > self.part.most[rank]

    def _together(self) -> None:
        """Many moves at once, as long as each run meets some."""
        for turn in range(ROUNDS):
            before = len(self.waiting)
            self._run(self._mixed(turn))
            if not self.waiting or (turn > 2 and before - len(self.waiting) < 2):
                return

    def _mixed(self, turn: int) -> dict[int, float]:
        """Costs that push the waiting cells, each its own way; a few at a time from the fourth run on."""
        chosen = [
            (short, rank) for short, rank in self.waiting.items() if turn < 2 or (short.number * 7 + turn) % turn == 0
        ]
        downs = turn % 2 == 0
        return {rank: 1.0 if short.move < 0 else -1.0 for short, rank in chosen if (short.move < 0) == downs}

    def _run(self, costs: dict[int, float]) -> Vector | None:
        """One run; what it shows to be possible waits no longer."""
        try:
            found = self.program.minimise(costs)
        except Unbounded:
            return None
        if found is None:
            return None
        self._visit(found.columns)
        return found.columns

    def _visit(self, columns: Vector) -> None:
        if not (np.abs(columns - np.rint(columns)) > CLOSE).any():
            self._strike(columns)

    def _strike(self, columns: Vector) -> None:
        self.waiting = {
            short: rank
            for short, rank in self.waiting.items()
            if (columns[rank] - self.part.truth[rank] - short.move) * (1 if short.move > 0 else -1) < -CLOSE
        }

    def _alone(self, short: Short, rank: int) -> bool:
        """One move by itself; halves count here, the audit asks for whole numbers later."""
        try:
            found = self.program.minimise({rank: 1.0 if short.move < 0 else -1.0})
        except Unbounded:
            self.waiting.pop(short)
            return True
        if found is None:
            return False
        self._visit(found.columns)
        met = (found.columns[rank] - self.part.truth[rank] - short.move) * (1 if short.move > 0 else -1) >= -CLOSE
        if met:
            self.waiting.pop(short, None)
        return bool(met)
