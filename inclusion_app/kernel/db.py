"""The database: settings of each engine, the unit of work. The only module that commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask_sqlalchemy.session import Session
from sqlalchemy import ColumnElement, Engine, event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import ORMExecuteState, scoped_session

from inclusion_app.extensions import Base, db
from inclusion_app.kernel.columns import EnumBits, EnumText, Sealed, UtcDateTime, UuidKey, to_bits, uuid7
from inclusion_app.kernel.errors import DomainError

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
    "refuse_writes",
    "release",
    "tune_sqlite",
    "unit_of_work",
    "uuid7",
    "violations",
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


def release() -> None:
    """End a transaction that only read, so that nobody waits while something slow is computed."""
    db.session.rollback()


def refuse_writes(refuse: bool) -> None:
    """Make this request's session refuse any write: GET never writes."""
    db.session.info["refuse_writes"] = refuse


@event.listens_for(Session, "before_flush")
def _refuse_write(session: Session, context: Any, instances: Any) -> None:
    if session.info.get("refuse_writes") and (session.new or session.dirty or session.deleted):
        raise RuntimeError("a GET request tried to write")


@contextmanager
def violations(messages: dict[str, DomainError]) -> Iterator[None]:
    """Turn a violated constraint into the message of its field.

    Keys are "table.column" of a unique constraint or the name of a check constraint; flush inside the block.
    """
    try:
        with db.session.begin_nested():
            yield
    except IntegrityError as error:
        told = str(error.orig)
        for key, message in messages.items():
            names = (key, "uq_" + key.replace(".", "_"))
            if any(name in told for name in names):
                raise message from error
        raise


@event.listens_for(Session, "do_orm_execute")
def _refuse_statement(state: ORMExecuteState) -> None:
    if state.session.info.get("refuse_writes") and not state.is_select:
        raise RuntimeError("a GET request tried to write")
