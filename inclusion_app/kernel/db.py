"""The database: settings of each engine, the unit of work. The only module that commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask_sqlalchemy.session import Session
from sqlalchemy import ColumnElement, Engine, event
from sqlalchemy.orm import scoped_session

from inclusion_app.extensions import Base, db
from inclusion_app.kernel.columns import EnumBits, EnumText, Sealed, UtcDateTime, UuidKey, to_bits, uuid7

__all__ = [
    "Base",
    "EnumBits",
    "EnumText",
    "Sealed",
    "UtcDateTime",
    "UuidKey",
    "commit",
    "db",
    "has_value",
    "read_only",
    "tune_sqlite",
    "unit_of_work",
    "uuid7",
]


def has_value(column: Any, member: Any) -> ColumnElement[bool]:
    """SQL condition: the set stored in `column` holds `member`."""
    condition: ColumnElement[bool] = column.bitwise_and(to_bits([member])) != 0
    return condition


def commit() -> None:
    """Commit the request's work; called by the web transaction after a successful POST, and by nobody else."""
    db.session.commit()


@contextmanager
def unit_of_work() -> Iterator[scoped_session[Session]]:
    """One transaction for a command or a job step: committed at the end, rolled back whole on any error."""
    try:
        yield db.session
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


def tune_sqlite(engine: Engine) -> None:
    """Make SQLite fit for several processes: write-ahead log, waiting for a lock, foreign keys, one BEGIN of ours.

    A transaction that may write begins IMMEDIATE: a read that turns into a write in a deferred one fails at once
    when another process wrote meanwhile. Reads of GET requests ask for a deferred one through
    `execution_options(sqlite_begin="DEFERRED")` on the connection, see `read_only`.
    """

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=15000", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        mode = connection.get_execution_options().get("sqlite_begin", "IMMEDIATE")
        connection.exec_driver_sql(f"BEGIN {mode}")


def read_only() -> None:
    """Begin this request's transaction as one that only reads: it never waits for a writer, nor makes one wait."""
    if db.engine.dialect.name == "sqlite":
        db.session.connection(execution_options={"sqlite_begin": "DEFERRED"})
