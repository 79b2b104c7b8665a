"""Migrations: numbered, one line, equal to the models."""

import re
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from inclusion_app.extensions import db

VERSIONS = Path(__file__).resolve().parents[2] / "migrations" / "versions"


def test_they_build_the_tables_of_the_models(session: scoped_session[Session]) -> None:
    context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
    assert compare_metadata(context, db.metadata) == []


def test_they_are_numbered_and_named_by_a_sentence() -> None:
    names = sorted(path.name for path in VERSIONS.glob("*.py"))
    for number, name in enumerate(names, start=1):
        assert re.fullmatch(rf"{number:04}(_[a-z0-9]+){{3,}}\.py", name), name


def test_they_import_nothing_of_the_application() -> None:
    for path in VERSIONS.glob("*.py"):
        assert "inclusion_app" not in path.read_text(encoding="utf-8"), path
