"""When the sessions of the demonstration take place: before, on and after the day it is shown, on working days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from inclusion_app.kernel.clock import PARIS
from inclusion_app.network.holidays import is_holiday


@dataclass(frozen=True)
class Planned:
    """A session: its lesson, in how many days it begins, the place's rank, seats, people seated and waiting."""

    lesson: str
    days: int
    place: int
    capacity: int
    people: int
    waiting: int = 0
    hour: time = time(14, 0)
    team: int = 0
    cancelled: str = ""


PLAN = (
    Planned("accompagner", -75, 0, 12, 9, hour=time(9, 0)),
    Planned("reperer", -48, 0, 15, 13, hour=time(9, 0)),
    Planned("smartphone", -40, 1, 8, 7, hour=time(10, 0)),
    Planned("arnaques", -33, 0, 12, 10),
    Planned("franceconnect", -26, 1, 8, 8),
    Planned("arnaques", -12, 1, 12, 11),
    Planned("elus", -9, 0, 20, 14, hour=time(17, 30)),
    Planned("franceconnect", -5, 0, 8, 6, hour=time(9, 30)),
    Planned("arnaques", 0, 0, 10, 8),
    Planned("reperer", 6, 0, 12, 12, 3, hour=time(9, 0)),
    Planned("franceconnect", 8, 1, 8, 3),
    Planned("arnaques", 9, 0, 12, 1, hour=time(10, 0), team=1),
    Planned("smartphone", 13, 2, 8, 5, hour=time(10, 0)),
    Planned("accompagner", 20, 0, 12, 7, hour=time(9, 0)),
    Planned("elus", 27, 0, 20, 4, hour=time(17, 30)),
    Planned("franceconnect", 15, 0, 8, 2, team=3, cancelled="La salle est en travaux."),
    Planned("arnaques", 34, 0, 12, 0, team=3),
    Planned("accompagner", 62, 0, 12, 2, hour=time(9, 0)),
)


Stretch = tuple[datetime, datetime]


def half_days(planned: Planned, minutes: tuple[int, ...], today: date, *, weekly: bool) -> list[Stretch]:
    """The beginnings and ends of a session's half-days, in UTC; the afternoon of a whole day begins at 13:30."""
    day = working_day(today + timedelta(days=planned.days)) if planned.days else today
    found: list[Stretch] = []
    for rank, length in enumerate(minutes):
        afternoon = len(minutes) > 1 and not weekly and rank % 2
        if rank and weekly:
            day = working_day(day + timedelta(days=7), step=7)
        elif rank and not afternoon:
            day = working_day(day + timedelta(days=1))
        begins = datetime.combine(day, time(13, 30) if afternoon else planned.hour, PARIS)
        ends = datetime.combine(day, begins.time(), PARIS) + timedelta(minutes=length)
        found.append((begins.astimezone(UTC), ends.astimezone(UTC)))
    return found


def working_day(day: date, step: int = 1) -> date:
    """This day, or the next one that is neither a week-end nor a public holiday."""
    while day.weekday() > 4 or is_holiday(day):
        day += timedelta(days=step)
    return day
