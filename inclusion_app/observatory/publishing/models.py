"""What was published, and what stands behind it. A published row is written once and never changed."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inclusion_app.access.models import Account
from inclusion_app.kernel.db import Base, EnumText, UtcDateTime, UuidKey


class PublicationState(StrEnum):
    """Where a publication stands; only the first may be given up."""

    PREPARED = "prepared"
    PUBLISHED = "published"
    REPLACED = "replaced"
    """A later version is the one to read; this one stays readable."""


class PublicationLedger(Base):
    """One row, raised by each publication: two that were prepared beside each other cannot both be frozen."""

    __tablename__ = "publication_ledger"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(default=0)


class Publication(UuidKey, Base):
    """A period of a territory. Its number, its identity and who published it come when it is frozen."""

    __tablename__ = "publication"

    number: Mapped[int | None]
    version: Mapped[int]
    identity: Mapped[str | None] = mapped_column(String(60), unique=True)
    """Territory, period, version; None until it is frozen."""
    territory_key: Mapped[str] = mapped_column(String(20))
    period_key: Mapped[str] = mapped_column(String(10))
    year: Mapped[int]
    state: Mapped[PublicationState] = mapped_column(EnumText(PublicationState))
    threshold: Mapped[int]
    """Persons behind a cell that is shown, at least."""
    content: Mapped[bytes] = mapped_column(LargeBinary)
    """What is public, as canonical JSON, compressed."""
    hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the canonical JSON."""
    summary: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Counts of cells by flag, share of information kept, narrowest intervals: no value of a hidden cell."""
    reason: Mapped[str | None] = mapped_column(Text)
    """Of a correction: why."""
    ledger_revision: Mapped[int]
    """The ledger that it was protected with."""
    counted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    prepared_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))

    published_by: Mapped[Account | None] = relationship(foreign_keys=[published_by_id], viewonly=True)

    __table_args__ = (
        UniqueConstraint("number", "version"),
        CheckConstraint("threshold >= 5", name="threshold"),
        CheckConstraint("version >= 1", name="version"),
        CheckConstraint(
            "(state = 'prepared') = (number IS NULL) AND (number IS NULL) = (identity IS NULL)"
            " AND (number IS NULL) = (published_at IS NULL)",
            name="frozen_whole",
        ),
        Index("ix_publication_year", "year", "state"),
        Index("ix_publication_territory", "territory_key", "period_key"),
    )


class PublicationTable(Base):
    """What one breakdown was protected from: its cells, persons behind them, flags. Never shown; for the ledger."""

    __tablename__ = "publication_table"

    publication_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("publication.id"), primary_key=True)
    breakdown: Mapped[str] = mapped_column(String(30), primary_key=True)
    evidence: Mapped[bytes] = mapped_column(LargeBinary)


class PublishedPlace(Base):
    """A place of a publication, named as on that day."""

    __tablename__ = "published_place"

    publication_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("publication.id"), primary_key=True)
    node: Mapped[str] = mapped_column(String(30), primary_key=True)
    parent: Mapped[str | None] = mapped_column(String(30))
    name: Mapped[str] = mapped_column(String(200))

    __table_args__ = (Index("ix_published_place_parent", "publication_id", "parent"),)


class PublishedRow(Base):
    """One row of one breakdown as everyone may read it: `cells` gives a count for each value, or null when secret."""

    __tablename__ = "published_row"

    publication_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("publication.id"), primary_key=True)
    node: Mapped[str] = mapped_column(String(30), primary_key=True)
    span: Mapped[str] = mapped_column(String(10), primary_key=True)
    breakdown: Mapped[str] = mapped_column(String(30), primary_key=True)
    total: Mapped[int]
    cells: Mapped[dict[str, int | None]] = mapped_column(JSON)
    kept_from: Mapped[int | None]
    """The earlier version whose figures this row keeps: the correction changes them by too little to be told."""

    __table_args__ = (Index("ix_published_row_node", "node", "span", "breakdown"),)
