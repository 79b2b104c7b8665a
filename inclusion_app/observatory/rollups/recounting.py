"""Count anew what writes made stale: the months of some mediators, then the territories above, and some days."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from inclusion_app.accompaniments.models import Record
from inclusion_app.observatory.periods import PeriodKind, containing
from inclusion_app.observatory.rollups.geography import Geography
from inclusion_app.observatory.rollups.models import DAY, HOME, MONTH, TERRITORY
from inclusion_app.observatory.rollups.months import Folded, fold
from inclusion_app.observatory.rollups.persons import number
from inclusion_app.observatory.rollups.scanning import Scan, Sums, scan
from inclusion_app.observatory.rollups.storing import (
    KEPT_COLUMNS,
    Kept,
    Numbers,
    Row,
    add_counts,
    batches,
    delete_rows,
    homes_json,
    insert_rows,
    keep,
    rows_in,
)

_MEDIATORS = 100


@dataclass
class Read:
    """Base rows of some mediators over a month, and of some of its days over the whole country."""

    month: str
    mediators: list[str]
    months: Folded
    days: dict[str, Scan]


@dataclass
class Touched:
    """What the months of mediators that were counted anew changed: the communes held in, and lived in."""

    held: set[str] = field(default_factory=set)
    lived: Counter[str] = field(default_factory=Counter)

    @property
    def moved(self) -> set[str]:
        """Communes whose inhabitants count otherwise."""
        return {code for code, change in self.lived.items() if change}


def read_base(
    connection: Connection, geography: Geography, month: str, mediators: Iterable[str], days: Iterable[str]
) -> Read:
    """Read what is counted: the long part, which writes nothing."""
    found, those = Scan(), sorted(set(mediators))
    for some in batches(those, _MEDIATORS):
        found.update(scan_mediators(connection, month, some))
    by_day = {day: scan(connection, Record.held_on == date.fromisoformat(day)) for day in sorted(set(days))}
    return Read(month, those, fold(found, geography), by_day)


def scan_mediators(connection: Connection, month: str, mediators: Iterable[str]) -> Scan:
    """The base rows of a month of some mediators."""
    period = containing(PeriodKind.MONTH, date.fromisoformat(month))
    those = Record.mediator_id.in_([UUID(each) for each in mediators])
    return scan(connection, those & Record.held_on.between(period.start, period.end))


def write(connection: Connection, geography: Geography, read: Read) -> None:
    """Replace the months of the mediators, the territories above, the days."""
    touched = _write_mediators(connection, read)
    _move_homes(connection, read.month, touched.lived)
    _recount_territories(connection, geography, read.month, touched)
    for day, found in read.days.items():
        _write_day(connection, geography, day, found)


def _write_mediators(connection: Connection, read: Read) -> Touched:
    touched = Touched()
    before = "SELECT commune_code, homes FROM rollup_month WHERE month = ? AND mediator_id"
    for commune, homes in rows_in(connection, before, [read.month], read.mediators):
        touched.held.add(commune)
        touched.lived.subtract(read_counts(homes))
    delete_rows(connection, MONTH, ["mediator_id", "month"], [(each, read.month) for each in read.mediators])
    numbers = _numbers(connection, read.months.months.values())
    rows: list[Row] = []
    for key, sums in read.months.months.items():
        touched.held.add(key[2])
        touched.lived.update(sums.homes)
        rows.append((*key, *keep(sums, numbers).values(), homes_json(sums.homes)))
    insert_rows(connection, MONTH, rows)
    return touched


def _numbers(connection: Connection, sums: Iterable[Sums]) -> Numbers:
    known = number(connection, set().union(*(each.people for each in sums)))
    return lambda people: map(known.__getitem__, people)


def _move_homes(connection: Connection, month: str, changes: Mapping[str, int]) -> None:
    """Add what changed; the old contributions were kept beside what was counted, so that nothing drifts."""
    codes = sorted(code for code, change in changes.items() if change)
    query = "SELECT commune_code, accompaniments FROM rollup_home WHERE month = ? AND commune_code"
    totals: dict[str, int] = dict(rows_in(connection, query, [month], codes))
    add_counts(totals, {code: changes[code] for code in codes})
    delete_rows(connection, HOME, ["commune_code", "month"], [(code, month) for code in codes])
    insert_rows(connection, HOME, [(code, month, totals[code]) for code in codes if totals[code]])


def _recount_territories(connection: Connection, geography: Geography, month: str, touched: Touched) -> None:
    """Each level from the one below, in their order."""
    communes, *_ = geography.touched(touched.held)
    _, inner, regions, country = geography.touched(touched.held | touched.moved)
    for key in communes:
        _replace(connection, key, month, _of_commune(connection, geography, key, month), None)
    for key in inner:
        kept, _ = _of_parts(connection, geography.parts(key), month)
        _replace(connection, key, month, kept, _inhabitants(connection, geography.codes[key], month))
    for key in (*regions, *country):
        _replace(connection, key, month, *_of_parts(connection, geography.parts(key), month))


def _of_commune(connection: Connection, geography: Geography, key: str, month: str) -> Kept:
    codes, kept = geography.codes[key], Kept()
    query = f"SELECT {KEPT_COLUMNS} FROM rollup_month WHERE month = ? AND commune_code"  # noqa: S608 (names of ours)
    for row in rows_in(connection, query, [month], codes):
        kept.add(row)
    return kept


def _of_parts(connection: Connection, parts: Sequence[str], month: str) -> tuple[Kept, int]:
    kept, inhabitants = Kept(), 0
    query = f"SELECT {KEPT_COLUMNS}, inhabitants FROM rollup_territory WHERE month = ? AND territory"  # noqa: S608
    for row in rows_in(connection, query, [month], parts):
        kept.add(row)
        inhabitants += row[-1] or 0
    return kept, inhabitants


def _inhabitants(connection: Connection, codes: Sequence[str], month: str) -> int:
    query = "SELECT accompaniments FROM rollup_home WHERE month = ? AND commune_code"
    return sum(row[0] for row in rows_in(connection, query, [month], codes))


def _replace(connection: Connection, key: str, month: str, kept: Kept, inhabitants: int | None) -> None:
    delete_rows(connection, TERRITORY, ["territory", "month"], [(key, month)])
    if inhabitants or not kept.empty:
        insert_rows(connection, TERRITORY, [(key, month, *kept.values(), inhabitants or None)])


def _write_day(connection: Connection, geography: Geography, day: str, found: Scan) -> None:
    """The whole country: one day is little, and who was helped may live anywhere."""
    folded, lived = fold(found, geography), Counter[str]()
    for sums in found.values():
        for code, count in sums.homes.items():
            lived[geography.lineage(code).departement] += count
    numbers = _numbers(connection, folded.days.values())
    codes = sorted(key.removeprefix("DEP-") for inside in geography.departements.values() for key in inside)
    delete_rows(connection, DAY, ["departement_code", "day"], [(code, day) for code in codes])
    rows: list[Row] = []
    for code in {*lived, *(code for code, _ in folded.days)}:
        kept = keep(folded.days.get((code, day), Sums()), numbers)
        rows.append((code, day, *kept.values(), lived.get(code)))
    insert_rows(connection, DAY, rows)


def read_counts(text: str | None) -> dict[str, int]:
    """Counts kept as JSON."""
    return dict(json.loads(text)) if text else {}
