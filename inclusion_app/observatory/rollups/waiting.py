"""What waits to be counted anew, as a read sees it: the few months of mediators that changed, read from the base rows.

A read never writes. It puts what a few base rows say now in the place of what was kept of them, so that figures are
exact while the job has not passed yet. Beyond `MOST` months of mediators (an import), reading all of them would cost
more than a page may: the figures shown are then the last whole ones, with their hour.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection

from inclusion_app.observatory.lanes import unpack
from inclusion_app.observatory.rollups.geography import Geography, geography_now
from inclusion_app.observatory.rollups.marks import (
    Mark,
    are_kept,
    find_state,
    read_marks,
    stands_for_everything,
    to_mark,
)
from inclusion_app.observatory.rollups.meaning import WIDTH
from inclusion_app.observatory.rollups.months import fold, month_of
from inclusion_app.observatory.rollups.recounting import scan_mediators
from inclusion_app.observatory.rollups.scanning import Sums
from inclusion_app.observatory.rollups.storing import KEPT_COLUMNS, Kept, add_counts, rows_in

MOST = 24
"""Months of mediators that a read counts itself: about a millisecond each."""
_MARKS = 400

Key = tuple[str, str, str, str, str]
"""Mediator, month, commune, structure, place."""
Matches = Callable[[Key], bool]


@dataclass
class Change:
    """One row of the finest rollup, as it was kept, and as the base rows make it now."""

    key: Key
    kept: Kept = field(default_factory=Kept)
    homes: dict[str, int] = field(default_factory=dict)
    now: Sums = field(default_factory=Sums)

    @cached_property
    def counts(self) -> list[int]:
        """What to add to the kept counts."""
        return [new - old for new, old in zip(unpack(self.now.total, WIDTH), self.kept.counts, strict=True)]

    @cached_property
    def organisations(self) -> dict[str, int]:
        """What to add to the kept organisations."""
        changes = dict(self.now.organisations)
        add_counts(changes, self.kept.organisations, -1)
        return changes

    @cached_property
    def residents(self) -> dict[str, int]:
        """What to add to the inhabitants, by commune."""
        changes = dict(self.now.homes)
        add_counts(changes, self.homes, -1)
        return changes


class Waiting:
    """What waits when a page is read: looked at once, counted only for the months that are asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        state = find_state(connection)
        self.trusted = state is not None and state.whole and are_kept(connection)
        """Everything was counted once, and writes are marked."""
        self._refreshed_at = state.refreshed_at if state else None
        rows = read_marks(connection, _MARKS)
        everything = stands_for_everything(rows) or not self.trusted
        self._marks: set[Mark] = set() if everything else {to_mark(row) for row in rows}
        self._dirty: dict[str, set[str]] = defaultdict(set)
        for mark in self._marks:
            self._dirty[month_of(mark.day)].add(mark.mediator)
        self.late = everything or len(rows) == _MARKS or sum(map(len, self._dirty.values())) > MOST
        """Too much waits to be counted while somebody waits."""
        self._changes: dict[str, list[Change]] = {}

    @property
    def as_of(self) -> datetime | None:
        """When the figures are of, if it is not now."""
        return self._refreshed_at if self.late else None

    @cached_property
    def geography(self) -> Geography:
        """Where communes lie; only asked for when something waits."""
        return geography_now(self._connection)

    def dirty_days(self, start: str, end: str) -> list[str]:
        """The days of a span of which something changed."""
        return [] if self.late else sorted({mark.day for mark in self._marks if start <= mark.day <= end})

    def mediators(self, month: str) -> set[str]:
        """Those whose month is counted anew."""
        return set() if self.late else self._dirty.get(month, set())

    def changes(self, months: set[str], matches: Matches) -> Iterator[Change]:
        """The rows that changed in these months."""
        if self.late:
            return
        for month in sorted(months & set(self._dirty)):
            if month not in self._changes:
                self._changes[month] = list(self._read(month))
            yield from (change for change in self._changes[month] if matches(change.key))

    def _read(self, month: str) -> Iterator[Change]:
        mediators = sorted(self._dirty[month])
        found: dict[Key, Change] = {}
        query = (
            "SELECT CAST(mediator_id AS VARCHAR), CAST(month AS VARCHAR), commune_code, CAST(structure_id AS VARCHAR),"  # noqa: S608
            f" CAST(place_id AS VARCHAR), homes, {KEPT_COLUMNS} FROM rollup_month WHERE month = ? AND mediator_id"
        )
        for row in rows_in(self._connection, query, [month], mediators):
            change = found[row[:5]] = Change(row[:5])
            change.homes = json.loads(row[5]) if row[5] else {}
            change.kept.add(row[6:])
        for key, sums in fold(scan_mediators(self._connection, month, mediators), self.geography).months.items():
            found.setdefault(key, Change(key)).now = sums
        yield from found.values()
