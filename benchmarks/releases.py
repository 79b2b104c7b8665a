"""What releasing a year costs, and reading it: `python -m benchmarks.releases [ACCOMPANIMENTS]`.

A country over three years, see `_many` (kept when BENCHMARK_FOLDER names a folder). Prints the seconds and the peak of
memory of the release of two years, the bytes that they take, then the milliseconds of published figures and how many
statements they are.
"""

import os
import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import event, func, select, text

from benchmarks._many import fill
from inclusion_app.accompaniments.models import Record
from inclusion_app.app import create_app
from inclusion_app.cli.instance import upgrade_database
from inclusion_app.config import load_settings
from inclusion_app.kernel.db import db, unit_of_work
from inclusion_app.observatory.periods import month_of, year_of
from inclusion_app.observatory.queries import make_figures
from inclusion_app.observatory.releasing.models import PART, TERRITORY
from inclusion_app.observatory.releasing.services import release_year
from inclusion_app.observatory.sources import Published
from inclusion_app.territories.queries import get_territory
from inclusion_app.territories.services import load_reference

YEAR = 2024


def main() -> None:
    accompaniments = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    folder = Path(os.environ.get("BENCHMARK_FOLDER") or tempfile.mkdtemp(prefix="releases-"))
    with create_app(load_settings({"INCLUSION_INSTANCE": str(folder), "SECRET_KEY": "x" * 40})).app_context():
        upgrade_database()
        if db.session.scalar(select(Record.id).limit(1)) is None:
            with unit_of_work() as session:
                load_reference()
                session.flush()
                fill(session.connection(), accompaniments)
            with db.engine.connect() as connection:
                connection.execute(text("ANALYZE"))
        measure_release()
        measure_reading()


def measure_release() -> None:
    """Every year, the two that a page compares at least."""
    before = _peak()
    for year in (YEAR - 1, YEAR):
        seconds = _time(lambda: release_year(year))  # noqa: B023 (called at once)
        print(f"release of {year}: {seconds:.1f} s, peak of memory {_peak():.0f} MB ({before:.0f} MB at rest)")
    size = sum(db.session.scalar(select(func.sum(func.length(column)))) or 0 for column in _CONTENTS)
    print(f"kept: {size / 1e6:.2f} MB for two years")


_CONTENTS = (TERRITORY.c.counts, TERRITORY.c.shown, PART.c.totals)


def measure_reading() -> None:
    """Counting and choosing what is shown, all blocks and their comparisons."""
    for key in ("COM-87085", "EPCI-248719312", "DEP-87", "REG-75", "FR"):
        for period in (year_of(YEAR), month_of(YEAR, 5)):
            territory = get_territory(key)
            count = _Statements()
            seconds = min(_time(lambda: make_figures(Published(), territory, period)) for _ in range(5))  # noqa: B023
            print(f"{key:15} {period.key:8} {seconds * 1000:7.1f} ms  {count.stop() // 5} statements")


class _Statements:
    def __init__(self) -> None:
        self._count = 0
        event.listen(db.engine, "before_cursor_execute", self._note)

    def _note(self, *_: Any) -> None:
        self._count += 1

    def stop(self) -> int:
        event.remove(db.engine, "before_cursor_execute", self._note)
        return self._count


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _time(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


if __name__ == "__main__":
    main()
