"""Tables of the released years: what is shown and what may be shown, of one and the same moment."""

from sqlalchemy import JSON, Column, Integer, LargeBinary, String, Table, Text

from inclusion_app.kernel.db import Base, UtcDateTime

YEAR = Table(
    "release_year",
    Base.metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("number", String(32), nullable=False),
    Column("stamp", Text),
    Column("shape", String(64), nullable=False),
    Column("as_of", UtcDateTime, nullable=False),
    Column("released_at", UtcDateTime, nullable=False),
    Column("ages", String(20), nullable=False),
    Column("organisations", JSON, nullable=False),
)
"""A released year. `number`: drawn at random for each release, so that a reader sees that another one came meanwhile.

`stamp`: what the rows were, see `stamps`. `shape`: the lists that were counted. `as_of`: when the rows were read.
`organisations`: identifiers of those that blocked, in the order in which they are counted.
"""

TERRITORY = Table(
    "release_territory",
    Base.metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("territory", String(14), primary_key=True),
    Column("shown", LargeBinary, nullable=False),
    Column("counts", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""A territory with data: the spans over which each table may be shown, and its counts month by month, see `packing`."""

PART = Table(
    "release_part",
    Base.metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("territory", String(14), primary_key=True),
    Column("level", String(20), primary_key=True),
    Column("totals", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""The bare totals of the parts of a territory, month by month."""

GAIN = Table(
    "release_gain",
    Base.metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("territory", String(14), primary_key=True),
    Column("people", JSON, nullable=False),
    sqlite_with_rowid=False,
)
"""By domain, people assessed twice and those whose level rose; the row of no territory: the year was counted."""
