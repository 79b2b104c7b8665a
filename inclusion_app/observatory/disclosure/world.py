"""Everything counted in one year, by node of the tree and by span: what the choice of tables is made from."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from inclusion_app.observatory.disclosure.plan import Region
from inclusion_app.observatory.disclosure.spans import Calendar
from inclusion_app.observatory.disclosure.tree import Node, Tree
from inclusion_app.observatory.lanes import at_least, lane, lanes_of, tops
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.tallies import Atom, Tallies, Tally

ENOUGH = 11
"""Persons behind a cell that is not zero: INSEE's threshold for tables crossed with a territory."""

_NOBODY: Mapping[Hashable, int] = {}


class World:
    """Tallies of every commune with data over one year, the followed persons behind the cells, and their sums."""

    def __init__(self, tree: Tree, calendar: Calendar, tallies: Tallies) -> None:
        self.tree, self.calendar, self.tallies = tree, calendar, tallies
        self._behind: dict[tuple[Atom, int], frozenset[Hashable]] = {}
        self._weighed: dict[Region, tuple[int, int, int]] = {}

    @cached_property
    def sums(self) -> dict[tuple[Node, Period], Tally]:
        """The tally of each node over each span; those without data are not there."""
        found: dict[tuple[Node, Period], Tally] = {}
        for (commune, slot), tally in self.tallies.atoms.items():
            for span in self._spans_of[slot]:
                self._add(found, (f"COM-{commune}", span), tally)
        for node in reversed(self.tree.nodes):
            for span in self.calendar.spans:
                for child in self.tree.children[node]:
                    if (child, span) in found:
                        self._add(found, (node, span), found[child, span])
        return found

    def _add(self, found: dict[tuple[Node, Period], Tally], key: tuple[Node, Period], tally: Tally) -> None:
        if key not in found:
            found[key] = Tally(self.tallies.layout.width)
        found[key].add(tally)

    @cached_property
    def _spans_of(self) -> list[list[Period]]:
        slots = range(len(self.calendar.slots))
        return [[span for span in self.calendar.spans if slot in self._slots[span]] for slot in slots]

    @cached_property
    def _slots(self) -> dict[Period, frozenset[int]]:
        return {span: self.calendar.slots_in(span) for span in self.calendar.spans}

    def tally(self, nodes: Iterable[Node], span: Period) -> Tally:
        """The tally of several nodes together."""
        total = Tally(self.tallies.layout.width)
        for node in nodes:
            if (node, span) in self.sums:
                total.add(self.sums[node, span])
        return total

    def atoms(self, region: Region) -> Iterator[Atom]:
        """The atoms of a region that hold followed persons."""
        tree, people = self.tree, self.tallies.people
        communes = tree.communes[region.node].difference(*(tree.communes[node] for node in region.without))
        slots = self._slots[region.span].difference(*(self._slots[span] for span in region.except_for))
        if len(communes) * len(slots) > len(people):
            return (atom for atom in people if atom[0] in communes and atom[1] in slots)
        return ((commune, slot) for commune in communes for slot in slots if (commune, slot) in people)

    def followed(self, region: Region) -> set[Hashable]:
        """The followed persons met over a region."""
        return set[Hashable]().union(*(self.tallies.people[atom] for atom in self.atoms(region)))

    def count_followed(self, region: Region) -> int:
        """Followed persons met over a region, each once."""
        return len(self.followed(region))

    def weigh(self, region: Region) -> tuple[int, int, int]:
        """The cells that newcomers do not make safe, those of them that nothing can, and the newcomers; in lanes."""
        if region not in self._weighed:
            total = new = 0
            for sign, key in _signed(region):
                if tally := self.sums.get(key):
                    total, new = total + sign * tally.total, new + sign * tally.new
            width = self.tallies.layout.width
            waiting = at_least(total, 1, width) & ~at_least(new, ENOUGH, width)
            self._weighed[region] = waiting, waiting & ~at_least(total, ENOUGH, width), new
        return self._weighed[region]

    def are_enough(self, region: Region, cell: int, newcomers: int) -> bool:
        """The newcomers and the followed persons behind a cell, each once."""
        persons: set[Hashable] = set()
        for atom in self.atoms(region):
            if (atom, cell) not in self._behind:
                self._behind[atom, cell] = self.persons(atom, cell)
            persons |= self._behind[atom, cell]
            if newcomers + len(persons) >= ENOUGH:
                return True
        return False

    def persons(self, atom: Atom, cell: int) -> frozenset[Hashable]:
        """The followed persons of an atom behind a cell; enough of them are enough."""
        people = self.tallies.people.get(atom, _NOBODY)
        return frozenset(person for person, cells in people.items() if cells >> cell & 1)


class Table:
    """The evidence about one table: some of the world's cells."""

    weighs_pairs = False

    def __init__(self, world: World, cells: Sequence[int]) -> None:
        self.world = world
        self._cells = tops(cells)
        self._safe: dict[Region, bool] = {}

    def is_safe(self, region: Region) -> bool:
        """Each cell is 0 or has enough persons behind it: followed ones, each once, and anonymous newcomers."""
        if region not in self._safe:
            self._safe[region] = self._check(region)
        return self._safe[region]

    def _check(self, region: Region) -> bool:
        waiting, lost, new = self.world.weigh(region)
        if lost & self._cells:
            return False
        cells = lanes_of(waiting & self._cells)
        return all(self.world.are_enough(region, cell, lane(new, cell)) for cell in cells)

    def size(self, node: Node, span: Period) -> int:
        """Accompaniments there and then."""
        tally = self.world.sums.get((node, span))
        return lane(tally.total, 0) if tally else 0

    def may_stand_beside(self, inner: tuple[Node, Period], outer: tuple[Node, Period]) -> bool:
        """Sums of accompaniments say nothing more than their rows."""
        return True


class PeopleTable(Table):
    """The table that shows distinct persons: the whole minus a part counts the persons met only outside the part."""

    weighs_pairs = True

    def __init__(self, world: World, cells: Sequence[int]) -> None:
        super().__init__(world, cells)
        self._distinct: dict[tuple[Node, Period], int] = {}

    def distinct(self, node: Node, span: Period) -> int:
        """Followed persons, each once."""
        if (node, span) not in self._distinct:
            self._distinct[node, span] = self.world.count_followed(Region(node, span))
        return self._distinct[node, span]

    def may_stand_beside(self, inner: tuple[Node, Period], outer: tuple[Node, Period]) -> bool:
        """The difference is 0 or enough."""
        difference = self.distinct(*outer) - self.distinct(*inner)
        return difference == 0 or difference >= ENOUGH


def _signed(region: Region) -> Iterable[tuple[int, tuple[Node, Period]]]:
    """The region as sums and subtractions of whole nodes over whole spans."""
    for node_sign, node in ((1, region.node), *((-1, node) for node in region.without)):
        for span_sign, span in ((1, region.span), *((-1, span) for span in region.except_for)):
            yield node_sign * span_sign, (node, span)
