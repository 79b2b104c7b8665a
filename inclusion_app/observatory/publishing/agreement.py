"""What officials' pages may show of a period that is published: only what its publications show whole, and say alike.

Pages follow the rows of the day; a publication is frozen. Without this, subtracting one from the other would tell what
either hides, or who was added since.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from inclusion_app.kernel.db import db
from inclusion_app.observatory.disclosure.tree import Lineage, Node
from inclusion_app.observatory.periods import Period, parse_period
from inclusion_app.observatory.publishing.models import Publication, PublicationState, PublishedRow
from inclusion_app.observatory.publishing.rules import BREAKDOWNS, breakdown_of
from inclusion_app.territories.models import Commune
from inclusion_app.territories.queries import commune_filter, find_territory
from inclusion_app.territories.territory import Level, Territory

Count = Callable[[], Mapping[str, int]]


@dataclass(frozen=True)
class _Row:
    node: Node
    span: Period
    cells: Mapping[str, int | None]

    def is_whole(self, breakdown: str) -> bool:
        """Every fine value is shown."""
        return bool(self.cells) and all(
            count is not None and value not in breakdown_of(breakdown).groups for value, count in self.cells.items()
        )


@dataclass
class Agreement:
    """Asked for one page; what it read of publications is kept as long."""

    _tops: dict[int, list[tuple[Node, str]]] = field(default_factory=dict)
    _rows: dict[tuple[str, Period], list[tuple[str, _Row]]] = field(default_factory=dict)
    _nodes: dict[str, tuple[frozenset[Node], frozenset[Node]]] = field(default_factory=dict)

    def allows(self, table: str, territory: Territory, period: Period, count: Count) -> bool:
        """The table may be shown for a territory over a calendar period; `count` gives its numbers."""
        if table not in BREAKDOWNS or not self._tops_of(period.start.year):
            return True
        rows = [row for breakdown, row in self._rows_around(territory, period) if breakdown == table]
        nodes, _ = self._nodes_of(territory)
        own = {row.node: row for row in rows if row.node in nodes and row.span == period}
        if own:
            same = own.keys() == nodes and _add(own.values()) == _without_zeros(count())
            return same and all(row.is_whole(table) for row in own.values())
        return all(row.is_whole(table) for row in rows)

    def _tops_of(self, year: int) -> list[tuple[Node, str]]:
        """The territories and periods published of a year."""
        if year not in self._tops:
            query = select(Publication.territory_key, Publication.period_key).where(
                Publication.year == year, Publication.state == PublicationState.PUBLISHED
            )
            self._tops[year] = [(key, period) for key, period in db.session.execute(query)]
        return self._tops[year]

    def _rows_around(self, territory: Territory, period: Period) -> list[tuple[str, _Row]]:
        """The published rows of a territory, of what contains it, of what is published inside, over related spans."""
        known = territory.key, period
        if known not in self._rows:
            nodes, above = self._nodes_of(territory)
            wanted = nodes | above | self._tops_inside(territory, period.start.year)
            query = select(PublishedRow.breakdown, PublishedRow.node, PublishedRow.span, PublishedRow.cells)
            query = query.join(Publication, Publication.id == PublishedRow.publication_id).where(
                Publication.state == PublicationState.PUBLISHED,
                Publication.year == period.start.year,
                PublishedRow.node.in_(sorted(wanted)),
            )
            found = [
                (breakdown, _Row(node, parse_period(span), cells))
                for breakdown, node, span, cells in db.session.execute(query)
            ]
            self._rows[known] = [(breakdown, row) for breakdown, row in found if _touch(row.span, period)]
        return self._rows[known]

    def _tops_inside(self, territory: Territory, year: int) -> frozenset[Node]:
        """The territories published of a year that lie inside a wider one."""
        if territory.level.rank > Level.REGION.rank:
            return frozenset()
        tops = {top for top, _ in self._tops_of(year)}
        return frozenset(top for top in tops if territory.key in self._line(top))

    def _line(self, key: Node) -> frozenset[Node]:
        found = find_territory(key)
        nodes, above = self._nodes_of(found) if found else (frozenset(), frozenset())
        return nodes | above

    def _nodes_of(self, territory: Territory) -> tuple[frozenset[Node], frozenset[Node]]:
        """The nodes that make a territory, and those that contain them."""
        if territory.key not in self._nodes:
            self._nodes[territory.key] = _read_nodes(territory)
        return self._nodes[territory.key]


def _read_nodes(territory: Territory) -> tuple[frozenset[Node], frozenset[Node]]:
    columns = (Commune.epci_siren, Commune.departement_code, Commune.region_code)
    code = Commune.code if territory.level is Level.COMMUNE else Commune.departement_code
    query = select(code, *columns).where(commune_filter(territory, Commune.code)).distinct()
    if territory.level is Level.FRANCE:
        return frozenset({territory.key}), frozenset()
    nodes: set[Node] = set()
    above: set[Node] = set()
    for row in db.session.execute(query):
        path = Lineage(*row).path
        at = next(rank for rank, node in enumerate(path) if node.partition("@")[0] == territory.key)
        nodes.add(path[at])
        above.update(path[:at])
    return frozenset(nodes), frozenset(above)


def _touch(one: Period, other: Period) -> bool:
    return (one.start <= other.start and other.end <= one.end) or (other.start <= one.start and one.end <= other.end)


def _add(rows: Iterable[_Row]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        for value, count in row.cells.items():
            found[value] = found.get(value, 0) + (count or 0)
    return _without_zeros(found)


def _without_zeros(counts: Mapping[str, int]) -> dict[str, int]:
    return {value: count for value, count in counts.items() if count}
