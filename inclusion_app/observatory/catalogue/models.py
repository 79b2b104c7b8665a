"""What the observatory knows of territories beside their activity: needs that were loaded, what surrounds them."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inclusion_app.kernel.db import Base, EnumText, UtcDateTime, UuidKey
from inclusion_app.territories.territory import Level


class NeedFile(UuidKey, Base):
    """The last file loaded for a dataset (`ifn2023`) and a level of territories."""

    __tablename__ = "need_file"
    __table_args__ = (UniqueConstraint("dataset", "level"),)

    dataset: Mapped[str] = mapped_column(String(20))
    level: Mapped[Level] = mapped_column(EnumText(Level))
    format: Mapped[str] = mapped_column(String(16))
    vintage: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    territories: Mapped[int]
    loaded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class NeedValue(Base):
    """The numbers of a territory in a dataset, by key of indicator.

    Those with `derived_from` are the mean of the territories of that level inside, weighted by `weight` or by
    population; `covered` is the share of that weight for which something is known.
    """

    __tablename__ = "need_value"

    territory_key: Mapped[str] = mapped_column(String(14), primary_key=True)
    dataset: Mapped[str] = mapped_column(String(20), primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    weight: Mapped[float | None]
    derived_from: Mapped[Level | None] = mapped_column(EnumText(Level))
    covered: Mapped[float]

    __table_args__ = (
        CheckConstraint("weight IS NULL OR weight >= 0", name="weight"),
        CheckConstraint("covered BETWEEN 0 AND 1", name="covered"),
    )


class CommuneSurroundings(Base):
    """What a job measures of a commune once: its area on the contours, the nearest place from its town hall."""

    __tablename__ = "commune_surroundings"

    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), primary_key=True)
    area_km2: Mapped[float | None]
    nearest_km: Mapped[float | None]
    nearest_place_id: Mapped[uuid.UUID | None]


class TerritorySummary(Base):
    """What is on offer in a wide territory, and who is far from it, as a job counted it."""

    __tablename__ = "territory_summary"

    territory_key: Mapped[str] = mapped_column(String(14), primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    counted_at: Mapped[datetime] = mapped_column(UtcDateTime)
