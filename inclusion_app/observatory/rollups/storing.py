"""Rows of the rollups as the drivers take them: raw statements, since a row has a hundred columns of small numbers."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from pyroaring import BitMap
from sqlalchemy import Connection, Table

from inclusion_app.observatory.lanes import unpack
from inclusion_app.observatory.rollups.columns import NAMES
from inclusion_app.observatory.rollups.meaning import WIDTH
from inclusion_app.observatory.rollups.scanning import Sums

Row = tuple[Any, ...]
Numbers = Callable[[Iterable[str]], Iterable[int]]
"""The numbers of followed persons, from their identifiers."""

_BATCH = 500


@dataclass
class Kept:
    """What a row of the rollups holds, or several added up."""

    counts: list[int] = field(default_factory=lambda: [0] * WIDTH)
    organisations: dict[str, int] = field(default_factory=dict)
    people: BitMap = field(default_factory=BitMap)

    def add(self, row: Sequence[Any]) -> None:
        """Add the counts, the organisations and the people of a row read by `select_kept`."""
        self.counts = [total + (count or 0) for total, count in zip(self.counts, row[:WIDTH], strict=True)]
        if row[WIDTH] is not None:
            add_counts(self.organisations, json.loads(row[WIDTH]))
        if row[WIDTH + 1] is not None:
            self.people |= BitMap.deserialize(bytes(row[WIDTH + 1]))

    def values(self) -> list[Any]:
        """The columns that every rollup has."""
        self.people.run_optimize()
        return [
            *(count or None for count in self.counts),
            _as_json(self.organisations),
            self.people.serialize() if self.people else None,
        ]

    @property
    def empty(self) -> bool:
        """Nothing was counted, not even a workshop without anybody."""
        return not any(self.counts)


def keep(sums: Sums, numbers: Numbers) -> Kept:
    """What was scanned, as it is kept."""
    return Kept(unpack(sums.total, WIDTH), dict(sums.organisations), BitMap(numbers(sums.people)))


def add_counts(totals: dict[str, int], more: Mapping[str, int], times: int = 1) -> None:
    """Add counts to totals, key by key."""
    for key, count in more.items():
        totals[key] = totals.get(key, 0) + times * count


def homes_json(homes: Mapping[str, int]) -> str | None:
    """Accompaniments by commune of residence, as they are kept."""
    return _as_json(homes)


def _as_json(counts: Mapping[str, int]) -> str | None:
    return json.dumps(dict(sorted(counts.items())), separators=(",", ":")) if counts else None


KEPT_COLUMNS = ", ".join([*NAMES, "organisations", "people"])


def mark_of(connection: Connection) -> str:
    """How the driver writes a parameter."""
    return "%s" if connection.dialect.name == "postgresql" else "?"


def raw(connection: Connection, statement: str, values: Sequence[Any] = ()) -> Any:
    """The cursor of a raw statement whose parameters are written `?`."""
    text = statement if connection.dialect.name == "sqlite" else statement.replace("?", "%s")
    return connection.exec_driver_sql(text, tuple(values)).cursor


def raw_rows(connection: Connection, statement: str, values: Sequence[Any] = ()) -> list[Row]:
    """The rows of a raw query."""
    rows: list[Row] = raw(connection, statement, values).fetchall()
    return rows


def rows_in(connection: Connection, query: str, values: Sequence[Any], among: Iterable[Any]) -> Iterator[Row]:
    """The rows of a raw query that ends with the name of a column: those where it is one of some values."""
    for some in batches(among, _BATCH):
        yield from raw_rows(connection, f"{query} IN ({', '.join('?' * len(some))})", [*values, *some])


def insert_rows(connection: Connection, table: Table, rows: Iterable[Row], into: str | None = None) -> None:
    """Insert whole rows, in the order of the table's columns, into it or into another one made alike."""
    places = ", ".join([mark_of(connection)] * len(table.columns))
    statement = f"INSERT INTO {into or table.name} VALUES ({places})"  # noqa: S608 (names of ours)
    _many(connection, statement, rows)


def delete_rows(connection: Connection, table: Table, keys: Sequence[str], rows: Iterable[Row]) -> None:
    """Delete the rows whose columns have these values."""
    where = " AND ".join(f"{key} = {mark_of(connection)}" for key in keys)
    _many(connection, f"DELETE FROM {table.name} WHERE {where}", rows)  # noqa: S608


def _many(connection: Connection, statement: str, rows: Iterable[Row]) -> None:
    for batch in batches(rows, _BATCH):
        connection.exec_driver_sql(statement, batch)


def batches(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Lists of at most so many rows."""
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch
