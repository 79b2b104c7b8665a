"""What was done with a person, day by day: records, and between them the other things that left a date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from inclusion_app.accompaniments.models import Participation
from inclusion_app.web.pagination import Page


@dataclass(frozen=True)
class Event:
    """Something besides a record, ready to be shown: `url` where to read more, when there is more."""

    day: date
    title: str
    text: str = ""
    url: str = ""


@dataclass(frozen=True)
class Step:
    """A line of the timeline: a record or an event."""

    day: date
    part: Participation | None = None
    event: Event | None = None


def steps(page: Page[Participation], events: Iterable[Event], before: date | None) -> list[Step]:
    """The records of this page with the events of the same days, newest first.

    `before` is the day of the record just before this page: it closes the page before, so that each event is on one.
    """
    newest = before or date.max
    oldest = page.items[-1].record.held_on if page.items and page.next else date.min
    found = [Step(event.day, event=event) for event in events if oldest <= event.day and (event.day < newest)]
    found += [Step(part.record.held_on, part=part) for part in page.items]
    return sorted(found, key=lambda step: step.day, reverse=True)
