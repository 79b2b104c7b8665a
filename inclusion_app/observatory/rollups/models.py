"""Tables of the rollups. Each row is a sum of base rows: nothing is ever known from them alone.

Zero is not written: a column without a value counts nothing, which costs neither database a byte. `people` is a bitmap
of the numbers of the followed persons, see `rollup_person`. They have no foreign keys: rows follow the base rows, they
do not hold them.
"""

import uuid

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, LargeBinary, String, Table, Text, Uuid

from inclusion_app.kernel.db import Base, UtcDateTime
from inclusion_app.observatory.rollups.columns import NAMES

NOBODY = uuid.UUID(int=0)
"""No structure, no place: a part of a primary key cannot be empty."""

EVERYTHING = ""
"""The commune of the mark which says that every count may be stale."""


def _key(name: str, type_: object) -> "Column[object]":
    return Column(name, type_, primary_key=True, autoincrement=False)  # type: ignore[arg-type]


def _counts() -> "list[Column[object]]":
    counts: list[Column[object]] = [Column(name, Integer) for name in NAMES]
    return [*counts, Column("organisations", Text), Column("people", LargeBinary)]


MONTH = Table(
    "rollup_month",
    Base.metadata,
    _key("mediator_id", Uuid()),
    _key("month", Date()),
    _key("commune_code", String(5)),
    _key("structure_id", Uuid()),
    _key("place_id", Uuid()),
    *_counts(),
    Column("homes", Text),
    Index("ix_rollup_month_commune_code", "commune_code", "month"),
    Index("ix_rollup_month_structure_id", "structure_id", "month"),
    Index("ix_rollup_month_place_id", "place_id", "month"),
)
"""A month of a mediator, for a structure, in a commune and a place: the finest.

`organisations` and `homes` are JSON: accompaniments by the organisation that blocked, by commune of residence.
"""

TERRITORY = Table(
    "rollup_territory",
    Base.metadata,
    _key("territory", String(14)),
    _key("month", Date()),
    *_counts(),
    Column("inhabitants", Integer),
    sqlite_with_rowid=False,
)
"""A month of a territory of any level, with its communes of today. `inhabitants`: accompaniments of who lives there."""

DAY = Table(
    "rollup_day",
    Base.metadata,
    _key("departement_code", String(3)),
    _key("day", Date()),
    *_counts(),
    Column("inhabitants", Integer),
    sqlite_with_rowid=False,
)
"""A day of a département: for dates that are not whole months."""

HOME = Table(
    "rollup_home",
    Base.metadata,
    _key("commune_code", String(5)),
    _key("month", Date()),
    Column("accompaniments", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""Accompaniments, held anywhere, of who lives in a commune; its code is the one that was written."""

PERSON = Table(
    "rollup_person",
    Base.metadata,
    _key("citizen_id", Uuid()),
    Column("number", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""The number of a followed person in the bitmaps."""

MARK = Table(
    "rollup_mark",
    Base.metadata,
    _key("round", Integer()),
    _key("mediator_id", Uuid()),
    _key("day", Date()),
    _key("commune_code", String(5)),
    _key("structure_id", Uuid()),
    _key("place_id", Uuid()),
    _key("ticket", BigInteger()),
    sqlite_with_rowid=False,
)
"""What a write made stale; triggers write it, see the migration 0005. `ticket`: the transaction, on PostgreSQL."""

STATE = Table(
    "rollup_state",
    Base.metadata,
    _key("id", Integer()),
    Column("round", Integer, nullable=False),
    Column("whole", Boolean, nullable=False),
    Column("persons", Integer, nullable=False),
    Column("refreshed_at", UtcDateTime()),
)
"""One row: the round that marks belong to, whether the rollups were built once, the next number of a person."""
