"""Opening hours: the part of OpenStreetMap's `opening_hours` that places use, read, written and said in French.

Understood: « Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00; PH off », lists of days, « 24/7 », a later rule that
replaces an earlier one for its days. Anything else is kept as it is and shown as it is.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from inclusion_app.kernel import clock
from inclusion_app.kernel.text import N_
from inclusion_app.network.holidays import is_holiday

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
DAY_NAMES = (N_("lundi"), N_("mardi"), N_("mercredi"), N_("jeudi"), N_("vendredi"), N_("samedi"), N_("dimanche"))
MIDNIGHT = 24 * 60

_NBSP = "\u00a0"
_TIMES = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
_RULE = re.compile(r"(?P<days>(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)(?:\s*[-,]\s*(?:Mo|Tu|We|Th|Fr|Sa|Su|PH))*)?\s*(?P<what>.*)")
_DAY = re.compile(r"\b(?:Mo|Tu|We|Th|Fr|Sa|Su)\b")
_CLOSED = ("off", "closed")
_ALWAYS = "24/7"


class Range(NamedTuple):
    """From one minute of the day to another, 1440 being midnight."""

    start: int
    end: int


Day = tuple[Range, ...]


@dataclass(frozen=True)
class Schedule:
    """A week, Monday first; `holidays` is None when the hours do not speak of public holidays."""

    week: tuple[Day, ...]
    holidays: Day | None = None

    def is_open(self, at: datetime) -> bool:
        """Whether someone may come at this instant."""
        local = clock.to_paris(at)
        minute = local.hour * 60 + local.minute
        day = self.week[local.weekday()]
        if self.holidays is not None and is_holiday(local.date()):
            day = self.holidays
        return any(part.start <= minute < part.end for part in day)


def parse(text: str | None) -> Schedule | None:
    """The schedule that the text means, or None when it is empty or not understood."""
    if not text or not text.strip():
        return None
    if text.strip() == _ALWAYS:
        return Schedule(tuple((Range(0, MIDNIGHT),) for _ in DAYS))
    week: list[Day] = [()] * len(DAYS)
    holidays: Day | None = None
    for rule in filter(None, (part.strip() for part in text.split(";"))):
        read = _parse_rule(rule)
        if read is None:
            return None
        days, ranges = read
        for day in days:
            if day == "PH":
                holidays = ranges
            else:
                week[DAYS.index(day)] = ranges
    return Schedule(tuple(week), holidays)


def is_open(text: str | None, at: datetime) -> bool | None:
    """Whether these hours are open at this instant; None when they are not understood."""
    schedule = parse(text)
    return None if schedule is None else schedule.is_open(at)


def _parse_rule(rule: str) -> tuple[list[str], Day] | None:
    found = _RULE.fullmatch(rule)
    days = _parse_days(found["days"] or "Mo-Su") if found else None
    ranges = _parse_ranges(found["what"].strip()) if found else None
    return None if days is None or ranges is None else (days, ranges)


def _parse_days(text: str) -> list[str] | None:
    days: list[str] = []
    for part in text.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        if not last:
            days.append(first)
        elif "PH" in (first, last) or last.count("-"):
            return None
        else:
            start, end = DAYS.index(first), DAYS.index(last)
            days += DAYS[start : end + 1] if start <= end else [*DAYS[start:], *DAYS[: end + 1]]
    return days


def _parse_ranges(text: str) -> Day | None:
    if text.lower() in _CLOSED:
        return ()
    ranges = []
    for part in text.split(","):
        found = _TIMES.fullmatch(part.strip())
        if not found:
            return None
        start, end = int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])
        if int(found[2]) > 59 or int(found[4]) > 59 or not start < end <= MIDNIGHT:
            return None
        ranges.append(Range(start, end))
    return joined(sorted(ranges))


def joined(ranges: Sequence[Range]) -> Day:
    """Ranges that touch or overlap become one: « 10:00-13:00,13:00-18:00 » is 10 to 18."""
    together: list[Range] = []
    for part in ranges:
        if together and part.start <= together[-1].end:
            together[-1] = Range(together[-1].start, max(together[-1].end, part.end))
        else:
            together.append(part)
    return tuple(together)


def write(schedule: Schedule) -> str:
    """The schedule in OpenStreetMap's syntax, as short as it can be; empty when nothing is open."""
    if not any(schedule.week):
        return ""
    if schedule.holidays is None and all(day == (Range(0, MIDNIGHT),) for day in schedule.week):
        return _ALWAYS
    rules = [f"{_write_days(days)} {_write_ranges(ranges)}" for days, ranges in _groups(schedule.week)]
    if schedule.holidays is not None:
        rules.append(f"PH {_write_ranges(schedule.holidays) or 'off'}")
    return "; ".join(rules)


