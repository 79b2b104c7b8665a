"""From degrees to a flat drawing, and fewer points where the eye would not see them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import cos, hypot, log, pi, radians, sin, tan

Point = tuple[float, float]
Projection = Callable[[float, float], Point]
"""(longitude, latitude) in degrees to a plane where y grows to the south; its unit does not matter."""


def local(latitude: float) -> Projection:
    """True proportions around a latitude, north up: right for a département or a région."""
    ratio = cos(radians(latitude))
    return lambda longitude, latitude: (longitude * ratio, -latitude)


def lambert() -> Projection:
    """The conic projection of the maps of France (parallels 44° and 49°, meridian 3°), on a sphere."""
    south, north = radians(44), radians(49)
    exponent = log(cos(south) / cos(north)) / log(tan(pi / 4 + north / 2) / tan(pi / 4 + south / 2))
    factor = cos(south) * tan(pi / 4 + south / 2) ** exponent / exponent

    def project(longitude: float, latitude: float) -> Point:
        radius = factor / tan(pi / 4 + radians(latitude) / 2) ** exponent
        angle = exponent * radians(longitude - 3)
        return radius * sin(angle), radius * cos(angle)

    return project


@dataclass(frozen=True)
class Frame:
    """Where a piece of the world lies on the drawing."""

    project: Projection
    scale: float
    left: float
    top: float

    def place(self, longitude: float, latitude: float) -> Point:
        x, y = self.project(longitude, latitude)
        return x * self.scale + self.left, y * self.scale + self.top


@dataclass(frozen=True)
class Box:
    """A rectangle of the drawing."""

    x: float
    y: float
    width: float
    height: float


def fit(project: Projection, degrees: Iterable[Point], box: Box) -> tuple[Frame, float]:
    """The frame that shows these (longitude, latitude) as large as the box allows, centred, and the height they take.

    A box of height 0 is as high as needed.
    """
    points = [project(longitude, latitude) for longitude, latitude in degrees]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    north, south = min(y for _, y in points), max(y for _, y in points)
    scale = box.width / max(east - west, 1e-9)
    if box.height:
        scale = min(scale, box.height / max(south - north, 1e-9))
    height = box.height or (south - north) * scale
    left = box.x + (box.width - (east - west) * scale) / 2 - west * scale
    top = box.y + (height - (south - north) * scale) / 2 - north * scale
    return Frame(project, scale, left, top), height


def simplify(points: list[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker: both ends stay, and every point farther than the tolerance from the line that is kept."""
    kept = [False] * len(points)
    kept[0] = kept[-1] = True
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        farthest, distance = _farthest(points, first, last)
        if distance > tolerance:
            kept[farthest] = True
            spans += [(first, farthest), (farthest, last)]
    return [point for point, keep in zip(points, kept, strict=True) if keep]


def _farthest(points: list[Point], first: int, last: int) -> tuple[int, float]:
    (x1, y1), (x2, y2) = points[first], points[last]
    dx, dy = x2 - x1, y2 - y1
    length = hypot(dx, dy)
    best, distance = first, 0.0
    for index in range(first + 1, last):
        x, y = points[index][0] - x1, points[index][1] - y1
        away = abs(x * dy - y * dx) / length if length else hypot(x, y)
        if away > distance:
            best, distance = index, away
    return best, distance
