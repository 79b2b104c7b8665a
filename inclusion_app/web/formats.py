"""How dates, numbers and durations are written; each function is also a Jinja filter of the same name."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from flask_babel import get_domain, get_locale, gettext

_PARIS = ZoneInfo("Europe/Paris")
_FRENCH = Locale("fr")
NBSP = "\u00a0"
THIN = "\u202f"


def _locale() -> Locale:
    return get_locale() or _FRENCH


def local(moment: datetime) -> datetime:
    """The same instant on a clock in Paris; a naive one is UTC."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(_PARIS)


def _day(value: date | datetime) -> date:
    return local(value).date() if isinstance(value, datetime) else value


def _first(text: str, day: date) -> str:
    """French says « 1er janvier »."""
    if day.day == 1 and _locale().language == "fr":
        return text.replace("1 ", "1er ", 1)
    return text


def date_fr(value: date | datetime | None, year: bool = True) -> str:
    """Mardi 24 novembre 2026; without the year when `year` is false."""
    if value is None:
        return ""
    day = _day(value)
    if not year:
        return _first(format_date(day, "EEEE d MMMM", locale=_locale()), day)
    return _first(format_date(day, "full", locale=_locale()), day)


def date_long(value: date | datetime | None) -> str:
    """24 novembre 2026."""
    return "" if value is None else _first(format_date(_day(value), "long", locale=_locale()), _day(value))


def date_short(value: date | datetime | None) -> str:
    """24/11/2026."""
    return "" if value is None else format_date(_day(value), "dd/MM/y", locale=_locale())


def time_fr(value: datetime | None) -> str:
    """14:30, in Paris."""
    return "" if value is None else format_time(local(value).time(), "HH:mm", locale=_locale())


def datetime_fr(value: datetime | None) -> str:
    """Mardi 24 novembre 2026 à 14:30, in Paris."""
    if value is None:
        return ""
    return str(gettext("%(day)s à %(time)s", day=date_fr(value), time=time_fr(value)))


def month_fr(value: date | datetime | None) -> str:
    """Novembre 2026, in lower case."""
    return "" if value is None else format_date(_day(value), "MMMM y", locale=_locale())


def number(value: float | None, decimals: int = 0) -> str:
    """1 234, or 12,5 with `decimals=1`; nothing for None."""
    if value is None:
        return ""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(round(value, decimals) if decimals else round(value), pattern, locale=_locale())


def percent(ratio: float | None, decimals: int = 0) -> str:
    """12 % for 0.12."""
    return "" if ratio is None else f"{number(ratio * 100, decimals)}{THIN}%"


def duration(minutes: float | None) -> str:
    """1 h 30, 45 min, 1 234 h 05."""
    if minutes is None:
        return ""
    hours, rest = divmod(round(minutes), 60)
    if not hours:
        return f"{rest}{NBSP}min"
    return f"{number(hours)}{NBSP}h" + (f"{NBSP}{rest:02d}" if rest else "")


def hours(minutes: float | None) -> str:
    """Whole hours of a total in minutes: 1 234 h."""
    return "" if minutes is None else f"{number(minutes / 60)}{NBSP}h"


def plural(count: int, one: str, many: str) -> str:
    """1 personne, 1 234 personnes: the number with its noun; 0 takes the singular in French.

    `one` and `many` hold the place of the number: "%(count)s personne", or "%(num)s personne".
    """
    rank = 1 if count == 0 and _locale().language == "fr" else count
    catalogue = get_domain().get_translations()
    text = catalogue.ngettext(one, many, rank)
    if text in (one, many):  # the two forms were marked one by one
        text = catalogue.gettext(text)
    # Not flask_babel's ngettext, which would write %(num)s without its thousands' space.
    written = number(count)
    return str(text % {"num": written, "count": written})


def file_size(size: int | None) -> str:
    """240 Ko, 1,2 Mo."""
    if size is None:
        return ""
    if size < 1_000_000:
        return f"{number(max(1, -(-size // 1000)))}{NBSP}{gettext('Ko')}"
    return f"{number(size / 1_000_000, 1)}{NBSP}{gettext('Mo')}"


FILTERS = {
    function.__name__: function
    for function in (
        date_fr,
        date_long,
        date_short,
        datetime_fr,
        duration,
        file_size,
        hours,
        month_fr,
        number,
        percent,
        plural,
        time_fr,
    )
}
