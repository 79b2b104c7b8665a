"""Ground that no contour covers, where communes merged lately: it goes to their successor."""

import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts.reference.former import PLAIN_MERGERS, Successions
from scripts.reference.geometry import Polygon, Ring
from scripts.reference.sources import VINTAGES, mapshaper, read_code, read_contours


def fill_gaps(cache: Path, source: Path, target: Path) -> int:
    """Add each gap of `source` (GeoJSON) to the commune around it that lately absorbed another; returns their number.

    A gap that touches no such commune stays: Llívia is Spain.
    """
    snapped, whole = cache / "snapped.json", cache / "whole.json"
    common = [str(mapshaper(cache)), str(source), "-snap", "-clean", "-o", str(snapped), "force"]
    then = ["-dissolve", "-o", str(whole), "force"]
    subprocess.run([*common, *then], check=True, stderr=subprocess.DEVNULL)
    collection = json.loads(snapped.read_text(encoding="utf-8"))
    features = {feature["properties"]["code"]: feature for feature in collection["features"]}
    holes = list(_holes(json.loads(whole.read_text(encoding="utf-8"))))
    filled = _assign(holes, features, _lost_parts(cache))
    for number, code in filled.items():
        shapes = [*_polygons(features[code]["geometry"]), [holes[number][::-1]]]
        features[code]["geometry"] = {"type": "MultiPolygon", "coordinates": shapes}
    target.write_text(json.dumps(collection), encoding="utf-8")
    return len(filled)


def _assign(holes: list[Ring], features: dict[str, Any], lost: Counter[str]) -> dict[int, str]:
    """Each hole to the commune that shares most corners with it, the least doubtful first.

    A commune takes as many holes as it has lost parts.
    """
    owners = _owners(features, set(lost))
    pairs = []
    for number, hole in enumerate(holes):
        shared = Counter(code for point in set(map(tuple, hole)) for code in owners.get(point, ()))
        pairs += [(len(shared), -corners, code, number) for code, corners in shared.items()]
    found: dict[int, str] = {}
    for _, _, code, number in sorted(pairs):
        if number not in found and lost[code] > 0:
            found[number] = code
            lost[code] -= 1
    return found


def _lost_parts(cache: Path) -> Counter[str]:
    """By commune, how many of those that it absorbed have no contour of their own."""
    successions = Successions(cache)
    drawn = {row["code"] for row in read_contours(cache) if len(row["geometry"]) > 2}
    communes = read_code(cache, "communes", VINTAGES[1]) + read_code(cache, "communes")
    absorbed = {commune["code"] for commune in communes} | PLAIN_MERGERS.keys()
    lost = (absorbed - drawn) - successions.current
    return Counter(code for code in map(successions.resolve, sorted(lost)) if code)


def _polygons(geometry: dict[str, Any]) -> list[Polygon]:
    coordinates: list[Polygon] = geometry["coordinates"]
    return coordinates if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]


def _owners(features: dict[str, Any], codes: set[str]) -> dict[tuple[float, ...], list[str]]:
    """The communes among `codes` that have a corner at each point."""
    owners: dict[tuple[float, ...], list[str]] = {}
    for code in sorted(codes & features.keys()):
        corners = {tuple(p) for polygon in _polygons(features[code]["geometry"]) for ring in polygon for p in ring}
        for point in corners:
            owners.setdefault(point, []).append(code)
    return owners


def _holes(whole: dict[str, Any]) -> Iterator[Ring]:
    for geometry in whole["geometries"]:
        for polygon in _polygons(geometry):
            yield from polygon[1:]
