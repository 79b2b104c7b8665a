"""The geometry of charts: bars, columns by month, stacked bars. Drawn by `observatory/charts.html`.

Every axis starts at zero. Lengths are in units of a drawing `WIDTH` wide, which fits a phone at its own size and half
of a printed page; the same drawing serves the page and the PDF.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from inclusion_app.observatory.figures import SECRET, Block, Cell
from inclusion_app.observatory.phrases import _
from inclusion_app.web.formats import number, percent

WIDTH = 340
_ONE_PERCENT = 0.005
LETTERS_A_LINE = 48
_LETTERS_OF_LEGEND = 34
LINE = 17
_BAR = 12
_GAP = 11
_FEW_COLUMNS = 4
_PLOT_HEIGHT = 130
_LEFT = 34
FULL_SCALE = 0.74
"""Longest bar, as a part of the width: its number stands on its right."""


@dataclass(frozen=True)
class Bar:
    """One bar: its label above, its number at its end; `mark` is where the wider territory's bar would end."""

    lines: tuple[tuple[int, str], ...]
    y: int
    length: float
    text: str
    hidden: bool
    mark: float | None


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars, the largest first unless the list has an order of its own."""

    bars: tuple[Bar, ...]
    height: int
    marked: bool
    width: int = WIDTH


def share_text(cell: Cell) -> str:
    """« 412 (34 %) », « 2 (moins de 1 %) », « secret statistique »."""
    if cell.count is None:
        return _(SECRET)
    return number(cell.count) if cell.share is None else f"{number(cell.count)} ({share_words(cell.said, cell.count)})"


def share_words(share: float | None, count: int | None) -> str:
    """« 34 % »; what is there is never written 0 %."""
    if count and share is not None and share < _ONE_PERCENT:
        return _("moins de %(share)s", share=percent(0.01))
    return percent(share or 0)


def bar_chart(block: Block, *, most: int = 12, marked: bool = True) -> BarChart:
    """The bars of a block; empty cells at the end are left to the table."""
    cells = [cell for cell in block.by_size if cell.count != 0][:most]
    marks = [cell.parent_share for cell in cells if cell.parent_share is not None] if marked else []
    scale = max([*(_size(cell) for cell in cells), *marks], default=0) or 1
    bars = []
    y = 0
    for cell in cells:
        lines = wrap(_(cell.label), LETTERS_A_LINE) or [""]
        placed = tuple((y + 13 + rank * LINE, line) for rank, line in enumerate(lines))
        y += LINE * len(lines) + 2
        mark = cell.parent_share / scale * WIDTH * FULL_SCALE if marked and cell.parent_share is not None else None
        length = _size(cell) / scale * WIDTH * FULL_SCALE
        bars.append(Bar(placed, y, round(length, 1), share_text(cell), cell.count is None, mark and round(mark, 1)))
        y += _BAR + _GAP
    return BarChart(tuple(bars), max(y, 1), bool(marks))


def _size(cell: Cell) -> float:
    if cell.count is None:
        return 0.0
    return cell.share if cell.share is not None else float(cell.count)


@dataclass(frozen=True)
class Column:
    """One month: its column, its name, and the level of the period before."""

    x: float
    y: float
    width: float
    height: float
    centre: float
    initial: str
    label: str
    text: str
    previous: float | None
    hidden: bool
    partial: bool
    """Not a whole month: hatched."""
    coming: bool
    """Not begun: a gap."""


@dataclass(frozen=True)
class ColumnChart:
    """Columns on a common axis with a few round levels."""

    columns: tuple[Column, ...]
    levels: tuple[tuple[float, str], ...]
    compared: bool
    partial: bool
    """Some columns are of months that are not whole."""
    top: int = 14
    bottom: int = 14 + _PLOT_HEIGHT
    height: int = 14 + _PLOT_HEIGHT + 22
    width: int = WIDTH
    left: int = _LEFT


def column_chart(block: Block) -> ColumnChart:
    """The months of a block, each with the same month of the period before as a thin mark."""
    counts = [value for cell in block.cells for value in (cell.count, cell.previous) if value is not None]
    levels = round_levels(max(counts, default=0))
    top, bottom = 14, 14 + _PLOT_HEIGHT
    scale = _PLOT_HEIGHT / levels[-1]
    step = (WIDTH - _LEFT) / max(len(block.cells), 1)
    width = min(step * 0.68, 60)
    columns = []
    for rank, cell in enumerate(block.cells):
        centre = _LEFT + step * (rank + 0.5)
        height = (cell.count or 0) * scale
        before = None if cell.previous is None else round(bottom - cell.previous * scale, 1)
        name = _(cell.label)
        columns.append(
            Column(
                round(centre - width / 2, 1),
                round(bottom - height, 1),
                round(width, 1),
                round(height, 1),
                round(centre, 1),
                _initial(name, len(block.cells)),
                name,
                _(SECRET) if cell.count is None else number(cell.count),
                None if cell.partial else before,
                cell.count is None,
                cell.partial and not cell.coming,
                cell.coming,
            )
        )
    drawn = tuple((round(bottom - level * scale, 1), number(level)) for level in levels)
    compared = any(column.previous is not None for column in columns)
    return ColumnChart(tuple(columns), drawn, compared, any(column.partial for column in columns), top, bottom)


def _initial(name: str, count: int) -> str:
    """The whole name when there is room; else the last figures of a year, or the first letter of a month."""
    if count <= _FEW_COLUMNS:
        return name
    return name[-2:] if name.isdecimal() else name[:1].upper()


def round_levels(highest: float) -> list[int]:
    """Zero and two to four round levels that reach above `highest`.

    >>> round_levels(87), round_levels(1234), round_levels(0)
    ([0, 50, 100], [0, 500, 1000, 1500], [0, 1])
    """
    if highest <= 1:
        return [0, 1]
    size = 1
    while True:
        for factor in (1, 2, 5):
            step = factor * size
            if highest <= step * 3 or (factor == 5 and highest <= step * 2):
                count = -(-int(-(-highest // 1)) // step)
                return [step * rank for rank in range(count + 1)]
        size *= 10


@dataclass(frozen=True)
class Segment:
    """A part of a stacked bar; `tone` is how light it is, from 0 to 0.9, None for what is not known."""

    x: float
    width: float
    tone: float | None
    text: str
    label: str


@dataclass(frozen=True)
class Stack:
    """A bar of a whole, cut into parts, with its name."""

    name: str
    y: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class StackChart:
    """Stacked bars of the territory and of the wider one, then the legend."""

    stacks: tuple[Stack, ...]
    legend: tuple["LegendLine", ...]
    there: str
    height: int
    width: int = WIDTH


@dataclass(frozen=True)
class LegendLine:
    """A tone, the lines of its label, its share here and in the wider territory."""

    y: int
    tone: float | None
    lines: tuple[tuple[int, str], ...]
    here: str
    there: str


NOT_KNOWN = ("unknown", "not_given")
_LEAST_FOR_TEXT = 0.085


def stack_chart(block: Block, *, here: str, there: str | None) -> StackChart:
    """The parts of a whole. Without a hidden cell: a block with secrets has no stacked bar."""
    cells = block.by_size
    tones = _tones(cells)
    stacks = [Stack(here, 16, _segments(cells, [cell.said or 0 for cell in cells], tones))]
    others = [cell.parent_said for cell in cells]
    compared = there is not None and all(share is not None for share in others)
    if compared:
        stacks.append(Stack(there or "", 72, _segments(cells, [share or 0 for share in others], tones)))
    legend: list[LegendLine] = []
    y = 56 * len(stacks) + 28
    for cell in cells:
        lines = wrap(_(cell.label), _LETTERS_OF_LEGEND) or [""]
        placed = tuple((y + rank * LINE, line) for rank, line in enumerate(lines))
        other = percent(cell.parent_said) if compared else ""
        legend.append(LegendLine(y, tones[cell.key], placed, share_words(cell.said, cell.count), other))
        y += LINE * len(lines) + 6
    return StackChart(tuple(stacks), tuple(legend), (there or "") if compared else "", y - 10)


def _tones(cells: Sequence[Cell]) -> dict[str, float | None]:
    """From dark to light, as far apart as their number allows."""
    known = [cell.key for cell in cells if cell.key not in NOT_KNOWN]
    step = min(0.45, 0.9 / max(len(known) - 1, 1))
    tones: dict[str, float | None] = {key: round(rank * step, 2) for rank, key in enumerate(known)}
    return tones | {cell.key: None for cell in cells if cell.key in NOT_KNOWN}


def _segments(cells: Sequence[Cell], shares: Sequence[float], tones: dict[str, float | None]) -> tuple[Segment, ...]:
    total = sum(shares) or 1
    segments = []
    x = 0.0
    for cell, share in zip(cells, shares, strict=True):
        width = share / total * WIDTH
        text = percent(share) if share / total >= _LEAST_FOR_TEXT else ""
        if width:
            segments.append(Segment(round(x, 1), round(width, 1), tones[cell.key], text, _(cell.label)))
        x += width
    return tuple(segments)
