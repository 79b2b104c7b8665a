"""One year of the whole country, read month by month and kept small: counts in lanes, persons as numbers.

The threshold asks whether a cell has enough persons behind it, not how many: once an atom has that many behind a cell,
so has every set of rows that holds the atom. Eleven persons are thus kept for each cell of an atom, and the bitmap of
all of them, which counts distinct persons.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from pyroaring import BitMap

from inclusion_app.kernel.tasks import Progress, silent
from inclusion_app.observatory.cells import Layout, layout_of
from inclusion_app.observatory.disclosure.spans import Calendar
from inclusion_app.observatory.disclosure.world import ENOUGH
from inclusion_app.observatory.lanes import LANE
from inclusion_app.observatory.residence import tally_inhabitants
from inclusion_app.observatory.tallies import HOME, Atom, Tallies, Tally, list_organisations, tally
from inclusion_app.observatory.today import follow_merged
from inclusion_app.territories.queries import get_france

MONTHS = "months"


@dataclass
class Gathered:
    """What was read: the counts of each atom, its persons."""

    layout: Layout
    atoms: dict[Atom, Tally] = field(default_factory=dict)
    marks: dict[Atom, dict[int, int]] = field(default_factory=dict)
    """For each atom, some persons with a bit for each cell that they are behind: enough of them for each cell."""
    everybody: dict[Atom, BitMap] = field(default_factory=dict)

    def add(self, slot: int, month: Tallies, numbers: Mapping[Hashable, int]) -> None:
        """Add one month."""
        width = self.layout.width
        cells, bits = (1 << LANE * width) - 1, (1 << width) - 1
        for (commune, _), found in month.atoms.items():
            self.atoms[commune, slot] = Tally(
                width, found.total & cells, found.new & cells, found.minutes, dict(found.records)
            )
        for (commune, _), people in month.people.items():
            own = {numbers[person]: cells & bits for person, cells in people.items()}
            self.marks[commune, slot] = keep_enough(own)
            self.everybody[commune, slot] = BitMap(own)

    def sum(self) -> Tally:
        """All of it."""
        total = Tally(self.layout.width)
        for found in self.atoms.values():
            total.add(found)
        return total


@dataclass
class GatheredYear:
    """The year where accompaniments were held, and where the people helped live."""

    calendar: Calendar
    organisations: tuple[str, ...]
    """Identifiers of those that may block, in the order of the layout."""
    held: Gathered
    lived: Gathered


def gather(calendar: Calendar, progress: Progress = silent) -> GatheredYear:
    """Read a year whose slots are months; `progress` counts months."""
    organisations = tuple(str(each.id) for each in list_organisations())
    numbers: Mapping[Hashable, int] = _Numbers()
    held, lived = Gathered(layout_of(())), Gathered(HOME)
    for slot, month in enumerate(calendar.slots):
        found = follow_merged(tally(get_france(), month))
        held.layout = without_months(found.layout)
        held.add(slot, found, numbers)
        lived.add(slot, follow_merged(tally_inhabitants(month, (month,))), numbers)
        progress(slot + 1, len(calendar.slots))
    return GatheredYear(calendar, organisations, held, lived)


def without_months(layout: Layout) -> Layout:
    """The cells of a layout that every month has; those of the months come last, and say what the total says."""
    return layout_of(address for address in layout.addresses if address[0] != MONTHS)


def keep_enough(people: Mapping[int, int]) -> dict[int, int]:
    """For each cell, eleven of the persons behind it, or all of them when they are fewer.

    >>> keep_enough({person: 0b1 for person in range(30)} | {30: 0b11}) == (
    ...     {person: 0b1 for person in range(11)} | {30: 0b10}
    ... )
    True
    """
    if len(people) <= ENOUGH:
        return dict(people)
    kept: dict[int, int] = {}
    full, behind = 0, defaultdict[int, int](int)
    for person, cells in people.items():
        useful = cells & ~full
        if useful:
            kept[person] = useful
            full |= _count(behind, useful)
    return kept


def _count(behind: dict[int, int], cells: int) -> int:
    """Count a person behind these cells; the cells that now have enough."""
    full = 0
    while cells:
        cell = cells & -cells
        behind[cell] += 1
        if behind[cell] >= ENOUGH:
            full |= cell
        cells ^= cell
    return full


class _Numbers(dict[Hashable, int]):
    """Gives each person the next number."""

    def __missing__(self, person: Hashable) -> int:
        self[person] = len(self)
        return self[person]


@dataclass(frozen=True)
class Cells:
    """The cells of one table in a gathered year: the total, then those of its block, side by side in the layout."""

    layout: Layout
    first: int
    count: int

    @property
    def width(self) -> int:
        return self.count + 1

    def narrow(self, total: int) -> int:
        """The lanes of the table alone, the total first."""
        own = total >> LANE * self.first & (1 << LANE * self.count) - 1
        return own << LANE | total & (1 << LANE) - 1

    def position(self, cell: int) -> int:
        """Where a cell of the table is in the whole layout."""
        return self.first + cell - 1 if cell else 0


def cells_of(layout: Layout, positions: list[int]) -> Cells:
    """The cells of a table at these positions, which follow each other."""
    if positions != list(range(positions[0], positions[0] + len(positions))):
        raise ValueError("the cells of a table are side by side")
    return Cells(layout, positions[0], len(positions))
