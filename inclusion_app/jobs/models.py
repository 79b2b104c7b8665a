"""Who runs the schedule, and what each run gave."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from inclusion_app.kernel.db import Base, EnumText, UtcDateTime, UuidKey
from inclusion_app.kernel.text import N_


class JobLease(Base):
    """One runner at a time: whoever holds the row until it expires. A runner that dies lets it expire."""

    __tablename__ = "job_lease"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[uuid.UUID]
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RunState(StrEnum):
    """What became of a run."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    LOST = "lost"

    @property
    def label(self) -> str:
        return {
            RunState.RUNNING: N_("En cours"),
            RunState.DONE: N_("Terminé"),
            RunState.FAILED: N_("Échoué"),
            RunState.LOST: N_("Interrompu"),
        }[self]


class JobRun(UuidKey, Base):
    """One run of a job of the schedule, or one attempt at a task.

    `due_at` is the hour the schedule had set, None when it was asked by hand: two runners cannot both run a job of
    the same hour. `holder` is the runner; `heard_at` its last sign of life.
    """

    __tablename__ = "job_run"

    name: Mapped[str] = mapped_column(String(60))
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    task_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"), index=True)
    holder: Mapped[uuid.UUID]
    state: Mapped[RunState] = mapped_column(EnumText(RunState), index=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    heard_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    error: Mapped[str | None] = mapped_column(String(200))

    __table_args__ = (
        Index("uq_job_run_due", "name", "due_at", unique=True),
        Index("ix_job_run_name", "name", "started_at"),
    )
