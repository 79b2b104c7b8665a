"""Periods of the observatory: a month, a quarter, a year, a school year, or free dates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from flask_babel import gettext

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_

MONTH_NAMES = (
    N_("janvier"),
    N_("février"),
    N_("mars"),
    N_("avril"),
    N_("mai"),
    N_("juin"),
    N_("juillet"),
    N_("août"),
    N_("septembre"),
    N_("octobre"),
    N_("novembre"),
    N_("décembre"),
)
_QUARTERS = (N_("1er trimestre"), N_("2e trimestre"), N_("3e trimestre"), N_("4e trimestre"))


def _(text: str, /, **values: object) -> str:
    """The text in the reader's language."""
    return str(gettext(text, **values))


class PeriodKind(StrEnum):
    """What a period is; officials choose among all but the last."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    SCHOOL_YEAR = "school_year"
    FREE = "free"


FIRST_YEAR, LAST_YEAR = 2000, 2100
MONTHS_OF = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12, PeriodKind.SCHOOL_YEAR: 12}
_FIRST_OF_SCHOOL = 9
_DIGITS_OF_YEAR = 4


@dataclass(frozen=True, order=True)
class Period:
    """From `start` to `end`, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise DomainError(N_("La fin de la période précède son début."), field="end")

    @property
    def kind(self) -> PeriodKind:
        """Month, quarter, year or school year when the dates are exactly those of one."""
        for kind in MONTHS_OF:
            if self == containing(kind, self.start):
                return kind
        return PeriodKind.FREE

    @property
    def official(self) -> bool:
        """An official may ask for it."""
        return self.kind is not PeriodKind.FREE

    @property
    def calendar(self) -> bool:
        """A month, a quarter or a year: the periods that are published. Others are made of them, or are free."""
        return self.kind in (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def key(self) -> str:
        """The short text of an address: « 2025 », « 2025-T3 », « 2025-09 », « 2025-2026 », else both dates."""
        year = self.start.year
        match self.kind:
            case PeriodKind.YEAR:
                return str(year)
            case PeriodKind.QUARTER:
                return f"{year}-T{self.quarter}"
            case PeriodKind.MONTH:
                return f"{year}-{self.start.month:02d}"
            case PeriodKind.SCHOOL_YEAR:
                return f"{year}-{year + 1}"
            case _:
                return f"{self.start.isoformat()}_{self.end.isoformat()}"

    @property
    def quarter(self) -> int:
        """The quarter in which it starts, 1 to 4."""
        return (self.start.month - 1) // 3 + 1

    @property
    def label(self) -> str:
        """In French: « janvier à décembre 2025 », « 3e trimestre 2026 », « du 3 mars au 9 mai 2026 »."""
        match self.kind:
            case PeriodKind.YEAR:
                return _("janvier à décembre %(year)s", year=self.start.year)
            case PeriodKind.QUARTER:
                return f"{_(_QUARTERS[self.quarter - 1])} {self.start.year}"
            case PeriodKind.MONTH:
                return f"{_(MONTH_NAMES[self.start.month - 1])} {self.start.year}"
            case PeriodKind.SCHOOL_YEAR:
                return _("septembre %(year)s à août %(next)s", year=self.start.year, next=self.start.year + 1)
            case _:
                return _free_label(self.start, self.end)

    @property
    def short_label(self) -> str:
        """« 2025 » for a year, « 2025-2026 » for a school year, else the label."""
        return self.key if self.kind in (PeriodKind.YEAR, PeriodKind.SCHOOL_YEAR) else self.label

    def __str__(self) -> str:
        return self.label

    def previous(self) -> "Period":
        """The period just before, of the same kind, or of as many days when the dates are free."""
        before = self.start - timedelta(days=1)
        if self.kind is PeriodKind.FREE:
            return Period(before - timedelta(days=self.days - 1), before)
        return containing(self.kind, before)

    def following(self) -> "Period":
        """The period just after, of the same kind, or of as many days when the dates are free."""
        after = self.end + timedelta(days=1)
        if self.kind is PeriodKind.FREE:
            return Period(after, after + timedelta(days=self.days - 1))
        return containing(self.kind, after)

    def last_year(self) -> "Period":
        """The same dates one year before."""
        return Period(_year_before(self.start), _year_before(self.end + timedelta(days=1)) - timedelta(days=1))

    def year(self) -> "Period":
        """The year in which it starts."""
        return year_of(self.start.year)

    def months(self) -> Iterator["Period"]:
        """The months that it touches, in order, each cut to its dates."""
        first = containing(PeriodKind.MONTH, self.start)
        while first.start <= self.end:
            yield Period(max(first.start, self.start), min(first.end, self.end))
            first = first.following()


def containing(kind: PeriodKind, day: date) -> Period:
    """The month, quarter, year or school year in which a day lies."""
    months = MONTHS_OF[kind]
    if kind is PeriodKind.SCHOOL_YEAR:
        return school_year_of(day.year if day.month >= _FIRST_OF_SCHOOL else day.year - 1)
    first = (day.month - 1) // months * months + 1
    return _whole(date(day.year, first, 1), months)


def year_of(year: int) -> Period:
    """A whole year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def school_year_of(year: int) -> Period:
    """The school year that begins in September of this year."""
    return Period(date(year, _FIRST_OF_SCHOOL, 1), date(year + 1, _FIRST_OF_SCHOOL - 1, 31))


def month_of(year: int, month: int) -> Period:
    """A whole month."""
    return _whole(date(year, month, 1), 1)


def quarter_of(year: int, quarter: int) -> Period:
    """A whole quarter, 1 to 4."""
    return _whole(date(year, quarter * 3 - 2, 1), 3)


def asked(start: date, end: date) -> Period:
    """A period that someone asks for; nothing is counted outside the years that it may name."""
    if start.year < FIRST_YEAR or end.year > LAST_YEAR:
        raise DomainError(N_("Choisissez des dates entre 2000 et 2100."), field="end")
    return Period(start, end)


def parse_period(key: str) -> Period:
    """The period that a key names, see `Period.key`. Raises DomainError when it names none."""
    wrong = DomainError(N_("Cette période n’existe pas."), field="period")
    try:
        named = _named(key.strip(), wrong)
    except (ValueError, OverflowError):
        raise wrong from None
    return asked(named.start, named.end)


_KEY = re.compile("[0-9]{4}(-T[1-4]|-[0-9]{2}|-[0-9]{4}|-[0-9]{2}-[0-9]{2}_[0-9]{4}-[0-9]{2}-[0-9]{2})?")


def _named(text: str, wrong: DomainError) -> Period:
    if not _KEY.fullmatch(text):
        raise wrong
    if "_" in text:
        start, end = text.split("_")
        return Period(date.fromisoformat(start), date.fromisoformat(end))
    if "-T" in text:
        year, quarter = text.split("-T")
        return quarter_of(int(year), int(quarter))
    if "-" in text:
        year, month = text.split("-")
        if len(month) == _DIGITS_OF_YEAR:
            return school_year_of(int(year)) if int(month) == int(year) + 1 else _refuse(wrong)
        return month_of(int(year), int(month))
    return year_of(int(text))


def _refuse(error: DomainError) -> Period:
    raise error


def _whole(start: date, months: int) -> Period:
    month = start.month - 1 + months
    after = date(start.year + month // 12, month % 12 + 1, 1) if start.year + month // 12 <= 9999 else date.max
    return Period(start, after - timedelta(days=1))


def _year_before(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 3, 1)
    return day.replace(year=day.year - 1)


def _free_label(start: date, end: date) -> str:
    if start == end:
        return _("le %(day)s", day=f"{_day(start)} {start.year}")
    if (start.year, start.month) == (end.year, end.month):
        return _("du %(start)s au %(end)s", start=_number(start), end=f"{_day(end)} {end.year}")
    begin = _day(start) if start.year == end.year else f"{_day(start)} {start.year}"
    return _("du %(start)s au %(end)s", start=begin, end=f"{_day(end)} {end.year}")


def _day(day: date) -> str:
    return f"{_number(day)} {_(MONTH_NAMES[day.month - 1])}"


def _number(day: date) -> str:
    return _("1er") if day.day == 1 else str(day.day)
