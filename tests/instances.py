"""Applications with a database of their own, for what commits: commands, jobs, processes side by side."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine, text

from inclusion_app.app import create_app
from inclusion_app.config import Settings, load_settings
from inclusion_app.extensions import Base, db
from inclusion_app.kernel import crypto, site


@contextmanager
def own_keys() -> Iterator[None]:
    """Give back to the test process the keys and the site that another application replaces."""
    ring, where = crypto._Installed.ring, site.current()
    try:
        yield
    finally:
        crypto._Installed.ring = ring
        site.install(where)


@contextmanager
def own_database(folder: Path) -> Iterator[str]:
    """The address of an empty database: on the server of TEST_DATABASE_URL, else SQLite in the folder."""
    server = os.environ.get("TEST_DATABASE_URL")
    if not server:
        yield f"sqlite:///{folder / 'own.sqlite3'}"
        return
    name = f"inclusion_own_{secrets.token_hex(6)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield server.rsplit("/", 1)[0] + f"/{name}"
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


def own_settings(folder: Path, database_url: str) -> Settings:
    settings = load_settings({"INCLUSION_INSTANCE": str(folder), "SECRET_KEY": "s" * 40})
    return replace(settings, database_url=database_url.replace("postgresql://", "postgresql+psycopg://"))


@contextmanager
def own_application(folder: Path) -> Iterator[Flask]:
    """An application whose tables are made and empty; what is committed there stays there."""
    with own_keys(), own_database(folder) as url:
        app = create_app(own_settings(folder, url))
        with app.app_context():
            Base.metadata.create_all(db.engine)
        yield app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
