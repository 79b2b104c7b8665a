"""What was published before, which a new publication must not contradict nor complete."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from inclusion_app.observatory.disclosure.rules import Flag
from inclusion_app.observatory.disclosure.tables import TOTAL, LinkedTables, Row


@dataclass(frozen=True)
class Statistics:
    """How much of what is offered can be read."""

    offered: int = 0
    shown: int = 0
    hidden_a: int = 0
    hidden_b: int = 0
    hidden_d: int = 0
    coarsened: int = 0
    cells_kept: float = 1.0
    """Share of the offered cells that is shown; bare totals are not counted."""
    information_kept: float = 1.0
    """Share of what the offered cells count that is shown."""
    seconds: float = 0.0
    limited: bool = False
    """Time ran out: more is hidden than needed."""


@dataclass(frozen=True)
class Pattern:
    """The flag of each cell."""

    flags: Mapping[str, Flag]
    detail: Mapping[Row, tuple[str, ...]]
    """The values offered by each row: the fine ones, the groups, or none."""
    statistics: Statistics = field(default_factory=Statistics, compare=False)

    def offered(self, node: str, span: str) -> tuple[str, ...]:
        """The values to write for a row; none when only its bare total may be given."""
        return self.detail.get((node, span), ())

    def shown(self, key: str) -> bool:
        return self.flags.get(key) is Flag.V


@dataclass(frozen=True)
class Published:
    """One earlier publication."""

    name: str
    tables: LinkedTables
    pattern: Pattern


@dataclass(frozen=True)
class Ledger:
    """Earlier publications of one breakdown, oldest first."""

    entries: tuple[Published, ...] = ()


NOTHING = Ledger()


def weigh(tables: LinkedTables, flags: Mapping[str, Flag], *, seconds: float, limited: bool) -> Statistics:
    """The statistics of a pattern."""
    cells = [cell for cell in tables.cells if cell.value != TOTAL or not tables.activity]
    offered = [cell for cell in cells if flags[cell.key] is not Flag.C]
    shown = [cell for cell in offered if flags[cell.key] is Flag.V]
    number = {flag: sum(flags[cell.key] is flag for cell in offered) for flag in Flag}
    everything = sum(cell.count for cell in offered)
    return Statistics(
        offered=len(offered),
        shown=len(shown),
        hidden_a=number[Flag.A],
        hidden_b=number[Flag.B],
        hidden_d=number[Flag.D],
        coarsened=len(cells) - len(offered),
        cells_kept=len(shown) / len(offered) if offered else 1.0,
        information_kept=sum(cell.count for cell in shown) / everything if everything else 1.0,
        seconds=seconds,
        limited=limited,
    )
