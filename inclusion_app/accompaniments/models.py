"""What a mediator logs (a record), who took part, and the anonymous people of a workshop.

A record is what is logged. An accompaniment is one person helped once: one for an individual record, one per
participant for a workshop. Counts come from these rows, never from a counter.
"""

import uuid
from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inclusion_app.citizens.models import Citizen
from inclusion_app.kernel.db import Base, EnumBits, EnumText, Sealed, UtcDateTime, UuidKey
from inclusion_app.network.models import Mediator, Organisation, Place, Structure
from inclusion_app.territories.models import Commune
from inclusion_app.vocabulary.activity import (
    Autonomy,
    BlockedCause,
    Equipment,
    NextStep,
    Orientation,
    PlaceKind,
    RecordKind,
    WorkshopLevel,
)
from inclusion_app.vocabulary.people import AgeBand, Gender, SocialStatus
from inclusion_app.vocabulary.themes import AdministrativeTheme, Theme

MAX_MINUTES = 24 * 60
MAX_PARTICIPANTS = 500


class Record(UuidKey, Base):
    """One individual accompaniment or one workshop, as logged.

    `held_commune_code` is where it took place: the place's commune; the one entered at home or elsewhere; at a
    distance, that of the mediator's usual place. `form_key` is made by the form, so that sent twice it is kept once;
    `source_key` is the identity in an imported file. Both stay unique after deletion.
    """

    __tablename__ = "record"

    kind: Mapped[RecordKind] = mapped_column(EnumText(RecordKind))
    mediator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("mediator.id"))
    structure_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("structure.id"))
    held_on: Mapped[date]
    minutes: Mapped[int]
    place_kind: Mapped[PlaceKind] = mapped_column(EnumText(PlaceKind))
    place_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("place.id"))
    held_commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"))
    equipment: Mapped[frozenset[Equipment]] = mapped_column(EnumBits(Equipment), default=0)
    themes: Mapped[frozenset[Theme]] = mapped_column(EnumBits(Theme), default=0)
    procedures: Mapped[frozenset[AdministrativeTheme]] = mapped_column(EnumBits(AdministrativeTheme), default=0)
    autonomy: Mapped[Autonomy | None] = mapped_column(EnumText(Autonomy))
    level: Mapped[WorkshopLevel | None] = mapped_column(EnumText(WorkshopLevel))
    title: Mapped[str | None] = mapped_column(String(200))
    orientation: Mapped[Orientation | None] = mapped_column(EnumText(Orientation))
    blocked_procedure: Mapped[AdministrativeTheme | None] = mapped_column(EnumText(AdministrativeTheme))
    blocked_organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"))
    blocked_cause: Mapped[BlockedCause | None] = mapped_column(EnumText(BlockedCause))
    next_step: Mapped[NextStep | None] = mapped_column(EnumText(NextStep))
    next_on: Mapped[date | None]
    next_at: Mapped[time | None]
    notes_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    form_key: Mapped[uuid.UUID | None] = mapped_column(unique=True)
    source_key: Mapped[str | None] = mapped_column(String(100), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deleted_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    version: Mapped[int] = mapped_column(default=1)

    mediator: Mapped[Mediator] = relationship()
    structure: Mapped[Structure | None] = relationship()
    place: Mapped[Place | None] = relationship()
    held_commune: Mapped[Commune] = relationship()
    blocked_organisation: Mapped[Organisation | None] = relationship()
    participations: Mapped[list["Participation"]] = relationship(
        back_populates="record", cascade="all, delete-orphan", order_by="Participation.id"
    )
    group: Mapped["AnonymousGroup | None"] = relationship(back_populates="record", cascade="all, delete-orphan")
    tags: Mapped[list["RecordTag"]] = relationship(cascade="all, delete-orphan", order_by="RecordTag.tag")

    notes = Sealed()

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint(f"minutes BETWEEN 1 AND {MAX_MINUTES}", name="minutes"),
        CheckConstraint("(place_kind = 'place') OR place_id IS NULL", name="place_of_its_kind"),
        CheckConstraint("kind = 'workshop' OR (title IS NULL AND level IS NULL)", name="workshop_fields"),
        CheckConstraint("kind <> 'workshop' OR autonomy IS NULL", name="individual_fields"),
        CheckConstraint("(next_step IS NULL) = (next_on IS NULL)", name="next_step_dated"),
        CheckConstraint("next_at IS NULL OR next_on IS NOT NULL", name="next_time_dated"),
        Index("ix_record_mediator", "mediator_id", "held_on", "id"),
        Index("ix_record_structure", "structure_id", "held_on"),
        Index("ix_record_held", "held_commune_code", "held_on"),
        Index("ix_record_held_on", "held_on"),
    )


