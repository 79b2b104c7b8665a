"""Templates: each one is used, and each name that is used exists."""

import re
from pathlib import Path

from flask import Flask
from jinja2 import meta

PACKAGE = Path(__file__).resolve().parents[2] / "inclusion_app"
_NAME = re.compile(r"""["']([a-z_]+/[a-z0-9_/]+\.(?:html|txt|svg|css))["']""")


def names_used() -> set[str]:
    sources = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/**/*.*")]
    return {name for path in sources for name in _NAME.findall(path.read_text(encoding="utf-8"))}


def names_written() -> set[str]:
    folders = PACKAGE.rglob("templates")
    return {str(path.relative_to(folder)) for folder in folders for path in folder.rglob("*.*") if path.is_file()}


def test_each_template_is_used() -> None:
    assert names_written() - names_used() == set()


def test_each_template_parses_and_finds_what_it_includes(app: Flask) -> None:
    known = set(app.jinja_env.list_templates())
    for name in names_written():
        source = app.jinja_env.loader.get_source(app.jinja_env, name)[0]  # type: ignore[union-attr]
        for referenced in meta.find_referenced_templates(app.jinja_env.parse(source)):
            assert referenced is None or referenced in known, f"{name} includes {referenced}"
