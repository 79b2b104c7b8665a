"""Calendar files (iCalendar, RFC 5545): what goes with a letter, what a person downloads, what a feed gives.

A half-day is an event whose UID never changes: `<half_day.id>@<host of the site>`. What was said before is replaced by
a higher SEQUENCE: that of the session, plus the changes of the reader's own registration (cancelled, made again).

By e-mail (iTIP, RFC 5546) a session of one half-day is an invitation, METHOD:REQUEST, then CANCEL: Outlook, Google and
Thunderbird put it in the calendar by themselves. Several half-days have several UIDs, which one REQUEST may not hold:
Outlook would keep the first only. They travel as one file of METHOD:PUBLISH that one opens to add them all, and the
letter gives an address to follow instead. A file with many UIDs cannot be a CANCEL either: its events are marked
STATUS:CANCELLED. A half-day that a session loses leaves by a file of its own, beside that of what remains.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vDuration,
    vRecur,
    vText,
)

from inclusion_app.kernel import clock, site
from inclusion_app.trainings.lists import SessionState
from inclusion_app.trainings.models.sessions import HalfDay, TrainingSession
from inclusion_app.trainings.practical import one_line
from inclusion_app.trainings.rules.sessions import RemovedHalfDay

ZONE = "Europe/Paris"
_PRODUCT = "-//Inclusion numerique//Formations//FR"
_REFRESH = timedelta(hours=6)


@dataclass(frozen=True)
class Told:
    """What one reader's events say, beyond what is true for all: whose they are, where to act, how far changes went."""

    url: str = ""
    details: str = ""
    attendee: str = ""
    """An e-mail address; an invitation has one."""
    organizer: str = ""
    changes: int = 0
    """How many times this registration was cancelled or made again."""
    cancelled: bool = False
    tentative: bool = False
    location: str = ""


def calendar_file(events: Iterable[Event], *, method: str = "", name: str = "") -> str:
    """The text of a calendar file: CRLF, lines of 75 octets at most that cut no letter."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("x-wr-timezone", ZONE)
        calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(_REFRESH))
    calendar.add_component(_paris())
    for event in events:
        calendar.add_component(event)
    text: bytes = calendar.to_ical()
    return text.decode()


def method_of(session: TrainingSession, *, cancelled: bool) -> str:
    """REQUEST or CANCEL for one half-day, PUBLISH for several (see the module)."""
    if len(session.half_days) != 1:
        return "PUBLISH"
    return "CANCEL" if cancelled else "REQUEST"


def removed_events(session: TrainingSession, told: Told, removed: Sequence[RemovedHalfDay]) -> list[Event]:
    """An event for each half-day that the session no longer has: same UID, higher SEQUENCE, cancelled."""
    return [_event(session, one, replace(told, cancelled=True)) for one in removed]


def events_of(session: TrainingSession, told: Told, half_days: Sequence[HalfDay] | None = None) -> list[Event]:
    """An event for each half-day (those given, else all), as `told`."""
    return [_event(session, half_day, told) for half_day in half_days or session.half_days]


def uid_of(half_day: HalfDay | RemovedHalfDay) -> str:
    """Never changes, whoever reads it."""
    return f"{half_day.id}@{urlsplit(site.current().public_url).hostname or 'localhost'}"


def sequence_of(session: TrainingSession, changes: int = 0) -> int:
    """Rises with each change that people must know, of the session or of one registration."""
    return session.sequence + changes


def _event(session: TrainingSession, half_day: HalfDay | RemovedHalfDay, told: Told) -> Event:
    event = Event()
    event.add("uid", uid_of(half_day))
    event.add("sequence", sequence_of(session, told.changes))
    event.add("dtstamp", clock.now().replace(microsecond=0))
    event.add("dtstart", _local(half_day.starts_at))
    event.add("dtend", _local(half_day.ends_at))
    event.add("summary", one_line(session.course_version.title))
    if told.location:
        event.add("location", one_line(told.location))
    if session.place and session.place.latitude is not None and session.place.longitude is not None:
        event.add("geo", (session.place.latitude, session.place.longitude))
    if told.details:
        event.add("description", told.details)
    if told.url:
        event.add("url", told.url)
    cancelled = told.cancelled or session.state is SessionState.CANCELLED or not _takes_place(half_day)
    event.add("status", "CANCELLED" if cancelled else "TENTATIVE" if told.tentative else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled or told.tentative else "OPAQUE")
    _add_people(event, told)
    return event


def _takes_place(half_day: HalfDay | RemovedHalfDay) -> bool:
    return isinstance(half_day, HalfDay) and half_day.not_held is None


def _add_people(event: Event, told: Told) -> None:
    """Who invites and who is invited; no answer is asked: one answers from the page of the registration."""
    if told.organizer:
        organizer = vCalAddress(f"MAILTO:{told.organizer}")
        organizer.params["CN"] = vText(one_line(site.current().operator).replace('"', ""))
        event.add("organizer", organizer)
    if told.attendee:
        attendee = vCalAddress(f"MAILTO:{told.attendee}")
        attendee.params["PARTSTAT"] = vText("ACCEPTED")
        attendee.params["RSVP"] = vText("FALSE")
        event.add("attendee", attendee)


def _local(moment: datetime) -> datetime:
    return clock.to_paris(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _paris() -> Timezone:
    """The clock of Paris since 1996, written out: Outlook needs it, and knows no name of ours."""
    zone = Timezone()
    zone.add("tzid", ZONE)
    rules = (
        (TimezoneDaylight(), "CEST", 3, "19810329T020000", (1, 2)),
        (TimezoneStandard(), "CET", 10, "19961027T030000", (2, 1)),
    )
    for part, name, month, since, (before, after) in rules:
        part.add("tzname", name)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("dtstart", datetime.fromisoformat(since))
        part.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"}))
        zone.add_component(part)
    return zone
