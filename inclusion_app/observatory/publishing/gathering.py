"""What is counted for a publication: accompaniments and distinct persons behind each cell, by node and by span."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from inclusion_app.kernel.tasks import Progress, silent
from inclusion_app.observatory.cells import TOTAL as TOTAL_CELL
from inclusion_app.observatory.disclosure.tables import TOTAL, Row
from inclusion_app.observatory.disclosure.tree import Node
from inclusion_app.observatory.lanes import lane
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.publishing.rules import BREAKDOWNS, breakdown_of, level_of, spans_of
from inclusion_app.observatory.tallies import Atom, Tallies, Tally, tally
from inclusion_app.observatory.today import merged_communes
from inclusion_app.observatory.years import lineages
from inclusion_app.territories.territory import Territory

Numbers = dict[Row, dict[str, int]]


@dataclass
class Gathered:
    """The numbers of a territory over a period; `nodes` gives the parent of each node, None above the widest."""

    nodes: dict[Node, Node | None] = field(default_factory=dict)
    counts: dict[str, Numbers] = field(default_factory=dict)
    """By breakdown."""
    persons: dict[str, Numbers] = field(default_factory=dict)


def gather(territory: Territory, period: Period, progress: Progress = silent) -> Gathered:
    """Count what was held in a territory; a commune that has merged is counted where it is today.

    Every row of every node with data is there, zeros included, so that rows add up.
    """
    months = tuple(period.months())
    tallies = tally(territory, period, months)
    codes = current_codes(commune for commune, _ in tallies.atoms)
    paths = paths_inside(territory, set(codes.values()))
    found = Gathered(nodes=parents_of(paths.values()))
    for key in BREAKDOWNS:
        found.counts[key], found.persons[key] = {}, {}
    of_row = _atoms_by_row(tallies, codes, paths, period, months)
    rows = [(node, span) for node in sorted(found.nodes) for span in spans_of(level_of(node), period)]
    for done, (node, span) in enumerate(rows):
        _add_row(found, tallies, (node, span.key), of_row.get((node, span), ()))
        progress(done + 1, len(rows))
    return found


def current_codes(communes: Iterable[str]) -> dict[str, str]:
    """For the code of a commune of any year, that of today."""
    today = merged_communes()
    return {code: today.get(code, code) for code in sorted(set(communes))}


def paths_inside(territory: Territory, communes: Iterable[str]) -> dict[str, tuple[Node, ...]]:
    """For each commune, its nodes from the territory down to itself."""
    found: dict[str, tuple[Node, ...]] = {}
    for lineage in lineages(communes):
        path = lineage.path
        if territory.key in path:
            found[lineage.commune] = path[path.index(territory.key) :]
    return found


def parents_of(paths: Iterable[tuple[Node, ...]]) -> dict[Node, Node | None]:
    """The parent of each node of these paths."""
    found: dict[Node, Node | None] = {}
    for path in paths:
        above: Node | None = None
        for node in path:
            found[node] = above
            above = node
    return found


_RowAtoms = dict[tuple[Node, Period], list[Atom]]


def _atoms_by_row(
    tallies: Tallies,
    codes: Mapping[str, str],
    paths: Mapping[str, tuple[Node, ...]],
    period: Period,
    months: tuple[Period, ...],
) -> _RowAtoms:
    found: _RowAtoms = defaultdict(list)
    for commune, slot in tallies.atoms:
        for node in paths.get(codes[commune], ()):
            for span in spans_of(level_of(node), period):
                if span.start <= months[slot].start <= span.end:
                    found[node, span].append((commune, slot))
    return found


def _add_row(found: Gathered, tallies: Tallies, row: Row, atoms: Iterable[Atom]) -> None:
    layout, total = tallies.layout, Tally(tallies.layout.width)
    behind: dict[Hashable, int] = {}
    for atom in atoms:
        total.add(tallies.atoms[atom])
        for person, bits in tallies.people.get(atom, {}).items():
            behind[person] = behind.get(person, 0) | bits
    patterns = Counter(behind.values())
    everybody = layout.index[TOTAL_CELL]
    persons = _Persons(total.new, patterns)
    for key in BREAKDOWNS:
        breakdown = breakdown_of(key)
        cells = {value: layout.index[key, value] for value in breakdown.values}
        numbers = {value: total.counts[at] for value, at in cells.items()}
        found.counts[key][row] = numbers | {TOTAL: total.counts[everybody]}
        known = {value: persons.of([at]) for value, at in cells.items()}
        known |= {group: persons.of([cells[value] for value in held]) for group, held in breakdown.groups.items()}
        found.persons[key][row] = known | {TOTAL: persons.of([everybody])}


@dataclass(frozen=True)
class _Persons:
    """Who is behind the cells of a row: newcomers in lanes, and how many followed persons have each set of cells."""

    new: int
    patterns: Mapping[int, int]

    def of(self, cells: Iterable[int]) -> int:
        """Distinct persons behind these cells together: followed ones, each once, and anonymous newcomers."""
        mask = sum(1 << cell for cell in cells)
        followed = sum(number for bits, number in self.patterns.items() if bits & mask)
        return followed + sum(lane(self.new, cell) for cell in _bits(mask))


def _bits(mask: int) -> Iterator[int]:
    while mask:
        last = mask & -mask
        yield last.bit_length() - 1
        mask ^= last
