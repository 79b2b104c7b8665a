"""The pattern of a publication: level of detail first, secret cells, then those hidden to protect them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic

from inclusion_app.observatory.disclosure.audit import audit
from inclusion_app.observatory.disclosure.detail import TOLERANCES, Tolerance, choose_detail
from inclusion_app.observatory.disclosure.ledger import NOTHING, Ledger, Pattern, weigh
from inclusion_app.observatory.disclosure.primary import needs, primary_flags
from inclusion_app.observatory.disclosure.repair import Repair
from inclusion_app.observatory.disclosure.rules import Flag, Rules
from inclusion_app.observatory.disclosure.system import Detail, System, build
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
        attempt = _Attempt(tables, rules, before, started, seconds)
        pattern = attempt.run(tolerance)
        if progress:
            progress(step + 1, len(tolerances))
        found.append(pattern)
        statistics = pattern.statistics
        if statistics.cells_kept >= CELLS_KEPT and statistics.information_kept >= INFORMATION_KEPT:
            return pattern
        if monotonic() > started + seconds:
            break
    return max(found, key=lambda pattern: pattern.statistics.information_kept)


@dataclass
class _Attempt:
    tables: LinkedTables
    rules: Rules
    before: Ledger
    started: float
    seconds: float

    def run(self, tolerance: Tolerance) -> Pattern:
        """The pattern at the level of detail that a tolerance allows."""
        primary = primary_flags(self.tables, self.rules)
        detail = choose_detail(self.tables, primary, self.rules, self.before, tolerance)
        system = build(self.tables, detail, self.before)
        flags = offered_flags(self.tables, primary, detail)
        known = system.shown_by(flags) - system.hidden_before
        repair = Repair(
            system,
            needs(system, primary, self.rules),
            self.rules,
            known,
            known & system.open_to - system.shown_before,
            self.started + self.seconds,
        )
        done = repair.run()
        pattern = self._pattern(system, flags, detail, repair.known, limited=not repair.in_time())
        return pattern if done and self._holds(pattern) else self._silent(pattern)

    def _pattern(
        self, system: System, flags: Mapping[str, Flag], detail: Detail, known: Collection[int], *, limited: bool
    ) -> Pattern:
        final = {
            key: Flag.D if flag is Flag.V and system.number[key] not in known else flag for key, flag in flags.items()
        }
        seconds = monotonic() - self.started
        return Pattern(final, detail, weigh(self.tables, final, seconds=seconds, limited=limited))

    def _holds(self, pattern: Pattern) -> bool:
        return audit(self.tables, pattern, self.rules, before=self.before).clean

    def _silent(self, pattern: Pattern) -> Pattern:
        """Nothing but bare totals."""
        flags = {
            key: Flag.D if flag is Flag.V and not self._is_bare(key) else flag for key, flag in pattern.flags.items()
        }
        seconds = monotonic() - self.started
        statistics = weigh(self.tables, flags, seconds=seconds, limited=pattern.statistics.limited)
        return replace(pattern, flags=flags, statistics=statistics)

    def _is_bare(self, key: str) -> bool:
        return self.tables.activity and self.tables.by_key[key].value == TOTAL


def offered_flags(tables: LinkedTables, primary: Mapping[str, Flag], detail: Detail) -> dict[str, Flag]:
    """The flags by themselves; cells that their row does not offer are C."""
    flags = {}
    for cell in tables.cells:
        offered = cell.value in detail[cell.row] or cell.value == TOTAL
        if cell.value == TOTAL and not tables.activity and cell.row in tables.withheld:
            offered = False
        flags[cell.key] = primary[cell.key] if offered else Flag.C
    return flags
