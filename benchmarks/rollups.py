"""What the rollups cost and give, at two sizes: `python -m benchmarks.rollups [ACCOMPANIMENTS]` (a million by default).

Makes a country a hundred times smaller, then of the size asked, each in a database of its own: SQLite files in a
temporary folder (kept and used again when BENCHMARK_FOLDER names one), or databases of the server that
TEST_DATABASE_URL names. Prints how long a rebuild takes, the disk of the rollups, the time of pages at both sizes and
its ratio, crossings, and what marking adds to logging: seconds of the clock, and of this process in brackets.
"""

import os
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from sqlalchemy import create_engine, delete, select, text
from sqlalchemy.exc import ProgrammingError

from benchmarks._many import fill, in_haste
from inclusion_app.accompaniments.models import Participation, Record
from inclusion_app.app import create_app
from inclusion_app.cli.instance import upgrade_database
from inclusion_app.config import load_settings
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db, unit_of_work
from inclusion_app.network.models import Mediator
from inclusion_app.observatory.periods import Period, month_of, year_of
from inclusion_app.observatory.queries import exact_figures
from inclusion_app.observatory.rollups.crossing import cross
from inclusion_app.observatory.rollups.reading import Reader
from inclusion_app.observatory.rollups.rebuilding import rebuild
from inclusion_app.observatory.subjects import Subject, SubjectKind
from inclusion_app.territories.queries import get_territory
from inclusion_app.territories.services import load_reference
from inclusion_app.vocabulary.activity import PlaceKind, RecordKind
from inclusion_app.vocabulary.themes import Theme

TERRITORIES = ("COM-75056", "COM-87085", "EPCI-200054781", "DEP-59", "REG-75", "FR")
PERIODS = (year_of(2024), month_of(2025, 5), Period(date(2023, 1, 1), date(2025, 12, 31)))
CROSSINGS = (("themes", "age_bands"), ("communes", "place_kinds"), ("genders", "procedures"))
LOGGED = 150
ODD = 17
"""Minutes that no other record has."""
Times = dict[str, tuple[float, float]]


