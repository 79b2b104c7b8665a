"""What writes made stale and nobody counted anew yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.rollups.models import EVERYTHING, MARK, STATE
from inclusion_app.observatory.rollups.storing import Row, raw_rows

_COLUMNS = (
    "round, CAST(mediator_id AS VARCHAR), CAST(day AS VARCHAR), commune_code, CAST(structure_id AS VARCHAR),"
    " CAST(place_id AS VARCHAR), ticket"
)
KEYS = [column.name for column in MARK.primary_key]


@dataclass(frozen=True)
class Mark:
    """The month of a mediator, the day, the commune, the structure and the place of a write."""

    mediator: str
    day: str
    commune: str
    structure: str
    place: str


def read_marks(connection: Connection, most: int) -> list[Row]:
    """The first marks, as they are kept: those of one mediator follow one another."""
    return raw_rows(connection, f"SELECT {_COLUMNS} FROM rollup_mark ORDER BY round, mediator_id, day LIMIT {most:d}")  # noqa: S608


def read_month_of_marks(connection: Connection, month: Period, most: int) -> list[Row]:
    """The marks of one month."""
    query = f"SELECT {_COLUMNS} FROM rollup_mark WHERE day BETWEEN ? AND ? ORDER BY round, mediator_id, day LIMIT ?"  # noqa: S608
    return raw_rows(connection, query, [month.start.isoformat(), month.end.isoformat(), most])


def to_mark(row: Row) -> Mark:
    return Mark(*row[1:6])


def stands_for_everything(rows: Sequence[Row]) -> bool:
    """One of these marks says that every count may be stale."""
    return any(row[3] == EVERYTHING for row in rows)


@dataclass(frozen=True)
class State:
    """`whole`: everything was counted once since the tables exist."""

    round: int
    whole: bool
    refreshed_at: datetime | None


def find_state(connection: Connection) -> State | None:
    """The one row of the state; None in a database that no migration made."""
    row = connection.execute(select(STATE.c.round, STATE.c.whole, STATE.c.refreshed_at)).one_or_none()
    return State(*row) if row else None


_ON_SQLITE = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'rollup^_%' ESCAPE '^'"
_ON_POSTGRESQL = (
    "SELECT count(*) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
    " WHERE starts_with(tgname, 'rollup_') AND tgenabled IN ('O', 'A')"
    " AND relnamespace = CAST(CAST(current_schema() AS text) AS regnamespace)"
)
_TRIGGERS = {"sqlite": (13, _ON_SQLITE), "postgresql": (22, _ON_POSTGRESQL)}


def are_kept(connection: Connection) -> bool:
    """Every trigger that marks is there and at work: without one of them, no rollup can be trusted."""
    expected, query = _TRIGGERS[connection.dialect.name]
    return bool(raw_rows(connection, query)[0][0] == expected)
