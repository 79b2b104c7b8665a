"""Two runners started by mistake on one database do nothing twice."""

import multiprocessing
import time
from collections import Counter
from collections.abc import Mapping
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from inclusion_app.app import create_app
from inclusion_app.config import Settings
from inclusion_app.jobs import work
from inclusion_app.jobs.models import JobRun
from inclusion_app.jobs.registry import TASKS
from inclusion_app.jobs.runner import Runner
from inclusion_app.jobs.schedule import SCHEDULE
from inclusion_app.kernel import mail, tasks
from inclusion_app.kernel.db import db, unit_of_work
from inclusion_app.kernel.tasks import Progress, Task, TaskState
from tests.jobs.test_runs import CLEANING

TASK_COUNT = 12
LETTER_COUNT = 12
_FORK = multiprocessing.get_context("fork")


def _write_line(arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    with Path(arguments["path"]).open("a", encoding="utf-8") as file:
        file.write(f"{arguments['rank']}\n")
    return {}


def _insist(settings: Settings, barrier: Barrier) -> None:
    """Do everything that can be done, without asking for the lease."""
    app = create_app(settings)
    TASKS["test.line"] = _write_line
    barrier.wait(60)
    runner = Runner(app)
    idle = 0
    while idle < 3:
        done = work.run_due_job(app, CLEANING, runner.holder)
        done = work.run_next_task(app, runner.holder) or done
        done = bool(work.deliver_mail(app)) or done
        idle = 0 if done else idle + 1


def _run_as_runner(settings: Settings, barrier: Barrier) -> None:
    TASKS["test.line"] = _write_line
    runner = Runner(create_app(settings))
    barrier.wait(60)
    limit = time.monotonic() + 8
    while time.monotonic() < limit and not runner._holds_lease():
        time.sleep(0.2)
    if time.monotonic() < limit:
        runner._scheduler().start()
        time.sleep(max(0.0, limit - time.monotonic()))


def _prepare(app: Flask, path: Path) -> Settings:
    with app.app_context():
        with unit_of_work():
            for rank in range(TASK_COUNT):
                tasks.enqueue("test.line", {"path": str(path), "rank": rank}, by=None)
            for rank in range(LETTER_COUNT):
                mail.queue(to=f"someone{rank}@example.org", subject="Bonjour", text="Bonjour.")
        db.session.remove()
        db.engine.dispose()
    settings: Settings = app.extensions["settings"]
    return settings


def _side_by_side(target: Any, settings: Settings) -> None:
    barrier = _FORK.Barrier(2)
    processes = [_FORK.Process(target=target, args=(settings, barrier)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(90)
        assert process.exitcode == 0


@pytest.mark.parametrize("target", [_insist, _run_as_runner])
def test_nothing_is_done_twice(own_app: Flask, tmp_path: Path, target: Any) -> None:
    path = tmp_path / "lines"
    settings = _prepare(own_app, path)
    _side_by_side(target, settings)
    assert Counter(path.read_text().split()) == {str(rank): 1 for rank in range(TASK_COUNT)}
    assert len(list(settings.mail_folder.glob("*.eml"))) == LETTER_COUNT
    with own_app.app_context():
        rows = db.session.execute(select(JobRun.name, func.count()).group_by(JobRun.name))
        names = {row[0]: row[1] for row in rows}
        left = db.session.scalar(select(func.count()).select_from(Task).where(Task.state != TaskState.DONE))
    assert names.pop("test.line") == TASK_COUNT
    assert set(names) <= {job.name for job in SCHEDULE}
    assert (names["cleaning"], set(names.values())) == (1, {1})
    assert left == 0