def main() -> None:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    small = _measure(wanted // 100)
    large = _measure(wanted)
    print(f"\n{'':44} {wanted // 100:>12,} {wanted:>12,}   ratio")
    for name, (clock_time, own) in large.items():
        before, own_before = small[name]
        times = f"{before * 1000:9.1f} ms {clock_time * 1000:9.1f} ms"
        print(f"{name:44} {times}   {clock_time / before:5.2f}  (process: {own * 1000:.1f} ms, {own / own_before:.2f})")


def _measure(accompaniments: int) -> Times:
    print(f"== {accompaniments:,} accompaniments", flush=True)
    with _application(accompaniments):
        empty = db.session.scalar(select(Record.id).limit(1)) is None
        db.session.remove()
        if empty:
            started = perf_counter()
            with unit_of_work():
                load_reference()
            with db.engine.connect() as connection:
                in_haste(connection)
                with connection.begin():
                    records = fill(connection, accompaniments)
                with connection.begin():
                    connection.execute(text("ANALYZE"))
                connection.invalidate()
            print(f"made {records:,} records in {perf_counter() - started:.0f} s", flush=True)
        started, own = perf_counter(), process_time()
        rebuild()
        print(f"rebuild: {perf_counter() - started:.1f} s ({process_time() - own:.1f} s here)", flush=True)
        _tell_sizes()
        times = {**_pages(), **_crossings()}
        _tell_logging()
        return times


@contextmanager
def _application(accompaniments: int) -> Iterator[None]:
    folder = Path(os.environ.get("BENCHMARK_FOLDER") or tempfile.mkdtemp(prefix="rollups-")) / str(accompaniments)
    values = {"INCLUSION_INSTANCE": str(folder), "SECRET_KEY": "x" * 40}
    if server := os.environ.get("TEST_DATABASE_URL"):
        name = f"rollups_{accompaniments}"
        with create_engine(server, isolation_level="AUTOCOMMIT").connect() as connection, suppress(ProgrammingError):
            connection.execute(text(f"CREATE DATABASE {name}"))
        values["DATABASE_URL"] = server.rsplit("/", 1)[0] + f"/{name}"
    with create_app(load_settings(values)).app_context():
        upgrade_database()
        yield
        db.session.remove()
        db.engine.dispose()


def _tell_sizes() -> None:
    sizes = (
        "SELECT name, sum(pgsize) FROM dbstat WHERE name LIKE '%rollup%' OR name IN (SELECT name FROM sqlite_master"
        " WHERE tbl_name LIKE 'rollup%') GROUP BY name ORDER BY 2 DESC"
    )
    if db.engine.dialect.name == "postgresql":
        sizes = (
            "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r' AND relname LIKE 'rollup%'"
            " ORDER BY 2 DESC"
        )
    rows = [(name, int(size)) for name, size in db.session.execute(text(sizes))]
    print(f"disk: {sum(size for _, size in rows) / 1e6:.0f} MB")
    print("  " + ", ".join(f"{name} {size / 1e6:.0f}" for name, size in rows if size > 1e6), flush=True)


def _pages() -> Times:
    found: Times = {}
    for key in TERRITORIES:
        territory = get_territory(key)
        for period in PERIODS:
            name = f"{key} {period.key}"
            found[f"count {name}"] = best(lambda: _count(territory.key, period))  # noqa: B023 (called at once)
            found[f"figures {name}"] = best(lambda: exact_figures(territory, period))  # noqa: B023
    return found


def _count(key: str, period: Period) -> int:
    counts = Reader().count(get_territory(key), period)
    return counts.total + counts.people + counts.inhabitants


def _crossings() -> Times:
    here = Subject(SubjectKind.TERRITORY, "DEP-59", "Nord")
    return {
        f"crossing DEP-59 2024 {rows} × {columns}": best(lambda: cross(here, year_of(2024), rows, columns), 3)  # noqa: B023
        for rows, columns in CROSSINGS
    }


def best(work: Callable[[], object], times: int = 5) -> tuple[float, float]:
    """The shortest of some runs, each in a transaction of its own: clock, then this process."""
    found = []
    for _ in range(times):
        db.session.rollback()
        started, own = perf_counter(), process_time()
        work()
        found.append((perf_counter() - started, process_time() - own))
    return min(clock_time for clock_time, _ in found), min(own for _, own in found)


def _tell_logging() -> None:
    """Records logged one by one, by turns with and without the triggers that mark; then as before."""
    key = db.session.scalars(select(Mediator.id).limit(1)).one()
    with_marks, without = [], []
    for _ in range(5):
        without.append(_without_marks(lambda: _log(key)))
        with_marks.append(_log(key))
    added = 100 * (median(with_marks) / median(without) - 1)
    with unit_of_work() as session:
        logged = select(Record.id).where(Record.minutes == ODD)
        session.execute(delete(Participation).where(Participation.record_id.in_(logged)))
        session.execute(delete(Record).where(Record.minutes == ODD))
    print(f"logging: {1000 * median(with_marks) / LOGGED:.2f} ms a record, marking adds {added:.1f} %", flush=True)


def _log(mediator: uuid.UUID) -> float:
    started = process_time() if db.engine.dialect.name == "sqlite" else perf_counter()
    for number in range(LOGGED):
        with unit_of_work() as session:
            record = Record(
                kind=RecordKind.INDIVIDUAL,
                mediator_id=mediator,
                held_on=date(2025, 1, 1 + number % 28),
                minutes=ODD,
                place_kind=PlaceKind.HOME,
                held_commune_code="87085",
                version=1,
                themes=frozenset({Theme.EMAIL}),
                created_at=clock.now(),
                updated_at=clock.now(),
            )
            record.participations.append(Participation(residence_code="87085"))
            session.add(record)
    ended = process_time() if db.engine.dialect.name == "sqlite" else perf_counter()
    return ended - started


def _without_marks(work: Callable[[], float]) -> float:
    sqlite = db.engine.dialect.name == "sqlite"
    tables = ("record", "participation")
    with unit_of_work() as session:
        triggers = session.execute(text(_FIND)).all() if sqlite else []
        for name, _ in triggers:
            session.execute(text(f"DROP TRIGGER {name}"))
        for table in () if sqlite else tables:
            for name in session.scalars(text(_FIND_ON_POSTGRESQL), {"table": table}).all():
                session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER {name}"))
    spent = work()
    with unit_of_work() as session:
        for _, sql in triggers:
            session.connection().exec_driver_sql(sql)
        for table in () if sqlite else tables:
            session.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
    return spent


_FIND = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'rollup%'"
_FIND_ON_POSTGRESQL = "SELECT tgname FROM pg_trigger WHERE tgrelid = CAST(:table AS regclass) AND tgname LIKE 'rollup%'"


if __name__ == "__main__":
    main()
