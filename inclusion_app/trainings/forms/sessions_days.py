"""The field of half-days: a row each (day, start, end), told at its row what is wrong with it."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple

import wtforms
from flask_babel import gettext
from wtforms.form import BaseForm

from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.models.sessions import MAX_HALF_DAYS
from inclusion_app.trainings.rules.recurrence import Stretch, TypedHalfDay, to_stretch, typed_of, weekly
from inclusion_app.trainings.rules.sessions import check_day
from inclusion_app.web.fields import DateField, TimeField

_CELLS: tuple[tuple[str, str, Any], ...] = (
    ("day", N_("Date"), DateField),
    ("start", N_("Début"), TimeField),
    ("end", N_("Fin"), TimeField),
)
_MISSING = {
    "day": N_("Indiquez la date."),
    "start": N_("Indiquez l’heure de début."),
    "end": N_("Indiquez l’heure de fin."),
}


class _Row(NamedTuple):
    """One half-day as typed; an empty row is nothing."""

    rank: int
    day: DateField
    start: TimeField
    end: TimeField

    @property
    def cells(self) -> tuple[wtforms.Field, ...]:
        return (self.day, self.start, self.end)

    @property
    def is_empty(self) -> bool:
        return not any((cell.raw_data and cell.raw_data[0].strip()) or cell.data for cell in self.cells)

    def repeats(self, before: "_Row") -> bool:
        """An added row that nobody filled: no date, the hours of the row before."""
        hours = (self.start.data, self.end.data) == (before.start.data, before.end.data)
        return hours and not (self.day.data or any(cell.process_errors for cell in self.cells))

    @property
    def typed(self) -> TypedHalfDay | None:
        """What is written, once each cell could be read."""
        if self.day.data and self.start.data and self.end.data:
            return TypedHalfDay(self.day.data, self.start.data, self.end.data)
        return None

    def refuse(self, field: str, text: str) -> None:
        cell: wtforms.Field = getattr(self, field)
        cell.errors = [*cell.errors, text]


class _Unmarked:
    """What the cells take for their form: their labels never say « facultatif »."""

    mark_optional = False


class HalfDaysField(wtforms.Field):
    """`data` is a list of TypedHalfDay, in the order typed; `stretches` are their instants in order, once validated.

    `kept` are days of the session before the change, that may be old; `held` are half-days where people came: their
    rows are shown, not typed.
    """

    kind = "half_days"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: list[_Row] = []
        self.kept: frozenset[date] = frozenset()
        self.held: frozenset[Stretch] = frozenset()
        self.stretches: list[Stretch] = []

    def process(self, formdata: Any, data: Any = wtforms.utils.unset_value, extra_filters: Any = None) -> None:
        self.process_errors = []
        self.object_data = [] if data is wtforms.utils.unset_value else list(data or [])
        ranks = sorted({rank for name in formdata or () if (rank := self._rank(name)) is not None})
        if ranks:
            rows = [self._row(rank, formdata, None) for rank in ranks[: 2 * MAX_HALF_DAYS]]
            self.rows = [row for row in rows if not row.is_empty] or rows[:1]
            self.rows = [row for rank, row in enumerate(self.rows) if not rank or not row.repeats(self.rows[rank - 1])]
            self._number()
        else:
            self.show(self.object_data)
        self.data = [row.typed for row in self.rows if row.typed]

    def is_held(self, row: _Row) -> bool:
        """People came to this one: it stays as it is."""
        with suppress(DomainError):
            return row.typed is not None and to_stretch(row.typed) in self.held
        return False

    def show(self, typed: Sequence[TypedHalfDay], spare: int = 0) -> None:
        """Rows for these half-days, and empty ones; one at least."""
        self.rows = [self._row(rank, None, one) for rank, one in enumerate(typed)]
        for _ in range(max(spare, 0 if self.rows else 1)):
            self.rows.append(self._row(len(self.rows), None, None))
        self._number()
        self.data = list(typed)

    def add_row(self) -> None:
        """One more row, with the hours of the last one."""
        self.rows.append(self._row(len(self.rows), None, None))
        if len(self.rows) > 1:
            last, new = self.rows[-2], self.rows[-1]
            new.start.data, new.end.data = last.start.data, last.end.data
        self._number()

    def remove_row(self, rank: int) -> None:
        """All the rows but this one."""
        self.rows = [row for row in self.rows if row.rank != rank or self.is_held(row)] or [self._row(0, None, None)]
        self._number()

    def repeat_weekly(self, weeks: int) -> bool:
        """The same half-days each week; False when they would be too many."""
        typed = weekly([row.typed for row in self.rows if row.typed], weeks)
        if len(typed) > MAX_HALF_DAYS or not typed:
            return False
        self.show(typed)
        return True

    def readable(self) -> list[Stretch]:
        """The instants of the rows that mean something, whatever is wrong with the others."""
        found = []
        for row in self.rows:
            with suppress(DomainError):
                found += [to_stretch(row.typed)] if row.typed else []
        return found

    def validate(self, form: BaseForm, extra_validators: Iterable[Any] = ()) -> bool:
        self.errors, self.stretches = [], []
        found: list[Stretch] = []
        for row in self.rows:
            for cell in row.cells:
                cell.errors = list(cell.process_errors)
            if not row.is_empty:
                found += self._read(row, found)
        if all(row.is_empty for row in self.rows):
            self.rows[0].refuse("day", gettext("Indiquez au moins une date et ses heures."))
        if len(self.rows) > MAX_HALF_DAYS:
            self.errors = [gettext("Une session compte %(most)s demi-journées au plus.", most=MAX_HALF_DAYS)]
        self.stretches = sorted(found)
        return not self.errors and not any(cell.errors for row in self.rows for cell in row.cells)

    def _read(self, row: _Row, before: list[Stretch]) -> list[Stretch]:
        for name, message in _MISSING.items():
            cell = getattr(row, name)
            if cell.data is None and not cell.errors:
                row.refuse(name, gettext(message))
        if row.typed is None:
            return []
        try:
            if row.typed.day not in self.kept:
                check_day(row.typed.day, clock.today())
            stretch = to_stretch(row.typed)
        except DomainError as error:
            row.refuse(error.field or "day", gettext(error.message, **error.values))
            return []
        if any(stretch.overlaps(other) for other in before):
            row.refuse("start", gettext("Cette demi-journée en chevauche une autre de la session."))
        return [stretch]

    def _rank(self, name: str) -> int | None:
        parts = name.removeprefix(f"{self.name}-").split("-")
        known = name.startswith(f"{self.name}-") and len(parts) == 2 and parts[0].isascii() and parts[0].isdecimal()
        return int(parts[0]) if known and len(parts[0]) < 4 else None

    def _row(self, rank: int, formdata: Any, typed: TypedHalfDay | None) -> _Row:
        cells = {}
        for name, label, kind in _CELLS:
            cell = kind(label).bind(_Unmarked(), f"{rank}-{name}", prefix=f"{self.name}-", _meta=self.meta)
            cell.process(formdata, getattr(typed, name) if typed else None)
            cell.errors = []
            cells[name] = cell
        return _Row(rank, **cells)

    def _number(self) -> None:
        """Ranks from 0, and labels that tell the rows apart when there are several."""
        for rank, row in enumerate(self.rows):
            for (name, label, _kind), cell in zip(_CELLS, row.cells, strict=True):
                cell.name = cell.id = f"{self.name}-{rank}-{name}"
                text = gettext(label)
                cell.label.text = f"{text} {rank + 1}" if len(self.rows) > 1 else text
                cell.label.field_id = cell.id
        self.rows = [row._replace(rank=rank) for rank, row in enumerate(self.rows)]


def typed_days(stretches: Iterable[Stretch]) -> list[TypedHalfDay]:
    """What the field shows for these instants."""
    return [typed_of(one) for one in stretches]
