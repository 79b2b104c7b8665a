"""The runner: a process of its own that carries out the schedule, the tasks and the mail.

One at a time: it holds a lease, renewed every ten seconds; another process started by mistake waits, and takes over
thirty seconds after the first one died. Each scheduled hour is also unique in the database, each task and letter is
claimed before it is done: even two runners at once would do nothing twice.
"""

import logging
import os
import threading
import uuid
from collections.abc import Callable
from datetime import UTC

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from flask import Flask
from sqlalchemy.exc import OperationalError

from inclusion_app.jobs import services, work
from inclusion_app.jobs.schedule import SCHEDULE
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import unit_of_work

log = logging.getLogger(__name__)

TICK_SECONDS = 2
RENEW_SECONDS = 10
RETRY_SECONDS = 60
_ONE_DAY = 24 * 3600


class Runner:
    """One runner; `stop` ends it from another thread or a signal."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self.holder = uuid.uuid4()
        self.stop = threading.Event()
        self._parent = os.getppid()

    def run(self) -> None:
        """Wait for the lease, work, and start again should the lease be lost; returns once stopped."""
        while not self.stop.is_set():
            if self._holds_lease():
                self._work()
            else:
                self.stop.wait(TICK_SECONDS)

    def _holds_lease(self) -> bool:
        try:
            with self._app.app_context(), unit_of_work():
                return services.take_lease(self.holder)
        except OperationalError:
            log.warning("the database does not answer")
            return False

    def _work(self) -> None:
        scheduler = self._scheduler()
        scheduler.start()
        while not self.stop.wait(RENEW_SECONDS):
            if os.getppid() != self._parent:
                self.stop.set()
            elif not self._holds_lease():
                break
        scheduler.shutdown(wait=True)
        with self._app.app_context(), unit_of_work():
            services.release_lease(self.holder)

    def _scheduler(self) -> BackgroundScheduler:
        scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(4)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": _ONE_DAY},
        )
        self._every(scheduler, TICK_SECONDS, "mail", lambda: work.deliver_mail(self._app))
        self._every(scheduler, TICK_SECONDS, "tasks", self._run_tasks)
        self._every(scheduler, TICK_SECONDS, "rollups", lambda: work.count_what_waits(self._app))
        self._every(scheduler, RETRY_SECONDS, "catch-up", lambda: work.catch_up(self._app, self.holder))
        for job in SCHEDULE:
            trigger = CronTrigger(**job.due.cron, timezone=UTC)
            run = self._guarded(lambda job=job: work.run_due_job(self._app, job, self.holder))  # type: ignore[misc]
            scheduler.add_job(run, trigger, id=job.name)
        return scheduler

    def _every(self, scheduler: BackgroundScheduler, seconds: int, name: str, function: Callable[[], object]) -> None:
        run = self._guarded(function)
        scheduler.add_job(run, "interval", seconds=seconds, id=f"every:{name}", next_run_time=clock.now())

    def _run_tasks(self) -> None:
        while not self.stop.is_set() and work.run_next_task(self._app, self.holder):
            pass

    def _guarded(self, function: Callable[[], object]) -> Callable[[], None]:
        """A busy database is no reason to stop: the next tick tries again."""

        def run() -> None:
            try:
                function()
            except OperationalError:
                log.warning("the database is busy or away")

        return run
