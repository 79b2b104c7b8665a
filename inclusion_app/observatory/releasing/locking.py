"""One process at a time releases; a lock falls with the process that held it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import func, select

from inclusion_app.kernel.db import db

_KEY = 0x72656C65  # "rele"


@contextmanager
def alone() -> Iterator[bool]:
    """True while nobody else releases: until the end of the transaction on PostgreSQL, of the block on SQLite."""
    if db.engine.dialect.name == "postgresql":
        yield bool(db.session.scalar(select(func.pg_try_advisory_xact_lock(_KEY))))
        return
    path = db.engine.engine.url.database
    if not path:
        yield True
        return
    with Path(f"{path}-release.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
