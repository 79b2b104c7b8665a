"""Lines over many months: one point a month, broken where nothing can be said, dotted where a month is not whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from inclusion_app.observatory.charts import WIDTH, round_levels
from inclusion_app.observatory.figures import Cell
from inclusion_app.web.formats import number

_LEFT, _TOP, _PLOT = 40, 14, 130
_MOST_TICKS = 8
WIDE = 720
"""For a drawing that has the page to itself."""


@dataclass(frozen=True)
class LineChart:
    """Strokes of whole months, dotted strokes to months that are not, and lone points."""

    strokes: tuple[str, ...]
    dotted: tuple[str, ...]
    points: tuple[tuple[float, float], ...]
    levels: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, str], ...]
    """Where each year begins."""
    width: int = WIDTH
    left: int = _LEFT
    top: int = _TOP
    bottom: int = _TOP + _PLOT
    height: int = _TOP + _PLOT + 24


def line_chart(cells: Sequence[Cell], *, width: int = WIDTH) -> LineChart:
    """The months of some years, in order; their keys begin with the year."""
    levels = round_levels(max((cell.count or 0 for cell in cells), default=0))
    scale, step = _PLOT / levels[-1], (width - _LEFT - 6) / max(len(cells) - 1, 1)
    bottom = _TOP + _PLOT
    places = [_place(cell, _LEFT + rank * step, bottom, scale) for rank, cell in enumerate(cells)]
    whole = [None if cell.partial else place for cell, place in zip(cells, places, strict=True)]
    runs = _runs(whole)
    dotted = [
        f"{before[0]},{before[1]} {after[0]},{after[1]}"
        for rank, (before, after) in enumerate(pairwise(places))
        if before and after and (whole[rank] is None or whole[rank + 1] is None)
    ]
    return LineChart(
        strokes=tuple(" ".join(f"{x},{y}" for x, y in run) for run in runs if len(run) > 1),
        dotted=tuple(dotted),
        points=tuple(run[0] for run in runs if len(run) == 1),
        levels=tuple((round(bottom - level * scale, 1), number(level)) for level in levels),
        ticks=_ticks(cells, step),
        width=width,
    )


def _place(cell: Cell, x: float, bottom: int, scale: float) -> tuple[float, float] | None:
    if cell.count is None or cell.coming:
        return None
    return round(x, 1), round(bottom - cell.count * scale, 1)


def _runs(places: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """The longest runs of points without a gap."""
    runs: list[list[tuple[float, float]]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return [run for run in runs if run]


def _ticks(cells: Sequence[Cell], step: float) -> tuple[tuple[float, str], ...]:
    """The first month of each year, or of every second, third… year when they are many."""
    found: dict[str, float] = {}
    for rank, cell in enumerate(cells):
        found.setdefault(cell.key[:4], round(_LEFT + rank * step, 1))
    every = -(-len(found) // _MOST_TICKS)
    return tuple((x, year) for rank, (year, x) in enumerate(found.items()) if rank % every == 0)