class Participation(UuidKey, Base):
    """One person in a record, followed or individually anonymous, as they were at the date of the fact."""

    __tablename__ = "participation"

    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"), index=True)
    citizen_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("citizen.id"), index=True)
    gender: Mapped[Gender] = mapped_column(EnumText(Gender), default=Gender.UNKNOWN)
    age_band: Mapped[AgeBand] = mapped_column(EnumText(AgeBand), default=AgeBand.UNKNOWN)
    social_status: Mapped[SocialStatus] = mapped_column(EnumText(SocialStatus), default=SocialStatus.UNKNOWN)
    residence_code: Mapped[str | None] = mapped_column(ForeignKey("commune.code"), index=True)
    already_helped: Mapped[bool] = mapped_column(default=False)

    record: Mapped[Record] = relationship(back_populates="participations")
    citizen: Mapped[Citizen | None] = relationship()
    residence: Mapped[Commune | None] = relationship()

    __table_args__ = (Index("uq_participation_citizen", "record_id", "citizen_id", unique=True),)


class AnonymousGroup(Base):
    """The anonymous people of a workshop: how many, and one count per value of each list.

    The columns of a list add up to `total` at most; the remainder is "Non communiqué". Lists are margins: no crossing
    of them is ever invented. Columns `age_v1_…` hold the bands of old reports.
    """

    __tablename__ = "anonymous_group"

    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"), primary_key=True)
    total: Mapped[int]
    already_helped: Mapped[int] = mapped_column(default=0)
    gender_male: Mapped[int] = mapped_column(default=0)
    gender_female: Mapped[int] = mapped_column(default=0)
    status_retired: Mapped[int] = mapped_column(default=0)
    status_unemployed: Mapped[int] = mapped_column(default=0)
    status_employed: Mapped[int] = mapped_column(default=0)
    status_student: Mapped[int] = mapped_column(default=0)
    age_70_plus: Mapped[int] = mapped_column(default=0)
    age_60_69: Mapped[int] = mapped_column(default=0)
    age_40_59: Mapped[int] = mapped_column(default=0)
    age_25_39: Mapped[int] = mapped_column(default=0)
    age_18_24: Mapped[int] = mapped_column(default=0)
    age_12_17: Mapped[int] = mapped_column(default=0)
    age_under_12: Mapped[int] = mapped_column(default=0)
    age_v1_60_plus: Mapped[int] = mapped_column(default=0)
    age_v1_35_60: Mapped[int] = mapped_column(default=0)
    age_v1_18_35: Mapped[int] = mapped_column(default=0)
    age_v1_12_18: Mapped[int] = mapped_column(default=0)
    age_v1_under_12: Mapped[int] = mapped_column(default=0)

    record: Mapped[Record] = relationship(back_populates="group")

    __table_args__ = (
        CheckConstraint(f"total BETWEEN 0 AND {MAX_PARTICIPANTS}", name="total"),
        CheckConstraint("already_helped BETWEEN 0 AND total", name="already_helped"),
        CheckConstraint("gender_male + gender_female <= total", name="gender_sum"),
        CheckConstraint(
            "status_retired + status_unemployed + status_employed + status_student <= total", name="status_sum"
        ),
        CheckConstraint(
            "age_70_plus + age_60_69 + age_40_59 + age_25_39 + age_18_24 + age_12_17 + age_under_12"
            " + age_v1_60_plus + age_v1_35_60 + age_v1_18_35 + age_v1_12_18 + age_v1_under_12 <= total",
            name="age_sum",
        ),
    )


class RecordTag(Base):
    """A word put on a record by its mediator."""

    __tablename__ = "record_tag"

    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"), primary_key=True)
    tag: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)
