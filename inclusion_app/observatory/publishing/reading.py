"""A place of a publication made into a page: its tables, what is secret in them, the places inside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inclusion_app.observatory.periods import Period, parse_period
from inclusion_app.observatory.publishing.content import PublicRow
from inclusion_app.observatory.publishing.models import Publication
from inclusion_app.observatory.publishing.places import Place
from inclusion_app.observatory.publishing.queries import get_place, list_places, list_public_rows
from inclusion_app.observatory.publishing.rules import BREAKDOWNS, breakdown_of, spans_of
from inclusion_app.observatory.shares import fractions

ANY = BREAKDOWNS[0]
"""Whatever the breakdown, a row has the same bare total."""


@dataclass(frozen=True)
class Line:
    """A value of a list; no count is statistical secrecy."""

    label: str
    count: int | None
    share: float | None
    """Of the accompaniments of the place and period; with several values each, shares do not add up."""


@dataclass(frozen=True)
class Panel:
    """A table of a place over a span."""

    key: str
    title: str
    what: str
    lines: tuple[Line, ...]
    nothing: tuple[str, ...]
    """The labels of the values that count nothing."""
    hidden: int
    coarse: bool
    """Wider values stand for the fine ones."""
    kept_from: int | None

    @property
    def bare(self) -> bool:
        """Nothing but the total may be given."""
        return not self.lines and not self.nothing


@dataclass(frozen=True)
class PlacePage:
    """A place over a span."""

    publication: Publication
    place: Place
    above: tuple[Place, ...]
    """The wider places of the publication, widest first."""
    span: Period
    spans: tuple[Period, ...]
    total: int
    panels: tuple[Panel, ...]
    inside: tuple[tuple[Place, int], ...]
    """The places just inside with their bare totals, largest first."""

    @property
    def told(self) -> tuple[Panel, ...]:
        """The tables that say something."""
        return tuple(panel for panel in self.panels if not panel.bare)

    @property
    def bare(self) -> tuple[Panel, ...]:
        """Those of which only the total may be given."""
        return tuple(panel for panel in self.panels if panel.bare)

    @property
    def hidden(self) -> int:
        return sum(panel.hidden for panel in self.panels)


def read_place(publication: Publication, node: str, span: Period | None) -> PlacePage:
    """The page of a place; the whole period by default. Raises NotFound."""
    place = get_place(publication, node)
    period = parse_period(publication.period_key)
    spans = spans_of(place.level, period)
    chosen = span if span in spans else next(iter(spans), period)
    rows = {row.breakdown: row for row in list_public_rows(publication, node=node, span=chosen.key)}
    return PlacePage(
        publication,
        place,
        tuple(_above(publication, place)),
        chosen,
        spans,
        rows[ANY].total if ANY in rows else 0,
        tuple(make_panel(rows[key]) for key in BREAKDOWNS if key in rows),
        tuple(_inside(publication, place, chosen)),
    )


def _above(publication: Publication, place: Place) -> Iterable[Place]:
    found: list[Place] = []
    parent = place.parent
    while parent:
        found.append(get_place(publication, parent))
        parent = found[-1].parent
    return reversed(found)


def _inside(publication: Publication, place: Place, span: Period) -> Sequence[tuple[Place, int]]:
    rows = list_public_rows(publication, span=span.key, breakdown=ANY, inside=place.node)
    totals = {row.node: row.total for row in rows}
    found = [
        (inner, totals[inner.node]) for inner in list_places(publication, parent=place.node) if inner.node in totals
    ]
    return sorted(found, key=lambda pair: (-pair[1], pair[0].name))


def make_panel(row: PublicRow) -> Panel:
    """A row as a table: largest first unless its list has an order."""
    breakdown = breakdown_of(row.breakdown)
    cells = [(value, count) for value, count in row.cells.items() if count != 0]
    if not breakdown.ordered:
        cells.sort(key=lambda cell: (cell[1] is None, -(cell[1] or 0), cell[0]))
    shares = _shares([count for _, count in cells], row.total, whole=breakdown.additive)
    return Panel(
        row.breakdown,
        breakdown.title,
        breakdown.what,
        tuple(Line(breakdown.label(value), count, share) for (value, count), share in zip(cells, shares, strict=True)),
        tuple(breakdown.label(value) for value, count in row.cells.items() if count == 0),
        sum(count is None for count in row.cells.values()),
        any(value in breakdown.groups for value in row.cells),
        row.kept_from,
    )


def _shares(counts: Sequence[int | None], total: int, *, whole: bool) -> list[float | None]:
    """Shares of the total; those of a whole of which nothing is hidden add up to 100 %."""
    known = [count for count in counts if count is not None]
    if whole and len(known) == len(counts) and sum(known) == total:
        return list(fractions(known))
    return [count / total if count is not None and total else None for count in counts]
