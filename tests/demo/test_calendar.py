"""The year of the demonstration."""

from datetime import date

import pytest

from inclusion_app.demo.calendar import daily_counts, first_day, is_school_holiday


@pytest.mark.parametrize(
    ("last", "first"),
    [
        (date(2026, 11, 23), date(2023, 11, 24)),
        (date(2026, 12, 31), date(2024, 1, 1)),
        (date(2028, 2, 28), date(2025, 2, 28)),
        (date(2026, 2, 28), date(2023, 3, 1)),
    ],
)
def test_thirty_six_months(last: date, first: date) -> None:
    assert first_day(last) == first


def test_school_holidays_differ_by_zone() -> None:
    day = date(2026, 2, 10)
    assert [is_school_holiday(day, departement) for departement in ("87", "59", "75")] == [True, False, False]
    assert all(is_school_holiday(date(2025, 7, 20), departement) for departement in ("87", "2A", "974"))
    assert not any(is_school_holiday(date(2025, 9, 15), departement) for departement in ("87", "59", "75"))


@pytest.mark.parametrize("total", [0, 1, 7, 1000, 12345])
def test_days_share_exactly_the_total(total: int) -> None:
    counts = dict(daily_counts(total, date(2026, 11, 23), "87"))
    assert sum(counts.values()) == total
    assert min(counts.values()) >= 0
    assert counts[date(2026, 11, 22)] == 0, "a Sunday"
    assert counts[date(2026, 11, 11)] == 0, "a public holiday"
    assert len(counts) == 1096


def test_august_is_quiet() -> None:
    counts = dict(daily_counts(30_000, date(2026, 11, 23), "87"))
    august = sum(count for day, count in counts.items() if (day.year, day.month) == (2025, 8))
    october = sum(count for day, count in counts.items() if (day.year, day.month) == (2025, 10))
    assert 0.2 < august / october < 0.5
