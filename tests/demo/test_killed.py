"""Killed half-way, the demonstration leaves an empty instance that can be filled again."""

import multiprocessing
import os
import signal
import time
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from inclusion_app.accompaniments.models import Record
from inclusion_app.app import create_app
from inclusion_app.config import Settings
from inclusion_app.demo.generate import fill
from inclusion_app.kernel.db import db, unit_of_work
from inclusion_app.network.models import Structure
from inclusion_app.network.organisations import seed_organisations
from inclusion_app.territories.services import load_reference
from tests.instances import own_application

TODAY = date(2026, 11, 24)


def _fill_and_never_end(settings: Settings, reached: Path) -> None:
    def stop_half_way(done: int, total: int) -> None:
        if done > total / 2:
            reached.touch()
            time.sleep(60)

    with create_app(settings).app_context(), unit_of_work():
        fill(departement="87", accompaniments=9000, seed=1, today=TODAY, progress=stop_half_way)


def test_killed_half_way(tmp_path: Path) -> None:
    with own_application(tmp_path) as app, app.app_context():
        with unit_of_work():
            load_reference()
            seed_organisations()
        db.session.remove()
        db.engine.dispose()
        reached = tmp_path / "reached"
        process = multiprocessing.get_context("fork").Process(
            target=_fill_and_never_end, args=(app.extensions["settings"], reached)
        )
        process.start()
        limit = time.monotonic() + 90
        while not reached.exists():
            assert process.is_alive()
            assert time.monotonic() < limit
            time.sleep(0.2)
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join(10)
        assert db.session.scalar(select(func.count()).select_from(Structure)) == 0
        db.session.rollback()
        with unit_of_work():
            fill(departement="87", accompaniments=50, seed=1, today=TODAY)
        assert db.session.scalar(select(func.count()).select_from(Record)) == 50
