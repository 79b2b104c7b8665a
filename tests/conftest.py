"""Fixtures that every test may use: the application on a real database, the cast, clients that check their pages."""

import hashlib
import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from flask_sqlalchemy.session import Session
from sqlalchemy import Engine, create_engine, func, select, text
from sqlalchemy.orm import scoped_session

from inclusion_app.access.models import Account
from inclusion_app.app import create_app
from inclusion_app.config import Settings, load_settings
from inclusion_app.extensions import db
from inclusion_app.territories.models import Commune
from inclusion_app.territories.services import load_reference
from tests.cast import Cast, make_cast
from tests.pages import PageClient

ROOT = Path(__file__).resolve().parents[1]
SHARED_DATA = ROOT.parent / "shared" / "data"


WITHOUT_DATA = tuple(str(ROOT / "tests" / folder) for folder in ("web/", "printing/", "skills/", "structure/"))
"""Folders of which nothing depends on the database, migrations excepted."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, what depends on the database: papers and what holds no data were tested on SQLite.

    TEST_SCOPE=data leaves pages out too: their queries and services have tests of their own.
    """
    if not os.environ.get("TEST_DATABASE_URL"):
        return
    left = [item for item in items if _is_the_same_everywhere(item)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in set(left)]


def _is_the_same_everywhere(item: pytest.Item) -> bool:
    holds_no_data = str(item.path).startswith(WITHOUT_DATA) and item.path.name != "test_migrations.py"
    opens_pages = bool({"client_of", "visitor"} & set(getattr(item, "fixturenames", ())))
    if os.environ.get("TEST_SCOPE") == "data" and opens_pages:
        return True
    return holds_no_data or item.get_closest_marker("paper") is not None


def prepared_database() -> Path:
    """Where an SQLite database with the territories is kept between runs, while its sources stay the same."""
    digest = hashlib.sha256()
    for path in sorted([*ROOT.glob("migrations/versions/*.py"), *ROOT.glob("inclusion_app/territories/**/*.*")]):
        if path.suffix != ".pyc":
            digest.update(path.read_bytes())
    return ROOT / ".pytest_cache" / f"territories-{digest.hexdigest()[:16]}.sqlite3"


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database of this test process alone: in PostgreSQL when TEST_DATABASE_URL names a server, else SQLite."""
    server = os.environ.get("TEST_DATABASE_URL")
    if not server:
        path = tmp_path_factory.mktemp("database") / "test.sqlite3"
        if (prepared := prepared_database()).exists():
            shutil.copy(prepared, path)
        yield f"sqlite:///{path}"
        return
    name = f"inclusion_test_{secrets.token_hex(6)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield server.rsplit("/", 1)[0] + f"/{name}"
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture(scope="session")
def settings(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return load_settings(
        {
            "DATABASE_URL": database_url,
            "INCLUSION_INSTANCE": str(tmp_path_factory.mktemp("instance")),
            "SECRET_KEY": "a-secret-for-the-tests-of-32-characters",
            "OPERATOR_NAME": "Numérique 87",
            "OPERATOR_PHONE": "05 55 00 00 00",
        }
    )


@pytest.fixture(scope="session")
def _loaded_app(settings: Settings) -> Iterator[Flask]:
    """The application on its database, built by the migrations, with the whole of France's communes."""
    app = create_app(settings)
    app.config["TESTING"] = True
    with app.app_context():
        upgrade()
        if db.session.scalar(select(func.count()).select_from(Commune)) == 0:
            load_reference()
            db.session.commit()
            keep_prepared(db.engine)
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


def keep_prepared(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        path = prepared_database()
        path.parent.mkdir(exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}")
        with closing(sqlite3.connect(engine.url.database or "")) as connection:
            connection.execute("VACUUM INTO ?", (str(partial),))
        partial.replace(path)


@pytest.fixture
def app(_loaded_app: Flask) -> Iterator[Flask]:
    """The application, within its context; whatever the test or its requests commit is undone after it."""
    with _loaded_app.app_context():
        engines, plain = db.engines, db.session
        engine = engines[None]
        connection = engine.connect()
        outer = connection.begin()
        engines[None] = connection  # type: ignore[assignment]
        db.session = db._make_scoped_session({"join_transaction_mode": "create_savepoint", "scopefunc": lambda: 0})
        shared = db.session()
        db.session.remove = lambda: None  # type: ignore[method-assign]
        yield _loaded_app
        shared.close()
        db.session, engines[None] = plain, engine
        outer.rollback()
        connection.close()


@pytest.fixture
def session(app: Flask) -> scoped_session[Session]:
    """The session of the test; requests made through a client see what it holds."""
    return db.session


@pytest.fixture
def cast(session: scoped_session[Session]) -> Cast:
    """The named people of the tests, see `tests.cast`."""
    return make_cast()


@pytest.fixture
def visitor(app: Flask) -> PageClient:
    """A browser that nobody signed in."""
    return PageClient(app)


@pytest.fixture
def client_of(app: Flask) -> Callable[[Account], PageClient]:
    """Gives the browser of an account of the cast, signed in."""
    return lambda account: PageClient(app, account)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files beside the project; a test that needs it is skipped where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real files (../shared/data) are not beside this checkout")
    return SHARED_DATA
