"""A copy of the whole database in one file, the same for SQLite and PostgreSQL; the keys are never in it.

The file is a zip: `manifest.json`, and one `tables/<name>.jsonl` a table, a row a line, in an order that respects
foreign keys. Sealed values are copied sealed. Everything is read in one transaction: the copy is that of one instant.
"""

import base64
import hashlib
import hmac
import json
import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import IO, Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    LargeBinary,
    Table,
    Time,
    TypeDecorator,
    Uuid,
    func,
    select,
)
from sqlalchemy import column as plain_column
from sqlalchemy import table as plain_table
from sqlalchemy.types import JSON, TypeEngine

from inclusion_app.kernel import clock, crypto
from inclusion_app.kernel.db import db
from inclusion_app.kernel.tasks import Progress, silent

FORMAT = 1
LEFT_OUT = frozenset(
    [
        "job_lease", "counted_change", "rollup_day", "rollup_home", "rollup_mark", "rollup_month", "rollup_person",
        "rollup_state", "rollup_territory",
    ]
)  # fmt: skip
"""Which process runs now, what is counted from other rows: no part of what is kept."""
MANIFEST = "manifest.json"
_BATCH = 2000
_DEFLATED = zipfile.ZIP_DEFLATED

Encode = Callable[[Any], Any]


@dataclass(frozen=True)
class TableCopy:
    """One table in the file; `columns` gives each column its kind."""

    name: str
    columns: dict[str, str]
    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What the file holds and to which keys it belongs."""

    format: int
    made_at: str
    revision: str
    keys: dict[str, str]
    index_key: str
    tables: list[TableCopy]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)


def member_of(table: str) -> str:
    """The name of a table's file inside the zip."""
    return f"tables/{table}.jsonl"


def mark_of(key: bytes) -> str:
    """A short mark of a key, which says nothing of it."""
    return hmac.new(key, b"fingerprint", hashlib.sha256).hexdigest()[:16]


def kind_of(type_: TypeEngine[Any]) -> str:
    """How values of this type are written."""
    stored = type_.impl_instance if isinstance(type_, TypeDecorator) else type_
    for kind, types in _KINDS:
        if isinstance(stored, types):
            return kind
    return "plain"


_KINDS: tuple[tuple[str, tuple[type, ...]], ...] = (
    ("uuid", (Uuid,)),
    ("instant", (DateTime,)),
    ("date", (Date,)),
    ("time", (Time,)),
    ("bytes", (LargeBinary,)),
    ("bool", (Boolean,)),
    ("json", (JSON,)),
)

PLAIN_TYPES: dict[str, TypeEngine[Any] | None] = {
    "uuid": Uuid(),
    "instant": DateTime(timezone=True),
    "date": Date(),
    "time": Time(),
    "bytes": LargeBinary(),
    "bool": Boolean(),
    "json": JSON(none_as_null=True),
    "plain": None,
}


def plain(name: str, columns: dict[str, str]) -> Any:
    """A table known by the kinds of its columns alone: a copy can be read without the classes that wrote it."""
    return plain_table(name, *(plain_column(one, PLAIN_TYPES[kind]) for one, kind in columns.items()))


def _instant(value: datetime) -> str:
    return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()


ENCODERS: dict[str, Encode] = {
    "uuid": str,
    "instant": _instant,
    "date": date.isoformat,
    "time": time.isoformat,
    "bytes": lambda value: base64.b64encode(value).decode(),
    "bool": bool,
    "json": lambda value: value,
    "plain": lambda value: value,
}


def write_backup(path: Path, *, revision: str, progress: Progress = silent) -> Manifest:
    """Write the copy for its owner alone; the file appears once whole."""
    tables = [table for table in db.metadata.sorted_tables if table.name not in LEFT_OUT]
    partial = path.with_name(path.name + ".partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with (
            os.fdopen(descriptor, "wb") as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as zipped,
        ):
            manifest = _copy(zipped, tables, revision, progress)
            zipped.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return manifest


def _copy(zipped: zipfile.ZipFile, tables: Sequence[Table], revision: str, progress: Progress) -> Manifest:
    ring = crypto.ring()
    with _one_instant() as connection:
        counts = {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables}
        total, done = sum(counts.values()), 0
        copies = []
        for table in tables:
            with zipped.open(member_of(table.name), "w", force_zip64=True) as member:
                copies.append(_copy_table(connection, table, member, lambda rows: progress(done + rows, total)))  # noqa: B023
            done += counts[table.name]
    return Manifest(
        format=FORMAT,
        made_at=clock.now().isoformat(),
        revision=revision,
        keys={name: mark_of(key) for name, key in ring.keys.items()},
        index_key=mark_of(ring.index_key),
        tables=copies,
    )


def _one_instant() -> Any:
    """A connection whose transaction sees one state of the database, and disturbs nobody."""
    if db.engine.dialect.name == "sqlite":
        return db.engine.connect().execution_options(sqlite_begin="DEFERRED")
    return db.engine.connect().execution_options(isolation_level="REPEATABLE READ")


def _copy_table(connection: Connection, table: Table, member: IO[bytes], tell: Callable[[int], None]) -> TableCopy:
    columns = {one.name: kind_of(one.type) for one in table.columns}
    digest, rows = hashlib.sha256(), 0
    for batch in _batches(connection, table, columns):
        text = "".join(batch).encode()
        digest.update(text)
        member.write(text)
        rows += len(batch)
        tell(rows)
    return TableCopy(table.name, columns, rows, digest.hexdigest())


def _batches(connection: Connection, table: Table, columns: dict[str, str]) -> Iterator[list[str]]:
    encoders = [ENCODERS[kind] for kind in columns.values()]
    keys: list[Column[Any]] = list(table.primary_key.columns)
    query = select(plain(table.name, columns)).order_by(*(plain_column(key.name) for key in keys))
    result = connection.execution_options(yield_per=_BATCH).execute(query)
    for rows in result.partitions():
        yield [_line(encoders, row) for row in rows]


def _line(encoders: Sequence[Encode], row: Sequence[Any]) -> str:
    values = [None if value is None else encode(value) for encode, value in zip(encoders, row, strict=True)]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"
