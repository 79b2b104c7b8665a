"""A correction: what it changes, and which rows may tell it.

Whoever holds two versions subtracts them. A row tells its new figures only when each of its cells changed by nothing
or by enough (accompaniments, and persons behind them), and so did the accompaniments that are left once the rows that
tell are subtracted from one another; any other row keeps the figures of the version before. See
docs/decisions/0028-publications.md.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from inclusion_app.observatory.disclosure.ledger import Published
from inclusion_app.observatory.disclosure.plan import Region, decide
from inclusion_app.observatory.disclosure.spans import Calendar
from inclusion_app.observatory.disclosure.tables import TOTAL, LinkedTables, Row
from inclusion_app.observatory.disclosure.tree import Node, grow
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.publishing.rules import all_spans
from inclusion_app.observatory.years import lineages

Numbers = dict[Row, Counter[str]]


def differs(tables: LinkedTables, entry: Published) -> bool:
    """Some number that both hold is not the same."""
    before = entry.tables.by_key
    return any(cell.key in before and before[cell.key].count != cell.count for cell in tables.cells)


def rows_to_keep(tables: LinkedTables, earlier: Sequence[Published], period: Period, least: int) -> frozenset[Row]:
    """The rows whose change since one of these may not be told."""
    codes = (node.removeprefix("COM-") for node, _ in tables.rows if node.startswith("COM-"))
    tree = grow(lineages(set(codes)))
    spans = all_spans(period)
    calendar = Calendar(spans, tuple(period.months()))
    evidence = _Differences(tables, [_read(tables, entry.tables) for entry in earlier], least)
    shown = decide(tree, calendar, evidence)
    by_key = {span.key: span for span in spans}
    return frozenset(row for row in tables.rows if row[0] not in shown[by_key[row[1]]])


@dataclass(frozen=True)
class _Before:
    """Accompaniments and persons, by row and value."""

    counts: Numbers
    persons: Numbers


def _read(tables: LinkedTables, before: LinkedTables) -> _Before:
    """What was counted before in the rows of today: communes that merged are added up, absent rows are 0."""
    counts: Numbers = {row: Counter() for row in tables.rows}
    persons: Numbers = {row: Counter() for row in tables.rows}
    for cell in before.cells:
        place: Node | None = cell.node
        while place is not None and (place, cell.span) not in counts:
            place = tables.nodes.get(place) if place.startswith("COM-") else None
        if place is not None and _same_level(place, cell.node):
            counts[place, cell.span][cell.value] += cell.count
            persons[place, cell.span][cell.value] += cell.persons
    return _Before(counts, persons)


def _change(now: Numbers, before: Numbers, terms: Sequence[tuple[int, Row]], value: str) -> int:
    return sum(sign * (now[row][value] - before[row][value]) for sign, row in terms)


def _same_level(one: Node, other: Node) -> bool:
    return one.split("-")[0] == other.split("-")[0]


class _Differences:
    """The evidence of a correction: safe where each cell changed by nothing or by enough, since each version."""

    weighs_pairs = False

    def __init__(self, tables: LinkedTables, before: Sequence[_Before], least: int) -> None:
        self._before, self._least, self._values = before, least, tables.values
        self._now = _read(tables, tables)

    def is_safe(self, region: Region) -> bool:
        """Each cell of the region changed by nothing or by enough; a region with a row that is not given is not."""
        terms = list(_signed(region))
        if any(row not in self._now.counts for _, row in terms):
            return False
        return all(self._is_safe_since(before, terms) for before in self._before)

    def _is_safe_since(self, before: _Before, terms: Sequence[tuple[int, Row]]) -> bool:
        for value in self._values:
            change = _change(self._now.counts, before.counts, terms, value)
            if 0 < abs(change) < self._least:
                return False
            alone = change != 0 and len(terms) == 1
            if alone and abs(_change(self._now.persons, before.persons, terms, value)) < self._least:
                return False
        return True

    def size(self, node: Node, span: Period) -> int:
        """Accompaniments there and then."""
        numbers = self._now.counts.get((node, span.key))
        return numbers[TOTAL] if numbers else 0

    def may_stand_beside(self, inner: tuple[Node, Period], outer: tuple[Node, Period]) -> bool:
        """Not weighed."""
        return True


def _signed(region: Region) -> Iterable[tuple[int, Row]]:
    for node_sign, node in chain([(1, region.node)], ((-1, node) for node in region.without)):
        for span_sign, span in chain([(1, region.span)], ((-1, span) for span in region.except_for)):
            yield node_sign * span_sign, (node, span.key)
