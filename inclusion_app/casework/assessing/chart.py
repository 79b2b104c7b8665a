"""The geometry of a track: where a level began and where it is now. Its words stand beside it, in the page."""

from dataclasses import dataclass

from inclusion_app.citizens.progression import Progress, Progression
from inclusion_app.skills.levels import HIGHEST

WIDTH, HEIGHT = 340, 40
_MARGIN = 14
_EVERYDAY = 4


@dataclass(frozen=True)
class Track:
    """A line with a tick for each level; a ring where it began, a disc where it is."""

    ticks: tuple[tuple[int, float], ...]
    first: float
    last: float
    moved: bool
    width: int = WIDTH
    height: int = HEIGHT


def track(line: Progress, highest: int) -> Track:
    """The track of a competence; `highest` is the last level drawn."""
    ticks = tuple((level, _x(level, highest)) for level in range(highest + 1))
    return Track(ticks, _x(line.first, highest), _x(line.last, highest), line.first != line.last)


def highest_drawn(progression: Progression) -> int:
    """Four levels are those of every day; all eight when some level is above them."""
    top = max(max(line.first, line.last) for line in progression.lines)
    return _EVERYDAY if top <= _EVERYDAY else HIGHEST


def _x(level: int, highest: int) -> float:
    return round(_MARGIN + level / highest * (WIDTH - 2 * _MARGIN), 1)
