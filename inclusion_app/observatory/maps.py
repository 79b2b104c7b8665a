"""Maps of a territory's parts, in readable classes: from light to dark, white for none, hatched for what is hidden.

What is not known (a territory without population) is dotted: it is neither none nor hidden.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor, log10

from inclusion_app.kernel.text import N_
from inclusion_app.observatory.figures import SECRET, SMALL_BASE, Block
from inclusion_app.observatory.indicators import ADULTS, INSEE_2021
from inclusion_app.observatory.phrases import _
from inclusion_app.territories.contours import Map, Shape, map_of
from inclusion_app.territories.queries import list_territories
from inclusion_app.territories.territory import Level, Territory, make_key, parse_key
from inclusion_app.web.formats import number

_MOST_CLASSES = 4
_MOST_NAMES = 7
_UNEQUAL = 50
_LETTER = 15
_LEGEND_LINE = 50
_FONT = 34
_HUNDRED = 100
"""From it, decimals would be noise."""


@dataclass(frozen=True)
class Area:
    """One part of the map: `tone` is its class, from 0; None is white. `hidden` is hatched, `unknown` dotted."""

    path: str
    label: str
    tone: int | None
    hidden: bool
    unknown: bool = False
    key: str = ""
    """That of the territory."""


@dataclass(frozen=True)
class Name:
    """The name of an important place, where it is written."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Key:
    """A line of the legend."""

    text: str
    tone: int | None
    hidden: bool
    unknown: bool = False


@dataclass(frozen=True)
class TerritoryMap:
    """What is drawn, in the units of the contours."""

    width: int
    map_height: int
    height: int
    areas: tuple[Area, ...]
    names: tuple[Name, ...]
    keys: tuple[Key, ...]
    level: Level
    rows: tuple[tuple[Territory, int | None], ...]
    """The same in a table: each part and its number, None when hidden, the largest first."""
    missing: tuple[Territory, ...] = ()
    decimals: int = 0
    """The numbers are whole ones; the last digits are decimals when they are written."""

    def written(self, part: Territory, value: int | None) -> str:
        """A number of the table."""
        if part.code in self.unknown:
            return _(UNKNOWN)
        return _(SECRET) if value is None else _number(value, self.decimals)

    unknown: frozenset[str] = frozenset()
    """Codes of the parts of which nothing is known."""


UNKNOWN = N_("non connu")

Values = Mapping[str, int | None]
"""By code of territory: a number, or None when it is hidden."""


def activity_map(block: Block) -> TerritoryMap | None:
    """Accompaniments by part of the territory; None when the block is hidden, empty, or of another territory."""
    parts = [(parse_key(cell.territory_key), cell.count) for cell in block.cells if cell.territory_key]
    if block.hidden or len(parts) < 2:
        return None
    level = parts[0][0][0]
    values = {code: count for (of, code), count in parts if of is level}
    return draw(block.territory, level, values, none=_("aucun accompagnement"))


def needs_map(territory: Territory, level: Level) -> TerritoryMap | None:
    """People in difficulty by part of the territory, by the low rate."""
    rate = ADULTS.value * INSEE_2021.value
    parts = list_territories(territory, level)
    values = {part.code: round(part.population * rate) for part in parts if part.population}
    unknown = frozenset(part.code for part in parts if not part.population)
    return draw(territory, level, values, none=_("personne"), unknown=unknown) if len(values) > 1 else None


def rate_map(block: Block) -> TerritoryMap | None:
    """Accompaniments held in each part per 1,000 inhabitants; dotted where there are too few for a rate."""
    counts = {parse_key(cell.territory_key)[1]: cell.count or 0 for cell in block.cells if cell.territory_key}
    if block.hidden or len(counts) < 2:
        return None
    level = parse_key(next(cell.territory_key for cell in block.cells if cell.territory_key))[0]
    parts = {part.code: part.population or 0 for part in list_territories(block.territory, level)}
    values = {
        code: max(round(count * 10_000 / parts[code]), 1 if count else 0)
        for code, count in counts.items()
        if parts.get(code, 0) >= SMALL_BASE
    }
    unknown = frozenset(code for code, people in parts.items() if people < SMALL_BASE)
    none = _("aucun accompagnement")
    return draw(block.territory, level, values, none=none, unknown=unknown, decimals=1, named_by=counts)


def draw(
    territory: Territory,
    level: Level,
    values: Values,
    *,
    none: str,
    unknown: frozenset[str] = frozenset(),
    decimals: int = 0,
    named_by: Values | None = None,
) -> TerritoryMap | None:
    """The map of the values, the largest of them named, or those of `named_by`; None when no contour is known."""
    drawing = map_of(territory, level)
    if len(drawing.shapes) < 2:
        return None
    bounds = class_bounds(value for value in values.values() if value)
    areas = tuple(_area(shape, level, values, bounds, unknown, decimals) for shape in drawing.shapes)
    keys = _keys(values, bounds, drawing, none, unknown, decimals)
    rows = _rows(territory, level, values, unknown)
    legend = 24 + _LEGEND_LINE * len(keys)
    return TerritoryMap(
        width=drawing.width,
        map_height=drawing.height,
        height=drawing.height + legend,
        areas=areas,
        names=_names(drawing, values if named_by is None else named_by),
        keys=keys,
        level=level,
        rows=rows,
        missing=drawing.missing,
        decimals=decimals,
        unknown=unknown,
    )


