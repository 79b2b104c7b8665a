"""The pattern of a publication: level of detail first, secret cells, then those hidden to protect them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from time import monotonic

from inclusion_app.observatory.disclosure.audit import Exposure, attack, divide
from inclusion_app.observatory.disclosure.detail import TOLERANCES, Tolerance, choose_detail
from inclusion_app.observatory.disclosure.ledger import NOTHING, Ledger, Pattern, weigh
from inclusion_app.observatory.disclosure.primary import Need, needs, primary_flags
from inclusion_app.observatory.disclosure.repair import Repair
from inclusion_app.observatory.disclosure.rules import Flag, Rules
from inclusion_app.observatory.disclosure.system import Detail, build
from inclusion_app.observatory.disclosure.tables import TOTAL, LinkedTables

Progress = Callable[[int, int], None]
CELLS_KEPT = 0.7
INFORMATION_KEPT = 0.9


def protect(
    tables: LinkedTables,
    rules: Rules,
    *,
    before: Ledger = NOTHING,
    progress: Progress | None = None,
    seconds: float = 60.0,
    tolerances: Sequence[Tolerance] = TOLERANCES,
) -> Pattern:
    """What to show of these tables; when time runs out more is hidden, never less.

    Details are offered as long as 70 % of the cells and 90 % of what they count stay shown, else coarser ones.
    """
    started = monotonic()
    found: list[Pattern] = []
    for step, tolerance in enumerate(tolerances):
        pattern = _Attempt(tables, rules, before, tolerance).run(started, seconds)
        if progress:
            progress(step + 1, len(tolerances))
        found.append(pattern)
        statistics = pattern.statistics
        if statistics.cells_kept >= CELLS_KEPT and statistics.information_kept >= INFORMATION_KEPT:
            return pattern
        if monotonic() > started + seconds:
            break
    return max(found, key=lambda pattern: pattern.statistics.information_kept)


class _Attempt:
    """One level of detail, and what it takes to protect it."""

    def __init__(self, tables: LinkedTables, rules: Rules, before: Ledger, tolerance: Tolerance) -> None:
        self.tables, self.rules, self.before = tables, rules, before
        primary = primary_flags(tables, rules)
        self.detail = choose_detail(tables, primary, rules, before, tolerance)
        self.flags = offered_flags(tables, primary, self.detail)
        self.system = build(tables, self.detail, before)
        self.wanted = needs(self.system, primary, rules)

    def run(self, started: float, seconds: float) -> Pattern:
        """Hide until the audit finds nothing; without hope or time, all but bare totals and what was shown before."""
        system, silent = self.system, self.system.always | self.system.shown_before
        known = system.shown_by(self.flags) - (system.hidden_before - system.shown_before)
        hideable = known & system.open_to - system.shown_before
        repair = Repair(system, self._helpable(silent), self.rules, known, hideable, silent, started + seconds)
        while repair.run():
            exposed = self._exposed(repair.known)
            if not exposed:
                return self._pattern(repair.known, monotonic() - started)
            if not repair.hide_around(system.number[exposure.key] for exposure in exposed):
                break
        return self._pattern(silent, monotonic() - started, limited=not repair.in_time())

    def _helpable(self, silent: set[int]) -> dict[int, Need]:
        """The needs that earlier publications do not break by themselves."""
        if not self.before.entries:
            return dict(self.wanted)
        lost = {exposure.key for exposure in attack(self.system, silent, self.wanted, self.rules, exact=False).exposed}
        return {number: need for number, need in self.wanted.items() if self.system.cells[number].key not in lost}

    def _exposed(self, known: set[int]) -> Sequence[Exposure]:
        """What the audit finds, but for what cannot be helped any more."""
        found = attack(self.system, known, self.wanted, self.rules, exact=False).exposed
        if not found or not self.before.entries:
            return found
        return divide(self.system, found, self.wanted, self.rules)[0]

    def _pattern(self, known: Collection[int], seconds: float, *, limited: bool = False) -> Pattern:
        final = {key: self._flag(key, flag, known) for key, flag in self.flags.items()}
        return Pattern(final, self.detail, weigh(self.tables, final, seconds=seconds, limited=limited))

    def _flag(self, key: str, flag: Flag, known: Collection[int]) -> Flag:
        number = self.system.number.get(key)
        if flag is Flag.C or number is None:
            return Flag.C
        if number in self.system.shown_before:
            return Flag.V
        return Flag.D if flag is Flag.V and number not in known else flag


def offered_flags(tables: LinkedTables, primary: Mapping[str, Flag], detail: Detail) -> dict[str, Flag]:
    """The flags by themselves; cells that their row does not offer are C."""
    flags = {}
    for cell in tables.cells:
        offered = cell.value in detail[cell.row] or cell.value == TOTAL
        if cell.value == TOTAL and not tables.activity and cell.row in tables.withheld:
            offered = False
        flags[cell.key] = primary[cell.key] if offered else Flag.C
    return flags