def _groups(week: Sequence[Day]) -> list[tuple[list[int], Day]]:
    """The open days that share the same hours, in the order of the first of them."""
    groups: dict[Day, list[int]] = {}
    for index, ranges in enumerate(week):
        if ranges:
            groups.setdefault(ranges, []).append(index)
    return [(days, ranges) for ranges, days in groups.items()]


def _runs(days: Sequence[int]) -> list[tuple[int, int]]:
    """Consecutive days together: [0, 1, 2, 4] is 0 to 2, then 4."""
    runs: list[tuple[int, int]] = []
    for day in days:
        if runs and runs[-1][1] == day - 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _write_days(days: Sequence[int]) -> str:
    parts = []
    for first, last in _runs(days):
        joint = "-" if last - first > 1 else ","
        parts.append(DAYS[first] if first == last else f"{DAYS[first]}{joint}{DAYS[last]}")
    return ",".join(parts)


def _write_ranges(ranges: Sequence[Range]) -> str:
    return ",".join(f"{_clock(part.start)}-{_clock(part.end)}" for part in ranges)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


# In French

Translate = Callable[[str], str]


def describe(text: str | None, translate: Translate = str) -> str:
    """The hours in one sentence without a stop; empty without hours."""
    return f"{_NBSP}; ".join(describe_lines(text, translate))


def describe_lines(text: str | None, translate: Translate = str) -> list[str]:
    """« du lundi au vendredi : 9 h – 12 h, 14 h – 18 h 30 », one line for the days that share the same hours.

    Hours that are not understood are given as they are written, with the days in words.
    """
    schedule = parse(text)
    if schedule is None or not any(schedule.week):
        return [_in_words(text.strip(), translate)] if text and text.strip() else []
    lines = [
        f"{_say_days(days, translate)}{_NBSP}: {_say_ranges(ranges, translate)}"
        for days, ranges in _groups(schedule.week)
    ]
    if schedule.holidays == ():
        lines.append(translate(N_("fermé les jours fériés")))
    elif schedule.holidays:
        lines.append(f"{translate(N_('jours fériés'))}{_NBSP}: {_say_ranges(schedule.holidays, translate)}")
    return lines


def _in_words(text: str, translate: Translate) -> str:
    names = dict(zip(DAYS, DAY_NAMES, strict=True))
    return _DAY.sub(lambda found: translate(names[found[0]]), text).replace(";", f"{_NBSP};")


def _say_days(days: Sequence[int], translate: Translate) -> str:
    if len(days) == len(DAYS):
        return translate(N_("tous les jours"))
    runs = _runs(days)
    if len(runs) == 1 and runs[0][1] - runs[0][0] > 1:
        first, last = (translate(DAY_NAMES[day]) for day in runs[0])
        return translate(N_("du %(first)s au %(last)s")) % {"first": first, "last": last}
    names = [translate(DAY_NAMES[day]) for day in days]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {translate(N_('et'))} {names[-1]}"


def _say_ranges(ranges: Sequence[Range], translate: Translate) -> str:
    if list(ranges) == [Range(0, MIDNIGHT)]:
        return translate(N_("toute la journée"))
    return ", ".join(f"{say_time(part.start)}{_NBSP}–{_NBSP}{say_time(part.end)}" for part in ranges)


def say_time(minute: int) -> str:
    """« 9 h », « 18 h 30 »."""
    hours, minutes = divmod(minute, 60)
    return f"{hours}{_NBSP}h" + (f"{_NBSP}{minutes:02d}" if minutes else "")