def _rows(
    territory: Territory, level: Level, values: Values, unknown: frozenset[str]
) -> tuple[tuple[Territory, int | None], ...]:
    named = {part.code: part for part in list_territories(territory, level)}
    known = [(named[code], value) for code, value in values.items() if code in named]
    known += [(named[code], None) for code in unknown if code in named]
    return tuple(sorted(known, key=lambda row: (row[1] is None, -(row[1] or 0), row[0].name, row[0].code)))


def _area(
    shape: Shape, level: Level, values: Values, bounds: Sequence[int], unknown: frozenset[str], decimals: int
) -> Area:
    key = make_key(level, shape.code)
    if shape.code in unknown:
        return Area(shape.path, f"{shape.name}\u00a0: {_(UNKNOWN)}", None, False, True, key)
    value = values.get(shape.code, 0)
    if value is None:
        return Area(shape.path, f"{shape.name}\u00a0: {_(SECRET)}", None, True, key=key)
    tone = _tone(sum(value > bound for bound in bounds[:-1]), bounds) if value else None
    return Area(shape.path, f"{shape.name}\u00a0: {_number(value, decimals)}", tone, False, key=key)


def _number(value: int, decimals: int) -> str:
    return number(value / 10**decimals, decimals if value < _HUNDRED * 10**decimals else 0)


def class_bounds(values: Iterable[int]) -> list[int]:
    """The upper bounds of at most four classes, the last being the highest value.

    Each class holds about as many territories; when sizes are very unequal, a city beside villages, each class is
    instead several times the one before.

    >>> class_bounds([3, 8, 12, 14, 40, 55, 90, 120])
    [10, 40, 90, 120]
    >>> class_bounds([1, 1, 2, 3, 5, 9, 40, 3150])
    [10, 50, 500, 3150]
    """
    ordered = sorted(values)
    if not ordered:
        return []
    low, top = ordered[0], ordered[-1]
    if len(ordered) < _MOST_CLASSES:
        return sorted(set(ordered))
    ranks = range(1, _MOST_CLASSES)
    if top > low * _UNEQUAL:
        cuts = [_nearest_round(low * (top / low) ** (rank / _MOST_CLASSES)) for rank in ranks]
    else:
        cuts = [_rounded(ordered[len(ordered) * rank // _MOST_CLASSES]) for rank in ranks]
    return [*sorted({cut for cut in cuts if low <= cut < top}), top]


def _nearest_round(value: float) -> int:
    """The nearest of 1, 2, 5, 10, 20, 50…, by ratio."""
    power = 10 ** floor(log10(value))
    return int(min((1 * power, 2 * power, 5 * power, 10 * power), key=lambda number: abs(log10(number / value))))


def _rounded(value: int) -> int:
    """Down to one figure, or two beyond 1,000.

    >>> _rounded(87), _rounded(1234), _rounded(5)
    (80, 1200, 5)
    """
    if value < 10:
        return value
    step = 10 ** (floor(log10(value)) - (1 if value >= 1000 else 0))
    return int(value // step * step)


def _keys(
    values: Values, bounds: Sequence[int], drawing: Map, none: str, unknown: frozenset[str], decimals: int
) -> tuple[Key, ...]:
    lines: list[tuple[str, int | None, bool]] = []
    codes = {shape.code for shape in drawing.shapes} - unknown
    if any(not values.get(code, 0) and code not in _hidden(values) for code in codes):
        lines.append((none, None, False))
    low = min((value for value in values.values() if value), default=0)
    for rank, high in enumerate(bounds):
        text = _number(high, decimals)
        if low < high:
            text = _("%(low)s\u00a0à\u00a0%(high)s", low=_number(low, decimals), high=text)
        lines.append((text, _tone(rank, bounds), False))
        low = high + 1
    if _hidden(values) & codes:
        lines.append((_(SECRET), None, True))
    found = [Key(*line) for line in lines]
    if unknown & {shape.code for shape in drawing.shapes}:
        found.append(Key(_(UNKNOWN), None, False, unknown=True))
    return tuple(found)


def _tone(rank: int, bounds: Sequence[int]) -> int:
    """The highest class is always the darkest."""
    return _MOST_CLASSES - len(bounds) + rank


def _hidden(values: Values) -> set[str]:
    return {code for code, value in values.items() if value is None}


def _names(drawing: Map, values: Values) -> tuple[Name, ...]:
    """The largest places, as long as their names do not touch."""
    placed: list[tuple[Name, int]] = []
    valued = [shape for shape in drawing.shapes if values.get(shape.code)]
    by_size = sorted(valued, key=lambda shape: (-(values.get(shape.code) or 0), shape.name))
    for shape in by_size:
        half = len(shape.name) * _LETTER * _FONT // 50
        x = min(max(shape.x, half + 4), drawing.width - half - 4)
        free = all(
            abs(x - other.x) > half + width + 10 or abs(shape.y - other.y) > _FONT + 8 for other, width in placed
        )
        if free and half * 2 < drawing.width * 0.6:
            placed.append((Name(x, shape.y + _FONT // 3, shape.name), half))
        if len(placed) == _MOST_NAMES:
            break
    return tuple(name for name, _width in placed)
