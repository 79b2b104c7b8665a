"""What the cells of linked tables add up to: wide and narrow places, long and short spans, values and totals."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from inclusion_app.observatory.disclosure.tables import TOTAL, Cell, LinkedTables, Parents, Row, ancestors

REST = "~"
"""In the name of a node: what is left of it once its parts are subtracted."""


class Axis(StrEnum):
    """Along what an equation adds up."""

    PLACES = "places"
    TIMES = "times"
    VALUES = "values"


@dataclass(frozen=True)
class Equation:
    """`parent` is the sum of `children`, or at most their sum; cells by number."""

    axis: Axis
    parent: int
    children: tuple[int, ...]
    equal: bool = True


Key = tuple[str, str, str]
"""Node, span, value."""


@dataclass(frozen=True)
class View:
    """Numbered cells seen through one set of hierarchies."""

    tables: LinkedTables
    nodes: Parents
    spans: Parents
    index: Mapping[Key, int]
    cells: Sequence[Cell]
    add: Callable[[Cell], int]
    """Adds a cell that nobody publishes and gives its number."""
    strict: bool
    """Numbers that contradict each other are an error; else their equation is left out."""

    def rows(self) -> list[Row]:
        return sorted({(node, span) for node, span, _ in self.index})


def equations(view: View) -> Iterator[Equation]:
    """All that these cells add up to."""
    rows = view.rows()
    yield from _inside(view, rows)
    for axis, parents in ((Axis.PLACES, view.nodes), (Axis.TIMES, view.spans)):
        for parent, children in sorted(_families(parents, rows, axis).items()):
            for value in _linked_values(view.tables):
                if (*parent, value) in view.index:
                    yield from _across(view, axis, parent, children, value)


def _linked_values(tables: LinkedTables) -> tuple[str, ...]:
    """The values that add up over places and times by themselves: of a list of one value, groups follow from values."""
    return (*tables.values, *(() if tables.additive else tables.groups), TOTAL)


def _families(parents: Parents, rows: Sequence[Row], axis: Axis) -> dict[Row, list[Row]]:
    """The rows just inside each row, along one axis."""
    present = set(rows)
    found: dict[Row, list[Row]] = {}
    for node, span in rows:
        for above in ancestors(parents, node if axis is Axis.PLACES else span):
            wider = (above, span) if axis is Axis.PLACES else (node, above)
            if wider in present:
                found.setdefault(wider, []).append((node, span))
                break
    return found


def _across(view: View, axis: Axis, parent: Row, children: Sequence[Row], value: str) -> Iterator[Equation]:
    """A row against the rows just inside it, for one value; a cell that nobody publishes holds what is left."""
    whole = view.index[(*parent, value)]
    parts = [view.index[(*row, value)] for row in children if (*row, value) in view.index]
    if view.tables.distinct:
        yield from _overlapping(view, axis, whole, parts)
        return
    left = view.cells[whole].count - sum(view.cells[part].count for part in parts)
    if left < 0 and view.strict:
        raise ValueError(f"the parts of {view.cells[whole].key} add up to more than it")
    if left > 0:
        behind = view.cells[whole].persons - sum(view.cells[part].persons for part in parts)
        parts.append(view.add(_rest(view.cells[whole], str(axis), left, behind)))
    if left >= 0:
        yield Equation(axis, whole, tuple(parts))


def _overlapping(view: View, axis: Axis, whole: int, parts: Sequence[int]) -> Iterator[Equation]:
    """Distinct persons: those met only outside a part are what subtraction tells."""
    cell = view.cells[whole]
    if len(parts) > 1 and cell.count <= sum(view.cells[part].count for part in parts):
        yield Equation(axis, whole, tuple(parts), equal=False)
    for part in parts:
        inner = view.cells[part]
        outside = cell.count - inner.count
        if outside < 0 and view.strict:
            raise ValueError(f"more persons in {inner.key} than in {cell.key}")
        if outside > 0:
            name = f"{axis}-{inner.node}-{inner.span}"
            yield Equation(axis, whole, (part, view.add(_rest(cell, name, outside, outside))))
        elif outside == 0:
            yield Equation(axis, whole, (part,))


def _rest(whole: Cell, name: str, count: int, persons: int) -> Cell:
    node = f"{whole.node}{REST}{name}"
    return Cell(f"{whole.key}{REST}{name}", node, whole.span, whole.value, count, max(0, min(count, persons)))


def _inside(view: View, rows: Sequence[Row]) -> Iterator[Equation]:
    """The values of each row against its groups and its total."""
    tables, covers = view.tables, _covers(view, rows)
    for row in rows:
        fine = [view.index[(*row, value)] for value in tables.values if (*row, value) in view.index]
        total = view.index[(*row, TOTAL)]
        if tables.additive:
            yield Equation(Axis.VALUES, total, tuple(fine))
        elif covers:
            yield Equation(Axis.VALUES, total, tuple(fine), equal=False)
        for group, members in tables.groups.items():
            if (*row, group) in view.index:
                yield from _group(view, row, view.index[(*row, group)], members)
        if not tables.additive:
            coarse = [view.index[(*row, group)] for group in tables.groups if (*row, group) in view.index]
            yield from (Equation(Axis.VALUES, part, (total,), equal=False) for part in [*fine, *coarse])


def _group(view: View, row: Row, group: int, members: Sequence[str]) -> Iterator[Equation]:
    parts = tuple(view.index[(*row, value)] for value in members)
    if view.tables.additive:
        yield Equation(Axis.VALUES, group, parts)
    else:
        yield from (Equation(Axis.VALUES, part, (group,), equal=False) for part in parts)
        yield Equation(Axis.VALUES, group, parts, equal=False)


def _covers(view: View, rows: Sequence[Row]) -> bool:
    """Every accompaniment holds a value, as far as the numbers tell: a reader may suppose it."""
    if view.tables.additive:
        return False
    count: Callable[[Key], int] = lambda key: view.cells[view.index[key]].count if key in view.index else 0  # noqa: E731
    return all(count((*row, TOTAL)) <= sum(count((*row, value)) for value in view.tables.values) for row in rows)
