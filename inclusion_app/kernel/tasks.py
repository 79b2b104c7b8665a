"""Work outside a request: enqueue by name, follow its progress, read its result. The runner is in `jobs`."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import JSON, ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, mapped_column

from inclusion_app.kernel import clock
from inclusion_app.kernel.audit import Actor
from inclusion_app.kernel.db import Base, EnumText, UtcDateTime, UuidKey, db
from inclusion_app.kernel.errors import NotFound
from inclusion_app.kernel.text import N_

SILENT_AFTER = timedelta(minutes=10)


class TaskState(StrEnum):
    """Where a task stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return {
            TaskState.WAITING: N_("En attente"),
            TaskState.RUNNING: N_("En cours"),
            TaskState.DONE: N_("Terminé"),
            TaskState.FAILED: N_("Échoué"),
        }[self]


class Task(UuidKey, Base):
    """One piece of work, asked by an account or by the schedule (no account)."""

    __tablename__ = "task"

    name: Mapped[str] = mapped_column(String(60))
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON)
    account_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"), index=True)
    state: Mapped[TaskState] = mapped_column(EnumText(TaskState), index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    heard_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    error: Mapped[str | None] = mapped_column(String(200))

    @property
    def is_over(self) -> bool:
        """Done or failed: nothing more will happen to it."""
        return self.state in (TaskState.DONE, TaskState.FAILED)


class Progress(Protocol):
    """Called by a task with what is done and what there is in all."""

    def __call__(self, done: int, total: int) -> None: ...


class TaskFunction(Protocol):
    """What a task runs; its arguments and result are plain JSON without personal data."""

    def __call__(self, arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]: ...


def silent(done: int, total: int) -> None:
    """A progress that tells nobody."""


def enqueue(name: str, arguments: Mapping[str, Any], *, by: Actor | None) -> Task:
    """Add a task to the caller's transaction; the runner takes it after the commit."""
    task = Task(
        name=name,
        arguments=dict(arguments),
        account_id=by.id if by else None,
        state=TaskState.WAITING,
        asked_at=clock.now(),
    )
    db.session.add(task)
    db.session.flush()
    return task


def get_task(task_id: uuid.UUID, *, of: Actor) -> Task:
    """The caller's own task; another's is not found."""
    task = db.session.get(Task, task_id)
    if task is None or task.account_id != of.id:
        raise NotFound
    return task


def find_waiting(name: str, arguments: Mapping[str, Any], *, of: Actor) -> Task | None:
    """The same work, asked by the same person and not over."""
    query = select(Task).where(Task.name == name, Task.account_id == of.id)
    query = query.where(Task.state.in_([TaskState.WAITING, TaskState.RUNNING])).order_by(Task.asked_at.desc(), Task.id)
    return next((task for task in db.session.scalars(query) if task.arguments == arguments), None)


def claim_next() -> Task | None:
    """Take the oldest waiting task for this runner, or None. A task whose runner fell silent is taken again."""
    now = clock.now()
    lost = (Task.state == TaskState.RUNNING) & (Task.heard_at < now - SILENT_AFTER)
    candidate = db.session.scalar(
        select(Task.id).where((Task.state == TaskState.WAITING) | lost).order_by(Task.asked_at, Task.id).limit(1)
    )
    if candidate is None:
        return None
    taken = db.session.execute(
        update(Task)
        .where(Task.id == candidate, (Task.state == TaskState.WAITING) | lost)
        .values(state=TaskState.RUNNING, started_at=now, heard_at=now)
        .returning(Task.id)
    ).first()
    return db.session.get(Task, candidate, populate_existing=True) if taken else None
