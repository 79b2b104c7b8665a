"""The nearest of many points from each of many others, exactly, without comparing all with all."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from math import asin, cos, degrees, radians, sin, sqrt
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
EARTH_RADIUS_KM = 6371.0


class Nearest(NamedTuple, Generic[T]):
    """A point found, and how far it is as the crow flies."""

    km: float
    item: T


class Points(Generic[T]):
    """Points of the globe sorted by latitude: from a latitude, one goes both ways until what is left is farther."""

    def __init__(self, points: Iterable[tuple[float, float, T]]) -> None:
        ordered = sorted(((latitude, longitude, item) for latitude, longitude, item in points), key=lambda p: p[:2])
        self._latitudes = [latitude for latitude, *_ in ordered]
        self._vectors = [_vector(latitude, longitude) for latitude, longitude, _ in ordered]
        self._items: Sequence[T] = [item for *_, item in ordered]

    def __len__(self) -> int:
        return len(self._items)

    def nearest(self, latitude: float, longitude: float) -> Nearest[T] | None:
        """The nearest point, or None when there is none."""
        if not self._items:
            return None
        x, y, z = _vector(latitude, longitude)
        start = bisect_left(self._latitudes, latitude)
        best, at, reach = 5.0, -1, 181.0
        latitudes, vectors = self._latitudes, self._vectors
        for indices in (range(start, len(latitudes)), range(start - 1, -1, -1)):
            for index in indices:
                if abs(latitudes[index] - latitude) > reach:
                    break
                a, b, c = vectors[index]
                square = (a - x) * (a - x) + (b - y) * (b - y) + (c - z) * (c - z)
                if square < best:
                    best, at = square, index
                    reach = degrees(_angle(square)) + 1e-9
        return Nearest(EARTH_RADIUS_KM * _angle(best), self._items[at])


def _vector(latitude: float, longitude: float) -> tuple[float, float, float]:
    north, east = radians(latitude), radians(longitude)
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)


def _angle(square: float) -> float:
    """The angle of a chord of the unit sphere, whose square is given."""
    return 2 * asin(min(1.0, sqrt(square) / 2))
