"""The attack: what interval all that was published leaves to each hidden cell, by linear programs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor

import numpy as np

from inclusion_app.observatory.disclosure.integers import missing_values
from inclusion_app.observatory.disclosure.isolated import isolated_sums
from inclusion_app.observatory.disclosure.ledger import NOTHING, Ledger, Pattern
from inclusion_app.observatory.disclosure.primary import Need, needs, primary_flags
from inclusion_app.observatory.disclosure.rules import Rules
from inclusion_app.observatory.disclosure.solver import CLOSE, INFINITE, Program, Unbounded, Vector
from inclusion_app.observatory.disclosure.system import System, build
from inclusion_app.observatory.disclosure.tables import LinkedTables
from inclusion_app.observatory.disclosure.unknowns import Component, Unknowns, unknowns

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Interval:
    """What a hidden cell may be, in whole numbers; no `high` when nothing bounds it."""

    low: int
    high: int | None

    @property
    def width(self) -> float:
        return INFINITE if self.high is None else self.high - self.low

    def holds(self, need: Need) -> bool:
        return self.low <= need.low and (self.high is None or self.high >= need.high)


@dataclass(frozen=True)
class Exposure:
    """A secret cell of which too much can be computed."""

    key: str
    interval: Interval
    need: Need
    reason: str
    """`interval`, `values` (a whole number that must stay possible is not) or `persons` (a sum of hidden cells)."""


@dataclass(frozen=True)
class Audit:
    """What the attack found."""

    intervals: Mapping[str, Interval]
    needs: Mapping[str, Need]
    exposed: tuple[Exposure, ...]
    inherited: tuple[Exposure, ...] = ()
    """Exposed by earlier publications and bare totals, even if nothing new were shown."""

    @property
    def clean(self) -> bool:
        return not self.exposed

    def narrowest(self, count: int = 10) -> list[tuple[str, Interval]]:
        """The tightest intervals of the secret cells."""
        found = [(key, interval) for key, interval in self.intervals.items() if key in self.needs]
        return sorted(found, key=lambda item: (item[1].width, item[0]))[:count]


def audit(
    tables: LinkedTables,
    pattern: Pattern,
    rules: Rules,
    *,
    before: Ledger = NOTHING,
    progress: Progress | None = None,
) -> Audit:
    """Attack a pattern with all that readers hold."""
    system = build(tables, pattern.detail, before)
    wanted = needs(system, primary_flags(tables, rules), rules)
    known = system.shown_by(pattern.flags)
    found = attack(system, known, wanted, rules, progress=progress)
    if not found.exposed or not before.entries:
        return found
    new, inherited = divide(system, found.exposed, wanted, rules)
    return Audit(found.intervals, found.needs, new, inherited)


def divide(
    system: System, exposed: Sequence[Exposure], wanted: Mapping[int, Need], rules: Rules
) -> tuple[tuple[Exposure, ...], tuple[Exposure, ...]]:
    """What a publication exposes, and what earlier ones do with bare totals alone."""
    silent = system.always | system.shown_before
    old = {exposure.key for exposure in attack(system, silent, wanted, rules, exact=False).exposed}
    new = tuple(exposure for exposure in exposed if exposure.key not in old)
    return new, tuple(exposure for exposure in exposed if exposure.key in old)


@dataclass
class _Attack:
    system: System
    wanted: Mapping[int, Need]
    exact: bool = True
    intervals: dict[int, Interval] = field(default_factory=dict)
    exposed: list[Exposure] = field(default_factory=list)

    def weigh(self, number: int, interval: Interval) -> None:
        """Keep an interval; it exposes its cell when something that must stay possible is outside."""
        self.intervals[number] = interval
        need = self.wanted.get(number)
        if need and not interval.holds(need):
            self.expose(number, "interval")

    def expose(self, number: int, reason: str) -> None:
        key = self.system.cells[number].key
        self.exposed.append(Exposure(key, self.intervals[number], self.wanted[number], reason))


def attack(
    system: System,
    known: set[int],
    wanted: Mapping[int, Need],
    rules: Rules,
    *,
    exact: bool = True,
    progress: Progress | None = None,
) -> Audit:
    """All intervals; when they need not be exact, each is sought as far as its need, to be proven safe or exposed."""
    state = _Attack(system, wanted, exact)
    left = unknowns(system, known)
    for number, count in left.deduced.items():
        state.weigh(number, Interval(count, count))
    total, done = sum(len(part.members) for part in left.components), 0
    for part in left.components:
        _attack_part(state, part)
        done += len(part.members)
        if progress:
            progress(done, total)
    _attack_sums(state, known, left, rules)
    names = system.cells
    return Audit(
        {names[number].key: state.intervals[number] for number in sorted(state.intervals)},
        {names[number].key: wanted[number] for number in sorted(wanted) if number in state.intervals},
        tuple(sorted(state.exposed, key=lambda exposure: (exposure.key, exposure.reason))),
    )


def _attack_part(attack: _Attack, part: Component) -> None:
    """The interval of each cell of a component, then the whole numbers inside."""
    goals = {rank: attack.wanted[number] for rank, number in enumerate(part.members) if number in attack.wanted}
    bounds, seen = find_bounds(part, None if attack.exact else goals)
    for number, (low, high) in zip(part.members, bounds, strict=True):
        attack.weigh(number, Interval(low, high))
    safe = {rank: need for rank, need in goals.items() if attack.intervals[part.members[rank]].holds(need)}
    for rank in missing_values(part, safe, seen):
        attack.expose(part.members[rank], "values")


def _attack_sums(attack: _Attack, known: set[int], left: Unknowns, rules: Rules) -> None:
    """Sums of hidden cells that subtraction tells, with too few persons behind."""
    pinned = {number for number, interval in attack.intervals.items() if interval.width == 0}
    for isolated in isolated_sums(attack.system, known | pinned | set(left.deduced), rules):
        for number in isolated.secret:
            if number in attack.intervals and number in attack.wanted:
                attack.expose(number, "persons")


def find_bounds(
    part: Component, goals: Mapping[int, Need] | None = None
) -> tuple[list[tuple[int, int | None]], list[Vector]]:
    """The least and the most of each cell, two programs each unless a solution met already shows it.

    With goals, as far as them only; of a cell without goal, whether it can move at all.
    """
    bounds = _Bounds(part)
    for rank in range(len(part.members)):
        low, high = 0.0, part.most[rank]
        if goals is not None:
            low = goals[rank].low if rank in goals else part.truth[rank] - 1
            high = goals[rank].high if rank in goals else (INFINITE if bounds.is_still(rank) else -INFINITE)
        if bounds.least[rank] > max(low, 0) + CLOSE:
            bounds.look(rank, 1.0)
        if bounds.most[rank] < min(high, part.most[rank]) - CLOSE:
            bounds.look(rank, -1.0)
    found = zip(bounds.least.tolist(), bounds.most.tolist(), strict=True)
    return [_whole(low, high) for low, high in found], bounds.seen


class _Bounds:
    """The least and the most of the cells of a component, as far as solutions met show."""

    def __init__(self, part: Component) -> None:
        self._program = Program([INFINITE] * len(part.members), part.lines)
        self.seen: list[Vector] = []
        self.least = np.array(part.truth, dtype=float)
        self.most = self.least.copy()

    def is_still(self, rank: int) -> bool:
        """No solution met moves the cell."""
        return bool(self.most[rank] - self.least[rank] < CLOSE)

    def look(self, rank: int, cost: float) -> None:
        """To one end of a cell."""
        try:
            found = self._program.minimise({rank: cost})
        except Unbounded:
            self.most[rank] = INFINITE
            return
        if found is None:
            raise ArithmeticError("the published cells contradict each other")
        self.seen.append(found.columns)
        np.minimum(self.least, found.columns, out=self.least)
        np.maximum(self.most, found.columns, out=self.most)


def _whole(low: float, high: float) -> tuple[int, int | None]:
    return ceil(low - CLOSE), None if high == INFINITE else floor(high + CLOSE)
