"""One process at a time counts anew or rebuilds; a lock falls with the process that held it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from inclusion_app.observatory.rollups.storing import raw_rows

_KEY = 0x726F6C6C  # "roll"


@contextmanager
def alone(connection: Connection) -> Iterator[bool]:
    """True while nobody else works: until the end of the transaction on PostgreSQL, of the block on SQLite."""
    if connection.dialect.name == "postgresql":
        yield bool(raw_rows(connection, "SELECT pg_try_advisory_xact_lock(?)", [_KEY])[0][0])
        return
    path = connection.engine.url.database
    if not path:
        yield True
        return
    with Path(f"{path}-rollups.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
