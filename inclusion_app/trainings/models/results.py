"""What people got from a session: objectives before and after, satisfaction, certificates; and the quality register."""

import uuid
from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inclusion_app.kernel.db import Base, EnumText, Sealed, UtcDateTime, UuidKey
from inclusion_app.kernel.files import StoredFile
from inclusion_app.trainings.lists import CertificateKind, Moment, ObjectiveLevel, QualityKind, RevocationReason
from inclusion_app.trainings.models.courses import Objective
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import TrainingSession


class ObjectiveResult(UuidKey, Base):
    """Where somebody stands with an objective, before (positioning) or after (evaluation)."""

    __tablename__ = "objective_result"

    registration_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("registration.id"))
    objective_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("objective.id"), index=True)
    moment: Mapped[Moment] = mapped_column(EnumText(Moment))
    level: Mapped[ObjectiveLevel] = mapped_column(EnumText(ObjectiveLevel))
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    noted_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    """None when the person answered alone."""

    registration: Mapped[Registration] = relationship()
    objective: Mapped[Objective] = relationship()

    __table_args__ = (
        CheckConstraint("moment IN ('before', 'hot')", name="moment"),
        Index("uq_objective_result", "registration_id", "objective_id", "moment", unique=True),
        Index("ix_objective_result_counted", "moment", "registration_id", "level"),
    )


class SatisfactionAnswer(UuidKey, Base):
    """One questionnaire, marks from 1 to 4. On paper it has no name: `registration_id` is None."""

    __tablename__ = "satisfaction_answer"

    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_session.id"))
    registration_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("registration.id"))
    moment: Mapped[Moment] = mapped_column(EnumText(Moment))
    overall: Mapped[int | None]
    content: Mapped[int | None]
    teaching: Mapped[int | None]
    conditions: Mapped[int | None]
    usefulness: Mapped[int | None]
    """Hot: « cela me servira » ; cold: « je m’en sers »."""
    comment_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    form_key: Mapped[uuid.UUID | None] = mapped_column(unique=True)
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    noted_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))

    session: Mapped[TrainingSession] = relationship()

    comment = Sealed()

    __table_args__ = (
        CheckConstraint("moment IN ('hot', 'cold')", name="moment"),
        *(
            CheckConstraint(f"{mark} IS NULL OR {mark} BETWEEN 1 AND 4", name=mark)
            for mark in ("overall", "content", "teaching", "conditions", "usefulness")
        ),
        Index("uq_satisfaction_answer", "registration_id", "moment", unique=True),
        Index("ix_satisfaction_answer_session", "session_id", "moment"),
    )


class Certificate(UuidKey, Base):
    """A numbered paper as it was issued: `content` holds all that it says (JSON), so that it always prints the same."""

    __tablename__ = "certificate"

    registration_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("registration.id"), index=True)
    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_session.id"))
    """That of the registration: lists of a hundred thousand certificates are counted from one index."""
    kind: Mapped[CertificateKind] = mapped_column(EnumText(CertificateKind))
    number: Mapped[str] = mapped_column(String(20), unique=True)
    code: Mapped[str] = mapped_column(String(10), unique=True)
    """Ten characters to check it by, without hyphens."""
    issued_on: Mapped[date]
    issued_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    minutes: Mapped[int]
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    expires_on: Mapped[date | None] = mapped_column(index=True)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    revoked_reason: Mapped[RevocationReason | None] = mapped_column(EnumText(RevocationReason))
    revoked_note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """What the team added, which stays with the team."""

    registration: Mapped[Registration] = relationship()

    content = Sealed()
    revoked_note = Sealed()

    __table_args__ = (
        CheckConstraint("(revoked_at IS NULL) = (revoked_reason IS NULL)", name="revoked"),
        Index("ix_certificate_issued", "issued_on", "id"),
        Index("ix_certificate_session", "session_id", "revoked_at", "expires_on", "number"),
    )


class CertificateCounter(Base):
    """The last number given in a year."""

    __tablename__ = "certificate_counter"

    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class QualityEntry(UuidKey, Base):
    """An entry of the quality register: watch, complaint and its answer, improvement, partner, contract."""

    __tablename__ = "quality_entry"

    kind: Mapped[QualityKind] = mapped_column(EnumText(QualityKind))
    noted_on: Mapped[date] = mapped_column(index=True)
    title_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    details_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    answer_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    answered_on: Mapped[date | None]
    file_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("stored_file.id"))
    indicators: Mapped[list[int]] = mapped_column(JSON)
    """Numbers of the indicators that it proves."""
    noted_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    version: Mapped[int] = mapped_column(default=1)

    file: Mapped[StoredFile | None] = relationship()

    title = Sealed()
    details = Sealed()
    answer = Sealed()

    __mapper_args__ = {"version_id_col": version}
