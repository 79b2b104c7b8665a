"""What was given to whom, and the safety of users: checklists, alerts."""

import uuid
from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inclusion_app.access.models import Account
from inclusion_app.kernel.db import Base, EnumText, Sealed, UtcDateTime, UuidKey
from inclusion_app.network.models import Place
from inclusion_app.resources.lists import ChecklistKind, GivenHow
from inclusion_app.resources.models.resources import Resource


class GivenResource(UuidKey, Base):
    """A resource given: to a followed person, after an accompaniment, or to a whole session."""

    __tablename__ = "given_resource"

    resource_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("resource.id"), index=True)
    number: Mapped[int]
    """Its version."""
    how: Mapped[GivenHow] = mapped_column(EnumText(GivenHow))
    copies: Mapped[int] = mapped_column(default=1)
    citizen_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("citizen.id"), index=True)
    record_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("record.id"), index=True)
    session_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("training_session.id"), index=True)
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    given_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), index=True)
    form_key: Mapped[uuid.UUID | None] = mapped_column(unique=True)

    resource: Mapped[Resource] = relationship()

    __table_args__ = (CheckConstraint("copies BETWEEN 1 AND 1000", name="copies"),)


class Checklist(UuidKey, Base):
    """What was checked with a person or in a place, on a day: no secret is ever written in it.

    `points` maps the key of each point of the list to "ok", "todo" or "none" (does not apply).
    """

    __tablename__ = "checklist"

    kind: Mapped[ChecklistKind] = mapped_column(EnumText(ChecklistKind))
    citizen_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("citizen.id"), index=True)
    place_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("place.id"), index=True)
    list_version: Mapped[str] = mapped_column(String(20))
    points: Mapped[dict[str, str]] = mapped_column(JSON)
    remark_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    checked_on: Mapped[date]
    next_on: Mapped[date | None] = mapped_column(index=True)
    checked_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    place: Mapped[Place | None] = relationship()

    remark = Sealed()

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("(kind = 'place') = (place_id IS NOT NULL)", name="place_of_its_kind"),
        CheckConstraint("(kind = 'citizen') = (citizen_id IS NOT NULL)", name="citizen_of_its_kind"),
    )


class SafetyAlert(UuidKey, Base):
    """A current scam or danger, told to the whole network and to the public until it ends or is lifted."""

    __tablename__ = "safety_alert"

    title: Mapped[str] = mapped_column(String(160))
    text: Mapped[str] = mapped_column(Text)
    """What happens."""
    signs: Mapped[str] = mapped_column(Text, default="")
    """How to recognise it, one sign a line."""
    advice: Mapped[str] = mapped_column(Text, default="")
    """What to do, one thing a line."""
    url: Mapped[str | None] = mapped_column(String(500))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_on: Mapped[date | None]
    """Its last day."""
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    form_key: Mapped[uuid.UUID | None] = mapped_column(unique=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (Index("ix_safety_alert_published", "published_at"),)


class SafetyAlertVersion(Base):
    """What an alert said once: written with each change, never changed."""

    __tablename__ = "safety_alert_version"

    alert_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("safety_alert.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(160))
    text: Mapped[str] = mapped_column(Text)
    signs: Mapped[str] = mapped_column(Text)
    advice: Mapped[str] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(String(500))
    ends_on: Mapped[date | None]
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))

    written_by: Mapped[Account] = relationship()
