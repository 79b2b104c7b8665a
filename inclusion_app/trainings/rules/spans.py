"""Stretches of days over which trainings are counted: a year, a quarter, a school year, or free dates."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from inclusion_app.kernel import clock

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
_SEPTEMBER = 9


@dataclass(frozen=True)
class Span:
    """From `start` to `end`, both included, on the clock of Europe/Paris."""

    start: date
    end: date

    @property
    def since(self) -> datetime:
        """The instant at which it begins."""
        return clock.start_of(self.start)

    @property
    def before(self) -> datetime:
        """The instant at which it is over."""
        return clock.start_of(self.end + timedelta(days=1))


def make_span(start: date | None, end: date | None, today: date) -> Span:
    """The span that these dates mean, in any order; the year so far when they say nothing."""
    if start is None and end is None:
        return year_of(today.year)
    end = min(end or max(today, start or today), LAST_DAY)
    start = max(start or date(end.year, 1, 1), FIRST_DAY)
    return Span(min(start, end), max(start, end))


def year_of(year: int) -> Span:
    """A whole year."""
    return Span(date(year, 1, 1), date(year, 12, 31))


def quarter_of(day: date) -> Span:
    """The quarter in which a day lies."""
    first = (day.month - 1) // 3 * 3 + 1
    after = date(day.year + (first == 10), (first + 2) % 12 + 1, 1)
    return Span(date(day.year, first, 1), after - timedelta(days=1))


def school_year_of(day: date) -> Span:
    """From the first of September to the end of August."""
    year = day.year if day.month >= _SEPTEMBER else day.year - 1
    return Span(date(year, _SEPTEMBER, 1), date(year + 1, _SEPTEMBER, 1) - timedelta(days=1))


def quarter_before(day: date) -> Span:
    """The quarter before the one in which a day lies."""
    return quarter_of(quarter_of(day).start - timedelta(days=1))
