"""When and where a course is given: sessions, half-days, rooms, trainers, private calendar addresses."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inclusion_app.kernel.db import Base, EnumText, Sealed, UtcDateTime, UuidKey
from inclusion_app.network.models import Place, Structure
from inclusion_app.territories.models import Commune
from inclusion_app.trainings.lists import FeedKind, NotHeld, SessionState
from inclusion_app.trainings.models.courses import CourseVersion

MAX_SEATS = 1000
MAX_HALF_DAYS = 60


class Room(UuidKey, Base):
    """A room of a place, that two sessions cannot share."""

    __tablename__ = "room"

    place_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("place.id"))
    name: Mapped[str] = mapped_column(String(120))
    seats: Mapped[int]
    equipment: Mapped[str] = mapped_column(String(300), default="")
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    place: Mapped[Place] = relationship()

    __table_args__ = (
        CheckConstraint(f"seats BETWEEN 1 AND {MAX_SEATS}", name="seats"),
        Index("uq_room_name", "place_id", "name", unique=True),
    )


class Trainer(UuidKey, Base):
    """Who teaches: someone of the network (`account_id`), or someone from outside."""

    __tablename__ = "trainer"

    account_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"), unique=True)
    structure_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("structure.id"), index=True)
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    email_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    qualifications_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    external: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    structure: Mapped[Structure | None] = relationship()

    name = Sealed()
    email = Sealed()
    qualifications = Sealed()


class TrainingSession(UuidKey, Base):
    """A course given once, over one or several half-days; it keeps the version of the course it was opened with.

    `commune_code` is where it takes place (the place's commune; at a distance, the one chosen). `starts_at` and
    `ends_at` are those of the first and last half-day, kept here to sort and filter. `sequence` rises at each change
    that people must know (iCalendar's SEQUENCE). `structure_id` is who organises; None for the whole service.
    """

    __tablename__ = "training_session"

    course_version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("course_version.id"), index=True)
    structure_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("structure.id"))
    place_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("place.id"), index=True)
    room_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("room.id"), index=True)
    online_url: Mapped[str | None] = mapped_column(String(500))
    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    capacity: Mapped[int]
    state: Mapped[SessionState] = mapped_column(EnumText(SessionState), default=SessionState.OPEN)
    listed: Mapped[bool] = mapped_column(default=True)
    """Shown to the public, who may register."""
    answer_hours: Mapped[int] = mapped_column(default=48)
    """How long somebody of the waiting list has to take a freed seat."""
    materials: Mapped[str] = mapped_column(String(500), default="")
    """What to bring, what is lent."""
    reference: Mapped[str] = mapped_column(String(120), default="")
    """Convention or order."""
    series_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    """Shared by the sessions that were duplicated together."""
    reason: Mapped[str] = mapped_column(String(300), default="")
    """Why it was postponed or cancelled, as told to people."""
    sequence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    course_version: Mapped[CourseVersion] = relationship()
    structure: Mapped[Structure | None] = relationship()
    place: Mapped[Place | None] = relationship()
    room: Mapped[Room | None] = relationship()
    commune: Mapped[Commune] = relationship()
    half_days: Mapped[list["HalfDay"]] = relationship(
        back_populates="session", cascade="all, delete-orphan", order_by="HalfDay.starts_at"
    )
    trainers: Mapped[list[Trainer]] = relationship(secondary="session_trainer", order_by="Trainer.id")

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint(f"capacity BETWEEN 1 AND {MAX_SEATS}", name="capacity"),
        CheckConstraint("ends_at > starts_at", name="order"),
        CheckConstraint("place_id IS NOT NULL OR online_url IS NOT NULL", name="somewhere"),
        CheckConstraint("room_id IS NULL OR place_id IS NOT NULL", name="room_of_place"),
        CheckConstraint("(state = 'cancelled') = (cancelled_at IS NOT NULL)", name="cancelled"),
        CheckConstraint("answer_hours BETWEEN 1 AND 336", name="answer_hours"),
        Index("ix_training_session_starts", "starts_at", "id"),
        Index("ix_training_session_structure", "structure_id", "starts_at"),
        Index("ix_training_session_commune", "commune_code", "starts_at"),
    )


class SessionTrainer(Base):
    """Who teaches a session."""

    __tablename__ = "session_trainer"

    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_session.id"), primary_key=True)
    trainer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("trainer.id"), primary_key=True, index=True)


class HalfDay(UuidKey, Base):
    """A stretch of a session for which people sign. `not_held` says why it did not take place."""

    __tablename__ = "half_day"

    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_session.id"))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    not_held: Mapped[NotHeld | None] = mapped_column(EnumText(NotHeld))
    not_held_note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    session: Mapped[TrainingSession] = relationship(back_populates="half_days")

    not_held_note = Sealed()

    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="order"),
        Index("uq_half_day_start", "session_id", "starts_at", unique=True),
        Index("ix_half_day_times", "starts_at", "ends_at"),
    )

    @property
    def minutes(self) -> int:
        """Planned duration: what the clock on the wall says, whatever summer time does."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60


class CalendarFeed(UuidKey, Base):
    """A secret address from which a calendar application reads sessions; whoever made it may revoke it."""

    __tablename__ = "calendar_feed"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[FeedKind] = mapped_column(EnumText(FeedKind))
    place_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("place.id"))
    territory_key: Mapped[str | None] = mapped_column(String(20))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    token_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    place: Mapped[Place | None] = relationship()

    token = Sealed()
