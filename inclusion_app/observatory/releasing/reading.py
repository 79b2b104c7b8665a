"""A released year, as pages read it: a few rows by primary key, all of one release."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from typing import Any

from sqlalchemy import and_, select

from inclusion_app.kernel.db import db
from inclusion_app.network.models import Organisation
from inclusion_app.observatory.cells import Layout, layout_of, make_layout, month_cell, organisation_keys
from inclusion_app.observatory.counting import Counts, gather_communes
from inclusion_app.observatory.disclosure.spans import Calendar, calendar_of
from inclusion_app.observatory.lanes import pack
from inclusion_app.observatory.later import LaterMapping
from inclusion_app.observatory.periods import Period, PeriodKind, year_of
from inclusion_app.observatory.releasing.gathering import without_months
from inclusion_app.observatory.releasing.models import PART, TERRITORY, YEAR
from inclusion_app.observatory.releasing.packing import (
    Counted,
    shape,
    unpack_counts,
    unpack_shown,
    unpack_totals,
)
from inclusion_app.observatory.tallies import Tally, list_organisations
from inclusion_app.territories.territory import Level, Territory

_OF_ORGANISATIONS = "blocked_organisations"


class ReleasedAnew(Exception):
    """Another release took the place of the one that was being read: read all again."""


@dataclass
class Release:
    """One year as it was released; answers as `years.Year` does."""

    year: int
    number: str
    ages: str
    as_of: datetime
    blocking: Sequence[str]
    """Identifiers of the organisations, in the order in which they were counted."""
    _rows: dict[str, tuple[Counted, dict[str, int]]] = field(default_factory=dict)

    @cached_property
    def calendar(self) -> Calendar:
        """Its spans and months."""
        return calendar_of(self.year, PeriodKind.MONTH)

    @cached_property
    def layout(self) -> Layout:
        """The cells that every month has, organisations under their keys of today."""
        keys = _keys_of(self.blocking, list_organisations())
        addresses: list[tuple[str, str]] = []
        for address in without_months(make_layout(year_of(self.year), ())).addresses:
            if address[0] == _OF_ORGANISATIONS:
                addresses += ((_OF_ORGANISATIONS, key) for key in keys)
            addresses.append(address)
        return layout_of(addresses)

    def allows(self, table: str, territory: Territory, period: Period) -> bool:
        """A territory without data has nothing to hide."""
        _, shown = self._row(territory)
        return not shown or bool(shown.get(table, 0) >> self.calendar.spans.index(period) & 1)

    def count(self, territory: Territory, period: Period) -> Counts:
        """The numbers of a territory over one of the year's spans."""
        counted, _ = self._row(territory)
        found = counted.over(period)
        slots = self.calendar.slots_in(period)
        months = [counted.total(slot) if slot in slots else 0 for slot in range(len(self.calendar.slots))]
        layout = layout_of((*self.layout.addresses, *map(month_cell, self.calendar.slots)))
        parts = partial(self._parts, territory, period)
        return Counts(
            layout,
            Tally(layout.width, pack([*found.cells, *months]), 0, found.minutes, dict(found.records)),
            LaterMapping(partial(parts, Level.COMMUNE)),
            partial(counted.people, period),
            lambda: found.inhabitants,
            parts,
            self.as_of,
        )

    def _row(self, territory: Territory) -> tuple[Counted, dict[str, int]]:
        if territory.key not in self._rows:
            row = self._read(TERRITORY, territory)
            shown = {} if row.shown is None else unpack_shown(row.shown)
            self._rows[territory.key] = unpack_counts(row.counts, self.layout, self.calendar), shown
        return self._rows[territory.key]

    def _parts(self, territory: Territory, period: Period, level: Level) -> Mapping[str, int]:
        """Accompaniments of each part of a level that has some."""
        row = self._read(PART, territory, PART.c.level == level.value)
        if row.totals is not None:
            slots = self.calendar.slots_in(period)
            totals = unpack_totals(row.totals, slots, len(self.calendar.slots))
            return {code: count for code, count in totals.items() if count}
        if level is not Level.COMMUNE:
            return gather_communes(self._parts(territory, period, Level.COMMUNE), level)
        own = self._row(territory)[0].over(period).cells[0] if territory.level is Level.COMMUNE else 0
        return {territory.code: own} if own else {}

    def _read(self, table: Any, territory: Territory, *conditions: Any) -> Any:
        """A row, read with the number of the release in one statement: both are of the same moment."""
        matching = and_(table.c.year == YEAR.c.year, table.c.territory == territory.key, *conditions)
        query = select(YEAR.c.number, table).outerjoin(table, matching).where(YEAR.c.year == self.year)
        row = db.session.execute(query).one_or_none()
        if row is None or row.number != self.number:
            raise ReleasedAnew
        return row


def find_release(year: int) -> Release | None:
    """The release of a year; None when there is none, or one that counted other lists than those of today."""
    row = db.session.execute(select(YEAR).where(YEAR.c.year == year)).one_or_none()
    if row is None or row.shape != shape():
        return None
    return Release(year, row.number, row.ages, row.as_of, row.organisations)


def _keys_of(blocking: Sequence[str], organisations: Sequence[Organisation]) -> list[str]:
    """The keys of today of those that were counted; one that is no more keeps its identifier."""
    today = {str(key): code for key, code in organisation_keys(organisations).items()}
    return [today.get(key, key) for key in blocking]
