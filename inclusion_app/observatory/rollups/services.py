"""Writes of the rollups: count anew what writes made stale, a little at a time, or everything where that is quicker."""

from datetime import date
from enum import Enum, auto

from sqlalchemy import Connection, func, select, update

from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db, read_only, release, unit_of_work
from inclusion_app.kernel.tasks import Progress, silent
from inclusion_app.observatory.locking import Turn, alone
from inclusion_app.observatory.periods import PeriodKind, containing
from inclusion_app.observatory.rollups.geography import Geography, geography_now
from inclusion_app.observatory.rollups.marks import (
    KEYS,
    find_state,
    read_marks,
    read_month_of_marks,
    stands_for_everything,
    to_mark,
)
from inclusion_app.observatory.rollups.models import MARK, STATE
from inclusion_app.observatory.rollups.rebuilding import count_everything, is_small, rebuild
from inclusion_app.observatory.rollups.recounting import Read, read_base, write
from inclusion_app.observatory.rollups.storing import Row, delete_rows

BATCH = 2000
"""Marks of one month counted anew at a time."""
MANY = 20_000
"""From so many marks on, counting everything is quicker."""


def refresh_marked(progress: Progress = silent) -> dict[str, int]:
    """Count anew what writes made stale, until nothing waits; at once when nothing does."""
    done = 0
    while True:
        match _find_work():
            case Work.NONE:
                return {"marks": done}
            case Work.REBUILD:
                return {"months": rebuild(progress, processes=1)}
            case Work.EVERYTHING:
                counted = _count_everything()
            case Work.MARKS:
                counted = _refresh_on_postgresql() if _on_postgresql() else _refresh_on_sqlite()
        if not counted:
            return {"marks": done}
        done += counted


def refresh_within(connection: Connection) -> int:
    """Count anew all that waits, in the caller's transaction; returns how many marks that answered."""
    if stands_for_everything(read_marks(connection, 1)) or not _was_counted(connection):
        return count_everything(connection)
    done = 0
    while counted := _write(connection, *_read(connection)):
        done += counted
    return done


class Work(Enum):
    """What is to be done."""

    NONE = auto()
    MARKS = auto()
    EVERYTHING = auto()
    REBUILD = auto()


def _on_postgresql() -> bool:
    return db.engine.dialect.name == "postgresql"


def _find_work() -> Work:
    """Asked by reading alone: a tick without work makes nobody wait."""
    release()
    read_only()
    connection = db.session.connection()
    first = read_marks(connection, 1)
    everything = stands_for_everything(first) or not _was_counted(connection)
    many = bool(first) and _are_at_least(connection, MANY)
    small = (everything or many or _are_at_least(connection, BATCH)) and is_small(connection)
    release()
    if not first and not everything:
        return Work.NONE
    if small:
        return Work.EVERYTHING
    return Work.REBUILD if everything or many else Work.MARKS


def _was_counted(connection: Connection) -> bool:
    """Everything was, once; true as well where no migration made the tables, and nothing can be kept."""
    state = find_state(connection)
    return state is None or state.whole


def _are_at_least(connection: Connection, marks: int) -> bool:
    some = select(MARK.c.round).limit(marks).subquery()
    return connection.scalar(select(func.count()).select_from(some)) == marks


def _count_everything() -> int:
    with unit_of_work() as session, alone(session.connection(), Turn.ROLLUPS) as mine:
        return max(1, count_everything(session.connection())) if mine else 0


def _refresh_on_postgresql() -> int:
    with unit_of_work() as session:
        connection = session.connection()
        with alone(connection, Turn.ROLLUPS) as mine:
            return _write(connection, *_read(connection)) if mine else 0


def _refresh_on_sqlite() -> int:
    """Base rows are read before the one writer's turn is taken: what is written meanwhile is in another round."""
    with alone(db.session.connection(), Turn.ROLLUPS) as mine:
        release()
        if not mine:
            return 0
        with unit_of_work() as session:
            session.connection().execute(update(STATE).values(round=STATE.c.round + 1))
        read_only()
        found = _read(db.session.connection())
        release()
        with unit_of_work() as session:
            return _write(session.connection(), *found)


def _read(connection: Connection) -> tuple[list[Row], Geography, Read | None]:
    """The marks of one month, and the base rows behind them."""
    geography, first = geography_now(connection), read_marks(connection, 1)
    if not first:
        return [], geography, None
    month = containing(PeriodKind.MONTH, date.fromisoformat(to_mark(first[0]).day))
    rows = read_month_of_marks(connection, month, BATCH)
    marks = [to_mark(row) for row in rows]
    mediators, days = (mark.mediator for mark in marks), (mark.day for mark in marks)
    return rows, geography, read_base(connection, geography, month.start.isoformat(), mediators, days)


def _write(connection: Connection, rows: list[Row], geography: Geography, read: Read | None) -> int:
    if read is not None:
        write(connection, geography, read)
        delete_rows(connection, MARK, KEYS, rows)
        connection.execute(update(STATE).values(refreshed_at=clock.now()))
    return len(rows)
