"""The audit: who wrote what and who read which citizen's page. A line holds no personal data."""

import uuid
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import JSON, ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from inclusion_app.kernel import clock
from inclusion_app.kernel.db import Base, UtcDateTime, UuidKey, db


class Actor(Protocol):
    """The account that acts."""

    @property
    def id(self) -> uuid.UUID: ...


class AuditLine(UuidKey, Base):
    """One act on one object. Written, never changed."""

    __tablename__ = "audit_line"

    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    account_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"), index=True)
    action: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)

    __table_args__ = (Index("ix_audit_line_subject", "subject_id", "at"),)


_pending_reads: ContextVar[tuple[AuditLine, ...]] = ContextVar("pending_reads", default=())


def write(action: str, *, subject: Any, by: Actor | None, details: Mapping[str, Any] | None = None) -> AuditLine:
    """Add the line of a write; `action` is "object.verb", `by` is None for the schedule and the command line."""
    line = _line(action, subject, by, details or {})
    db.session.add(line)
    return line


def note_read(action: str, *, subject: Any, by: Actor) -> None:
    """Remember that a person's data was read; `flush_reads` writes it once the reading is over."""
    _pending_reads.set((*_pending_reads.get(), _line(action, subject, by, {})))


def flush_reads() -> bool:
    """Add the lines of the reads noted in this context; True when there were any."""
    lines = _pending_reads.get()
    _pending_reads.set(())
    db.session.add_all(lines)
    return bool(lines)


def _line(action: str, subject: Any, by: Actor | None, details: Mapping[str, Any]) -> AuditLine:
    return AuditLine(
        at=clock.now(),
        account_id=by.id if by else None,
        action=action,
        subject_kind=subject.__tablename__,
        subject_id=subject.id,
        details=dict(details),
    )
