"""The days of a calendar: months in whole weeks, weeks, the lists for printing."""

from calendar import Calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from inclusion_app.kernel.text import N_

FIRST_HOUR, LAST_HOUR = 7, 22
SLOTS = 2 * (LAST_HOUR - FIRST_HOUR)
"""Half-hours of the grid of a week."""
_EARLIEST, _LATEST = date(2000, 1, 1), date(2100, 12, 31)


class View(StrEnum):
    """What is shown at once; the values are those of the address."""

    MONTH = "mois"
    WEEK = "semaine"
    LIST = "liste"
    DAY = "jour"


VIEW_LABELS = {View.MONTH: N_("Mois"), View.WEEK: N_("Semaine"), View.LIST: N_("Liste")}


@dataclass(frozen=True)
class Period:
    """What a view shows: its days (`first` to `last`, both included), and the days of the views before and after."""

    view: View
    day: date
    first: date
    last: date
    previous: date
    next: date

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=rank) for rank in range((self.last - self.first).days + 1)]

    def wider(self, days: int) -> list[date]:
        """The days, and as many as said before and after."""
        return [self.first + timedelta(days=rank) for rank in range(-days, (self.last - self.first).days + 1 + days)]

    @property
    def weeks(self) -> list[list[date]]:
        """The days by whole weeks, Monday first."""
        days = self.days
        return [days[rank : rank + 7] for rank in range(0, len(days), 7)]


def period_of(view: View, day: date) -> Period:
    """The period of a view that holds a day; far days are brought back to what the calendar knows."""
    day = min(max(day, _EARLIEST), _LATEST)
    if view is View.DAY:
        one = timedelta(days=1)
        return Period(view, day, day, day, day - one, day + one)
    if view is View.WEEK:
        monday = day - timedelta(days=day.weekday())
        week = timedelta(weeks=1)
        return Period(view, day, monday, monday + timedelta(days=6), monday - week, monday + week)
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    previous = (first - timedelta(days=1)).replace(day=1)
    if view is View.LIST:
        return Period(view, day, first, following - timedelta(days=1), previous, following)
    shown = [one for week in Calendar().monthdatescalendar(first.year, first.month) for one in week]
    return Period(view, day, shown[0], shown[-1], previous, following)


def read_view(text: str | None) -> View | None:
    """The view that the address names, or None."""
    return next((view for view in View if view == text), None)


def read_day(text: str | None, today: date) -> date:
    """The day that the address names; today when it names none."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return today


def runs(days: Sequence[date], name_of: Callable[[date], str | None]) -> list[tuple[str, date, date]]:
    """Days that follow one another under the same name, as a name and its first and last days."""
    found: list[tuple[str, date, date]] = []
    for day in days:
        name = name_of(day)
        if name is None:
            continue
        if found and found[-1][0] == name and day - found[-1][2] == timedelta(days=1):
            found[-1] = (name, found[-1][1], day)
        else:
            found.append((name, day, day))
    return found


def slot_of(hour: int, minute: int) -> int:
    """The half-hour of the grid that holds a time, from 1; times outside are brought to its edges."""
    return min(max((hour - FIRST_HOUR) * 2 + minute // 30, 0), SLOTS - 1) + 1
