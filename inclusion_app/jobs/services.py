"""Writes of leases and runs. Each is short: the work itself is done outside of these transactions."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from inclusion_app.jobs.models import JobLease, JobRun, RunState
from inclusion_app.jobs.rules import LEASE, LOST_AFTER, MOST_ATTEMPTS, is_lost
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.tasks import Task, TaskState

RUNNER = "runner"
_IDLE_LOOKED_AT = 20


def take_lease(holder: uuid.UUID) -> bool:
    """Become the runner, or remain it; False while another holds the lease."""
    now = clock.now()
    values = {"holder": holder, "expires_at": now + LEASE}
    free = (JobLease.holder == holder) | (JobLease.expires_at < now)
    query = update(JobLease).where(JobLease.name == RUNNER, free).values(values).returning(JobLease.name)
    if db.session.execute(query).first():
        return True
    if db.session.get(JobLease, RUNNER):
        return False
    try:
        with db.session.begin_nested():
            db.session.execute(insert(JobLease).values(name=RUNNER, **values))
    except IntegrityError:
        return False
    return True


def release_lease(holder: uuid.UUID) -> None:
    """Stop being the runner: the next one need not wait."""
    query = update(JobLease).where(JobLease.name == RUNNER, JobLease.holder == holder)
    db.session.execute(query.values(expires_at=clock.now() - LEASE))


def begin_run(
    name: str,
    *,
    holder: uuid.UUID,
    due_at: datetime | None = None,
    task_id: uuid.UUID | None = None,
    alone: bool = True,
) -> JobRun | None:
    """Note that a run begins; None when this hour was already served, or one that must be alone is running."""
    now = clock.now()
    running = db.session.scalars(select(JobRun).where(JobRun.name == name, JobRun.state == RunState.RUNNING))
    if alone and any(not is_lost(run.heard_at, now) for run in running):
        return None
    run = JobRun(
        name=name,
        due_at=due_at,
        task_id=task_id,
        holder=holder,
        state=RunState.RUNNING,
        started_at=now,
        heard_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(run)
    except IntegrityError:
        return None
    return run


def beat(run_id: uuid.UUID, *, done: int, total: int) -> None:
    """A sign of life of a run, and of the task it runs, with its progress."""
    now = clock.now()
    db.session.execute(update(JobRun).where(JobRun.id == run_id).values(heard_at=now))
    task = select(JobRun.task_id).where(JobRun.id == run_id).scalar_subquery()
    db.session.execute(update(Task).where(Task.id == task).values(heard_at=now, done=done, total=total))


def finish_run(run_id: uuid.UUID, *, result: dict[str, Any] | None, error: str | None) -> None:
    """Note what a run gave, and give it to its task."""
    run = db.session.get_one(JobRun, run_id)
    now = clock.now()
    run.state = RunState.FAILED if error else RunState.DONE
    run.finished_at, run.heard_at, run.error = now, now, error
    run.result = {name: value for name, value in (result or {}).items() if isinstance(value, int)}
    if run.task_id:
        task = db.session.get_one(Task, run.task_id)
        task.state = TaskState.FAILED if error else TaskState.DONE
        task.finished_at, task.result, task.error = now, result, error
        task.done = task.total if not error else task.done


def forget_idle_runs(run_id: uuid.UUID) -> None:
    """When a run counted nothing, delete those before it that counted nothing either.

    The last one stays: it says when the job last ran, and that this hour was served.
    """
    run = db.session.get_one(JobRun, run_id)
    if not is_idle(run):
        return
    same = (JobRun.name == run.name) & (JobRun.id != run.id) & JobRun.task_id.is_(None)
    before = select(JobRun).where(same, JobRun.state == RunState.DONE, JobRun.started_at <= run.started_at)
    for earlier in db.session.scalars(before.order_by(JobRun.started_at.desc(), JobRun.id).limit(_IDLE_LOOKED_AT)):
        if is_idle(earlier):
            db.session.delete(earlier)


def is_idle(run: JobRun) -> bool:
    """It went well and had nothing to do."""
    return run.state is RunState.DONE and not any((run.result or {}).values())


def refuse_task(task: Task, reason: str) -> None:
    """A task that cannot be run."""
    task.state, task.finished_at, task.error = TaskState.FAILED, clock.now(), reason


def recover_lost_runs() -> list[str]:
    """Note the runs whose runner died; their tasks wait again, and the names of their jobs are returned for a retry.

    What was lost three times in a row is not tried again: a task then fails, a job waits for its next hour.
    """
    lost = db.session.scalars(
        select(JobRun).where(JobRun.state == RunState.RUNNING, JobRun.heard_at < clock.now() - LOST_AFTER)
    ).all()
    retried = []
    for run in lost:
        run.state, run.finished_at = RunState.LOST, clock.now()
        db.session.flush()
        if run.task_id:
            _give_back(run.task_id)
        elif _lost_in_a_row(run.name) < MOST_ATTEMPTS:
            retried.append(run.name)
    return retried


def _give_back(task_id: uuid.UUID) -> None:
    task = db.session.get_one(Task, task_id)
    times = db.session.scalars(select(JobRun.id).where(JobRun.task_id == task_id, JobRun.state == RunState.LOST))
    if task.state is not TaskState.RUNNING:
        return
    if len(times.all()) < MOST_ATTEMPTS:
        task.state = TaskState.WAITING
    else:
        task.state, task.finished_at, task.error = TaskState.FAILED, clock.now(), "interrompu trois fois"


def _lost_in_a_row(name: str) -> int:
    states = db.session.scalars(
        select(JobRun.state).where(JobRun.name == name).order_by(JobRun.started_at.desc()).limit(MOST_ATTEMPTS)
    ).all()
    return next((rank for rank, state in enumerate(states) if state is not RunState.LOST), len(states))
