"""Everything counted anew: whole or not at all, one at a time, whatever is written or killed meanwhile."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, update

from inclusion_app.jobs.work import count_what_waits
from inclusion_app.kernel.db import db, read_only, release, unit_of_work
from inclusion_app.kernel.errors import DomainError
from inclusion_app.observatory.periods import year_of
from inclusion_app.observatory.rollups import rebuilding, services
from inclusion_app.observatory.rollups.models import MARK, MONTH, STATE, TERRITORY
from inclusion_app.observatory.rollups.reading import tally_subject
from inclusion_app.observatory.rollups.rebuilding import rebuild
from inclusion_app.observatory.rollups.services import refresh_marked
from inclusion_app.observatory.rollups.verifying import find_differences
from inclusion_app.observatory.subjects import Subject, SubjectKind
from tests.observatory.rollups.conftest import log_one_more

FRANCE = Subject(SubjectKind.TERRITORY, "FR", "France")


@pytest.fixture(autouse=True)
def context(country: Flask) -> Iterator[Flask]:
    with country.app_context():
        yield country


@contextmanager
def reading() -> Iterator[None]:
    read_only()
    yield
    release()


def kept() -> int | None:
    with reading():
        return db.session.scalar(select(func.sum(TERRITORY.c.total)).where(TERRITORY.c.territory == "FR"))


def marks() -> int:
    with reading():
        return db.session.scalar(select(func.count()).select_from(MARK)) or 0


def differences() -> list[str]:
    with reading():
        return [str(each) for each in find_differences(db.session.connection())]


@pytest.mark.parametrize("processes", [1, 2])
def test_all_is_counted_and_nothing_waits(processes: int) -> None:
    assert marks() > 0
    assert rebuild(processes=processes) == 3
    assert (kept(), marks()) == (33, 0)
    assert differences() == []
    assert rebuild(processes=processes) == 3, "as often as one likes"
    assert differences() == []
    log_one_more()
    assert refresh_marked() == {"marks": 1}
    assert (kept(), differences()) == (34, [])


def test_what_is_written_meanwhile_is_counted_after(monkeypatch: pytest.MonkeyPatch) -> None:
    refresh_marked()
    count = rebuilding._Rebuild._count

    def count_then_write(*arguments: object) -> None:
        count(*arguments)  # type: ignore[arg-type]
        log_one_more()

    monkeypatch.setattr(rebuilding._Rebuild, "_count", count_then_write)
    rebuild(processes=1)
    assert (kept(), marks()) == (33, 1)
    with reading():
        assert tally_subject(FRANCE, year_of(2025)).total == 34
    refresh_marked()
    assert (kept(), differences()) == (34, [])


def test_two_at_once(context: Flask) -> None:
    with rebuilding._guarded():
        with pytest.raises(DomainError, match="déjà en train"):
            rebuild(processes=1)
        log_one_more()
        before = marks()
        assert refresh_marked() == {"marks": 0}
        assert marks() == before, "the marks stay for the one that works"
        count_what_waits(context)
    count_what_waits(context)
    assert marks() == 0


def test_killed_before_the_end_nothing_changed() -> None:
    refresh_marked()
    log_one_more()
    db.session.remove()
    db.engine.dispose()
    process = multiprocessing.get_context("fork").Process(target=_rebuild_and_die)
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert (kept(), marks()) == (33, 1)
    with reading():
        assert tally_subject(FRANCE, year_of(2025)).total == 34
    rebuild(processes=1)
    assert (kept(), marks(), differences()) == (34, 0, [])


def _rebuild_and_die() -> None:
    def die(*arguments: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    rebuilding.tell_whole = die  # type: ignore[assignment]
    rebuild(processes=1)


def test_differences_are_told() -> None:
    refresh_marked()
    with unit_of_work() as session:
        session.execute(update(TERRITORY).where(TERRITORY.c.territory == "COM-87085").values(themes_email=99))
        session.execute(delete(TERRITORY).where(TERRITORY.c.territory == "DEP-23"))
    told = differences()
    assert len(told) == 6
    assert any("rollup_territory COM-87085 2025-01-01\u00a0: themes_email 99 au lieu de 1" in line for line in told)
    assert any("rollup_territory DEP-23 2025-01-01\u00a0: ligne absente" in line for line in told)
    rebuild(processes=1)
    assert differences() == []


def test_a_lost_state_is_counted_again() -> None:
    refresh_marked()
    with unit_of_work() as session:
        session.execute(update(STATE).values(whole=False))
        session.execute(delete(MONTH))
    refresh_marked()
    assert differences() == []


def test_many_marks_are_counted_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MANY", 3)
    monkeypatch.setattr(rebuilding, "FEW_RECORDS", 2)
    assert refresh_marked() == {"months": 3}
    assert (kept(), marks(), differences()) == (33, 0, [])
