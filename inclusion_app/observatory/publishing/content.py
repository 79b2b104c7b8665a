"""What a publication says in public: its rows, and one canonical text of which everyone can compute the SHA-256."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inclusion_app.observatory.disclosure.ledger import Pattern
from inclusion_app.observatory.disclosure.tables import TOTAL, LinkedTables, Row
from inclusion_app.observatory.publishing.places import Place

FORMAT = "inclusion-publication/1"

Cells = Mapping[str, int | None]


@dataclass(frozen=True)
class PublicRow:
    """One row of one breakdown; None in the place of a count is statistical secrecy, no cell at all a bare total."""

    breakdown: str
    node: str
    span: str
    total: int
    cells: Cells
    kept_from: int | None = None

    @property
    def row(self) -> Row:
        return self.node, self.span


@dataclass(frozen=True)
class Change:
    """A cell, or a bare total, that a correction changes; None is secret, or was not given."""

    breakdown: str
    node: str
    span: str
    value: str
    before: int | None
    after: int | None


def rows_of(tables: LinkedTables, pattern: Pattern) -> list[PublicRow]:
    """What a pattern shows of tables."""
    found = []
    for row in tables.rows:
        offered = pattern.offered(*row)
        cells = {
            value: tables.cell(row, value).count if pattern.shown(tables.key(row, value)) else None for value in offered
        }
        found.append(PublicRow(tables.breakdown, *row, tables.cell(row, TOTAL).count, cells))
    return found


def keep_before(
    rows: Iterable[PublicRow], kept: frozenset[Row], before: Mapping[Row, PublicRow], version: int
) -> list[PublicRow]:
    """The rows, of which some keep the cells of the version before."""
    found = []
    for row in rows:
        if row.row in kept:
            old = before.get(row.row)
            since = old.kept_from if old and old.kept_from else version
            row = PublicRow(row.breakdown, row.node, row.span, row.total, old.cells if old else {}, since)
        found.append(row)
    return found


def changes_between(before: Iterable[PublicRow], after: Iterable[PublicRow]) -> list[Change]:
    """What the rows of one version say otherwise than those of another."""
    old = {(row.breakdown, row.node, row.span): row for row in before}
    found = []
    for row in after:
        earlier = old.pop((row.breakdown, row.node, row.span), None)
        found += _changed(
            row, {TOTAL: earlier.total, **earlier.cells} if earlier else {}, {TOTAL: row.total, **row.cells}
        )
    for row in old.values():
        found += _changed(row, _numbers(earlier) if earlier else {}, _numbers(row))
    for row in old.values():
        found += _changed(row, _numbers(row), {})
    return found


def _numbers(row: PublicRow) -> Cells:
    return {TOTAL: row.total, **row.cells}


def _changed(row: PublicRow, before: Cells, after: Cells) -> list[Change]:
    values = [*after, *(value for value in before if value not in after)]
    return [
        Change(row.breakdown, row.node, row.span, value, before.get(value), after.get(value))
        for value in values
        if before.get(value) != after.get(value)
    ]


def canonical(
    about: Mapping[str, Any], places: Iterable[Place], rows: Sequence[PublicRow], changes: Sequence[Change]
) -> bytes:
    """The same publication gives the same bytes: keys sorted, no space, UTF-8."""
    tables: dict[str, list[Any]] = {}
    for row in sorted(rows, key=lambda row: (row.breakdown, row.node, row.span)):
        tables.setdefault(row.breakdown, []).append([row.node, row.span, row.total, dict(row.cells), row.kept_from])
    held = {
        "format": FORMAT,
        **about,
        "places": [[place.node, place.parent, place.name] for place in places],
        "tables": tables,
        "changes": [[c.breakdown, c.node, c.span, c.value, c.before, c.after] for c in changes],
    }
    return json.dumps(held, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def hash_of(content: bytes) -> str:
    """SHA-256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def pack(content: bytes) -> bytes:
    """As it is kept."""
    return zlib.compress(content, 9)


def unpack(kept: bytes) -> bytes:
    """What was packed."""
    return zlib.decompress(kept)
