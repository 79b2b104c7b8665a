"""Reads of jobs: what ran, what waits. No personal data here."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from inclusion_app.jobs.models import JobRun
from inclusion_app.jobs.schedule import SCHEDULE, Job
from inclusion_app.kernel.db import db
from inclusion_app.kernel.mail import Letter, LetterState
from inclusion_app.kernel.tasks import Task, TaskState

SHOWN_RUNS = 30


@dataclass(frozen=True)
class Waiting:
    """How much waits for the runner, and how many letters were given up."""

    tasks: int
    letters: int
    letters_failed: int


def list_last_runs() -> list[tuple[Job, JobRun | None]]:
    """Each job of the schedule with its last run."""
    return [(job, _last_run(job.name)) for job in SCHEDULE]


def _last_run(name: str) -> JobRun | None:
    query = select(JobRun).where(JobRun.name == name).order_by(JobRun.started_at.desc(), JobRun.id).limit(1)
    return db.session.scalar(query)


def list_runs() -> Sequence[JobRun]:
    """The latest runs, of jobs and tasks."""
    return db.session.scalars(select(JobRun).order_by(JobRun.started_at.desc(), JobRun.id).limit(SHOWN_RUNS)).all()


def count_waiting() -> Waiting:
    """What waits for the runner now."""
    query = select(Letter.state, func.count().label("how_many")).group_by(Letter.state)
    letters = {row.state: int(row.how_many) for row in db.session.execute(query)}
    tasks = db.session.scalar(select(func.count()).select_from(Task).where(Task.state == TaskState.WAITING))
    return Waiting(tasks or 0, letters.get(LetterState.WAITING, 0), letters.get(LetterState.FAILED, 0))
