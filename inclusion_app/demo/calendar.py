"""How work goes through the year: public holidays, school holidays of the three zones, quiet and busy months.

School holidays are those of the ministry's decrees (calendrier scolaire, education.gouv.fr), one list a zone; outside
the years written here only the summer and the end of the year count. The weights are assumptions.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from inclusion_app.network.holidays import is_holiday


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ZONE_A = _codes("01 03 07 15 16 17 19 21 23 24 25 26 33 38 39 40 42 43 47 58 63 64 69 70 71 73 74 79 86 87 89 90")
_ZONE_C = _codes("09 11 12 30 31 32 34 46 48 65 66 75 77 78 81 82 91 92 93 94 95")

# Winter and spring, the two that differ by zone: (first day, last day) of each school year's holidays.
_BY_ZONE: dict[str, tuple[tuple[date, date], ...]] = {
    "A": (
        (date(2023, 2, 4), date(2023, 2, 19)), (date(2023, 4, 8), date(2023, 4, 23)),
        (date(2024, 2, 17), date(2024, 3, 3)), (date(2024, 4, 13), date(2024, 4, 28)),
        (date(2025, 2, 22), date(2025, 3, 9)), (date(2025, 4, 19), date(2025, 5, 4)),
        (date(2026, 2, 7), date(2026, 2, 22)), (date(2026, 4, 4), date(2026, 4, 19)),
        (date(2027, 2, 13), date(2027, 2, 28)), (date(2027, 4, 10), date(2027, 4, 25)),
    ),
    "B": (
        (date(2023, 2, 11), date(2023, 2, 26)), (date(2023, 4, 15), date(2023, 5, 1)),
        (date(2024, 2, 24), date(2024, 3, 10)), (date(2024, 4, 20), date(2024, 5, 5)),
        (date(2025, 2, 8), date(2025, 2, 23)), (date(2025, 4, 5), date(2025, 4, 21)),
        (date(2026, 2, 14), date(2026, 3, 1)), (date(2026, 4, 11), date(2026, 4, 26)),
        (date(2027, 2, 20), date(2027, 3, 7)), (date(2027, 4, 17), date(2027, 5, 2)),
    ),
    "C": (
        (date(2023, 2, 18), date(2023, 3, 5)), (date(2023, 4, 22), date(2023, 5, 8)),
        (date(2024, 2, 10), date(2024, 2, 25)), (date(2024, 4, 6), date(2024, 4, 21)),
        (date(2025, 2, 15), date(2025, 3, 2)), (date(2025, 4, 12), date(2025, 4, 27)),
        (date(2026, 2, 21), date(2026, 3, 8)), (date(2026, 4, 18), date(2026, 5, 3)),
        (date(2027, 2, 6), date(2027, 2, 21)), (date(2027, 4, 3), date(2027, 4, 18)),
    ),
}  # fmt: skip
_AUTUMN = (
    (date(2023, 10, 21), date(2023, 11, 5)), (date(2024, 10, 19), date(2024, 11, 3)),
    (date(2025, 10, 18), date(2025, 11, 2)), (date(2026, 10, 17), date(2026, 11, 1)),
    (date(2027, 10, 23), date(2027, 11, 7)),
)  # fmt: skip

_WEEKDAYS = (0.92, 1.12, 1.02, 1.12, 0.84, 0.09, 0.0)
_MONTHS = (1.08, 1.02, 1.06, 0.98, 0.90, 1.0, 0.74, 0.42, 1.08, 1.12, 1.06, 0.86)
_SCHOOL_HOLIDAY = 0.82
_END_OF_YEAR = 0.35
_YEARLY_GROWTH = 0.08


def school_zone(departement: str) -> str:
    """The zone of a département's académie; the overseas ones and Corsica, which have their own, count as B."""
    return "A" if departement in _ZONE_A else "C" if departement in _ZONE_C else "B"


def is_school_holiday(day: date, zone: str) -> bool:
    """Whether pupils of the zone are on holiday."""
    if _is_end_of_year(day) or ((day.month, day.day) >= (7, 6) and day.month <= 8):
        return True
    return any(first <= day <= last for first, last in (*_BY_ZONE[zone], *_AUTUMN))


def _is_end_of_year(day: date) -> bool:
    return (day.month, day.day) >= (12, 21) or (day.month, day.day) <= (1, 3)


def day_weight(day: date, zone: str, first: date) -> float:
    """How much is done on a day, beside others; nothing on Sundays and public holidays."""
    if is_holiday(day):
        return 0.0
    weight = _WEEKDAYS[day.weekday()] * _MONTHS[day.month - 1]
    if _is_end_of_year(day):
        weight *= _END_OF_YEAR
    elif is_school_holiday(day, zone):
        weight *= _SCHOOL_HOLIDAY
    return weight * (1 + _YEARLY_GROWTH * (day - first).days / 365)


def first_day(last: date) -> date:
    """The day that opens the 36 months which `last` closes."""
    after = last + timedelta(days=1)
    day = min(after.day, 28) if after.month == 2 else after.day
    return date(after.year - 3, after.month, day)


def daily_counts(total: int, last: date, zone: str) -> Iterator[tuple[date, int]]:
    """Share exactly `total` out over the 36 months to `last`, day after day."""
    first = first_day(last)
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    weights = [day_weight(day, zone, first) for day in days]
    whole, reached, given = sum(weights), 0.0, 0
    for day, weight in zip(days, weights, strict=True):
        reached += weight
        upto = round(reached / whole * total)
        yield day, upto - given
        given = upto
