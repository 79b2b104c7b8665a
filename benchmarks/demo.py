"""How long the demonstration takes to be made: `python -m benchmarks.demo [RECORDS]` (a million by default).

Makes an instance in a temporary folder, fills it, prints seconds, records a second, the size of the database and the
most memory taken. Measured on two shared cores: 89 seconds of processor for a million records (1.4 million
participations, 181,000 people followed), 170 MB of memory.
"""

import resource
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

from inclusion_app.app import create_app
from inclusion_app.config import load_settings
from inclusion_app.demo.generate import fill
from inclusion_app.extensions import Base, db
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import unit_of_work
from inclusion_app.network.organisations import seed_organisations
from inclusion_app.territories.services import load_reference


def main() -> None:
    records = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory(prefix="demo-") as folder:
        settings = load_settings({"INCLUSION_INSTANCE": folder, "SECRET_KEY": "x" * 40})
        with create_app(settings).app_context():
            Base.metadata.create_all(db.engine)
            with unit_of_work():
                load_reference()
                seed_organisations()
            measure(records)
            db.engine.dispose()
        size = sum(path.stat().st_size for path in Path(folder).glob("*.sqlite3*"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"database {size / 1e6:.0f} MB, memory {memory:.0f} MB")


def measure(records: int) -> None:
    started, processed = perf_counter(), process_time()
    with unit_of_work():
        summary = fill(departement="87", accompaniments=records, seed=87, today=clock.today())
    elapsed = perf_counter() - started
    print(
        f"{summary.records:,} records, {summary.citizens:,} people followed: {elapsed:.1f} s"
        f" ({process_time() - processed:.1f} s of processor), {records / elapsed:,.0f} records a second"
    )


if __name__ == "__main__":
    main()
