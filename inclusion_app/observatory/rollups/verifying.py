"""Compare every rollup with the base rows: what is kept that should not be, what is missing, what differs."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyroaring import BitMap
from sqlalchemy import Connection, Table

from inclusion_app.kernel.tasks import Progress, silent
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.rollups.geography import Geography
from inclusion_app.observatory.rollups.models import DAY, HOME, MONTH, TERRITORY
from inclusion_app.observatory.rollups.months import TABLES, list_months, rows_of_month
from inclusion_app.observatory.rollups.storing import Row, raw_rows

_DATES = {MONTH: "month", TERRITORY: "month", DAY: "day", HOME: "month"}
_MOST_COLUMNS = 3


@dataclass(frozen=True)
class Difference:
    """A row of a rollup that is not what the base rows make."""

    table: str
    key: tuple[Any, ...]
    kept: dict[str, Any] | None
    """None: the row is missing."""
    counted: dict[str, Any] | None
    """None: nothing was counted there."""

    def __str__(self) -> str:
        where = " ".join(str(part) for part in self.key)
        if self.kept is None or self.counted is None:
            return f"{self.table} {where}\u00a0: {'ligne absente' if self.kept is None else 'ligne de trop'}"
        names = [name for name, value in self.counted.items() if value != self.kept[name]]
        told = [f"{name} {self.kept[name] or 0} au lieu de {self.counted[name] or 0}" for name in names[:_MOST_COLUMNS]]
        more = len(names) - _MOST_COLUMNS
        return f"{self.table} {where}\u00a0: {', '.join(told)}" + (f" et {more} autres" if more > 0 else "")


def find_differences(connection: Connection, progress: Progress = silent) -> Iterator[Difference]:
    """Month by month; persons are compared by their numbers."""
    geography = Geography(connection)
    numbers: dict[str, int] = dict(
        raw_rows(connection, "SELECT CAST(citizen_id AS VARCHAR), number FROM rollup_person")
    )
    months = list_months(connection)
    for done, month in enumerate(months, start=1):
        counted = rows_of_month(
            connection, geography, month, lambda some: [numbers[each] for each in some if each in numbers]
        )
        for table in TABLES:
            yield from _compare(table, _kept(connection, table, month), counted[table.name])
        progress(done, len(months))
    yield from _outside(connection, months)


def _kept(connection: Connection, table: Table, month: Period) -> list[Row]:
    where = f"{_DATES[table]} BETWEEN ? AND ?"
    return raw_rows(
        connection,
        f"SELECT {_columns(table)} FROM {table.name} WHERE {where}",  # noqa: S608 (names of ours)
        [month.start.isoformat(), month.end.isoformat()],
    )


def _columns(table: Table) -> str:
    keys = {column.name for column in table.primary_key}
    return ", ".join(
        f"CAST({column.name} AS VARCHAR)" if column.name in keys else column.name for column in table.columns
    )


def _compare(table: Table, kept: list[Row], counted: list[Row]) -> Iterator[Difference]:
    before, now = _by_key(table, kept), _by_key(table, counted)
    for key in sorted({*before, *now}):
        if before.get(key) != now.get(key):
            yield Difference(table.name, key, before.get(key), now.get(key))


def _by_key(table: Table, rows: list[Row]) -> dict[tuple[Any, ...], dict[str, Any]]:
    names, width = [column.name for column in table.columns], len(table.primary_key)
    return {
        row[:width]: {name: _plain(name, value) for name, value in zip(names[width:], row[width:], strict=True)}
        for row in rows
    }


def _plain(name: str, value: Any) -> Any:
    """Bitmaps and JSON are the same when they hold the same."""
    if value is None:
        return None
    if name == "people":
        return tuple(BitMap.deserialize(bytes(value)))
    return json.loads(value) if name in ("organisations", "homes") else value


def _outside(connection: Connection, months: list[Period]) -> Iterator[Difference]:
    """Rows of months in which there is no record at all."""
    first, last = (months[0].start, months[-1].end) if months else (None, None)
    for table in TABLES:
        date = _DATES[table]
        query = f"SELECT {_columns(table)} FROM {table.name}"  # noqa: S608 (names of ours)
        outside = f" WHERE {date} < ? OR {date} > ?" if first else ""
        values = [str(first), str(last)] if first else []
        yield from _compare(table, raw_rows(connection, query + outside, values), [])
