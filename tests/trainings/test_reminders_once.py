"""Two schedulers at once, and one killed in the middle: everybody is reminded, nobody twice. On both databases."""

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from inclusion_app.app import create_app
from inclusion_app.config import Settings
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db, read_only
from inclusion_app.kernel.mail import Letter
from inclusion_app.trainings.jobs import notices
from inclusion_app.trainings.models.registrations import Notice
from inclusion_app.trainings.services.notices import write
from tests.cast import make_cast
from tests.factories_trainings import make_course, make_registration, make_session
from tests.instances import own_application
from tests.trainings.test_feeds_clients import _add_communes

PEOPLE = 120
LOT = 10
NOW = datetime(2026, 12, 1, 10, tzinfo=UTC)
START = datetime(2026, 12, 8, 8, 30, tzinfo=UTC)
LONG_AGO = datetime(2026, 10, 1, tzinfo=UTC)
_FORK = multiprocessing.get_context("fork")


@pytest.fixture
def settings_of_many(tmp_path: Path) -> Iterator[tuple[Flask, Settings]]:
    """People registered for two sessions in a week, on a database of this test alone."""
    with own_application(tmp_path) as app:
        with app.app_context():
            _add_communes()
            make_cast()
            course = make_course()
            sessions = [make_session(course, START, created_at=LONG_AGO, capacity=100) for _ in range(2)]
            before: dict[str, Any] = {"registered_at": LONG_AGO, "queued_at": LONG_AGO, "confirmed_at": LONG_AGO}
            for rank in range(PEOPLE):
                make_registration(sessions[rank % 2], **before)
            db.session.commit()
            db.session.remove()
            db.engine.dispose()
        yield app, app.extensions["settings"]


def _remind(settings: Settings, barrier: Barrier, slow: float = 0.0) -> None:
    notices.LOT = LOT
    if slow:

        def slowly(*arguments: Any, **options: Any) -> Any:
            time.sleep(slow)
            return write(*arguments, **options)

        vars(notices)["write"] = slowly
    app = create_app(settings)
    barrier.wait(60)
    with app.app_context(), clock.frozen(NOW):
        notices.send_reminders()
        db.session.remove()
        db.engine.dispose()


def _counts(app: Flask) -> tuple[int, int, int]:
    """People told, notices, letters."""
    with app.app_context():
        read_only()
        people = select(func.count(func.distinct(Notice.registration_id)))
        counts = tuple(
            int(db.session.scalar(query) or 0)
            for query in (people, select(func.count()).select_from(Notice), select(func.count()).select_from(Letter))
        )
        db.session.remove()
    return counts[0], counts[1], counts[2]


def test_two_schedulers_tell_nobody_twice(settings_of_many: tuple[Flask, Settings]) -> None:
    app, settings = settings_of_many
    barrier = _FORK.Barrier(3)
    processes = [_FORK.Process(target=_remind, args=(settings, barrier)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
        assert process.exitcode == 0
    assert _counts(app) == (PEOPLE, PEOPLE, PEOPLE)


def test_one_killed_in_the_middle_is_taken_up_by_the_next(settings_of_many: tuple[Flask, Settings]) -> None:
    app, settings = settings_of_many
    doomed = _FORK.Process(target=_remind, args=(settings, _FORK.Barrier(1), 0.02))
    doomed.start()
    limit = time.monotonic() + 60
    while _counts(app)[0] < 2 * LOT and time.monotonic() < limit:
        time.sleep(0.01)
    assert doomed.pid is not None
    os.kill(doomed.pid, signal.SIGKILL)
    doomed.join(30)
    told, sent, letters = _counts(app)
    assert 0 < told < PEOPLE
    assert told == sent == letters
    assert told % LOT == 0
    _remind(settings, _FORK.Barrier(1))
    assert _counts(app) == (PEOPLE, PEOPLE, PEOPLE)
