"""One piece of work at a time: a letter's delivery, a task, a job. Each holds no transaction while it works."""

import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from inclusion_app.config import Settings
from inclusion_app.jobs import services
from inclusion_app.jobs.registry import RUN_JOB, TASKS
from inclusion_app.jobs.rules import Every
from inclusion_app.jobs.schedule import SCHEDULE, Job
from inclusion_app.kernel import clock, mail, tasks
from inclusion_app.kernel.db import db, read_only, release, unit_of_work
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.tasks import Progress
from inclusion_app.observatory.rollups.services import refresh_marked

log = logging.getLogger(__name__)

BEAT_SECONDS = 5.0
_CLAIMED = timedelta(minutes=10)
_SERVER_DOWN = timedelta(minutes=1)
_MAIL_SECONDS = 30.0

Work = Callable[[Progress], dict[str, Any]]


class _Heart:
    """Tells, from a thread of its own, that a run is alive and how far it is."""

    def __init__(self, app: Flask, run_id: uuid.UUID) -> None:
        self._app = app
        self._run_id = run_id
        self._stopped = threading.Event()
        self._reached = (0, 0)
        self._thread = threading.Thread(target=self._beat, name="heart", daemon=True)

    def progress(self, done: int, total: int) -> None:
        self._reached = (done, total)

    def _beat(self) -> None:
        told = None
        while not self._stopped.wait(BEAT_SECONDS if told == self._reached else 1.0):
            told = self._reached
            try:
                with self._app.app_context(), unit_of_work():
                    services.beat(self._run_id, done=told[0], total=told[1])
            except OperationalError:
                log.warning("run %s: the database did not take the sign of life", self._run_id)

    @contextmanager
    def beating(self) -> Iterator[Progress]:
        self._thread.start()
        try:
            yield self.progress
        finally:
            self._stopped.set()
            self._thread.join()


def carry_out(app: Flask, run_id: uuid.UUID, work: Work, *, frequent: bool = False) -> str | None:
    """Do the work of a run and note what it gave; returns its error, in a few words without personal data.

    Of a `frequent` job, only the last run that had nothing to do is kept.
    """
    result: dict[str, Any] | None = None
    error: str | None = None
    with _Heart(app, run_id).beating() as progress:
        try:
            with app.app_context():
                read_only()
                result = work(progress)
        except DomainError as refusal:
            error = str(refusal)[:200]
        except Exception as failure:
            log.exception("run %s failed", run_id)
            error = type(failure).__name__
    with app.app_context(), unit_of_work():
        services.finish_run(run_id, result=result, error=error)
        if frequent:
            services.forget_idle_runs(run_id)
    return error


def count_what_waits(app: Flask) -> None:
    """Count anew what writes made stale, see `observatory.rollups`; only what failed is told."""
    with app.app_context():
        try:
            refresh_marked()
        except DomainError:
            log.info("the rollups are being counted by another process")
        finally:
            release()


def run_due_job(app: Flask, job: Job, holder: uuid.UUID) -> bool:
    """Run a job for the hour it was last due, unless that was done; True when it ran."""
    with app.app_context(), unit_of_work():
        run = services.begin_run(job.name, holder=holder, due_at=job.due.slot(clock.now()))
        run_id = run.id if run else None
    if run_id:
        carry_out(app, run_id, lambda progress: job.run(), frequent=isinstance(job.due, Every))
    return run_id is not None


def run_job_now(app: Flask, job: Job, holder: uuid.UUID) -> str | None:
    """Run a job at once, whatever the hour. Raises DomainError when it is already running."""
    with app.app_context(), unit_of_work():
        run = services.begin_run(job.name, holder=holder)
        run_id = run.id if run else None
    if run_id is None:
        raise DomainError("Ce travail est déjà en cours.")
    return carry_out(app, run_id, lambda progress: job.run())


def catch_up(app: Flask, holder: uuid.UUID) -> None:
    """Run again what was lost with its runner, and what no runner did at its hour."""
    with app.app_context(), unit_of_work():
        retried = services.recover_lost_runs()
    for job in SCHEDULE:
        if job.name in retried:
            run_job_now(app, job, holder)
        run_due_job(app, job, holder)


def run_next_task(app: Flask, holder: uuid.UUID) -> bool:
    """Run the oldest task that waits; True when there was one."""
    with app.app_context():
        read_only()
        waiting = db.session.scalar(select(tasks.Task.id).where(tasks.Task.state == tasks.TaskState.WAITING).limit(1))
    if waiting is None:
        return False
    with app.app_context(), unit_of_work():
        task = tasks.claim_next()
        if task is None:
            return False
        name, arguments = task.name, dict(task.arguments)
        label = str(arguments.get("name")) if name == RUN_JOB else name
        run = services.begin_run(label, holder=holder, task_id=task.id, alone=name == RUN_JOB)
        if run is None:
            services.refuse_task(task, "ce travail est déjà en cours")
            return True
        run_id = run.id
    carry_out(app, run_id, lambda progress: _call(name, arguments, progress))
    return True


def _call(name: str, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    function = TASKS.get(name)
    if function is None:
        raise DomainError("Cette version ne sait pas faire ce travail.")
    return function(arguments, progress)


def deliver_mail(app: Flask) -> int:
    """Deliver the letters that are due, batch after batch for half a minute at most; returns how many were tried."""
    stop_at = time.monotonic() + _MAIL_SECONDS
    tried = 0
    while (batch := _deliver_batch(app, stop_at)) and time.monotonic() < stop_at:
        tried += batch
    return tried + batch


def _deliver_batch(app: Flask, stop_at: float) -> int:
    """Deliver some letters over one connection; returns how many were tried, 0 when none is due.

    They are put off by ten minutes first, so that a runner that dies while it sends loses none and no other sends
    them meanwhile. Those that there was no time for, or that a server which does not answer would refuse one by one,
    are given back.
    """
    settings: Settings = app.extensions["settings"]
    with app.app_context():
        read_only()
        if not mail.due_letters(1):
            return 0
    with app.app_context(), mail.outbox(smtp_url=settings.smtp_url, folder=settings.mail_folder) as box:
        letters = _claim_letters()
        for rank, letter in enumerate(letters):
            if not box.reachable or time.monotonic() > stop_at:
                _give_letters_back(letters[rank:], clock.now() + (timedelta() if box.reachable else _SERVER_DOWN))
                return rank
            mail.deliver(letter, box, sender=settings.mail_from)
            with unit_of_work() as session:
                session.add(letter)
    return len(letters)


def _claim_letters() -> list[mail.Letter]:
    with unit_of_work() as session:
        letters = mail.due_letters()
        for letter in letters:
            letter.due_at = clock.now() + _CLAIMED
        session.flush()
        for letter in letters:
            session.expunge(letter)
    return letters


def _give_letters_back(letters: Sequence[mail.Letter], due_at: datetime) -> None:
    with unit_of_work() as session:
        for letter in letters:
            letter.due_at = due_at
        session.add_all(letters)
