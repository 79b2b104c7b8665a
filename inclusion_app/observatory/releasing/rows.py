"""The rows of a released year."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pyroaring import BitMap

from inclusion_app.observatory.disclosure.tree import FRANCE, Node, Tree, nodes_by_territory
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.releasing.deciding import TABLES, Decided
from inclusion_app.observatory.releasing.gathering import Gathered
from inclusion_app.observatory.releasing.packing import pack_counts, pack_shown, pack_totals
from inclusion_app.observatory.tallies import Tally
from inclusion_app.territories.territory import Level, parse_key

Values = dict[str, Any]

_ABOVE = {Level.FRANCE: (Level.REGION, Level.DEPARTEMENT), Level.REGION: (Level.DEPARTEMENT,)}
"""Levels whose totals are kept for a wider one, besides communes."""


@dataclass
class Rows:
    """Makes the rows of a year that was gathered and decided."""

    decided: Decided
    _shown: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    """By table and territory, a bit for each span; a territory that is not there may show every span."""

    def decide(self) -> Iterator[str]:
        """Decide table by table; yields those that are done."""
        for table, shown in self.decided.decide_each():
            for key, nodes in nodes_by_territory(self.decided.tree_of(table)).items():
                bits = [shown[span].issuperset(nodes) for span in self._spans]
                self._shown[table][key] = sum(1 << at for at, bit in enumerate(bits) if bit)
            yield table

    def of_territories(self) -> Iterator[Values]:
        """A row for each territory where something was held, or where people helped live."""
        everything = (1 << len(self._spans)) - 1
        for key in sorted({*self._held, *self._lived}):
            shown = pack_shown(self._shown[table].get(key, everything) for table in TABLES)
            yield {"territory": key, "shown": shown, "counts": self._counts(key)}

    def of_parts(self) -> Iterator[Values]:
        """The totals of the parts of each territory that has some."""
        for key, nodes in sorted(self._held.items()):
            level, _ = parse_key(key)
            if level is Level.COMMUNE:
                continue
            inside = sorted({commune for node in nodes for commune in self.decided.held.communes[node]})
            communes = {code: self._totals[code] for code in inside}
            yield {"territory": key, "level": Level.COMMUNE.value, "totals": pack_totals(communes)}
            for below in _ABOVE.get(level, ()):
                totals = pack_totals(self._totals_at(below, nodes))
                yield {"territory": key, "level": below.value, "totals": totals}

    @property
    def _spans(self) -> Sequence[Period]:
        return self.decided.calendar.spans

    @property
    def _slots(self) -> range:
        return range(len(self.decided.calendar.slots))

    @cached_property
    def _held(self) -> Mapping[str, Sequence[Node]]:
        return nodes_by_territory(self.decided.held)

    @cached_property
    def _lived(self) -> Mapping[str, Sequence[Node]]:
        return nodes_by_territory(self.decided.lived)

    def _counts(self, key: str) -> bytes:
        year = self.decided.gathered
        held = _add_up(year.held, self.decided.held, self._held.get(key, ()), self._slots)
        lived = _add_up(year.lived, self.decided.lived, self._lived.get(key, ()), self._slots)
        return pack_counts(held, (tally.total for tally in lived), [self._people(key, span) for span in self._spans])

    def _people(self, key: str, span: Period) -> int:
        nodes = self._held.get(key, ())
        return len(BitMap.union(BitMap(), *(self.decided.followed.persons(node, span) for node in nodes)))

    @cached_property
    def _totals(self) -> Mapping[str, Sequence[int]]:
        """By commune, accompaniments of each month."""
        found: dict[str, list[int]] = defaultdict(lambda: [0 for _ in self._slots])
        for (commune, slot), tally in self.decided.gathered.held.atoms.items():
            found[commune][slot] += tally.counts[0]
        return found

    def _totals_at(self, level: Level, nodes: Iterable[Node]) -> Mapping[str, Sequence[int]]:
        found: dict[str, Sequence[int]] = {}
        waiting = list(nodes)
        while waiting:
            node = waiting.pop()
            if node != FRANCE and parse_key(node)[0] is level:
                rows = [self._totals[commune] for commune in self.decided.held.communes[node]]
                found[parse_key(node)[1]] = [sum(row[slot] for row in rows) for slot in self._slots]
            else:
                waiting += [child for child in self.decided.held.children[node] if "@" not in child]
        return found


def _add_up(gathered: Gathered, tree: Tree, nodes: Iterable[Node], slots: Iterable[int]) -> Iterator[Tally]:
    """The tally of each month of these nodes together."""
    communes = sorted({commune for node in nodes for commune in tree.communes[node]})
    for slot in slots:
        total = Tally(gathered.layout.width)
        for commune in communes:
            if (commune, slot) in gathered.atoms:
                total.add(gathered.atoms[commune, slot])
        yield total
