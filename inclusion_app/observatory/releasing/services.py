"""Release years: count and decide what changed since the last time, and put it in the place of what was there."""

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, func, insert, select, text

from inclusion_app.accompaniments.models import Record
from inclusion_app.citizens.models import Assessment
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db, read_only, release, unit_of_work
from inclusion_app.kernel.tasks import Progress, silent
from inclusion_app.observatory.disclosure.spans import calendar_of
from inclusion_app.observatory.gains import publish_gains
from inclusion_app.observatory.locking import Turn, alone
from inclusion_app.observatory.periods import FIRST_YEAR, LAST_YEAR, PeriodKind, year_of
from inclusion_app.observatory.releasing.deciding import TABLES, Decided
from inclusion_app.observatory.releasing.gained import write_gains
from inclusion_app.observatory.releasing.gathering import gather
from inclusion_app.observatory.releasing.models import GAIN, PART, TERRITORY, YEAR
from inclusion_app.observatory.releasing.packing import shape
from inclusion_app.observatory.releasing.rows import Rows
from inclusion_app.observatory.stamps import Stamp, find_stamp

_BATCH = 500
_STEPS = 12 + len(TABLES)
"""Months, then tables."""


def release_stale(progress: Progress = silent) -> dict[str, int]:
    """Release each year whose rows changed since its last release; years that somebody else releases are left."""
    _begin_to_read()
    years = [year for year in _list_years() if _is_stale(year)]
    release()
    done = 0
    for rank, year in enumerate(years):
        done += release_year(year, _part_of(progress, rank, len(years)))
    release_gains()
    return {"years": done}


def release_gains() -> None:
    """Release the people who know how to do more, of each year with assessments: nothing says which changed."""
    _begin_to_read()
    years = _list_assessed()
    release()
    for year in years:
        _begin_to_read()
        shown = publish_gains(year_of(year))
        release()
        with unit_of_work(), alone(db.session, Turn.RELEASE) as mine:
            if mine:
                write_gains(year, shown)


def _list_assessed() -> Iterable[int]:
    """Those with assessments, and those that were released."""
    first, last = db.session.execute(select(func.min(Assessment.taken_on), func.max(Assessment.taken_on))).one()
    years = set(db.session.scalars(select(GAIN.c.year).distinct()))
    if first and last:
        years |= set(range(max(first.year, FIRST_YEAR), min(last.year, LAST_YEAR) + 1))
    return sorted(years)


def release_year(year: int, progress: Progress = silent) -> bool:
    """Release one year; False when another process is releasing, and everything stays as it is."""
    return _on_postgresql(year, progress) if db.engine.dialect.name == "postgresql" else _on_sqlite(year, progress)


def write_release(year: int, progress: Progress = silent) -> None:
    """Release one year, in the caller's transaction."""
    _write(_count(year, progress))


def _on_postgresql(year: int, progress: Progress) -> bool:
    """All in one transaction, which reads one moment."""
    release()
    with unit_of_work() as session:
        if not session.connection().in_nested_transaction():
            session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        with alone(db.session, Turn.RELEASE) as mine:
            if mine:
                write_release(year, progress)
            return mine


def _on_sqlite(year: int, progress: Progress) -> bool:
    """Rows are read first, at one moment, so that writers wait for the writing alone."""
    with alone(db.session, Turn.RELEASE) as mine:
        if not mine:
            return False
        _begin_to_read()
        counted = _count(year, progress)
        release()
        with unit_of_work():
            _write(counted)
        return True


def _begin_to_read() -> None:
    release()
    read_only()


def _part_of(progress: Progress, rank: int, count: int) -> Progress:
    def tell(done: int, total: int) -> None:
        progress(rank * total + done, count * total)

    return tell


def _list_years() -> Iterable[int]:
    """Those with records, and those that were released, from the last to the first."""
    first, last = db.session.execute(select(func.min(Record.held_on), func.max(Record.held_on))).one()
    years = set(db.session.scalars(select(YEAR.c.year)))
    if first and last:
        years |= {year for year in range(max(first.year, FIRST_YEAR), min(last.year, LAST_YEAR) + 1) if _is_lived(year)}
    return sorted(years, reverse=True)


def _is_lived(year: int) -> bool:
    period = year_of(year)
    query = select(Record.id).where(Record.held_on.between(period.start, period.end)).limit(1)
    return db.session.scalar(query) is not None


def _is_stale(year: int) -> bool:
    """Its rows changed, the counted lists did, or nothing says that they did not."""
    row = db.session.execute(select(YEAR.c.stamp, YEAR.c.shape).where(YEAR.c.year == year)).one_or_none()
    stamp = find_stamp(year)
    return row is None or stamp is None or row.stamp != _written(stamp) or row.shape != shape()


def find_late() -> datetime | None:
    """Since when the release the most behind its rows is; None when every release tells what its rows do."""
    found = db.session.execute(select(YEAR.c.year, YEAR.c.as_of).order_by(YEAR.c.as_of, YEAR.c.year))
    return next((as_of for year, as_of in found if _is_stale(year)), None)


def _written(stamp: Stamp | None) -> str | None:
    return None if stamp is None else json.dumps(stamp)


@dataclass
class _Counted:
    """A year ready to be written: nobody waits for it to be made."""

    year: int
    stamp: Stamp | None
    as_of: datetime
    rows: Rows
    territories: list[dict[str, Any]]
    parts: list[dict[str, Any]]


def _count(year: int, progress: Progress) -> _Counted:
    """The stamp is read before what it stands for."""
    stamp, as_of = find_stamp(year), clock.now()
    calendar = calendar_of(year, PeriodKind.MONTH)
    gathered = gather(calendar, lambda done, total: progress(done, _STEPS))
    rows = Rows(Decided(gathered))
    for rank, _ in enumerate(rows.decide(), 1):
        progress(len(calendar.slots) + rank, _STEPS)
    return _Counted(year, stamp, as_of, rows, list(rows.of_territories()), list(rows.of_parts()))


def _write(counted: _Counted) -> None:
    session, year = db.session, counted.year
    for table in (PART, TERRITORY, YEAR):
        session.execute(delete(table).where(table.c.year == year))
    session.execute(insert(YEAR), _of_year(counted))
    _insert(TERRITORY, year, counted.territories)
    _insert(PART, year, counted.parts)


def _of_year(counted: _Counted) -> dict[str, Any]:
    return {
        "year": counted.year,
        "number": secrets.token_hex(8),
        "stamp": _written(counted.stamp),
        "shape": shape(),
        "as_of": counted.as_of,
        "released_at": clock.now(),
        "ages": counted.rows.decided.ages,
        "organisations": list(counted.rows.decided.gathered.organisations),
    }


def _insert(table: Table, year: int, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), _BATCH):
        db.session.execute(insert(table), [{"year": year, **row} for row in rows[start : start + _BATCH]])
