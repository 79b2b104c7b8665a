"""How work goes through the year: public holidays, school holidays, quiet and busy months. The weights are assumptions.

Where or when the school calendar is not known, only the summer and the end of the year count.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from inclusion_app.network.holidays import is_holiday, school_holiday

_WEEKDAYS = (0.92, 1.12, 1.02, 1.12, 0.84, 0.09, 0.0)
_MONTHS = (1.08, 1.02, 1.06, 0.98, 0.90, 1.0, 0.74, 0.42, 1.08, 1.12, 1.06, 0.86)
_SCHOOL_HOLIDAY = 0.82
_END_OF_YEAR = 0.35
_YEARLY_GROWTH = 0.08


def is_school_holiday(day: date, departement: str) -> bool:
    """Whether pupils of the département are on holiday."""
    if _is_end_of_year(day) or ((day.month, day.day) >= (7, 6) and day.month <= 8):
        return True
    return school_holiday(day, departement) is not None


def _is_end_of_year(day: date) -> bool:
    return (day.month, day.day) >= (12, 21) or (day.month, day.day) <= (1, 3)


def day_weight(day: date, departement: str, first: date) -> float:
    """How much is done on a day, beside others; nothing on Sundays and public holidays."""
    if is_holiday(day):
        return 0.0
    weight = _WEEKDAYS[day.weekday()] * _MONTHS[day.month - 1]
    if _is_end_of_year(day):
        weight *= _END_OF_YEAR
    elif is_school_holiday(day, departement):
        weight *= _SCHOOL_HOLIDAY
    return weight * (1 + _YEARLY_GROWTH * (day - first).days / 365)


def first_day(last: date) -> date:
    """The day that opens the 36 months which `last` closes."""
    after = last + timedelta(days=1)
    day = min(after.day, 28) if after.month == 2 else after.day
    return date(after.year - 3, after.month, day)


def daily_counts(total: int, last: date, departement: str) -> Iterator[tuple[date, int]]:
    """Share exactly `total` out over the 36 months to `last`, day after day."""
    first = first_day(last)
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    weights = [day_weight(day, departement, first) for day in days]
    whole, reached, given = sum(weights), 0.0, 0
    for day, weight in zip(days, weights, strict=True):
        reached += weight
        upto = round(reached / whole * total)
        yield day, upto - given
        given = upto
