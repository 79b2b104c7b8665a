"""Bulk inserts of rows whose values are already as stored: ten times faster than through the mapped classes."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Index, Table

Row = tuple[Any, ...]


class Waiting:
    """Rows of one table waiting to be inserted together."""

    def __init__(self, table: Table, columns: Sequence[str]) -> None:
        missing = [name for name in columns if name not in table.columns]
        if missing:
            raise ValueError(f"{table.name} has no column {', '.join(missing)}")
        self.table = table
        self.columns = tuple(columns)
        self.rows: list[Row] = []

    def write(self, connection: Connection) -> None:
        """Insert the waiting rows and forget them."""
        if self.rows:
            insert_rows(connection, self.table.name, self.columns, self.rows)
            self.rows.clear()


def insert_rows(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert rows of stored values: UUIDs as 32 hexadecimal digits, days and instants (UTC) as ISO texts.

    Names of tables and columns come from the mapped classes, never from outside.
    """
    names = ", ".join(columns)
    if connection.dialect.name == "postgresql":
        cursor = connection.connection.cursor()
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join("?" * len(columns))
    connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(rows))  # noqa: S608


@contextmanager
def without_indexes(connection: Connection, tables: Iterable[Table], *, drop: bool) -> Iterator[None]:
    """Build the tables' indexes once at the end, in the same transaction: for a million rows; `drop` says whether."""
    indexes: list[Index] = []
    if drop:
        indexes = [index for table in tables for index in sorted(table.indexes, key=lambda one: str(one.name))]
    for index in indexes:
        index.drop(connection)
    yield
    for index in indexes:
        index.create(connection)
