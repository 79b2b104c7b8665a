"""The attack: what interval all that was published leaves to each hidden cell, by linear programs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import ceil, floor

import numpy as np

from inclusion_app.observatory.disclosure.integers import missing_values
from inclusion_app.observatory.disclosure.isolated import isolated_sums
from inclusion_app.observatory.disclosure.ledger import NOTHING, Ledger, Pattern
from inclusion_app.observatory.disclosure.primary import Need, needs
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
    wanted = needs(system, pattern.flags, rules)
    found = _attack(system, system.shown_by(pattern.flags), wanted, rules, progress)
    if found.exposed and before.entries:
        known = system.always | system.shown_before
        old = {exposure.key for exposure in _attack(system, known, wanted, rules, None).exposed}
        inherited = tuple(exposure for exposure in found.exposed if exposure.key in old)
        new = tuple(exposure for exposure in found.exposed if exposure.key not in old)
        return Audit(found.intervals, found.needs, new, inherited)
    return found


@dataclass
class _Attack:
    system: System
    wanted: Mapping[int, Need]
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


def _attack(
    system: System, known: set[int], wanted: Mapping[int, Need], rules: Rules, progress: Progress | None
) -> Audit:
    attack = _Attack(system, wanted)
    left = unknowns(system, known)
    for number, count in left.deduced.items():
        attack.weigh(number, Interval(count, count))
    total, done = sum(len(part.members) for part in left.components), 0
    for part in left.components:
        _attack_part(attack, part)
        done += len(part.members)
        if progress:
            progress(done, total)
    _attack_sums(attack, known, left, rules)
    names = system.cells
    return Audit(
        {names[number].key: attack.intervals[number] for number in sorted(attack.intervals)},
        {names[number].key: wanted[number] for number in sorted(wanted) if number in attack.intervals},
        tuple(sorted(attack.exposed, key=lambda exposure: (exposure.key, exposure.reason))),
    )


def _attack_part(attack: _Attack, part: Component) -> None:
    """The exact interval of each cell of a component, then the whole numbers inside."""
    bounds, seen = exact_bounds(part)
    for number, (low, high) in zip(part.members, bounds, strict=True):
        attack.weigh(number, Interval(low, high))
    safe = {
        rank: attack.wanted[number]
        for rank, number in enumerate(part.members)
        if number in attack.wanted and attack.intervals[number].holds(attack.wanted[number])
    }
    for rank in missing_values(part, safe, seen):
        attack.expose(part.members[rank], "values")


def _attack_sums(attack: _Attack, known: set[int], left: Unknowns, rules: Rules) -> None:
    """Sums of hidden cells that subtraction tells, with too few persons behind."""
    pinned = {number for number, interval in attack.intervals.items() if interval.width == 0}
    for isolated in isolated_sums(attack.system, known | pinned | set(left.deduced), rules):
        for number in isolated.secret:
            if number in attack.intervals and number in attack.wanted:
                attack.expose(number, "persons")


def exact_bounds(part: Component) -> tuple[list[tuple[int, int | None]], list[Vector]]:
    """The least and the most of each cell, two programs each unless a solution met already shows it."""
    program = Program([INFINITE] * len(part.members), part.lines)
    seen: list[Vector] = []
    least = np.array(part.truth, dtype=float)
    most = least.copy()

    def look(costs: dict[int, float]) -> float:
        found = program.minimise(costs)
        if found is None:
            raise ArithmeticError("the published cells contradict each other")
        seen.append(found.columns)
        np.minimum(least, found.columns, out=least)
        np.maximum(most, found.columns, out=most)
        return found.value

    for rank in range(len(part.members)):
        if least[rank] > CLOSE:
            least[rank] = look({rank: 1.0})
        if most[rank] < part.most[rank] - CLOSE:
            try:
                most[rank] = -look({rank: -1.0})
            except Unbounded:
                most[rank] = INFINITE
    return [_whole(float(low), float(high)) for low, high in zip(least, most, strict=True)], seen


def _whole(low: float, high: float) -> tuple[int, int | None]:
    return ceil(low - CLOSE), None if high == INFINITE else floor(high + CLOSE)
