"""How large communes are, on their contours: simplified, so within a few percent."""

from itertools import pairwise
from math import cos, pi, radians

from inclusion_app.territories import topology
from inclusion_app.territories.queries import EARTH_RADIUS_KM
from inclusion_app.territories.topology import STEP_X, STEP_Y, GridPoint, Topology

_KM_A_DEGREE = EARTH_RADIUS_KM * pi / 180


def areas_of(departement: str) -> dict[str, float]:
    """Square kilometres of each commune of a département whose contour is shipped."""
    file = topology.departement(departement)
    return {code: _area(file, polygons) for code, polygons in file.shapes["communes"].items()}


def _area(file: Topology, polygons: list[topology.Polygon]) -> float:
    """Outer rings less their holes."""
    total = 0.0
    for outer, *holes in polygons:
        total += ring_area(file.ring(outer)) - sum(ring_area(file.ring(hole)) for hole in holes)
    return round(total, 3)


def ring_area(ring: list[GridPoint]) -> float:
    """Square kilometres inside a ring of the grid, on a plane at its middle latitude."""
    twice = abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)))
    latitudes = [y * STEP_Y for _, y in ring]
    middle = radians((min(latitudes) + max(latitudes)) / 2)
    return twice / 2 * STEP_X * STEP_Y * _KM_A_DEGREE**2 * cos(middle)
