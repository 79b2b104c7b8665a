"""The shipped contours, read: arcs on a grid of degrees, and shapes made of arcs."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import hypot

from inclusion_app.territories.shipped import has_file, read_json

# Degrees of longitude and latitude of one step of the grid; `scripts/reference/contours.py` writes the same.
STEP_X, STEP_Y = 3e-4, 2e-4

GridPoint = tuple[int, int]
Polygon = list[list[int]]
"""Rings of arc numbers, the outer ring first; ~n is arc n backwards."""


@dataclass(frozen=True)
class Topology:
    """One file of contours."""

    arcs: list[list[GridPoint]]
    shapes: dict[str, dict[str, list[Polygon]]]
    boxes: dict[str, "Box"]

    def ring(self, numbers: list[int]) -> list[GridPoint]:
        """The points of a ring on the grid, the first one repeated at the end."""
        points: list[GridPoint] = []
        for number in numbers:
            arc = self.arcs[~number][::-1] if number < 0 else self.arcs[number]
            points += arc[1:] if points else arc
        return points


def _unfold(flat: list[int]) -> list[GridPoint]:
    points = []
    x = y = 0
    for dx, dy in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return points


def _read(name: str) -> Topology:
    content = read_json(name)
    boxes = {code: (box[0], box[1], box[2], box[3]) for code, box in content.get("boxes", {}).items()}
    return Topology([_unfold(arc) for arc in content["arcs"]], content["shapes"], boxes)


@lru_cache(maxsize=1)
def france() -> Topology:
    """EPCI, parts of EPCI by département (`pieces`, coded SIREN:département), départements, régions."""
    return _read("contours/france")


@lru_cache(maxsize=24)
def departement(code: str) -> Topology:
    """The communes of one département; empty for an overseas collectivity, whose contours are not published."""
    name = f"contours/communes/{code}"
    return _read(name) if has_file(name) else Topology([], {"communes": {}}, {})


@lru_cache(maxsize=1)
def departements_of_epci() -> dict[str, frozenset[str]]:
    """The départements over which each EPCI with a contour extends."""
    found: dict[str, set[str]] = {}
    for code in france().shapes["pieces"]:
        siren, departement_code = code.split(":")
        found.setdefault(siren, set()).add(departement_code)
    return {siren: frozenset(codes) for siren, codes in found.items()}


def commune_at(latitude: float, longitude: float) -> str | None:
    """The INSEE code of the commune whose contour holds the point, or None at sea and abroad.

    Contours are simplified: a point just off the coast or the border belongs to the nearest commune within 500 metres.
    """
    point = (longitude / STEP_X, latitude / STEP_Y)
    around = list(_outlines_around(point))
    for commune, _, rings in around:
        if _inside(point, rings):
            return commune
    near = [(min(_distance(point, ring) for ring in rings), commune) for commune, _, rings in around]
    distance, commune = min(near, default=(_NEAR + 1, ""))
    return commune if distance <= _NEAR else None


Box = tuple[int, int, int, int]
Outline = tuple[str, Box, list[list[GridPoint]]]
_NEAR = 22
"""Steps of the grid that make 500 metres."""


def _outlines_around(point: tuple[float, float]) -> Iterator[Outline]:
    """The communes whose box, a little enlarged, holds the point."""
    for code, box in france().boxes.items():
        if _holds(box, point):
            yield from (outline for outline in _outlines(code) if _holds(outline[1], point))


def _holds(box: Box, point: tuple[float, float]) -> bool:
    west, south, east, north = box
    return west - _NEAR <= point[0] <= east + _NEAR and south - _NEAR <= point[1] <= north + _NEAR


def _distance(point: tuple[float, float], ring: list[GridPoint]) -> float:
    """Steps from the point to the nearest side of the ring."""
    return min(_to_side(point, start, end) for start, end in pairwise(ring))


def _to_side(point: tuple[float, float], start: GridPoint, end: GridPoint) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    x, y = point[0] - start[0], point[1] - start[1]
    square = dx * dx + dy * dy
    along = max(0.0, min(1.0, (x * dx + y * dy) / square)) if square else 0.0
    return hypot(x - along * dx, y - along * dy)


@lru_cache(maxsize=101)
def _outlines(code: str) -> list[Outline]:
    topology = departement(code)
    found = []
    for commune, polygons in sorted(topology.shapes["communes"].items()):
        rings = [topology.ring(numbers) for polygon in polygons for numbers in polygon]
        xs = [x for ring in rings for x, _ in ring]
        ys = [y for ring in rings for _, y in ring]
        found.append((commune, (min(xs), min(ys), max(xs), max(ys)), rings))
    return found


def _inside(point: tuple[float, float], rings: list[list[GridPoint]]) -> bool:
    """Even-odd rule over all rings: holes and islands alike."""
    x, y = point
    odd = False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                odd = not odd
    return odd
