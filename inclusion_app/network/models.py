"""Structures, places, mediators, and the organisations whose procedures they meet."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inclusion_app.kernel.db import Base, EnumBits, Sealed, UtcDateTime, UuidKey
from inclusion_app.network.standard import (
    AccessMode,
    Audience,
    Fee,
    Label,
    Mobility,
    NationalProgramme,
    Service,
    SpecialCare,
    SupportMode,
)
from inclusion_app.territories.models import Commune


class Structure(UuidKey, Base):
    """An organisation that helps people with digital matters: municipality, association, France Services…"""

    __tablename__ = "structure"

    name: Mapped[str] = mapped_column(String(200))
    siret: Mapped[str | None] = mapped_column(String(14), unique=True)
    address: Mapped[str | None] = mapped_column(String(200))
    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), index=True)
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(254))
    website: Mapped[str | None] = mapped_column(String(500))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    commune: Mapped[Commune] = relationship()

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (CheckConstraint("siret IS NULL OR length(siret) = 14", name="siret_length"),)


class Place(UuidKey, Base):
    """A place of digital mediation, with the fields of the national standard (v1.0.2).

    `external_id` is the identifier in the file it came from; `pivot` is the SIRET or RNA of who runs it, None when
    unknown (fourteen zeros in the files).
    """

    __tablename__ = "place"

    structure_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("structure.id"), index=True)
    external_id: Mapped[str | None] = mapped_column(String(200), unique=True)
    pivot: Mapped[str | None] = mapped_column(String(14))
    name: Mapped[str] = mapped_column(String(255))
    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), index=True)
    postal_code: Mapped[str] = mapped_column(String(5))
    address: Mapped[str] = mapped_column(String(255))
    address_complement: Mapped[str | None] = mapped_column(String(255))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    typologies: Mapped[str | None] = mapped_column(String(500))
    phone: Mapped[str | None] = mapped_column(String(20))
    emails: Mapped[str | None] = mapped_column(String(500))
    websites: Mapped[str | None] = mapped_column(String(2000))
    opening_hours: Mapped[str | None] = mapped_column(String(500))
    summary: Mapped[str | None] = mapped_column(String(280))
    details: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(String(200))
    mobility: Mapped[frozenset[Mobility]] = mapped_column(EnumBits(Mobility), default=0)
    parent_structure: Mapped[str | None] = mapped_column(String(255))
    updated_on: Mapped[date]
    services: Mapped[frozenset[Service]] = mapped_column(EnumBits(Service), default=0)
    audiences: Mapped[frozenset[Audience]] = mapped_column(EnumBits(Audience), default=0)
    special_care: Mapped[frozenset[SpecialCare]] = mapped_column(EnumBits(SpecialCare), default=0)
    fees: Mapped[frozenset[Fee]] = mapped_column(EnumBits(Fee), default=0)
    programmes: Mapped[frozenset[NationalProgramme]] = mapped_column(EnumBits(NationalProgramme), default=0)
    labels: Mapped[frozenset[Label]] = mapped_column(EnumBits(Label), default=0)
    other_labels: Mapped[str | None] = mapped_column(String(500))
    access_modes: Mapped[frozenset[AccessMode]] = mapped_column(EnumBits(AccessMode), default=0)
    support_modes: Mapped[frozenset[SupportMode]] = mapped_column(EnumBits(SupportMode), default=0)
    accessibility_url: Mapped[str | None] = mapped_column(String(2000))
    booking_url: Mapped[str | None] = mapped_column(String(2000))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    structure: Mapped[Structure | None] = relationship()
    commune: Mapped[Commune] = relationship()

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("latitude IS NULL OR latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude IS NULL OR longitude BETWEEN -180 AND 180", name="longitude"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="both_coordinates"),
        Index("ix_place_located", "latitude", "longitude"),
    )


class Mediator(UuidKey, Base):
    """Someone who helps people with digital matters; without account when she comes from an old file.

    `source_key` is her identity in that file ("cra-v1:C001").
    """

    __tablename__ = "mediator"

    account_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"), unique=True)
    source_key: Mapped[str | None] = mapped_column(String(100), unique=True)
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    usual_place_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("place.id"))
    usual_commune_code: Mapped[str | None] = mapped_column(ForeignKey("commune.code"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    left_on: Mapped[date | None]

    usual_place: Mapped[Place | None] = relationship()
    memberships: Mapped[list["Membership"]] = relationship(back_populates="mediator", order_by="Membership.id")

    name = Sealed()


class Membership(UuidKey, Base):
    """A mediator works for a structure, from one day to another."""

    __tablename__ = "membership"

    mediator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("mediator.id"))
    structure_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("structure.id"), index=True)
    started_on: Mapped[date]
    ended_on: Mapped[date | None]

    mediator: Mapped[Mediator] = relationship(back_populates="memberships")
    structure: Mapped[Structure] = relationship()

    __table_args__ = (
        CheckConstraint("ended_on IS NULL OR ended_on >= started_on", name="dates"),
        Index("uq_membership_who", "mediator_id", "structure_id", "started_on", unique=True),
    )


class Organisation(UuidKey, Base):
    """An administration or a publisher whose procedure may block people; national ones are given at the start."""

    __tablename__ = "organisation"

    name: Mapped[str] = mapped_column(String(120), unique=True)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
