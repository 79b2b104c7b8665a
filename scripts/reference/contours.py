"""Contours of every level: simplified by mapshaper with shared borders kept, written as one small file a département.

A file holds `arcs`, each a flat list x, y, dx, dy… on a grid of STEP degrees, and `shapes`: by layer and code, a list
of polygons, each a list of rings, each a list of arc numbers (~n: arc n backwards), as in TopoJSON. An arc between two
départements is in both files with the same points, so that shapes of several files still meet.
"""

import json
import lzma
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias, cast

from scripts.reference.gaps import fill_gaps
from scripts.reference.geometry import Published
from scripts.reference.sources import Row, mapshaper

# Degrees of longitude and latitude of one step of the grid: about 22 metres each way in France.
STEP = (3e-4, 2e-4)
FINE, COARSE = "80%", "8%"
# Wider levels, each made of the communes that share these fields; a piece is the part of an EPCI in one département.
LAYERS = {
    "epcis": ("epci",),
    "pieces": ("epci", "departement"),
    "departements": ("departement",),
    "regions": ("region",),
}

Arc: TypeAlias = list[int]
Polygons: TypeAlias = list[list[list[int]]]
Topology: TypeAlias = dict[str, Any]


def write_contours(cache: Path, folder: Path, communes: Iterable[Row], published: Published) -> None:
    """Write `contours/communes/<département>.json.xz` and `contours/france.json.xz`."""
    source = cache / "contours.json"
    _write_features(cache / "published.json", communes, published)
    fill_gaps(cache, cache / "published.json", source)
    fine = _simplify(cache, source, FINE)
    coarse = _simplify(cache, source, COARSE, *_dissolves())
    (folder / "contours" / "communes").mkdir(parents=True, exist_ok=True)
    boxes = _write_departements(fine, folder / "contours" / "communes")
    _write_france(coarse, boxes, folder / "contours")


def _write_features(path: Path, communes: Iterable[Row], published: Published) -> None:
    keys = ("code", "epci", "departement", "region")
    features = [
        {
            "type": "Feature",
            "properties": {key: commune[key] for key in keys},
            "geometry": {"type": "MultiPolygon", "coordinates": published.polygons[commune["code"]]},
        }
        for commune in communes
        if commune["code"] in published.polygons
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


def _dissolves() -> list[str]:
    words: list[str] = []
    for layer, fields in LAYERS.items():
        words += ["-dissolve", ",".join(fields), "target=communes", "+", f"name={layer}"]
    return [*words, "-drop", "target=communes"]


def _simplify(cache: Path, source: Path, share: str, *then: str) -> Topology:
    target = cache / "simplified.json"
    command = [
        str(mapshaper(cache)),
        str(source),
        "name=communes",
        "-snap",
        "-simplify",
        share,
        "keep-shapes",
        "-clean",
    ]
    output = ["-o", str(target), "force", "format=topojson", "no-quantization", "target=*"]
    subprocess.run([*command, *then, *output], check=True, stderr=subprocess.DEVNULL)
    return cast("Topology", json.loads(target.read_text(encoding="utf-8")))


def _on_grid(arc: Sequence[Sequence[float]]) -> Arc:
    """The arc in steps of the grid: a start, then differences, repeated points dropped."""
    flat: Arc = []
    last = (0, 0)
    for x, y in arc:
        here = (round(x / STEP[0]), round(y / STEP[1]))
        if not flat or here != last:
            flat += [here[0] - last[0], here[1] - last[1]]
            last = here
    return flat


class _Subset:
    """The arcs that one file needs, renumbered."""

    def __init__(self, arcs: Sequence[Arc]) -> None:
        self._all = arcs
        self._numbers: dict[int, int] = {}
        self.arcs: list[Arc] = []

    def polygons(self, geometry: Row) -> Polygons:
        shapes = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        return [[[self._number(arc) for arc in ring] for ring in shape] for shape in shapes]

    def _number(self, arc: int) -> int:
        index = ~arc if arc < 0 else arc
        if index not in self._numbers:
            self._numbers[index] = len(self.arcs)
            self.arcs.append(self._all[index])
        return ~self._numbers[index] if arc < 0 else self._numbers[index]


def _write(path: Path, content: object) -> None:
    text = json.dumps(content, separators=(",", ":"))
    path.write_bytes(lzma.compress(text.encode("ascii"), preset=9 | lzma.PRESET_EXTREME))


def _write_departements(topology: Topology, folder: Path) -> dict[str, list[int]]:
    """One file a département; returns the box of each: west, south, east, north, in steps of the grid."""
    arcs = [_on_grid(arc) for arc in topology["arcs"]]
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for geometry in topology["objects"]["communes"]["geometries"]:
        groups[geometry["properties"]["departement"]].append(geometry)
    boxes = {}
    for departement, geometries in sorted(groups.items()):
        subset = _Subset(arcs)
        shapes = {geometry["properties"]["code"]: subset.polygons(geometry) for geometry in geometries}
        _write(folder / f"{departement}.json.xz", {"arcs": subset.arcs, "shapes": {"communes": shapes}})
        boxes[departement] = _box(subset.arcs)
    return boxes


def _box(arcs: Iterable[Arc]) -> list[int]:
    xs, ys = [], []
    for arc in arcs:
        x = y = 0
        for dx, dy in zip(arc[::2], arc[1::2], strict=True):
            x, y = x + dx, y + dy
            xs.append(x)
            ys.append(y)
    return [min(xs), min(ys), max(xs), max(ys)]


def _write_france(topology: Topology, boxes: dict[str, list[int]], folder: Path) -> None:
    subset = _Subset([_on_grid(arc) for arc in topology["arcs"]])
    layers: dict[str, dict[str, Polygons]] = {}
    for layer, fields in LAYERS.items():
        layers[layer] = {
            ":".join(geometry["properties"][field] for field in fields): subset.polygons(geometry)
            for geometry in topology["objects"][layer]["geometries"]
            if geometry["properties"][fields[0]]
        }
    _write(folder / "france.json.xz", {"arcs": subset.arcs, "shapes": layers, "boxes": boxes})
