"""The compressed files that come with the package; `scripts/reference` rebuilds them."""

import csv
import io
import json
import lzma
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, cast

_DATA = files("inclusion_app.territories") / "data"


def read_table(name: str) -> Iterator[dict[str, str | None]]:
    """The rows of one table, an empty cell being None."""
    text = lzma.decompress((_DATA / f"{name}.csv.xz").read_bytes()).decode("utf-8")
    for row in csv.DictReader(io.StringIO(text, newline="")):
        yield {key: value or None for key, value in row.items()}


def has_file(name: str) -> bool:
    """Whether a contour file is shipped."""
    return (_DATA / f"{name}.json.xz").is_file()


def read_json(name: str) -> dict[str, Any]:
    """A contour file, such as `contours/communes/87`."""
    return cast(
        "dict[str, Any]",
        json.loads(lzma.decompress((_DATA / f"{name}.json.xz").read_bytes())),
    )
