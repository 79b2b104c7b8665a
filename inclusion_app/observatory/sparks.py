"""Small drawings beside a number: a line of months, or two bars, before and now. The number is said in words."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spark:
    """A line of months without axis; the last point is marked. It stands beside its number, said in words."""

    points: str
    area: str
    last_x: float
    last_y: float
    width: int = 120
    height: int = 34


def spark(values: Sequence[int | None]) -> Spark | None:
    """None when a value is hidden or there are too few."""
    known = [value for value in values if value is not None]
    if len(known) < 3 or len(known) != len(values):
        return None
    scale = 28 / (max(known) or 1)
    step = 112 / (len(known) - 1)
    points = [(round(4 + rank * step, 1), round(31 - value * scale, 1)) for rank, value in enumerate(known)]
    line = " ".join(f"{x},{y}" for x, y in points)
    return Spark(line, f"4,32 {line} 116,32", *points[-1])


@dataclass(frozen=True)
class Pair:
    """Two thin bars: the period before and this one."""

    before: float
    now: float


def pair(before: float | None, now: float | None) -> Pair | None:
    """None when either is unknown."""
    if before is None or now is None or not max(before, now):
        return None
    scale = 112 / max(before, now)
    return Pair(round(before * scale, 1), round(now * scale, 1))
