"""A month of base rows as rows of every rollup: what a rebuild writes, and what a check compares with."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table

from inclusion_app.accompaniments.models import Record
from inclusion_app.observatory.periods import Period, PeriodKind, containing
from inclusion_app.observatory.rollups.geography import Geography
from inclusion_app.observatory.rollups.models import DAY, HOME, MONTH, TERRITORY
from inclusion_app.observatory.rollups.scanning import Scan, Sums, scan
from inclusion_app.observatory.rollups.storing import Numbers, Row, homes_json, keep, raw_rows

Rows = dict[str, list[Row]]
"""The rows of each table, by its name."""

TABLES: tuple[Table, ...] = (MONTH, TERRITORY, DAY, HOME)


@dataclass
class Folded:
    """What a scan found, added up for each rollup. A workshop without anybody still counts as a record."""

    months: dict[tuple[str, str, str, str, str], Sums] = field(default_factory=lambda: defaultdict(Sums))
    territories: dict[tuple[str, str], Sums] = field(default_factory=lambda: defaultdict(Sums))
    days: dict[tuple[str, str], Sums] = field(default_factory=lambda: defaultdict(Sums))


def fold(found: Scan, geography: Geography) -> Folded:
    """Add up what was scanned: by mediator and month, by territory and month, by département and day."""
    folded = Folded()
    for (mediator, day, commune, structure, place), sums in found.items():
        lineage = geography.lineage(commune)
        folded.months[mediator, month_of(day), commune, structure, place].add(sums)
        folded.days[lineage.departement, day].add(sums)
    for (_, month, commune, _, _), sums in folded.months.items():
        for key in geography.lineage(commune).keys:
            folded.territories[key, month].add(sums)
    return folded


def month_of(day: str) -> str:
    """The first day of the month of a day, both as texts."""
    return f"{day[:7]}-01"


def rows_of_month(connection: Connection, geography: Geography, month: Period, numbers: Numbers) -> Rows:
    """The rows of every rollup over a whole month."""
    found = scan(connection, Record.held_on.between(month.start, month.end))
    folded = fold(found, geography)
    inhabitants, residents, homes = _lived(found, geography)
    rows: Rows = {
        MONTH.name: [
            (*key, *keep(sums, numbers).values(), homes_json(sums.homes)) for key, sums in folded.months.items()
        ],
        HOME.name: [(*key, count) for key, count in homes.items()],
    }
    for table, sums_of, lived in ((TERRITORY, folded.territories, inhabitants), (DAY, folded.days, residents)):
        rows[table.name] = list(_with_inhabitants(sums_of, lived, numbers))
    return rows


def _with_inhabitants(
    sums_of: dict[tuple[str, str], Sums], lived: dict[tuple[str, str], int], numbers: Numbers
) -> Iterator[Row]:
    for key in {*sums_of, *lived}:
        yield (*key, *keep(sums_of.get(key, Sums()), numbers).values(), lived.get(key))


def _lived(found: Scan, geography: Geography) -> tuple[Any, Any, Any]:
    """By residence: territories wider than a commune and months, départements and days, communes and months."""
    inhabitants: dict[tuple[str, str], int] = defaultdict(int)
    residents: dict[tuple[str, str], int] = defaultdict(int)
    homes: dict[tuple[str, str], int] = defaultdict(int)
    for (_, day, *_), sums in found.items():
        for code, count in sums.homes.items():
            lineage = geography.lineage(code)
            residents[lineage.departement, day] += count
            homes[code, month_of(day)] += count
            for key in lineage.keys[1:]:
                inhabitants[key, month_of(day)] += count
    return inhabitants, residents, homes


def list_months(connection: Connection) -> list[Period]:
    """Every month from the first record to the last one."""
    first, last = raw_rows(connection, "SELECT min(held_on), max(held_on) FROM record")[0]
    if first is None:
        return []
    start, end = (date.fromisoformat(str(day)) for day in (first, last))
    return [containing(PeriodKind.MONTH, month.start) for month in Period(start, end).months()]
