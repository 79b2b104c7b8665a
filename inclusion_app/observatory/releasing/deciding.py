"""What each table may show over the spans of a year: the same choice as `years.Year`, table by table.

A longer span never depends on shorter ones, so one choice serves years, quarters and months.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pyroaring import BitMap

from inclusion_app.observatory.cells import layout_of
from inclusion_app.observatory.counting import ages_of
from inclusion_app.observatory.disclosure.plan import Region, Shown, decide
from inclusion_app.observatory.disclosure.spans import Calendar
from inclusion_app.observatory.disclosure.tree import Node, Tree, grow
from inclusion_app.observatory.disclosure.world import PeopleTable, Table, World
from inclusion_app.observatory.indicators import BLOCKS
from inclusion_app.observatory.lanes import LANE
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.releasing.gathering import (
    MONTHS,
    Cells,
    Gathered,
    GatheredYear,
    cells_of,
)
from inclusion_app.observatory.tallies import Atom, Tallies, Tally
from inclusion_app.observatory.years import TABLES_OF_ONE_CELL, lineages

INHABITANTS, PEOPLE = "inhabitants", "people"
TABLES: tuple[str, ...] = (
    *(indicator.key for indicator in BLOCKS if indicator.key != "communes"),
    *TABLES_OF_ONE_CELL,
    INHABITANTS,
)
"""All tables that secrecy may hide, in the order in which they are kept."""


@dataclass
class Followed:
    """Followed persons of each node and span, each once."""

    tree: Tree
    calendar: Calendar
    everybody: dict[Atom, BitMap]
    _by_slot: dict[tuple[Node, int], BitMap] = field(default_factory=dict)

    def persons(self, node: Node, span: Period) -> BitMap:
        """Who they are."""
        slots = self.calendar.slots_in(span)
        return BitMap.union(BitMap(), *(self._inside(node, slot) for slot in sorted(slots)))

    def _inside(self, node: Node, slot: int) -> BitMap:
        key = (node, slot)
        if key not in self._by_slot:
            children = self.tree.children[node]
            if children:
                self._by_slot[key] = BitMap.union(BitMap(), *(self._inside(child, slot) for child in children))
            else:
                (commune,) = self.tree.communes[node]
                self._by_slot[key] = self.everybody.get((commune, slot), BitMap())
        return self._by_slot[key]


class TableWorld(World):
    """The world of one table: its own cells alone, whose persons are looked for in the whole layout."""

    def __init__(self, tree: Tree, calendar: Calendar, gathered: Gathered, cells: Cells, followed: Followed) -> None:
        narrow = Tallies(layout_of([("table", str(at)) for at in range(cells.width)]), people=gathered.marks)  # type: ignore[arg-type]
        for atom, found in gathered.atoms.items():
            narrow.atoms[atom] = Tally(cells.width, cells.narrow(found.total), cells.narrow(found.new))
        super().__init__(tree, calendar, narrow)
        self._marks, self._cells, self._everybody = gathered.marks, cells, followed

    def persons(self, atom: Atom, cell: int) -> frozenset[Hashable]:
        """Some persons behind a cell of the table: as many as the threshold asks, or all."""
        bit = 1 << self._cells.position(cell)
        return frozenset(person for person, cells in self._marks.get(atom, {}).items() if cells & bit)

    def count_followed(self, region: Region) -> int:
        """Of whole nodes over whole spans alone."""
        return len(self._everybody.persons(region.node, region.span))


class MonthsWorld(TableWorld):
    """The world of the table of months: everybody counts in the cell of the month."""

    def __init__(self, tree: Tree, calendar: Calendar, gathered: Gathered, followed: Followed) -> None:
        super().__init__(tree, calendar, gathered, Cells(gathered.layout, 0, len(calendar.slots)), followed)
        for (commune, slot), found in gathered.atoms.items():
            atom = self.tallies.atoms[commune, slot]
            atom.total, atom.new = (
                total & _ONE | (total & _ONE) << LANE * (slot + 1) for total in (found.total, found.new)
            )

    def persons(self, atom: Atom, cell: int) -> frozenset[Hashable]:
        """Those who are behind the total of the month."""
        if cell and cell - 1 != atom[1]:
            return frozenset()
        return frozenset(person for person, cells in self._marks.get(atom, {}).items() if cells & 1)


_ONE = (1 << LANE) - 1


@dataclass
class Decided:
    """A year that was gathered, with what it may show."""

    gathered: GatheredYear

    @property
    def calendar(self) -> Calendar:
        return self.gathered.calendar

    @cached_property
    def held(self) -> Tree:
        """The territories where something was held."""
        return _tree_of(self.gathered.held)

    @cached_property
    def lived(self) -> Tree:
        """The territories where people helped live."""
        return _tree_of(self.gathered.lived)

    @cached_property
    def ages(self) -> str:
        """How the year's ages are shown everywhere."""
        return ages_of(self.gathered.held.layout, self.gathered.held.sum())

    @cached_property
    def followed(self) -> Followed:
        """Followed persons where accompaniments were held."""
        return Followed(self.held, self.calendar, self.gathered.held.everybody)

    def tree_of(self, table: str) -> Tree:
        """The tree whose nodes show the table."""
        return self.lived if table == INHABITANTS else self.held

    def decide_each(self) -> Iterator[tuple[str, Shown]]:
        """What each table may show; each is forgotten before the next."""
        for table in TABLES:
            yield table, self._months() if table == MONTHS else self._decide(table)

    def _decide(self, table: str) -> Shown:
        tree = self.tree_of(table)
        gathered = self.gathered.lived if table == INHABITANTS else self.gathered.held
        cells = cells_of(gathered.layout, self._positions(table))
        world = TableWorld(tree, self.calendar, gathered, cells, self.followed)
        own = range(1, cells.width)
        return decide(tree, self.calendar, (PeopleTable if table == PEOPLE else Table)(world, own))

    def _positions(self, table: str) -> list[int]:
        layout = self.gathered.held.layout
        if table == INHABITANTS:
            return [0]
        if table in TABLES_OF_ONE_CELL:
            return [layout.index[address] for address in TABLES_OF_ONE_CELL[table]]
        return layout.block("age_groups" if table == "age_bands" and self.ages == "age_groups" else table)

    def _months(self) -> Shown:
        """Where each of a span's months is safe; as their bare totals are never hidden, nothing more is asked."""
        world = MonthsWorld(self.held, self.calendar, self.gathered.held, self.followed)
        return {span: set(self._safe_over(world, span)) for span in self.calendar.spans}

    def _safe_over(self, world: World, span: Period) -> Sequence[Node]:
        evidence = Table(world, [slot + 1 for slot in self.calendar.slots_in(span)])
        return [node for node in self.held.nodes if evidence.is_safe(Region(node, span))]


def _tree_of(gathered: Gathered) -> Tree:
    return grow(lineages({commune for commune, _ in gathered.atoms}))
