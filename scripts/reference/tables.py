"""The tables of the code of the year: communes, EPCI, EPT, départements, régions, former codes."""

import csv
import io
import lzma
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

from scripts.reference.former import former_communes
from scripts.reference.sources import Row, read_code

_COMMUNE_COLUMNS = (
    *("code", "name", "article", "departement", "region", "epci", "ept"),
    *("postal_codes", "population", "latitude", "longitude"),
)

# The overseas collectivities have no article in the source.
_ARTICLES = {"984": 4, "987": 3, "988": 3, "989": 5}

Points: TypeAlias = dict[str, tuple[float, float]]


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A CSV, compressed, the same bytes for the same rows."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(["" if value is None else value for value in row] for row in rows)
    path.write_bytes(lzma.compress(text.getvalue().encode("utf-8"), preset=9 | lzma.PRESET_EXTREME))


def current_communes(cache: Path) -> list[Row]:
    """The communes of the year, each with its EPCI and EPT where it has one."""
    epci = _membership(read_code(cache, "epci"))
    ept = _membership(read_code(cache, "ept"))
    communes = [c for c in read_code(cache, "communes") if c["type"] == "commune-actuelle"]
    for commune in communes:
        commune["epci"] = epci.get(commune["code"], "")
        commune["ept"] = ept.get(commune["code"], "")
    return sorted(communes, key=lambda commune: str(commune["code"]))


def _membership(groups: Iterable[Row]) -> dict[str, str]:
    return {member["code"]: group["code"] for group in groups for member in group["membres"]}


def _article(territory: Row) -> int:
    """INSEE's code of the article before the name (TNCC)."""
    return _ARTICLES.get(territory["code"], int(territory["typeLiaison"]))


def _sums(communes: Iterable[Row], key: str) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for commune in communes:
        if commune.get("population") is not None:
            sums[commune[key]] += commune["population"]
    return sums


def write_tables(cache: Path, folder: Path, points: Points) -> None:
    """Every table but the contours; `points` gives each commune's latitude and longitude."""
    communes = current_communes(cache)
    _write_communes(folder, communes, points)
    _write_groups(cache, folder, communes)
    by_departement, by_region = (
        _sums(communes, "departement"),
        _sums(communes, "region"),
    )
    write_table(
        folder / "departements.csv.xz",
        ("code", "name", "article", "region", "population"),
        sorted(
            (d["code"], d["nom"], _article(d), d["region"], by_departement.get(d["code"]))
            for d in read_code(cache, "departements")
        ),
    )
    write_table(
        folder / "regions.csv.xz",
        ("code", "name", "article", "population"),
        sorted((r["code"], r["nom"], _article(r), by_region.get(r["code"])) for r in read_code(cache, "regions")),
    )
    write_table(
        folder / "former_communes.csv.xz",
        ("code", "name", "current"),
        former_communes(cache),
    )


def _write_communes(folder: Path, communes: Iterable[Row], points: Points) -> None:
    write_table(
        folder / "communes.csv.xz",
        _COMMUNE_COLUMNS,
        (
            (
                *(c.get(key) for key in ("code", "nom", "typeLiaison", "departement", "region", "epci", "ept")),
                " ".join(c.get("codesPostaux", ())),
                c.get("population"),
                *points.get(c["code"], (None, None)),
            )
            for c in communes
        ),
    )


def _write_groups(cache: Path, folder: Path, communes: Iterable[Row]) -> None:
    of_commune = {c["code"]: c for c in communes}
    rows = []
    for group in sorted(read_code(cache, "epci"), key=lambda group: str(group["code"])):
        shares: Counter[str] = Counter()
        for member in group["membres"]:
            shares[of_commune[member["code"]]["departement"]] += member.get("populationMunicipale") or 1
        principal = max(sorted(shares), key=lambda code: shares[code])
        rows.append(
            (
                group["code"],
                group["nom"],
                group["type"],
                principal,
                group["populationMunicipale"],
            )
        )
    write_table(
        folder / "epcis.csv.xz",
        ("siren", "name", "nature", "departement", "population"),
        rows,
    )
    epts = sorted((group["code"], group["nom"]) for group in read_code(cache, "ept"))
    write_table(folder / "epts.csv.xz", ("siren", "name"), epts)
