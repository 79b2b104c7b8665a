"""Everything counted in one year, by node of the tree and by span: what the choice of tables is made from."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property

from inclusion_app.observatory.cells import Address
from inclusion_app.observatory.disclosure.plan import Region
from inclusion_app.observatory.disclosure.spans import Calendar
from inclusion_app.observatory.disclosure.tree import Node, Tree
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.tallies import Atom, Tallies, Tally

ENOUGH = 11
"""Persons behind a cell that is not zero: INSEE's threshold for tables crossed with a territory."""

People = Mapping[Atom, Mapping[int, set[Hashable]]]


class World:
    """Tallies of every commune with data over one year, the followed persons behind the small cells, and their sums."""

    def __init__(self, tree: Tree, calendar: Calendar, tallies: Tallies, people: People) -> None:
        self.tree, self.calendar, self.tallies, self.people = tree, calendar, tallies, people

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
        found.setdefault(key, self.tallies.sum(())).add(tally)

    @cached_property
    def _spans_of(self) -> list[list[Period]]:
        slots = range(len(self.calendar.slots))
        return [[span for span in self.calendar.spans if slot in self.calendar.slots_in(span)] for slot in slots]

    def tally(self, nodes: Iterable[Node], span: Period) -> Tally:
        """The tally of several nodes together."""
        total = self.tallies.sum(())
        for node in nodes:
            if (node, span) in self.sums:
                total.add(self.sums[node, span])
        return total

    def atoms(self, region: Region) -> Iterable[Atom]:
        """The atoms of a region that hold data."""
        tree, calendar = self.tree, self.calendar
        communes = tree.communes[region.node].difference(*(tree.communes[node] for node in region.without))
        slots = calendar.slots_in(region.span).difference(*(calendar.slots_in(span) for span in region.except_for))
        if len(communes) * len(slots) > len(self.people):
            return [atom for atom in self.people if atom[0] in communes and atom[1] in slots]
        return [(commune, slot) for commune in communes for slot in slots if (commune, slot) in self.people]

    def followed(self, region: Region, cell: int) -> set[Hashable]:
        """The followed persons behind a cell, over a region."""
        sets = [self.people[atom][cell] for atom in self.atoms(region) if cell in self.people[atom]]
        return set().union(*sets)


class Table:
    """The evidence about one table: some of the world's cells."""

    weighs_pairs = False

    def __init__(self, world: World, cells: Sequence[int]) -> None:
        self.world, self.cells = world, cells
        self._safe: dict[Region, bool] = {}

    def is_safe(self, region: Region) -> bool:
        """Each cell is 0 or has enough persons behind it: followed ones, each once, and anonymous newcomers."""
        if region not in self._safe:
            self._safe[region] = self._check(region)
        return self._safe[region]

    def _check(self, region: Region) -> bool:
        sums = self.world.sums
        tallies = [(sign, tally) for sign, key in _signed(region) if (tally := sums.get(key))]
        return not tallies or all(self._is_cell_safe(region, cell, tallies) for cell in self.cells)

    def _is_cell_safe(self, region: Region, cell: int, tallies: Sequence[tuple[int, Tally]]) -> bool:
        count = newcomers = 0
        for sign, tally in tallies:
            count += sign * tally.counts[cell]
            newcomers += sign * tally.newcomers[cell]
        if not count or newcomers >= ENOUGH:
            return True
        return count >= ENOUGH and newcomers + len(self.world.followed(region, cell)) >= ENOUGH

    def size(self, node: Node, span: Period) -> int:
        """Accompaniments there and then."""
        tally = self.world.sums.get((node, span))
        return tally.counts[0] if tally else 0

    def may_stand_beside(self, inner: tuple[Node, Period], outer: tuple[Node, Period]) -> bool:
        """Sums of accompaniments say nothing more than their rows."""
        return True


class PeopleTable(Table):
    """The table that shows distinct persons: the whole minus a part counts the persons met only outside the part."""

    weighs_pairs = True

    def __init__(self, world: World, cells: Sequence[int], followed: int) -> None:
        super().__init__(world, cells)
        self.followed = followed
        self._distinct: dict[tuple[Node, Period], int] = {}

    def distinct(self, node: Node, span: Period) -> int:
        """Followed persons, each once."""
        if (node, span) not in self._distinct:
            self._distinct[node, span] = len(self.world.followed(Region(node, span), self.followed))
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


def positions(tallies: Tallies, addresses: Iterable[Address]) -> list[int]:
    """Where these cells are in the layout."""
    return [tallies.layout.index[address] for address in addresses]
