"""What a first visit weighs."""

import gzip
from pathlib import Path

from inclusion_app.web import setup

STATIC = Path(setup.__file__).parent / "static"


def test_the_style_sheet_is_light_and_ours() -> None:
    sheet = (STATIC / "app.css").read_bytes()
    assert len(gzip.compress(sheet, 9)) <= 13_000
    for foreign in (b"GDS Transport", b"crown", b"url("):
        assert foreign not in sheet


def test_scripts_are_small_modules() -> None:
    scripts = sorted((STATIC / "js").glob("*.js"))
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in scripts) <= 17_000
    for path in scripts:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 200, path.name
