"""Tasks: taken once, by one runner; another's are not found."""

from datetime import timedelta

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from inclusion_app.kernel import clock, tasks
from inclusion_app.kernel.errors import NotFound
from inclusion_app.kernel.tasks import TaskState
from tests.cast import Cast


def test_the_oldest_is_claimed_first_and_once(cast: Cast) -> None:
    first = tasks.enqueue("report", {"territory": "DEP-87"}, by=cast.elise)
    second = tasks.enqueue("report", {}, by=cast.elise)
    claimed = [tasks.claim_next(), tasks.claim_next(), tasks.claim_next()]
    assert [task and task.id for task in claimed] == [first.id, second.id, None]
    assert first.state is TaskState.RUNNING


def test_a_task_whose_runner_fell_silent_is_taken_again(cast: Cast, session: scoped_session[Session]) -> None:
    task = tasks.enqueue("report", {}, by=cast.elise)
    assert tasks.claim_next() is task
    task.heard_at = clock.now() - tasks.SILENT_AFTER - timedelta(seconds=1)
    session.flush()
    assert tasks.claim_next() is task


def test_a_task_is_its_owners_alone(cast: Cast) -> None:
    task = tasks.enqueue("report", {}, by=cast.elise)
    assert tasks.get_task(task.id, of=cast.elise) is task
    with pytest.raises(NotFound):
        tasks.get_task(task.id, of=cast.claire)
