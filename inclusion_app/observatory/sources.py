"""Where figures come from: exact, or published, which are the same numbers less what secrecy hides."""

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from inclusion_app.observatory.counting import Counts, ages_of
from inclusion_app.observatory.periods import Period, PeriodKind, containing
from inclusion_app.observatory.piecing import join
from inclusion_app.observatory.publishing.agreement import Agreement
from inclusion_app.observatory.releasing.reading import Release, find_release
from inclusion_app.observatory.remembered import get_year
from inclusion_app.observatory.rollups.reading import Reader
from inclusion_app.observatory.years import Year
from inclusion_app.territories.territory import Territory


class Source(Protocol):
    """Gives numbers, and says which may be shown."""

    published: bool

    def count(self, territory: Territory, period: Period) -> Counts:
        """Exact numbers; show only what `allows` allows."""
        ...

    def allows(self, table: str, territory: Territory, period: Period) -> bool:
        """The table of this key may be shown for this territory over this period."""
        ...

    def ages(self, territory: Territory, period: Period) -> str:
        """How the ages of this territory and period are shown, see `counting.ages_of`."""
        ...


class Exact:
    """Every number, for those who may see them."""

    published = False

    def __init__(self) -> None:
        self.count = Reader().count

    def allows(self, table: str, territory: Territory, period: Period) -> bool:
        """Always."""
        return True

    def ages(self, territory: Territory, period: Period) -> str:
        """As the territory's own period mixes or not."""
        counts = self.count(territory, period)
        return ages_of(counts.layout, counts.tally)


class Published:
    """What officials may see, decided year by year over the whole country.

    A year is read from its release, where there is one, else counted in memory; its figures and what they may show
    always come from the same of the two.
    """

    published = True

    def __init__(self) -> None:
        self._exact = Exact()
        self._agreement = Agreement()
        self._released: dict[int, Release | None] = {}
        self._years: dict[tuple[int, PeriodKind], Year] = {}
        self._counts: dict[tuple[str, Period], Counts] = {}

    def count(self, territory: Territory, period: Period) -> Counts:
        """From what the choice of tables was made from; dates that cut a month, which show bare totals, are read."""
        key = (territory.key, period)
        if key not in self._counts:
            self._counts[key] = self._count(territory, period)
        return self._counts[key]

    def _count(self, territory: Territory, period: Period) -> Counts:
        if period.calendar:
            return self.year(period).count(territory, period)
        pieces = whole_periods(period)
        if not pieces:
            return self._exact.count(territory, period)
        return join(period, [(piece, self.count(territory, piece)) for piece in pieces])

    def allows(self, table: str, territory: Territory, period: Period) -> bool:
        """Free dates show a table when it is shown for each of the whole periods that make them.

        Where the period is published, only what the publication shows too.
        """
        if period.calendar:
            return self.year(period).allows(table, territory, period) and self._agreement.allows(
                table, territory, period, lambda: self.count(territory, period).block(table)
            )
        pieces = whole_periods(period)
        return bool(pieces) and table != "people" and all(self.allows(table, territory, piece) for piece in pieces)

    def ages(self, territory: Territory, period: Period) -> str:
        """The same for all territories of a year, so that subtracting them compares the same cells."""
        found = {self.year(piece).ages for piece in whole_periods(period) or [period]}
        return found.pop() if len(found) == 1 else "age_groups"

    def year(self, period: Period) -> Year | Release:
        """The year of a period: its release, else what is counted down to the grain that its kind needs."""
        number = period.start.year
        if number not in self._released:
            self._released[number] = find_release(number)
        if released := self._released[number]:
            return released
        grain = period.kind if period.calendar else PeriodKind.MONTH
        key = (number, grain)
        if key not in self._years:
            self._years[key] = get_year(*key)
        return self._years[key]


def whole_periods(period: Period) -> list[Period]:
    """The fewest years, quarters, months that make free dates exactly; none when they do not."""
    found: list[Period] = []
    day = period.start
    while day <= period.end:
        fitting = list(_starting(day, period))
        if not fitting:
            return []
        found.append(fitting[0])
        if fitting[0].end == period.end:
            return found
        day = fitting[0].following().start
    return found


def _starting(day: date, period: Period) -> Iterator[Period]:
    for kind in (PeriodKind.YEAR, PeriodKind.QUARTER, PeriodKind.MONTH):
        whole = containing(kind, day)
        if whole.start == day and whole.end <= period.end:
            yield whole
