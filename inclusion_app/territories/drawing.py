"""Shapes as light SVG paths in whole units, neighbours keeping the same border."""

from inclusion_app.territories.projection import Frame, simplify
from inclusion_app.territories.topology import STEP_X, STEP_Y, Topology

Ring = list[tuple[int, int]]

TOLERANCE = 1.2
"""Units of the drawing under which a bend is not worth its bytes."""


class Pen:
    """Draws shapes in one frame; an arc is generalised once, so that two neighbours keep the same border."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._arcs: dict[tuple[int, int], Ring] = {}

    def _arc(self, file: Topology, number: int) -> Ring:
        key = (id(file), number)
        if key not in self._arcs:
            points = [self._frame.place(x * STEP_X, y * STEP_Y) for x, y in file.arcs[number]]
            self._arcs[key] = [(round(x), round(y)) for x, y in simplify(points, TOLERANCE)]
        return self._arcs[key]

    def ring(self, file: Topology, numbers: list[int]) -> Ring:
        points: Ring = []
        for number in numbers:
            arc = self._arc(file, ~number)[::-1] if number < 0 else self._arc(file, number)
            for point in arc:
                if not points or point != points[-1]:
                    points.append(point)
        return points[:-1] if len(points) > 1 and points[0] == points[-1] else points


def area(ring: Ring) -> float:
    """In square units of the drawing."""
    if len(ring) < 3:
        return 0.0
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def centre(ring: Ring) -> tuple[int, int]:
    """The centre of gravity; the first point when the ring is flat."""
    whole = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        whole, x, y = whole + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    if abs(whole) < 1:
        return ring[0]
    return round(x / (3 * whole)), round(y / (3 * whole))


def path(ring: Ring) -> str:
    """A closed SVG path in relative whole units; one that collapsed shows as a dot."""
    x, y = ring[0]
    if len(ring) < 3:
        return f"M{x} {y}h1v1h-1z"
    steps = [f"M{x} {y}l"]
    for x2, y2 in ring[1:]:
        dx, dy = x2 - x, y2 - y
        steps.append(f"{'' if dx < 0 or len(steps) == 1 else ' '}{dx}{'' if dy < 0 else ' '}{dy}")
        x, y = x2, y2
    return "".join(steps) + "z"
