"""Maps: the territories of one level inside another, as light SVG paths that keep their shared borders.

`map_of(territory, level)` gives the drawing: its size, its shapes, and where a point of the world lies on it. Maps are
the same for everyone and are kept in memory.
"""

from dataclasses import dataclass, field
from functools import lru_cache

from inclusion_app.territories import topology
from inclusion_app.territories.drawing import Pen, area, centre, path
from inclusion_app.territories.projection import Box, Frame, Point, fit, lambert, local
from inclusion_app.territories.queries import list_communes, list_territories
from inclusion_app.territories.territory import Level, Territory
from inclusion_app.territories.topology import STEP_X, STEP_Y, Polygon, Topology

WIDTH = 1000
_MARGIN = 8
_LEAST_AREA = 6.0
_INSETS = ("971", "972", "973", "974", "976")
"""Overseas départements, drawn below metropolitan France on a map of the country."""


@dataclass(frozen=True)
class Shape:
    """One territory of a map: its SVG path, and a point inside for a label or a circle."""

    code: str
    name: str
    path: str
    x: int
    y: int


@dataclass(frozen=True)
class Map:
    """A drawing in `width` × `height` units; territories whose contour is not published are in `missing`."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    missing: tuple[Territory, ...] = ()
    insets: tuple[Box, ...] = ()
    frames: tuple[tuple[Frame, tuple[float, float, float, float]], ...] = field(default=(), repr=False)

    def point(self, latitude: float, longitude: float) -> tuple[int, int] | None:
        """Where a place lies on the drawing, or None outside of it."""
        for frame, (west, south, east, north) in self.frames:
            if west <= longitude <= east and south <= latitude <= north:
                x, y = frame.place(longitude, latitude)
                return round(x), round(y)
        return None


def shapes(territory: Territory, level: Level) -> list[Shape]:
    """The shapes of `map_of`, without the rest."""
    return list(map_of(territory, level).shapes)


@dataclass
class _Piece:
    """The contour of one territory: polygons of one or several files."""

    territory: Territory
    parts: list[tuple[Topology, list[Polygon]]]

    def degrees(self) -> list[Point]:
        return [
            (x * STEP_X, y * STEP_Y)
            for file, polygons in self.parts
            for polygon in polygons
            for x, y in file.ring(polygon[0])
        ]


@lru_cache(maxsize=64)
def map_of(territory: Territory, level: Level, width: int = WIDTH) -> Map:
    """The map of the territories of `level` inside `territory` (or of the territory itself at its own level)."""
    found = _pieces(territory, level)
    pieces = [piece for piece in found if piece.parts]
    missing = tuple(piece.territory for piece in found if not piece.parts)
    if not pieces:
        return Map(width, width // 2, (), missing)
    if territory.level is Level.FRANCE:
        return _map_of_france(pieces, missing, width)
    degrees = [point for piece in pieces for point in piece.degrees()]
    bounds = _bounds(degrees)
    box = Box(_MARGIN, _MARGIN, width - 2 * _MARGIN, 0)
    frame, height = fit(local((bounds[1] + bounds[3]) / 2), degrees, box)
    return Map(width, round(height) + 2 * _MARGIN, _draw(pieces, frame), missing, (), ((frame, bounds),))


def _map_of_france(pieces: list[_Piece], missing: tuple[Territory, ...], width: int) -> Map:
    """Metropolitan France, and below it one inset for each overseas département."""
    groups: dict[str, list[_Piece]] = {}
    for piece in pieces:
        groups.setdefault(_inset_of(piece), []).append(piece)
    main = groups.pop("", [])
    degrees = [point for piece in main for point in piece.degrees()]
    frame, height = fit(lambert(), degrees, Box(_MARGIN, _MARGIN, width - 2 * _MARGIN, 0))
    drawn = list(_draw(main, frame))
    frames = [(frame, _bounds(degrees))]
    side = (width - _MARGIN * (len(_INSETS) + 1)) / len(_INSETS)
    boxes = [Box(_MARGIN + n * (side + _MARGIN), height + 3 * _MARGIN, side, side) for n in range(len(_INSETS))]
    for code, box in zip(_INSETS, boxes, strict=True):
        group = groups.get(code, [])
        points = [point for piece in group for point in piece.degrees()]
        if points:
            bounds = _bounds(points)
            inner = Box(box.x + _MARGIN, box.y + _MARGIN, side - 2 * _MARGIN, side - 2 * _MARGIN)
            inset, _ = fit(local((bounds[1] + bounds[3]) / 2), points, inner)
            drawn += _draw(group, inset)
            frames.append((inset, bounds))
    bottom = round(height + side + 4 * _MARGIN)
    return Map(width, bottom, tuple(drawn), missing, tuple(boxes), tuple(frames))


def _inset_of(piece: _Piece) -> str:
    """The overseas département where a piece lies, or an empty text."""
    longitude, latitude = piece.degrees()[0]
    if 41 < latitude < 52 and -6 < longitude < 10:
        return ""
    boxes = topology.france().boxes
    x, y = longitude / STEP_X, latitude / STEP_Y
    inside = (code for code in _INSETS if _near(boxes[code], x, y))
    return next(inside, "")


def _near(box: tuple[int, int, int, int], x: float, y: float, margin: float = 500) -> bool:
    return box[0] - margin <= x <= box[2] + margin and box[1] - margin <= y <= box[3] + margin


def _bounds(degrees: list[Point]) -> tuple[float, float, float, float]:
    """West, south, east, north."""
    xs, ys = [x for x, _ in degrees], [y for _, y in degrees]
    return min(xs), min(ys), max(xs), max(ys)


def _pieces(territory: Territory, level: Level) -> list[_Piece]:
    match level:
        case Level.COMMUNE:
            return _commune_pieces(territory)
        case Level.EPCI:
            inside = _departements_in(territory)
            return [_Piece(epci, _epci_parts(epci.code, inside)) for epci in list_territories(territory, level)]
        case Level.FRANCE:
            return []
        case _:
            file = topology.france()
            layer = file.shapes[f"{level.value}s"]
            found = list_territories(territory, level)
            return [_Piece(each, [(file, layer[each.code])] if each.code in layer else []) for each in found]


def _commune_pieces(territory: Territory) -> list[_Piece]:
    pieces = []
    for commune in list_communes(territory):
        file = topology.departement(commune.departement_code)
        polygons = file.shapes["communes"].get(commune.code)
        each = Territory(Level.COMMUNE, commune.code, commune.name, commune.population, commune.article)
        pieces.append(_Piece(each, [(file, polygons)] if polygons else []))
    return pieces


def _epci_parts(siren: str, inside: set[str] | None) -> list[tuple[Topology, list[Polygon]]]:
    """The whole EPCI, or the part of it that lies in these départements."""
    file = topology.france()
    crossed = topology.departements_of_epci().get(siren, frozenset())
    if inside is None or crossed <= inside:
        return [(file, file.shapes["epcis"][siren])] if crossed else []
    return [(file, file.shapes["pieces"][f"{siren}:{departement}"]) for departement in sorted(crossed & inside)]


def _departements_in(territory: Territory) -> set[str] | None:
    if territory.level is Level.DEPARTEMENT:
        return {territory.code}
    if territory.level is Level.REGION:
        return {each.code for each in list_territories(territory, Level.DEPARTEMENT)}
    return None


def _draw(pieces: list[_Piece], frame: Frame) -> tuple[Shape, ...]:
    pen = Pen(frame)
    return tuple(_shape(piece, pen) for piece in pieces)


def _shape(piece: _Piece, pen: Pen) -> Shape:
    """Islands too small to be seen are left out, never the largest part."""
    outers = [(pen.ring(file, polygon[0]), file, polygon) for file, polygons in piece.parts for polygon in polygons]
    outers.sort(key=lambda outer: -area(outer[0]))
    paths = []
    for rank, (ring, file, polygon) in enumerate(outers):
        if rank == 0 or area(ring) >= _LEAST_AREA:
            paths.append(path(ring))
            paths += [path(hole) for hole in (pen.ring(file, numbers) for numbers in polygon[1:]) if area(hole) > 1]
    x, y = centre(outers[0][0])
    return Shape(piece.territory.code, piece.territory.name, "".join(paths), x, y)
