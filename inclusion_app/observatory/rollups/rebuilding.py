"""Count everything anew. Readers see the old figures until the new ones are whole; killed half-way, nothing changed.

Months are counted by processes, which leave their rows in files. On SQLite they are gathered in temporary tables, then
copied in one short transaction; what was written meanwhile was marked in a new round, and stays marked. On PostgreSQL
tables are made beside the old ones and take their names in the one transaction that saw everything from its beginning.
"""

import gc
import marshal
import multiprocessing
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Table, delete, func, select, true, update

from inclusion_app.accompaniments.models import Record
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db, release
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.tasks import Progress, silent
from inclusion_app.kernel.text import N_
from inclusion_app.observatory.locking import Turn, alone
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.rollups import swapping
from inclusion_app.observatory.rollups.geography import Geography
from inclusion_app.observatory.rollups.marks import KEYS, find_state, read_marks
from inclusion_app.observatory.rollups.models import MARK, PERSON, STATE
from inclusion_app.observatory.rollups.months import TABLES, Rows, list_months, rows_of_month
from inclusion_app.observatory.rollups.persons import number_everyone
from inclusion_app.observatory.rollups.storing import Row, delete_rows, insert_rows

FEW_RECORDS = 20_000
"""Up to so many records, everything is counted in one transaction, in a second or two."""
_ALL_MARKS = 10_000_000


def is_small(connection: Connection) -> bool:
    """Few records: no need of processes nor of files."""
    some = select(Record.id).limit(FEW_RECORDS + 1).subquery()
    return (connection.scalar(select(func.count()).select_from(some)) or 0) <= FEW_RECORDS


def count_everything(connection: Connection) -> int:
    """Replace every rollup in the caller's transaction; returns how many marks that answers."""
    marks = read_marks(connection, _ALL_MARKS)
    geography, numbers = Geography(connection), number_everyone(connection)
    for table in (*TABLES, PERSON):
        connection.execute(delete(table))
    insert_rows(connection, PERSON, numbers.items())
    for month in list_months(connection):
        for name, rows in _count_month(connection, geography, month, numbers).items():
            insert_rows(connection, db.metadata.tables[name], rows)
    delete_rows(connection, MARK, KEYS, marks)
    tell_whole(connection, len(numbers))
    return len(marks)


def tell_whole(connection: Connection, persons: int) -> None:
    """Everything is counted; the next person gets the next number."""
    connection.execute(update(STATE).values(whole=True, persons=persons + 1, refreshed_at=clock.now()))


def rebuild(progress: Progress = silent, processes: int | None = None) -> int:
    """Count everything anew and return the number of months. Raises DomainError when another process does."""
    release()
    with _guarded(), tempfile.TemporaryDirectory(prefix="rollups-") as folder, db.engine.connect() as connection:
        return _Rebuild(connection, Path(folder), processes or os.cpu_count() or 1, progress).run()


@contextmanager
def _guarded() -> Iterator[None]:
    """Alone until the end; the transaction that holds PostgreSQL's lock does nothing else."""
    with db.engine.connect().execution_options(sqlite_begin="DEFERRED") as guard, alone(guard, Turn.ROLLUPS) as mine:
        if not mine:
            raise DomainError(N_("Les chiffres sont déjà en train d’être recomptés. Attendez la fin de ce travail."))
        yield


@dataclass
class _Rebuild:
    connection: Connection
    folder: Path
    processes: int
    progress: Progress

    def run(self) -> int:
        if self.connection.dialect.name == "postgresql":
            self.connection.execution_options(isolation_level="REPEATABLE READ")
            with self.connection.begin():
                numbers, months = self._prepare()
                self._count(months, numbers)
                swapping.on_postgresql(self.connection, self._rows(numbers))
                self._end(numbers)
            return len(months)
        return self._on_sqlite()

    def _on_sqlite(self) -> int:
        with self.connection.begin():
            self.connection.execute(update(STATE).values(round=STATE.c.round + 1))
        self.connection.execution_options(sqlite_begin="DEFERRED")
        with self.connection.begin():
            numbers, months = self._prepare()
        self._count(months, numbers)
        with self.connection.begin():
            swapping.gather_on_sqlite(self.connection, self._rows(numbers))
        self.connection.execution_options(sqlite_begin="IMMEDIATE")
        with self.connection.begin():
            swapping.copy_on_sqlite(self.connection)
            self._end(numbers)
        with self.connection.begin():
            swapping.forget_on_sqlite(self.connection)
        return len(months)

    def _prepare(self) -> tuple[dict[str, int], list[Period]]:
        return number_everyone(self.connection), list_months(self.connection)

    def _count(self, months: Sequence[Period], numbers: Mapping[str, int]) -> None:
        """Longest first would be best; the last months are, as activity grows."""
        work = [(month, self.folder / f"{month.start}") for month in reversed(months)]
        if self.processes == 1 or len(months) == 1:
            for done, each in enumerate(work, start=1):
                _count_to_file(numbers, *each)
                self.progress(done, len(work))
            return
        _inherited["numbers"] = numbers
        gc.freeze()  # what processes share is neither looked at nor copied by them
        with multiprocessing.get_context("fork").Pool(self.processes, _begin_child) as pool:
            for done, _ in enumerate(pool.imap_unordered(_in_child, work), start=1):
                self.progress(done, len(work))
        gc.unfreeze()

    def _rows(self, numbers: Mapping[str, int]) -> Iterator[tuple[Table, list[Row]]]:
        yield PERSON, sorted(numbers.items())
        for path in sorted(self.folder.iterdir()):
            with path.open("rb") as file:
                found: Rows = marshal.load(file)  # noqa: S302 (written by ourselves a moment ago, in a folder of ours)
            for name, rows in found.items():
                yield db.metadata.tables[name], rows
            path.unlink()

    def _end(self, numbers: Mapping[str, int]) -> None:
        state = find_state(self.connection)
        older = MARK.c.round < (state.round if state else 0)
        if self.connection.dialect.name == "postgresql":
            older = true()
        self.connection.execute(delete(MARK).where(older))
        tell_whole(self.connection, len(numbers))


_inherited: dict[str, Mapping[str, int]] = {}
"""What processes find in the memory that they share with the one that made them."""


def _begin_child() -> None:
    """Connections are not shared."""
    db.engine.dispose(close=False)


def _in_child(work: tuple[Period, Path]) -> None:
    _count_to_file(_inherited["numbers"], *work)


def _count_to_file(numbers: Mapping[str, int], month: Period, path: Path) -> None:
    """Count a month as it is at one instant; the file appears once whole."""
    with db.engine.connect() as connection:
        postgresql = connection.dialect.name == "postgresql"
        connection.execution_options(
            **{"isolation_level": "REPEATABLE READ"} if postgresql else {"sqlite_begin": "DEFERRED"}
        )
        rows = _count_month(connection, Geography(connection), month, numbers)
        connection.rollback()
    with path.open("wb") as file:
        marshal.dump({str(name): some for name, some in rows.items()}, file)


def _count_month(connection: Connection, geography: Geography, month: Period, numbers: Mapping[str, int]) -> Rows:
    """A person who came since the numbers were given is in a mark of today, and counted once this is done."""
    return rows_of_month(
        connection, geography, month, lambda people: [numbers[each] for each in people if each in numbers]
    )
