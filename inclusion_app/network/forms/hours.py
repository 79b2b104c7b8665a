"""The field of opening hours: a small grid, two ranges a day, that reads and writes OpenStreetMap's syntax."""

import re
from typing import Any, NamedTuple

import wtforms
from flask_babel import gettext

from inclusion_app.kernel.text import N_
from inclusion_app.network import hours
from inclusion_app.network.hours import DAY_NAMES, DAYS, Range, Schedule

SLOTS = 2
_TIME = re.compile(r"(\d{1,2})\s*(?:[:hH]\s*(\d{2})?)?")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_EDGES = (("de", N_("ouverture")), ("a", N_("fermeture")))
_SLOT_NAMES = (N_("premier créneau"), N_("second créneau"))


class Cell(NamedTuple):
    """One time of the grid; `label` says which to a screen reader."""

    id: str
    name: str
    label: str
    value: str
    wrong: bool

    @property
    def type(self) -> str:
        """A time control would lose what is not written as it wants."""
        return "time" if not self.value or _CLOCK.fullmatch(self.value) else "text"


class Line(NamedTuple):
    """One day: its name and its slots, each an opening and a closing time."""

    day: str
    slots: list[tuple[Cell, Cell]]


class HoursField(wtforms.Field):
    """`data` is the text of `opening_hours`, or None. Hours that the grid cannot show are kept as they are written,
    until the grid is filled."""

    kind = "hours"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cells: dict[str, str] = {}
        self.raw = ""
        self.closed_on_holidays = False
        self.wrong: set[str] = set()

    @property
    def raw_name(self) -> str:
        return f"{self.name}-texte"

    @property
    def holidays_name(self) -> str:
        return f"{self.name}-feries"

    def lines(self) -> list[Line]:
        """The grid, Monday first."""
        return [Line(gettext(DAY_NAMES[i]), [self._slot(i, slot) for slot in range(SLOTS)]) for i in range(len(DAYS))]

    def process(self, formdata: Any, data: Any = wtforms.utils.unset_value, extra_filters: Any = None) -> None:
        self.process_errors = []
        self.data = self.object_data = None if data is wtforms.utils.unset_value else data
        self.cells, self.raw, self.closed_on_holidays, self.wrong = {}, "", False, set()
        if formdata and any(key.startswith(f"{self.name}-") for key in formdata):
            self._read(formdata)
        else:
            self._show(self.data)

    def _slot(self, index: int, slot: int) -> tuple[Cell, Cell]:
        first, second = (self._cell(index, slot, edge, said) for edge, said in _EDGES)
        return first, second

    def _cell(self, index: int, slot: int, edge: str, said: str) -> Cell:
        """The first time of the first wrong day has the id of the field: the error summary leads there."""
        name = self._name(DAYS[index], slot, edge)
        label = f"{gettext(DAY_NAMES[index])}, {gettext(_SLOT_NAMES[slot])}, {gettext(said)}"
        first_day = next((day for day in DAYS if day in self.wrong), DAYS[0])
        first = name == self._name(first_day, 0, _EDGES[0][0])
        own_id = self.id if first else f"{self.id}{name[len(self.name) :]}"
        return Cell(own_id, name, label, self.cells.get(name, ""), DAYS[index] in self.wrong)

    def _name(self, day: str, slot: int, edge: str) -> str:
        return f"{self.name}-{day.lower()}-{slot + 1}-{edge}"

    def _show(self, text: str | None) -> None:
        schedule = hours.parse(text)
        if schedule is None or not _fits(schedule):
            self.raw = (text or "").strip()
            return
        self.closed_on_holidays = schedule.holidays == ()
        for day, ranges in zip(DAYS, schedule.week, strict=True):
            for slot, part in enumerate(ranges):
                self.cells[self._name(day, slot, "de")] = _clock(part.start)
                self.cells[self._name(day, slot, "a")] = _clock(part.end)

    def _read(self, formdata: Any) -> None:
        self.raw = str(formdata.get(self.raw_name, "")).strip()[:500]
        self.closed_on_holidays = bool(formdata.get(self.holidays_name))
        week = tuple(self._read_day(formdata, index) for index in range(len(DAYS)))
        schedule = Schedule(week, () if self.closed_on_holidays else None)
        self.data = hours.write(schedule) or self.raw or None
        if any(week):
            self.raw = ""

    def _read_day(self, formdata: Any, index: int) -> tuple[Range, ...]:
        ranges = []
        for slot in range(SLOTS):
            texts = [self._typed(formdata, DAYS[index], slot, edge) for edge, _ in _EDGES]
            if any(texts):
                ranges.append(self._read_range(index, texts))
        return hours.joined(sorted(part for part in ranges if part))

    def _typed(self, formdata: Any, day: str, slot: int, edge: str) -> str:
        name = self._name(day, slot, edge)
        self.cells[name] = str(formdata.get(name, "")).strip()
        return self.cells[name]

    def _read_range(self, index: int, texts: list[str]) -> Range | None:
        start, end = (_minutes(text) for text in texts)
        if start is not None and end == 0:
            end = hours.MIDNIGHT
        if start is None or end is None:
            self._refuse(index, N_("%(day)s\u00a0: écrivez l’heure d’ouverture et l’heure de fermeture."))
            return None
        if start >= end:
            self._refuse(index, N_("%(day)s\u00a0: la fermeture doit venir après l’ouverture."))
            return None
        return Range(start, end)

    def _refuse(self, index: int, message: str) -> None:
        self.wrong.add(DAYS[index])
        self.process_errors = [*self.process_errors, gettext(message, day=gettext(DAY_NAMES[index]).capitalize())]


def _fits(schedule: Schedule) -> bool:
    return all(len(day) <= SLOTS for day in schedule.week) and schedule.holidays in (None, ())


def _minutes(text: str) -> int | None:
    found = _TIME.fullmatch(text)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return hour * 60 + minute if hour <= 24 and minute <= 59 and hour * 60 + minute <= hours.MIDNIGHT else None


def _clock(minute: int) -> str:
    """What a time control understands: midnight at the end of a day is 00:00."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"
