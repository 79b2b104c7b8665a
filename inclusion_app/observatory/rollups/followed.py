"""Followed persons of a subject over a period, each once: unions of bitmaps, whatever the months and the territory."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from pyroaring import BitMap
from sqlalchemy import Connection, String, cast, select

from inclusion_app.observatory.rollups.finding import Finder
from inclusion_app.observatory.rollups.models import MONTH
from inclusion_app.observatory.rollups.persons import find_numbers
from inclusion_app.observatory.rollups.scanning import rows_of
from inclusion_app.observatory.rollups.selecting import InTerritory
from inclusion_app.observatory.rollups.storing import raw_rows, rows_in
from inclusion_app.territories.territory import Level

Kept = Iterable[bytes | None]


@dataclass
class Persons:
    """Followed persons, by their numbers; those who have none yet by their identifiers."""

    numbers: BitMap = field(default_factory=BitMap)
    unnumbered: set[str] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.numbers) + len(self.unnumbered)

    def add_kept(self, bitmaps: Kept) -> None:
        """Add the bitmaps of some rows."""
        for people in bitmaps:
            if people is not None:
                self.numbers |= BitMap.deserialize(bytes(people))

    def add_citizens(self, connection: Connection, citizens: set[str]) -> None:
        """Add persons of base rows."""
        if citizens:
            known = find_numbers(connection, citizens)
            self.numbers |= BitMap(known.values())
            self.unnumbered |= citizens - set(known)


def find_people(finder: Finder) -> Persons:
    """Followed persons, each once."""
    found = Persons()
    dirty = {change.key[1] for change in finder.changes}
    if finder.whole:
        found.add_kept(_quiet(finder, dirty))
    for changed in sorted(dirty):
        found.add_kept(_beside(finder, changed))
    for change in finder.changes:
        found.add_citizens(finder.connection, change.now.people)
    for month in finder.cut:
        if finder.keeps_days:
            where, values = finder.days_of(month)
            rows = raw_rows(finder.connection, f"SELECT people FROM rollup_day WHERE {where}", values)  # noqa: S608
            found.add_kept(row[0] for row in rows)
        for sums in finder.scans.get(month, {}).values():
            found.add_citizens(finder.connection, sums.people)
    return found


def _quiet(finder: Finder, dirty: set[str]) -> Kept:
    """The bitmaps of the months in which nothing waits."""
    if isinstance(finder.selection, InTerritory):
        query = (
            "SELECT people, CAST(month AS VARCHAR) FROM rollup_territory WHERE territory = ? AND month BETWEEN ? AND ?"
        )
        rows = iter(raw_rows(finder.connection, query, [finder.territory.key, *finder.span]))
    else:
        people = select(MONTH.c.people, cast(MONTH.c.month, String))
        rows = iter(rows_of(finder.connection, people.where(finder.selection.kept(), finder.in_span())))
    return (people for people, month in rows if month not in dirty)


def _beside(finder: Finder, month: str) -> Kept:
    """The bitmaps of a month in which something waits, but for the mediators that are counted anew."""
    waits = finder.waiting.mediators(month)
    if isinstance(finder.selection, InTerritory):
        yield from _beside_in_territory(finder, month, waits)
        return
    query = select(MONTH.c.people, cast(MONTH.c.mediator_id, String))
    query = query.where(MONTH.c.month == date.fromisoformat(month), finder.selection.kept())
    yield from (people for people, mediator in rows_of(finder.connection, query) if mediator not in waits)


def _beside_in_territory(finder: Finder, month: str, waits: set[str]) -> Kept:
    """In a wide territory, whole départements where nothing waits, then the communes of the others."""
    geography, keys = finder.waiting.geography, [finder.territory.key]
    if finder.territory.level in (Level.FRANCE, Level.REGION):
        changed = (change.key[2] for change in finder.changes if change.key[1] == month)
        touched = {f"DEP-{geography.lineage(commune).departement}" for commune in changed}
        inside = {f"DEP-{code}" for code in finder.departements()}
        keys = sorted(inside & touched)
        quiet = "SELECT people FROM rollup_territory WHERE month = ? AND territory"
        yield from (row[0] for row in rows_in(finder.connection, quiet, [month], sorted(inside - touched)))
    beside = "SELECT people, CAST(mediator_id AS VARCHAR) FROM rollup_month WHERE month = ? AND commune_code"
    for key in keys:
        rows = rows_in(finder.connection, beside, [month], geography.codes[key])
        yield from (people for people, mediator in rows if mediator not in waits)
