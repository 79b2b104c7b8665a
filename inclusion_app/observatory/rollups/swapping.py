"""Put new rows in the place of all old ones, at once for whoever reads."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table

from inclusion_app.observatory.rollups.models import PERSON
from inclusion_app.observatory.rollups.months import TABLES
from inclusion_app.observatory.rollups.storing import Row, insert_rows, raw, raw_rows

ALL: tuple[Table, ...] = (*TABLES, PERSON)
NEXT = "next_"

Rows = Iterable[tuple[Table, list[Row]]]


def gather_on_sqlite(connection: Connection, rows: Rows) -> None:
    """Keep the rows in temporary tables of this connection, sorted: nobody waits meanwhile."""
    forget_on_sqlite(connection)
    for table in ALL:
        made = raw_rows(connection, "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", [table.name])
        raw(connection, made[0][0].replace(table.name, NEXT + table.name, 1).replace("TABLE", "TEMPORARY TABLE", 1))
    for table, some in rows:
        insert_rows(connection, table, some, NEXT + table.name)


def copy_on_sqlite(connection: Connection) -> None:
    """Replace the rows by those that were gathered."""
    for table in ALL:
        raw(connection, f"DELETE FROM {table.name}")  # noqa: S608 (names of ours)
        raw(connection, f"INSERT INTO {table.name} SELECT * FROM {NEXT}{table.name}")  # noqa: S608


def forget_on_sqlite(connection: Connection) -> None:
    """Drop the temporary tables."""
    for table in ALL:
        raw(connection, f"DROP TABLE IF EXISTS temp.{NEXT}{table.name}")


def on_postgresql(connection: Connection, rows: Rows) -> None:
    """Fill new tables by COPY, then give them the names of the old ones."""
    for table in ALL:
        raw(connection, f"CREATE TABLE {NEXT}{table.name} (LIKE {table.name} INCLUDING DEFAULTS)")
    for table, some in rows:
        _copy(connection, table, some)
    for table in ALL:
        _finish(connection, table)
    for table in ALL:
        raw(connection, f"DROP TABLE {table.name}")
        raw(connection, f"ALTER TABLE {NEXT}{table.name} RENAME TO {table.name}")
        raw(connection, f"ALTER INDEX {NEXT}pk_{table.name} RENAME TO pk_{table.name}")
        for index in table.indexes:
            raw(connection, f"ALTER INDEX {NEXT}{index.name} RENAME TO {index.name}")


def _copy(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    driver: Any = connection.connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {NEXT}{table.name} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _finish(connection: Connection, table: Table) -> None:
    """Keys and indexes once the rows are there."""
    keys = ", ".join(column.name for column in table.primary_key)
    raw(connection, f"ALTER TABLE {NEXT}{table.name} ADD CONSTRAINT {NEXT}pk_{table.name} PRIMARY KEY ({keys})")
    for index in table.indexes:
        columns = ", ".join(column.name for column in index.columns)
        raw(connection, f"CREATE INDEX {NEXT}{index.name} ON {NEXT}{table.name} ({columns})")
