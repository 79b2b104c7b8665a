"""One process at a time does a long work; a lock falls with the process that held it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import scoped_session

from inclusion_app.kernel.db import db


class Turn(StrEnum):
    """What only one process does at a time."""

    ROLLUPS = "rollups"
    RELEASE = "release"

    @property
    def key(self) -> int:
        """For PostgreSQL: its first four letters as a number."""
        return int.from_bytes(self.value[:4].encode())


@contextmanager
def alone(transaction: Connection | scoped_session[Any], turn: Turn) -> Iterator[bool]:
    """True while nobody else does it: until the end of the transaction on PostgreSQL, of the block on SQLite."""
    if db.engine.dialect.name == "postgresql":
        yield bool(transaction.scalar(select(func.pg_try_advisory_xact_lock(turn.key))))
        return
    path = db.engine.engine.url.database
    if not path:
        yield True
        return
    with Path(f"{path}-{turn}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
