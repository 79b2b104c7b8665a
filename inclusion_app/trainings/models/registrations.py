"""Who registers for a session, and what they are told."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inclusion_app.citizens.models import Citizen
from inclusion_app.kernel.db import Base, EnumText, Sealed, UtcDateTime, UuidKey
from inclusion_app.kernel.mail import Letter
from inclusion_app.trainings.lists import (
    Channel,
    Funder,
    NoticeKind,
    NoticeResult,
    NoticeWay,
    RegistrationState,
    TraineeKind,
    Withdrawal,
)
from inclusion_app.trainings.models.sessions import TrainingSession


class Registration(UuidKey, Base):
    """One person for one session.

    The order of the waiting list is that of `queued_at`, then `id`. `confirmed_at` is None while nobody answered from
    the address given (or by telephone); `answer_by` is when an unconfirmed registration or an offered seat lapses,
    None when only a telephone call can settle it. `link_number` rises to make the links already sent useless.
    """

    __tablename__ = "registration"

    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_session.id"))
    account_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"), index=True)
    citizen_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("citizen.id"), index=True)
    state: Mapped[RegistrationState] = mapped_column(EnumText(RegistrationState))
    channel: Mapped[Channel] = mapped_column(EnumText(Channel))
    registered_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    registered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer_by: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawal: Mapped[Withdrawal | None] = mapped_column(EnumText(Withdrawal))
    trainee_kind: Mapped[TraineeKind] = mapped_column(EnumText(TraineeKind), default=TraineeKind.OTHER)
    funder: Mapped[Funder] = mapped_column(EnumText(Funder), default=Funder.NONE)
    price_cents: Mapped[int] = mapped_column(default=0)
    link_number: Mapped[int] = mapped_column(default=0)
    form_key: Mapped[uuid.UUID | None] = mapped_column(unique=True)
    first_name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    last_name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    email_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    address_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    organisation_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    need_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    adaptations_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    name_index: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    email_index: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    phone_index: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    version: Mapped[int] = mapped_column(default=1)

    session: Mapped[TrainingSession] = relationship()
    citizen: Mapped[Citizen | None] = relationship()
    notices: Mapped[list["Notice"]] = relationship(back_populates="registration", order_by="Notice.id")

    first_name = Sealed()
    last_name = Sealed()
    email = Sealed()
    phone = Sealed()
    address = Sealed()
    organisation = Sealed()
    need = Sealed()
    adaptations = Sealed()

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("(state = 'cancelled') = (ended_at IS NOT NULL)", name="ended"),
        CheckConstraint("(state = 'cancelled') = (withdrawal IS NOT NULL)", name="withdrawal"),
        CheckConstraint("price_cents >= 0", name="price"),
        Index("ix_registration_session", "session_id", "state", "queued_at", "id"),
    )

    @property
    def full_name(self) -> str:
        """First name, then last name, as typed."""
        return f"{self.first_name} {self.last_name}"


class Notice(UuidKey, Base):
    """Something that a person is told, once a `round`: the proof of what was sent, when, to whom, with what result.

    `round` is the session's sequence for what follows a change (convocation, reminder, change, cancellation), else a
    number that makes the telling one of a kind. The letter is forgotten in time; `sent_at` and `result` stay.
    """

    __tablename__ = "notice"

    registration_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("registration.id"))
    kind: Mapped[NoticeKind] = mapped_column(EnumText(NoticeKind))
    round: Mapped[int] = mapped_column(default=0)
    way: Mapped[NoticeWay] = mapped_column(EnumText(NoticeWay))
    recipient_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    letter_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("letter.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_on: Mapped[date | None]
    """By when a call must be made, for the call list."""
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    result: Mapped[NoticeResult] = mapped_column(EnumText(NoticeResult))
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    """Who printed or called; None for the schedule."""

    registration: Mapped[Registration] = relationship(back_populates="notices")
    letter: Mapped[Letter | None] = relationship()

    recipient = Sealed()

    __table_args__ = (
        Index("uq_notice_once", "registration_id", "kind", "way", "round", unique=True),
        Index("ix_notice_result", "result", "way"),
    )
