"""Which cells are secret by themselves, and what a reader must go on believing possible about each."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from inclusion_app.observatory.disclosure.rules import Flag, Rules
from inclusion_app.observatory.disclosure.system import System, is_rest
from inclusion_app.observatory.disclosure.tables import TOTAL, Cell, LinkedTables, Row


@dataclass(frozen=True)
class Need:
    """The interval of a secret cell must reach down to `low` and up to `high`."""

    low: int
    high: int


def flag_of(cell: Cell, rules: Rules) -> Flag:
    """The flag of a cell by itself, by the rules of persons and structures."""
    if cell.count > 0 and cell.persons < rules.n:
        return Flag.A
    if cell.contributors and cell.count > 0:
        if len(cell.contributors) < rules.structures:
            return Flag.A
        if cell.contributors[0] > rules.dominance * sum(cell.contributors):
            return Flag.B
    return Flag.V


def primary_flags(tables: LinkedTables, rules: Rules) -> dict[str, Flag]:
    """The flags of all cells by themselves; bare totals of activity are always shown."""
    flags = {cell.key: flag_of(cell, rules) for cell in tables.cells}
    if tables.sensitive:
        for row in tables.rows:
            flags.update(_whole_group(tables, row, flags))
    if tables.activity:
        flags.update({cell.key: Flag.V for cell in tables.cells if cell.value == TOTAL})
    return flags


def _whole_group(tables: LinkedTables, row: Row, flags: Mapping[str, Flag]) -> dict[str, Flag]:
    """Sensitive values: a cell that holds everyone says it of each; so do the zeros beside it."""
    fine = [tables.cell(row, value) for value in tables.values]
    total = tables.cell(row, TOTAL).count
    whole = [cell for cell in fine if cell.count == total > 0]
    found = {cell.key: Flag.B for cell in whole if flags[cell.key] is Flag.V}
    if whole and tables.additive:
        found.update({cell.key: Flag.A for cell in fine if cell.count == 0 and not cell.structural})
    for group, members in tables.groups.items():
        cell = tables.cell(row, group)
        if cell.count == total > 0 and len(members) < len(tables.values) and flags[cell.key] is Flag.V:
            found[cell.key] = Flag.B
    return found


def needs(system: System, flags: Mapping[str, Flag], rules: Rules) -> dict[int, Need]:
    """What must stay possible for each secret cell of a system, shown before or not, within what bare totals tell."""
    found = {}
    for number, cell in enumerate(system.cells):
        if number in system.always or cell.structural:
            continue
        flag = flags.get(cell.key, Flag.V) if not is_rest(cell) else Flag.V
        flag = flag if flag in (Flag.A, Flag.B) else flag_of(cell, rules)
        if flag in (Flag.A, Flag.B):
            found[number] = _need(system, number, flag, rules)
    return found


def _need(system: System, number: int, flag: Flag, rules: Rules) -> Need:
    cell, tables = system.cells[number], system.tables
    most = _most(system, number)
    enough = min(rules.n - 1, most)
    if cell.persons < rules.n and (flag is Flag.A or cell.count == 0):
        return Need(_least(system, number), enough)
    if tables.sensitive and cell.count == most:
        return Need(max(_least(system, number), most - enough), most)
    margin = max(1, ceil((1 - rules.dominance) * cell.count))
    return Need(max(_least(system, number), cell.count - margin), min(most, cell.count + margin))


def _most(system: System, number: int) -> int:
    """The most that the bare total of its row allows."""
    total = system.total_of.get(number)
    if total is not None and total in system.always:
        return system.cells[total].count
    return 10**9


def _least(system: System, number: int) -> int:
    """The least: a breakdown of one value is its total."""
    tables, total = system.tables, system.total_of.get(number)
    if len(tables.values) == 1 and tables.additive and total is not None and total in system.always:
        return system.cells[total].count
    return 0
