"""One transaction a request: committed once after a successful POST, never after a GET.

What must be kept whatever becomes of the request (the trace of a read, a refused password) is written after it, on
the request's own connection, once its transaction has ended.
"""

from collections.abc import Callable

from flask import Flask, Response, g, request
from sqlalchemy.exc import OperationalError

from inclusion_app.kernel import audit
from inclusion_app.kernel.db import commit, db, read_only, refuse_writes

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def keep_anyway(write: Callable[[], None]) -> None:
    """Have `write` run in a transaction of its own after this request, whatever its outcome."""
    g.setdefault("kept_writes", []).append(write)


def keep_if_possible(write: Callable[[], None]) -> None:
    """The same for what may be missed: a page that only reads never fails because the database is busy."""
    g.setdefault("missable_writes", []).append(write)


def init_transaction(app: Flask) -> None:
    """Bind the transaction to the requests of this application."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    if request.method in _SAFE and request.endpoint != "static":
        read_only()
        refuse_writes(True)


def _end(response: Response) -> Response:
    if request.method in _SAFE or response.status_code >= 400:
        db.session.rollback()
    else:
        commit()
    refuse_writes(False)
    writes: list[Callable[[], None]] = g.pop("kept_writes", [])
    for write in writes:
        write()
    if audit.flush_reads() or writes:
        commit()
    _write_if_possible(g.pop("missable_writes", []))
    return response


def _write_if_possible(writes: list[Callable[[], None]]) -> None:
    if not writes:
        return
    try:
        for write in writes:
            write()
        commit()
    except OperationalError:
        db.session.rollback()
