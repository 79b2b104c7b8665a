"""Hiding more, until nothing secret can be computed: sums with too few persons first, then moves that are too short."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from time import monotonic

from inclusion_app.observatory.disclosure.isolated import Isolated, isolated_sums
from inclusion_app.observatory.disclosure.primary import Need
from inclusion_app.observatory.disclosure.reach import Short, shortfalls
from inclusion_app.observatory.disclosure.rules import Rules
from inclusion_app.observatory.disclosure.system import System
from inclusion_app.observatory.disclosure.unknowns import unknowns
from inclusion_app.observatory.disclosure.widen import Widener

ROUNDS = 20


@dataclass
class Repair:
    """What is known, and what may still be hidden."""

    system: System
    wanted: Mapping[int, Need]
    rules: Rules
    known: set[int]
    hideable: set[int]
    settled: set[int]
    """Known whatever is decided: bare totals, what was shown before."""
    deadline: float
    hopeless: set[Short] = field(default_factory=set)

    def __post_init__(self) -> None:
        hidden = set(range(len(self.system.cells))) - self.known
        self.widener = Widener(self.system, hidden, frozenset(self.hideable))

    def in_time(self) -> bool:
        return monotonic() < self.deadline

    def hide(self, numbers: Iterable[int]) -> None:
        """Never shown again by this repair."""
        chosen = set(numbers)
        self.widener.hide(chosen)
        self.known -= chosen
        self.hideable -= chosen

    def _move(self, short: Short) -> None:
        """Hide what the cheapest move touches."""
        touched = self.widener.widen(short)
        if touched is None:
            self.hopeless.add(short)
        else:
            self.hide(touched)

    def run(self) -> bool:
        """Hide until nothing is short; False when time ran out or something cannot be helped."""
        for _ in range(ROUNDS):
            sums_hold = self._mend_sums()
            short = shortfalls(self.system, self.known, self.wanted)
            if not short and sums_hold:
                return True
            if not self.in_time() or set(short) <= self.hopeless:
                return False
            self._mend_moves(short)
        return False

    def hide_around(self, numbers: Iterable[int]) -> bool:
        """Hide all that shares an equation with these cells; False when nothing was left to hide."""
        near = set(numbers)
        touched = {
            number
            for equation in self.system.equations
            if not near.isdisjoint((equation.parent, *equation.children))
            for number in (equation.parent, *equation.children)
        }
        chosen = touched & self.hideable
        self.hide(chosen)
        return bool(chosen)

    def _mend_sums(self) -> bool:
        """False when a sum with too few persons has nothing more to hide."""
        while self.in_time():
            sure = self.known | set(unknowns(self.system, self.known).deduced)
            sums = isolated_sums(self.system, sure, self.rules)
            found = [isolated for isolated in sums if not self.settled.issuperset((isolated.whole, *isolated.removed))]
            chosen = {number for isolated in found for number in self._cheapest(isolated)}
            if not chosen:
                return not found
            self.hide(chosen)
            for number in sorted(chosen):
                self._move(Short(number, -min(self.system.cells[number].count, self.rules.n)))
        return False

    def _cheapest(self, isolated: Isolated) -> list[int]:
        """One more cell to hide in a sum: the cheapest with enough persons, else the one with most."""
        cells = self.system.cells
        parts = [number for number in isolated.removed if number in self.hideable and cells[number].persons]
        enough = [number for number in parts if cells[number].persons >= isolated.missing]
        if enough:
            return [min(enough, key=lambda number: (cells[number].count, number))]
        if parts:
            return [max(parts, key=lambda number: (cells[number].persons, -number))]
        return [isolated.whole] if isolated.whole in self.hideable else []

    def _mend_moves(self, short: list[Short]) -> None:
        """Hide what the cheapest moves touch, longest moves first."""
        for each in sorted(short, key=lambda one: (-abs(one.move), one.number, one.move)):
            if not self.in_time():
                return
            self._move(each)
