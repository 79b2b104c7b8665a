"""Seal again with the current key what older keys sealed, so that an old key can be put away.

Batches are committed one by one: stopped half-way, the work goes on where it was. Nothing is written twice, and a row
that somebody changes meanwhile is left as they wrote it. The service is restarted with the new key before, so that
what it writes is sealed with it; `count_by_key` says when an old key seals nothing any more.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, func, select, update

from inclusion_app.extensions import Base
from inclusion_app.kernel import crypto
from inclusion_app.kernel.db import Sealed, db, unit_of_work
from inclusion_app.kernel.tasks import Progress, silent

BATCH = 500


@dataclass(frozen=True)
class _SealedTable:
    table: Table
    fields: tuple[Sealed, ...]
    batch: int


def rotate(progress: Progress = silent) -> int:
    """Seal every value with the current key; returns how many values had another one. Twice is harmless."""
    tables = list(_sealed_tables())
    total, done, changed = sum(_count(one.table) for one in tables), 0, 0
    for one in tables:
        for rows, resealed in _batches(one):
            done, changed = done + rows, changed + resealed
            progress(done, total)
    return changed


def _batches(one: _SealedTable) -> Iterator[tuple[int, int]]:
    """Go through a table, a transaction a batch: how many rows each had, how many values were sealed again."""
    last: uuid.UUID | None = None
    full = True
    while full:
        with unit_of_work():
            rows = _next_rows(one, last)
            resealed = sum(_reseal(one, row) for row in rows)
        yield len(rows), resealed
        full = len(rows) == one.batch
        last = rows[-1].id if rows else None


def count_by_key() -> dict[str, int]:
    """How many values each key seals: an old key that seals none may be put away."""
    counts: dict[str, int] = {}
    for one in _sealed_tables():
        for field in one.fields:
            column = one.table.c[field.column]
            for sealed in db.session.scalars(
                select(column).where(column.is_not(None)).execution_options(yield_per=one.batch)
            ):
                key = crypto.key_of(sealed)
                counts[key] = counts.get(key, 0) + 1
    return counts


def _sealed_tables() -> Iterator[_SealedTable]:
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__):
        attributes = [value for owner in mapper.class_.__mro__ for value in vars(owner).values()]
        fields = tuple(value for value in attributes if isinstance(value, Sealed))
        if fields and isinstance(mapper.local_table, Table):
            yield _SealedTable(mapper.local_table, fields, getattr(mapper.class_, "rotation_batch", BATCH))


def _count(table: Table) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def _next_rows(one: _SealedTable, after: uuid.UUID | None) -> list[Row[Any]]:
    columns = [one.table.c[field.column] for field in one.fields]
    query = select(one.table.c.id, *columns).order_by(one.table.c.id).limit(one.batch)
    return list(db.session.execute(query if after is None else query.where(one.table.c.id > after)))


def _reseal(one: _SealedTable, row: Row[Any]) -> int:
    """Write the values of one row that another key sealed, unless they changed since they were read."""
    current, changed = crypto.ring().current, 0
    for field in one.fields:
        sealed = getattr(row, field.column)
        if sealed is None or crypto.key_of(sealed) == current:
            continue
        place = field.associated(one.table.name, row.id)
        unchanged: list[ColumnElement[bool]] = [one.table.c.id == row.id, one.table.c[field.column] == sealed]
        anew = {field.column: crypto.seal(crypto.unseal(sealed, place), place)}
        db.session.execute(update(one.table).where(*unchanged).values(anew))
        changed += 1
    return changed
