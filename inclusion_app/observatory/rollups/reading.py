"""Counts of a subject over a period, from the rollups: the same time whatever the history."""

from collections.abc import Sequence
from functools import cached_property, partial
from uuid import UUID

from sqlalchemy import Connection, func, select

from inclusion_app.accompaniments.models import Record
from inclusion_app.kernel.db import db
from inclusion_app.network.models import Organisation
from inclusion_app.observatory.cells import Layout, make_layout, month_cell, organisation_keys
from inclusion_app.observatory.counting import Counts
from inclusion_app.observatory.indicators import REST
from inclusion_app.observatory.lanes import pack
from inclusion_app.observatory.later import LaterMapping
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.rollups.columns import INDEX, MINUTES, records_of, tell
from inclusion_app.observatory.rollups.finding import Finder, Found, Selection
from inclusion_app.observatory.rollups.followed import find_people
from inclusion_app.observatory.rollups.places import find_inhabitants, find_parts
from inclusion_app.observatory.rollups.selecting import Asked, InTerritory, select_rows
from inclusion_app.observatory.rollups.waiting import Waiting
from inclusion_app.observatory.tallies import Tally, list_organisations
from inclusion_app.territories.territory import Level, Territory
from inclusion_app.vocabulary.activity import RecordKind


class Reader:
    """Reads for one page: what waits, and the organisations, are looked at once."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, Period], Counts] = {}

    @cached_property
    def _waiting(self) -> Waiting:
        db.session.flush()
        return Waiting(db.session.connection())

    @cached_property
    def _organisations(self) -> Sequence[Organisation]:
        return list_organisations()

    def count(self, territory: Territory, period: Period) -> Counts:
        """The counts of a territory over a period."""
        key = (territory.key, period)
        if key not in self._counts:
            self._counts[key] = self._read(InTerritory(territory), period)
        return self._counts[key]

    def count_subject(self, subject: Asked, period: Period) -> Counts:
        """The counts of a subject over a period."""
        return self._read(select_rows(subject), period)

    def find(self, selection: Selection, period: Period) -> Finder:
        """What is kept of a subject; while too much waits, its base rows when they are few."""
        connection = db.session.connection()
        late = self._waiting.late and (not self._waiting.trusted or _are_few(connection, selection, period))
        return Finder(connection, self._waiting, selection, period, from_base=late)

    def _read(self, selection: Selection, period: Period) -> Counts:
        finder = self.find(selection, period)
        found = finder.counts()
        layout = make_layout(period, self._organisations)
        counts = _in_order(layout, found, period, self._organisations)
        return Counts(
            layout,
            Tally(layout.width, pack(counts), 0, found.counts[INDEX[MINUTES]], _records(found)),
            LaterMapping(lambda: find_parts(finder, Level.COMMUNE)),
            lambda: len(find_people(finder)),
            partial(find_inhabitants, finder),
            partial(find_parts, finder),
            None if finder.from_base else self._waiting.as_of,
        )


FEW = 5000
"""Records that a page may read itself: some tens of milliseconds."""


def _are_few(connection: Connection, selection: Selection, period: Period) -> bool:
    when = Record.held_on.between(period.start, period.end)
    some = select(Record.id).where(when, selection.base()).limit(FEW + 1).subquery()
    return (connection.scalar(select(func.count()).select_from(some)) or 0) <= FEW


def tally_subject(subject: Asked, period: Period) -> Counts:
    """The counts of a territory, a structure, a place, a mediator, a team, over a period."""
    return Reader().count_subject(subject, period)


def tally_many(subjects: Sequence[Asked], period: Period) -> list[Counts]:
    """The counts of several subjects over a period."""
    reader = Reader()
    return [reader.count_subject(subject, period) for subject in subjects]


def series(subject: Asked, months: Sequence[Period]) -> list[int]:
    """The accompaniments of each of these months, in order, whatever their number."""
    if not months:
        return []
    period = Period(min(month.start for month in months), max(month.end for month in months))
    found = Reader().find(select_rows(subject), period).counts().months
    return [found.get(f"{month.start:%Y-%m}", 0) for month in months]


def _records(found: Found) -> dict[str, int]:
    return {kind.value: found.counts[INDEX[records_of(kind)]] for kind in RecordKind}


def _in_order(layout: Layout, found: Found, period: Period, organisations: Sequence[Organisation]) -> list[int]:
    """Every cell of the layout."""
    cells = tell(found.counts)
    blocked = {UUID(key): count for key, count in found.organisations.items()}
    for key, code in organisation_keys(organisations).items():
        cells["blocked_organisations", code] = blocked.get(key, 0)
    cells["blocked_organisations", REST] = found.counts[0] - sum(blocked.values())
    for month in period.months():
        cells[month_cell(month)] = found.months.get(f"{month.start:%Y-%m}", 0)
    return [cells[address] for address in layout.addresses]
