"""Who came: lines that are written once, signatures, shared tablets, scans of the paper sheet."""

import uuid
from datetime import datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inclusion_app.kernel.db import Base, EnumText, Sealed, UtcDateTime, UuidKey
from inclusion_app.kernel.files import StoredFile
from inclusion_app.trainings.lists import AbsenceReason, Presence, SigningMeans
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import HalfDay, Trainer, TrainingSession


class AttendanceLine(UuidKey, Base):
    """What is known of one person at one half-day. Never changed: a correction is another line, with its reason.

    Either a trainee (`registration_id`) or a trainer (`trainer_id`). `arrived_at` and `left_at`, in local time, are set
    when somebody came late or left early; `minutes` is the time attended. `signature` holds the strokes drawn (SVG path
    data) or the name typed. `digest` seals the line: HMAC of what it says. The last line of a person is the one
    that no other replaced (`replaced_at` is None).
    """

    __tablename__ = "attendance_line"

    half_day_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("half_day.id"))
    registration_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("registration.id"))
    trainer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("trainer.id"))
    presence: Mapped[Presence] = mapped_column(EnumText(Presence))
    reason: Mapped[AbsenceReason | None] = mapped_column(EnumText(AbsenceReason))
    arrived_at: Mapped[time | None]
    left_at: Mapped[time | None]
    minutes: Mapped[int]
    means: Mapped[SigningMeans] = mapped_column(EnumText(SigningMeans))
    signature_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tablet_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("tablet.id"))
    """The shared tablet it was signed on."""
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    noted_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    """None when the person signed on a shared tablet."""
    form_key: Mapped[uuid.UUID | None] = mapped_column(unique=True)
    replaces_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attendance_line.id"), unique=True)
    correction_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    replaced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))

    half_day: Mapped[HalfDay] = relationship()
    registration: Mapped[Registration | None] = relationship()
    trainer: Mapped[Trainer | None] = relationship()

    signature = Sealed()
    correction = Sealed()

    __table_args__ = (
        CheckConstraint("(registration_id IS NULL) <> (trainer_id IS NULL)", name="one_person"),
        CheckConstraint("(presence = 'absent') = (reason IS NOT NULL)", name="absence_reason"),
        CheckConstraint("presence = 'present' OR (minutes = 0 AND signature_sealed IS NULL)", name="absent_nothing"),
        CheckConstraint("minutes BETWEEN 0 AND 1440", name="minutes"),
        CheckConstraint("(replaces_id IS NULL) = (correction_sealed IS NULL)", name="correction_reason"),
        CheckConstraint("(signature_sealed IS NULL) OR (signed_at IS NOT NULL)", name="signed_when"),
        Index(
            "uq_attendance_line_trainee",
            "half_day_id",
            "registration_id",
            unique=True,
            sqlite_where=text("replaced_at IS NULL AND registration_id IS NOT NULL"),
            postgresql_where=text("replaced_at IS NULL AND registration_id IS NOT NULL"),
        ),
        Index(
            "uq_attendance_line_trainer",
            "half_day_id",
            "trainer_id",
            unique=True,
            sqlite_where=text("replaced_at IS NULL AND trainer_id IS NOT NULL"),
            postgresql_where=text("replaced_at IS NULL AND trainer_id IS NOT NULL"),
        ),
        Index("ix_attendance_line_registration", "registration_id"),
        Index(
            "ix_attendance_line_counted",
            "half_day_id",
            "presence",
            "registration_id",
            "minutes",
            sqlite_where=text("replaced_at IS NULL AND registration_id IS NOT NULL"),
            postgresql_where=text("replaced_at IS NULL AND registration_id IS NOT NULL"),
        ),
    )


class Tablet(UuidKey, Base):
    """A shared tablet: its secret address shows the sheet of one half-day to sign until `expires_at`, nothing else."""

    __tablename__ = "tablet"

    half_day_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("half_day.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    opened_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    half_day: Mapped[HalfDay] = relationship()


class AttendanceScan(UuidKey, Base):
    """A page of the signed paper sheet."""

    __tablename__ = "attendance_scan"

    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_session.id"), index=True)
    half_day_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("half_day.id"))
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("stored_file.id"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    added_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))

    session: Mapped[TrainingSession] = relationship()
    file: Mapped[StoredFile] = relationship()
