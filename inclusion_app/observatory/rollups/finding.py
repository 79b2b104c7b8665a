"""What the rollups hold of a subject over a period, with what waits put in its place."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, cast, select, true

from inclusion_app.accompaniments.models import Record
from inclusion_app.observatory.lanes import unpack
from inclusion_app.observatory.periods import Period, PeriodKind
from inclusion_app.observatory.rollups.columns import INDEX, NAMES
from inclusion_app.observatory.rollups.meaning import WIDTH
from inclusion_app.observatory.rollups.models import MONTH
from inclusion_app.observatory.rollups.scanning import Scan, rows_of, scan
from inclusion_app.observatory.rollups.selecting import InTerritory, OfSomeone
from inclusion_app.observatory.rollups.storing import Row, add_counts, raw_rows
from inclusion_app.observatory.rollups.waiting import Change, Waiting
from inclusion_app.territories.territory import Level, Territory

Selection = InTerritory | OfSomeone
_TOTAL = INDEX["total", "total"]
_COUNTS = ", ".join(NAMES)
_MONTH_COUNTS = [cast(MONTH.c.month, String), *(MONTH.c[name] for name in NAMES), MONTH.c.organisations]
WIDE = (Level.FRANCE, Level.REGION, Level.DEPARTEMENT)
"""Levels for which days are kept."""


@dataclass
class Found:
    """Counts in the order of the columns, by organisation, and of each month, cut or whole."""

    counts: list[int] = field(default_factory=lambda: [0] * WIDTH)
    organisations: dict[str, int] = field(default_factory=dict)
    months: dict[str, int] = field(default_factory=dict)
    """By « 2025-03 »."""

    def add(self, counts: Sequence[int | None], organisations: dict[str, int], month: str) -> None:
        """Add counts of a month."""
        self.counts = [total + (count or 0) for total, count in zip(self.counts, counts, strict=True)]
        add_counts(self.organisations, organisations)
        self.months[month[:7]] = self.months.get(month[:7], 0) + (counts[_TOTAL] or 0)


@dataclass
class Finder:
    """One subject over one period."""

    connection: Connection
    waiting: Waiting
    selection: Selection
    period: Period
    from_base: bool = False
    """Everything is read from the base rows, as if its dates cut every month."""

    @cached_property
    def whole(self) -> list[Period]:
        """The whole months of the period; they follow one another."""
        return [month for month in self.period.months() if month.kind is PeriodKind.MONTH and not self.from_base]

    @cached_property
    def cut(self) -> list[Period]:
        """The months that its dates cut: two at most."""
        return [month for month in self.period.months() if month.kind is not PeriodKind.MONTH or self.from_base]

    @property
    def names(self) -> set[str]:
        """The whole months as they are kept."""
        return {month.start.isoformat() for month in self.whole}

    @property
    def span(self) -> tuple[str, str]:
        """The first and the last whole month."""
        return self.whole[0].start.isoformat(), self.whole[-1].start.isoformat()

    @cached_property
    def changes(self) -> list[Change]:
        """What waits among its whole months."""
        return list(self.waiting.changes(self.names, self.selection.matches))

    @cached_property
    def scans(self) -> dict[Period, Scan]:
        """Base rows of the cut months, where days are not kept, and of the days on which something changed."""
        found = {}
        for month in self.cut:
            if not self.keeps_days:
                found[month] = self.scan(Record.held_on.between(month.start, month.end))
            elif days := self.dirty(month):
                found[month] = self.scan(Record.held_on.in_([date.fromisoformat(day) for day in days]))
        return found

    @property
    def keeps_days(self) -> bool:
        """Days are kept for wide territories."""
        wide = isinstance(self.selection, InTerritory) and self.selection.territory.level in WIDE
        return wide and not self.from_base

    def dirty(self, month: Period) -> list[str]:
        """The days of a cut month on which something waits."""
        return self.waiting.dirty_days(month.start.isoformat(), month.end.isoformat())

    def scan(self, when: Any) -> Scan:
        """The base rows of the subject then."""
        return scan(self.connection, when & self.selection.base())

    def counts(self) -> Found:
        """Everything but persons, inhabitants and parts."""
        found = Found()
        for month, *counts, organisations in self._rows() if self.whole else ():
            found.add(counts, json.loads(organisations) if organisations else {}, month)
        for change in self.changes:
            found.add(change.counts, change.organisations, change.key[1])
        for month in self.cut:
            for totals, organisations in self._rows_of_days(month):
                found.add(totals, json.loads(organisations) if organisations else {}, month.start.isoformat())
            for sums in self.scans.get(month, {}).values():
                found.add(unpack(sums.total, WIDTH), sums.organisations, month.start.isoformat())
        return found

    def _rows(self) -> Iterable[Row]:
        if isinstance(self.selection, InTerritory):
            query = (
                f"SELECT CAST(month AS VARCHAR), {_COUNTS}, organisations FROM rollup_territory"  # noqa: S608
                " WHERE territory = ? AND month BETWEEN ? AND ?"
            )
            return raw_rows(self.connection, query, [self.selection.territory.key, *self.span])
        return rows_of(self.connection, select(*_MONTH_COUNTS).where(self.selection.kept(), self.in_span()))

    def kept(self) -> ColumnElement[bool]:
        """The condition on the finest rollup."""
        if not isinstance(self.selection, InTerritory):
            return self.selection.kept()
        codes = self.selection.codes
        return true() if codes is None else MONTH.c.commune_code.in_(sorted(codes))

    def in_span(self) -> Any:
        """The condition on the whole months of the finest rollup."""
        return MONTH.c.month.between(self.whole[0].start, self.whole[-1].start)

    def _rows_of_days(self, month: Period) -> Iterable[tuple[Sequence[int | None], str | None]]:
        """The days of a cut month on which nothing waits, added up; then their organisations, one row each."""
        if not self.keeps_days:
            return
        where, values = self.days_of(month)
        sums = ", ".join(f"sum({name})" for name in NAMES)
        yield raw_rows(self.connection, f"SELECT {sums} FROM rollup_day WHERE {where}", values)[0], None  # noqa: S608
        query = f"SELECT organisations FROM rollup_day WHERE {where} AND organisations IS NOT NULL"  # noqa: S608
        for (organisations,) in raw_rows(self.connection, query, values):
            yield [0] * WIDTH, organisations

    def days_of(self, month: Period) -> tuple[str, list[str]]:
        """The condition on the kept days of a cut month, those on which something waits left aside."""
        departements, dirty = self.departements(), self.dirty(month)
        where = f"departement_code IN ({_places(departements)}) AND day BETWEEN ? AND ?"
        values = [*departements, month.start.isoformat(), month.end.isoformat()]
        return (f"{where} AND day NOT IN ({_places(dirty)})", [*values, *dirty]) if dirty else (where, values)

    def departements(self) -> list[str]:
        """The codes of those of a wide territory."""
        territory = self.territory
        column = {Level.FRANCE: "?", Level.REGION: "region_code", Level.DEPARTEMENT: "code"}[territory.level]
        query = f"SELECT code FROM departement WHERE {column} = ? ORDER BY code"  # noqa: S608
        values = [territory.code] * (2 if territory.level is Level.FRANCE else 1)
        return [row[0] for row in raw_rows(self.connection, query, values)]

    @property
    def is_territory(self) -> bool:
        """The subject is a territory."""
        return isinstance(self.selection, InTerritory)

    @property
    def territory(self) -> Territory:
        """The territory, when the subject is one."""
        if not isinstance(self.selection, InTerritory):
            raise TypeError
        return self.selection.territory


def _places(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
