"""The nearest of many points from each of many others, exactly, without comparing all with all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import asin, cos, floor, radians, sin, sqrt
from typing import Generic, NamedTuple, TypeVar

from inclusion_app.territories.queries import EARTH_RADIUS_KM

T = TypeVar("T")
_CELL = 0.1
"""Degrees of one side of a cell: about 11 km."""


class Nearest(NamedTuple, Generic[T]):
    """A point found, and how far it is as the crow flies."""

    km: float
    item: T


class Points(Generic[T]):
    """Points of the globe in cells: one looks in the cell of a point, then around it, ring after ring.

    One stops when nothing outside the rings can be nearer; when rings hold more cells than there are points, all the
    points are compared.
    """

    def __init__(self, points: Iterable[tuple[float, float, T]]) -> None:
        self._items: list[T] = []
        self._vectors: list[tuple[float, float, float]] = []
        self._cells: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for latitude, longitude, item in points:
            self._cells[floor(latitude / _CELL), floor(longitude / _CELL)].append(len(self._items))
            self._items.append(item)
            self._vectors.append(_vector(latitude, longitude))

    def __len__(self) -> int:
        return len(self._items)

    def nearest(self, latitude: float, longitude: float) -> Nearest[T] | None:
        """The nearest point, the first of those as near; None when there is none."""
        if not self._items:
            return None
        here, width = _vector(latitude, longitude), cos(radians(latitude))
        best, ring = (5.0, -1), 0
        while (2 * ring + 1) ** 2 <= len(self._items) and abs(longitude) + ring * _CELL < 180:
            best = self._best(here, self._ring(latitude, longitude, ring), best)
            if best[1] >= 0 and _angle(best[0]) <= asin(width * sin(radians(ring * _CELL))):
                break
            ring += 1
        else:
            best = self._best(here, range(len(self._items)), (5.0, -1))
        return Nearest(EARTH_RADIUS_KM * _angle(best[0]), self._items[best[1]])

    def _ring(self, latitude: float, longitude: float, ring: int) -> Iterator[int]:
        """The points in the cells at this distance, in cells, from that of a point."""
        row, column = floor(latitude / _CELL), floor(longitude / _CELL)
        for down in range(-ring, ring + 1):
            step = 1 if abs(down) == ring else 2 * ring
            for right in range(-ring, ring + 1, step or 1):
                yield from self._cells.get((row + down, column + right), ())

    def _best(
        self, here: tuple[float, float, float], indices: Iterable[int], best: tuple[float, int]
    ) -> tuple[float, int]:
        """The smallest square of a chord, and whose it is."""
        x, y, z = here
        for index in indices:
            a, b, c = self._vectors[index]
            square = (a - x) * (a - x) + (b - y) * (b - y) + (c - z) * (c - z)
            if square < best[0]:
                best = square, index
        return best


def _vector(latitude: float, longitude: float) -> tuple[float, float, float]:
    north, east = radians(latitude), radians(longitude)
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)


def _angle(square: float) -> float:
    """The angle of a chord of the unit sphere, whose square is given."""
    return 2 * asin(min(1.0, sqrt(square) / 2))
