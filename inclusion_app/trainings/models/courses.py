"""What is taught: a course, its versions, their objectives; and who teaches under which identity."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inclusion_app.kernel.db import Base, EnumBits, EnumText, UtcDateTime, UuidKey
from inclusion_app.kernel.files import StoredFile
from inclusion_app.network.models import Structure
from inclusion_app.trainings.lists import ActionKind, Audience
from inclusion_app.vocabulary.competences import Competence

MAX_COURSE_MINUTES = 400 * 60


class TrainingBody(UuidKey, Base):
    """The training organisation that signs papers: one row an instance, at most."""

    __tablename__ = "training_body"

    name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(300), default="")
    siret: Mapped[str | None] = mapped_column(String(14))
    declaration_number: Mapped[str | None] = mapped_column(String(11))
    """Numéro de déclaration d’activité (NDA), eleven digits."""
    declaration_region: Mapped[str | None] = mapped_column(String(80))
    quality_certificate: Mapped[str | None] = mapped_column(String(80))
    """Qualiopi certificate's number."""
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(254))
    disability_contact: Mapped[str] = mapped_column(String(300), default="")
    complaints_contact: Mapped[str] = mapped_column(String(300), default="")
    rules_url: Mapped[str | None] = mapped_column(String(500))
    """Where the internal rules are."""
    signatory_name: Mapped[str] = mapped_column(String(120), default="")
    signatory_title: Mapped[str] = mapped_column(String(120), default="")
    signature_file_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("stored_file.id"))
    version: Mapped[int] = mapped_column(default=1)

    signature_file: Mapped[StoredFile | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Course(UuidKey, Base):
    """Something that is taught, again and again. What it says is in its versions; `latest` is the last one's number."""

    __tablename__ = "course"

    slug: Mapped[str] = mapped_column(String(120), unique=True)
    structure_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("structure.id"), index=True)
    """Whose course it is; None for the whole service's."""
    latest: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """No longer offered; its sessions and certificates stay."""
    version: Mapped[int] = mapped_column(default=1)

    structure: Mapped[Structure | None] = relationship()
    versions: Mapped[list["CourseVersion"]] = relationship(back_populates="course", order_by="CourseVersion.number")

    __mapper_args__ = {"version_id_col": version}


class CourseVersion(UuidKey, Base):
    """What a course says since a date. Once a session uses it, it no longer changes: the next edit makes another."""

    __tablename__ = "course_version"

    course_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("course.id"))
    number: Mapped[int]
    written_on: Mapped[date]
    title: Mapped[str] = mapped_column(String(160))
    summary: Mapped[str] = mapped_column(String(300), default="")
    kind: Mapped[ActionKind] = mapped_column(EnumText(ActionKind))
    audiences: Mapped[frozenset[Audience]] = mapped_column(EnumBits(Audience))
    competences: Mapped[frozenset[Competence]] = mapped_column(EnumBits(Competence), default=0)
    content: Mapped[str] = mapped_column(Text, default="")
    prerequisites: Mapped[str] = mapped_column(String(1000), default="")
    methods: Mapped[str] = mapped_column(String(1000), default="")
    evaluation: Mapped[str] = mapped_column(String(1000), default="")
    accessibility: Mapped[str] = mapped_column(String(1000), default="")
    access_delay: Mapped[str] = mapped_column(String(200), default="")
    """How long one waits between asking and starting."""
    minutes: Mapped[int]
    """Planned duration."""
    price_cents: Mapped[int] = mapped_column(default=0)
    """Price for one person; 0 is free."""
    price_note: Mapped[str] = mapped_column(String(200), default="")
    validity_months: Mapped[int | None]
    """How long its certificate stays valid; None for ever."""

    course: Mapped[Course] = relationship(back_populates="versions")
    objectives: Mapped[list["Objective"]] = relationship(
        back_populates="course_version", cascade="all, delete-orphan", order_by="Objective.rank"
    )

    __table_args__ = (
        CheckConstraint(f"minutes BETWEEN 1 AND {MAX_COURSE_MINUTES}", name="minutes"),
        CheckConstraint("price_cents >= 0", name="price"),
        CheckConstraint("validity_months IS NULL OR validity_months BETWEEN 1 AND 120", name="validity"),
        Index("uq_course_version_number", "course_id", "number", unique=True),
    )


class Objective(UuidKey, Base):
    """What a trainee is able to do at the end: something that can be assessed."""

    __tablename__ = "objective"

    course_version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("course_version.id"))
    rank: Mapped[int]
    text: Mapped[str] = mapped_column(String(300))

    course_version: Mapped[CourseVersion] = relationship(back_populates="objectives")

    __table_args__ = (Index("uq_objective_rank", "course_version_id", "rank", unique=True),)
