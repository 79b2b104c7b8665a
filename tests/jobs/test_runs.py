"""Leases, runs, what is lost and taken again."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from inclusion_app.jobs import services, work
from inclusion_app.jobs.models import JobRun, RunState
from inclusion_app.jobs.registry import RUN_JOB, TASKS
from inclusion_app.jobs.rules import LEASE, LOST_AFTER, MOST_ATTEMPTS, Daily
from inclusion_app.jobs.schedule import SCHEDULE, get_job
from inclusion_app.kernel import clock, tasks
from inclusion_app.kernel.db import db, unit_of_work
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.kernel.tasks import Progress, Task, TaskState

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
CLEANING = get_job("cleaning")


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        (datetime(2026, 3, 10, 12, tzinfo=UTC), datetime(2026, 3, 10, 2, 10, tzinfo=UTC)),
        (datetime(2026, 3, 10, 2, 10, tzinfo=UTC), datetime(2026, 3, 10, 2, 10, tzinfo=UTC)),
        (datetime(2026, 3, 10, 2, 9, 59, tzinfo=UTC), datetime(2026, 3, 9, 2, 10, tzinfo=UTC)),
    ],
)
def test_daily_slot(now: datetime, slot: datetime) -> None:
    assert Daily(2, 10).slot(now) == slot


def test_one_holder_until_the_lease_expires(own_app: Flask) -> None:
    first, second = uuid.uuid4(), uuid.uuid4()

    def take(holder: uuid.UUID, at: datetime) -> bool:
        with own_app.app_context(), clock.frozen(at), unit_of_work():
            return services.take_lease(holder)

    assert take(first, NOON)
    assert not take(second, NOON + timedelta(seconds=1))
    assert take(first, NOON + LEASE - timedelta(seconds=1))
    assert not take(second, NOON + LEASE)
    assert take(second, NOON + 2 * LEASE)
    assert not take(first, NOON + 2 * LEASE)
    with own_app.app_context(), unit_of_work():
        services.release_lease(second)
    assert take(first, clock.now())


def test_a_job_runs_once_an_hour_due(own_app: Flask) -> None:
    holder = uuid.uuid4()
    assert work.run_due_job(own_app, CLEANING, holder)
    assert not work.run_due_job(own_app, CLEANING, uuid.uuid4())
    with own_app.app_context():
        run = db.session.scalars(select(JobRun)).one()
        assert (run.state, run.error) == (RunState.DONE, None)
        assert run.result is not None
        assert run.result["drafts"] == 0


def test_by_hand_again_but_not_twice_at_once(own_app: Flask) -> None:
    assert work.run_job_now(own_app, CLEANING, uuid.uuid4()) is None
    with own_app.app_context(), unit_of_work():
        services.begin_run("cleaning", holder=uuid.uuid4())
    with pytest.raises(DomainError, match="déjà en cours"):
        work.run_job_now(own_app, CLEANING, uuid.uuid4())


def test_a_lost_job_is_seen_and_run_again(own_app: Flask) -> None:
    with own_app.app_context(), unit_of_work():
        services.begin_run("cleaning", holder=uuid.uuid4(), due_at=CLEANING.due.slot(clock.now()))
        db.session.execute(update(JobRun).values(heard_at=clock.now() - LOST_AFTER * 2))
    work.catch_up(own_app, uuid.uuid4())
    assert states(own_app) == [RunState.LOST, RunState.DONE]
    work.catch_up(own_app, uuid.uuid4())
    assert states(own_app) == [RunState.LOST, RunState.DONE]


def states(app: Flask) -> list[RunState]:
    with app.app_context():
        query = select(JobRun.state).where(JobRun.name == "cleaning")
        return list(db.session.scalars(query.order_by(JobRun.started_at, JobRun.id)))


def enqueue(app: Flask, name: str, arguments: dict[str, Any]) -> uuid.UUID:
    with app.app_context(), unit_of_work():
        return tasks.enqueue(name, arguments, by=None).id


def get_task(app: Flask, key: uuid.UUID) -> Task:
    with app.app_context():
        return db.session.get_one(Task, key)


def test_a_task_gives_its_result_and_progress(own_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def double(arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
        progress(1, 2)
        return {"value": arguments["value"] * 2}

    monkeypatch.setitem(TASKS, "test.double", double)
    key = enqueue(own_app, "test.double", {"value": 21})
    assert work.run_next_task(own_app, uuid.uuid4())
    assert not work.run_next_task(own_app, uuid.uuid4())
    task = get_task(own_app, key)
    assert (task.state, task.result, task.error) == (TaskState.DONE, {"value": 42}, None)


def test_a_task_that_fails_says_why_without_details(own_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
        raise ValueError("Jeanne Dubois")

    def refuse(arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
        raise DomainError("Ce fichier est vide.")

    monkeypatch.setitem(TASKS, "test.fail", fail)
    monkeypatch.setitem(TASKS, "test.refuse", refuse)
    keys = [enqueue(own_app, name, {}) for name in ("test.fail", "test.refuse", "test.unknown")]
    while work.run_next_task(own_app, uuid.uuid4()):
        pass
    errors = [get_task(own_app, key).error for key in keys]
    assert errors == ["ValueError", "Ce fichier est vide.", "Cette version ne sait pas faire ce travail."]


def test_an_interrupted_task_waits_again_three_times_at_most(own_app: Flask) -> None:
    key = enqueue(own_app, RUN_JOB, {"name": "cleaning"})
    for attempt in range(MOST_ATTEMPTS):
        with own_app.app_context(), unit_of_work():
            task = tasks.claim_next()
            assert task is not None, attempt
            services.begin_run("cleaning", holder=uuid.uuid4(), task_id=task.id)
            db.session.execute(update(JobRun).values(heard_at=clock.now() - LOST_AFTER * 2))
        with own_app.app_context(), unit_of_work():
            assert services.recover_lost_runs() == []
    task = get_task(own_app, key)
    assert (task.state, task.error) == (TaskState.FAILED, "interrompu trois fois")


def test_a_job_asked_from_the_page_is_run_by_the_runner(own_app: Flask) -> None:
    key = enqueue(own_app, RUN_JOB, {"name": "cleaning"})
    assert work.run_next_task(own_app, uuid.uuid4())
    assert get_task(own_app, key).state is TaskState.DONE


def test_unknown_job_names_those_that_exist() -> None:
    with pytest.raises(NotFound, match=SCHEDULE[0].name):
        get_job("dinner")
