"""All that a reader may hold against a publication: its cells, those of earlier ones, and what they add up to."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from inclusion_app.observatory.disclosure.equations import REST, Axis, Equation, Key, View, equations
from inclusion_app.observatory.disclosure.ledger import Ledger, Published
from inclusion_app.observatory.disclosure.rules import Flag
from inclusion_app.observatory.disclosure.tables import TOTAL, Cell, LinkedTables, Row

Detail = Mapping[Row, tuple[str, ...]]


@dataclass
class System:
    """Numbered cells and equations; numbers are stable for the same input."""

    tables: LinkedTables
    cells: list[Cell] = field(default_factory=list)
    equations: list[Equation] = field(default_factory=list)
    number: dict[str, int] = field(default_factory=dict)
    """By key."""
    open_to: set[int] = field(default_factory=set)
    """Cells of the new tables that may be shown."""
    always: set[int] = field(default_factory=set)
    """Bare totals that are activity figures."""
    shown_before: set[int] = field(default_factory=set)
    hidden_before: set[int] = field(default_factory=set)
    total_of: dict[int, int] = field(default_factory=dict)

    def shown_by(self, flags: Mapping[str, Flag]) -> set[int]:
        """The cells that a reader knows under these flags."""
        chosen = {self.number[key] for key, flag in flags.items() if flag is Flag.V and key in self.number}
        return self.always | self.shown_before | chosen

    def add(self, cell: Cell, version: str = "") -> int:
        """The number of a cell; one whose count changed since is another cell."""
        known = self.number.get(cell.key)
        if known is not None and self.cells[known].count != cell.count:
            cell = replace(cell, key=f"{cell.key}@{version}")
            known = self.number.get(cell.key)
        if known is None:
            known = self.number[cell.key] = len(self.cells)
            self.cells.append(cell)
        return known

    def differs(self, cell: Cell) -> bool:
        """Another count was met under the same key."""
        known = self.number.get(cell.key)
        return known is not None and self.cells[known].count != cell.count


def build(tables: LinkedTables, detail: Detail, before: Ledger) -> System:
    """The system of new tables at some level of detail, with what was published before."""
    system = System(tables)
    seen: set[Equation] = set()
    index = _number(system, tables, detail, "")
    system.open_to = {
        index[(*row, value)] for row, values in detail.items() for value in (*values, *_own_total(tables, row))
    }
    _link(system, tables, index, seen, "", strict=True)
    merged = dict(index)
    for entry in reversed(before.entries):
        old = _number(system, entry.tables, entry.pattern.detail, entry.name)
        _remember(system, entry, old)
        _link(system, entry.tables, old, seen, entry.name, strict=False)
        merged = {**old, **merged}
    if before.entries:
        _link(system, _joined(tables, before), merged, seen, "between", strict=False)
    system.open_to -= system.always | system.hidden_before
    return system


def _own_total(tables: LinkedTables, row: Row) -> Collection[str]:
    return () if tables.activity or row in tables.withheld else (TOTAL,)


def _joined(tables: LinkedTables, before: Ledger) -> LinkedTables:
    """The new tables with every place and span ever published; the new hierarchies win."""
    nodes, spans = dict(tables.nodes), dict(tables.spans)
    for entry in reversed(before.entries):
        nodes = {**entry.tables.nodes, **nodes}
        spans = {**entry.tables.spans, **spans}
    return replace(tables, nodes=nodes, spans=spans)


def _number(system: System, tables: LinkedTables, detail: Detail, version: str) -> dict[Key, int]:
    """Number the cells of tables; groups that a row does not offer follow from its values and are left out.

    Of a row that was corrected since, all cells are others: readers see that it changed, not which hidden cell did.
    """
    found = {}
    corrected = {cell.row for cell in tables.cells if system.differs(cell)}
    for cell in tables.cells:
        if cell.value in tables.groups and cell.value not in detail.get(cell.row, ()):
            continue
        named = replace(cell, key=f"{cell.key}@{version}") if cell.row in corrected else cell
        found[cell.node, cell.span, cell.value] = system.add(named, version)
    if tables.activity:
        system.always |= {number for key, number in found.items() if key[2] == TOTAL}
    _remember_totals(system, found)
    return found


def _remember_totals(system: System, index: Mapping[Key, int]) -> None:
    for (node, span, _), number in index.items():
        system.total_of[number] = index[node, span, TOTAL]


def _remember(system: System, entry: Published, index: Mapping[Key, int]) -> None:
    for number in index.values():
        key = system.cells[number].key.removesuffix(f"@{entry.name}")
        flag = entry.pattern.flags.get(key)
        (system.shown_before if flag is Flag.V else system.hidden_before).add(number)
        if flag is not Flag.V and key in system.number:
            system.hidden_before.add(system.number[key])
    system.hidden_before -= system.always | system.shown_before


def _link(
    system: System, tables: LinkedTables, index: Mapping[Key, int], seen: set[Equation], version: str, *, strict: bool
) -> None:
    """Add the equations of these cells, each once."""
    rests: list[int] = []

    def add(cell: Cell) -> int:
        rests.append(system.add(cell, version))
        return rests[-1]

    view = View(tables, tables.nodes, tables.spans, index, system.cells, add, strict)
    for equation in equations(view):
        if equation not in seen:
            seen.add(equation)
            system.equations.append(equation)
    _know_rests(system, tables, rests)


def _know_rests(system: System, tables: LinkedTables, rests: Iterable[int]) -> None:
    """What is left of a bare total is as well known as the totals."""
    by_row = {(system.cells[number].row): number for number in rests if system.cells[number].value == TOTAL}
    for number in rests:
        if system.cells[number].row in by_row:
            system.total_of[number] = by_row[system.cells[number].row]
    if tables.activity and not tables.distinct:
        system.always |= set(by_row.values())


def is_rest(cell: Cell) -> bool:
    """The cell is nowhere in the tables."""
    return REST in cell.node


__all__ = ["Axis", "Detail", "System", "build", "is_rest"]
