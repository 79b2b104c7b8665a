"""The cells of one breakdown over places and spans of time, and what they add up to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

TOTAL = "*"
"""The value of a row's bare total."""

Row = tuple[str, str]
"""A node and a span."""
Parents = Mapping[str, str | None]
Numbers = Mapping[Row, Mapping[str, int]]


@dataclass(frozen=True, order=True)
class Cell:
    """One number: how many accompaniments (or persons), and how many distinct persons are behind."""

    key: str
    node: str
    span: str
    value: str
    count: int
    persons: int
    contributors: tuple[int, ...] = ()
    """What each structure brought, largest first; empty when the structures rule does not apply."""
    structural: bool = False
    """Cannot be anything but 0."""

    @property
    def row(self) -> Row:
        return self.node, self.span


@dataclass(frozen=True)
class LinkedTables:
    """The cells of one breakdown, sorted by key, with the hierarchies that link them."""

    breakdown: str
    nodes: Parents
    spans: Parents
    values: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    cells: tuple[Cell, ...]
    additive: bool = True
    """The values of a row add up to its total; else an accompaniment may hold several values."""
    activity: bool = True
    """The bare total is an activity figure, always shown; else the rule applies to it too."""
    sensitive: bool = False
    distinct: bool = False
    """Counts of distinct persons: a wide row is at most the sum of its parts, at least each of them."""
    withheld: frozenset[Row] = frozenset()
    """Rows that count, for what they are part of, but are not published."""

    @cached_property
    def by_key(self) -> dict[str, Cell]:
        return {cell.key: cell for cell in self.cells}

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Each node and span that has numbers, sorted."""
        return tuple(sorted({cell.row for cell in self.cells}))

    def key(self, row: Row, value: str) -> str:
        return key_of(self.breakdown, *row, value)

    def cell(self, row: Row, value: str) -> Cell:
        return self.by_key[self.key(row, value)]


def key_of(breakdown: str, node: str, span: str, value: str) -> str:
    """The name of a cell, the same in every publication."""
    return f"{breakdown}|{node}|{span}|{value}"


def link(
    breakdown: str,
    nodes: Parents,
    spans: Parents,
    counts: Numbers,
    persons: Numbers,
    *,
    values: Sequence[str] | None = None,
    groups: Mapping[str, Sequence[str]] | None = None,
    additive: bool = True,
    activity: bool = True,
    sensitive: bool = False,
    distinct: bool = False,
    withheld: Collection[Row] = (),
    structural: Collection[str] = (),
    contributors: Mapping[Row, Mapping[str, Sequence[int]]] | None = None,
) -> LinkedTables:
    """The tables of these rows; a value that a row does not hold is 0 there, a total that is not given is the sum."""
    met = {value for row in counts.values() for value in row} - {TOTAL, *(groups or {})}
    order = tuple(values) if values is not None else tuple(sorted(met))
    if not met <= set(order):
        raise ValueError(f"unknown values in {breakdown}: {sorted(met - set(order))}")
    bands = {group: tuple(members) for group, members in sorted((groups or {}).items())}
    maker = _Maker(breakdown, order, bands, persons, contributors or {}, frozenset(structural), additive)
    cells = sorted(cell for row in sorted(counts) for cell in maker.cells(row, counts[row]))
    tables = LinkedTables(
        breakdown,
        dict(nodes),
        dict(spans),
        order,
        bands,
        tuple(cells),
        additive,
        activity,
        sensitive,
        distinct,
        frozenset(withheld),
    )
    _check_places(tables)
    return tables


@dataclass(frozen=True)
class _Maker:
    breakdown: str
    values: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    persons: Numbers
    contributors: Mapping[Row, Mapping[str, Sequence[int]]]
    structural: frozenset[str]
    additive: bool

    def cells(self, row: Row, counts: Mapping[str, int]) -> list[Cell]:
        """The cells of a row: values, groups, total."""
        known = {value: counts.get(value, 0) for value in self.values}
        found = [self._cell(row, value, count) for value, count in known.items()]
        behind = {cell.value: cell.persons for cell in found}
        for group, members in self.groups.items():
            count = sum(known[value] for value in members)
            if not self.additive:
                count = counts.get(group, count)
            found.append(self._cell(row, group, count, max(behind[value] for value in members)))
        total = counts.get(TOTAL, sum(known.values()))
        if self.additive and total != sum(known.values()):
            raise ValueError(f"the values of {row} add up to {sum(known.values())}, not to {total}")
        return [*found, self._cell(row, TOTAL, total, max(behind.values(), default=0))]

    def _cell(self, row: Row, value: str, count: int, persons: int = 0) -> Cell:
        """A cell; `persons` is what is known at least when the caller gives none."""
        if count < 0:
            raise ValueError(f"negative count in {row}")
        key = key_of(self.breakdown, *row, value)
        behind = max(0, min(count, self.persons.get(row, {}).get(value, persons)))
        parts = tuple(sorted(self.contributors.get(row, {}).get(value, ()), reverse=True))
        return Cell(key, *row, value, count, behind, parts, key in self.structural and count == 0)


def _check_places(tables: LinkedTables) -> None:
    """Each row is at a known node over a known span, and no node or span is inside itself."""
    for node, span in tables.rows:
        if node not in tables.nodes or span not in tables.spans:
            raise ValueError(f"unknown node or span: {node}, {span}")
    for parents in (tables.nodes, tables.spans):
        for name in parents:
            ancestors(parents, name)


def ancestors(parents: Parents, name: str) -> list[str]:
    """What contains this node or span, nearest first."""
    found: list[str] = []
    above = parents.get(name)
    while above is not None:
        if above == name or above in found:
            raise ValueError(f"{name} is inside itself")
        found.append(above)
        above = parents.get(above)
    return found
