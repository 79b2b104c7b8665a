"""The level of detail of each row, chosen before anything is hidden: fine values, groups, or the bare total alone.

A place keeps one level over spans of the same length, so that its quarters can be compared.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inclusion_app.observatory.disclosure.ledger import Ledger
from inclusion_app.observatory.disclosure.rules import Flag, Rules
from inclusion_app.observatory.disclosure.tables import TOTAL, LinkedTables, Row, ancestors

Values = tuple[str, ...]


@dataclass(frozen=True)
class Tolerance:
    """The most secret cells that a level of detail may have: share of the cells, share of what they count."""

    cells: float
    information: float


TOLERANCES = tuple(
    Tolerance(cells, information)
    for cells, information in ((0.35, 0.2), (0.27, 0.14), (0.2, 0.1), (0.12, 0.05), (0.06, 0.02), (0, 0))
)
"""From the most detailed to the surest."""


def choose_detail(
    tables: LinkedTables, flags: Mapping[str, Flag], rules: Rules, before: Ledger, tolerance: Tolerance
) -> dict[Row, Values]:
    """The values that each row offers; what an earlier publication offered is offered again."""
    settled = {row: values for entry in before.entries for row, values in entry.pattern.detail.items()}
    chosen: dict[Row, Values] = {}
    levels = _levels(tables)
    lengths = sorted({len(ancestors(tables.spans, span)) for _, span in tables.rows})
    for node in sorted({node for node, _ in tables.rows}):
        widest = 0
        for length in lengths:
            rows = [row for row in tables.rows if row[0] == node and len(ancestors(tables.spans, row[1])) == length]
            rows = [row for row in rows if row not in tables.withheld]
            if not rows:
                continue
            levels = _levels(tables)
            widest = next(
                rank
                for rank in range(widest, len(levels))
                if _fits(tables, flags, rules, rows, levels[rank], tolerance)
            )
            chosen.update(dict.fromkeys(rows, levels[widest]))
    chosen.update(dict.fromkeys(tables.withheld, ()))
    return {row: settled.get(row, values) for row, values in chosen.items()}


def _levels(tables: LinkedTables) -> list[Values]:
    """From the finest to nothing."""
    return [tables.values, *([tuple(tables.groups)] if tables.groups else []), ()]


def _fits(
    tables: LinkedTables,
    flags: Mapping[str, Flag],
    rules: Rules,
    rows: Sequence[Row],
    values: Values,
    tolerance: Tolerance,
) -> bool:
    """Few enough cells of these rows are secret."""
    if not values:
        return True
    totals = [tables.cell(row, TOTAL) for row in rows]
    if any(total.count > 0 and total.persons < rules.n for total in totals):
        return False
    cells = [tables.cell(row, value) for row in rows for value in values]
    secret = [cell for cell in cells if flags[cell.key] is not Flag.V]
    counted = sum(cell.count for cell in cells)
    return len(secret) <= tolerance.cells * len(cells) and (
        sum(cell.count for cell in secret) <= tolerance.information * counted
    )
