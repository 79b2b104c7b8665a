"""Periods: kinds, names, neighbours."""

from datetime import date

import pytest

from inclusion_app.kernel.errors import DomainError
from inclusion_app.observatory.periods import Period, PeriodKind, month_of, parse_period, quarter_of, year_of
from inclusion_app.observatory.sources import whole_periods

FREE = Period(date(2025, 3, 3), date(2025, 5, 9))


@pytest.mark.parametrize(
    ("period", "kind", "key", "label"),
    [
        (year_of(2025), PeriodKind.YEAR, "2025", "janvier à décembre 2025"),
        (quarter_of(2026, 3), PeriodKind.QUARTER, "2026-T3", "3e trimestre 2026"),
        (quarter_of(2026, 1), PeriodKind.QUARTER, "2026-T1", "1er trimestre 2026"),
        (month_of(2026, 9), PeriodKind.MONTH, "2026-09", "septembre 2026"),
        (FREE, PeriodKind.FREE, "2025-03-03_2025-05-09", "du 3 mars au 9 mai 2025"),
        (Period(date(2025, 2, 23), date(2025, 2, 28)), PeriodKind.FREE, None, "du 23 au 28 février 2025"),
        (Period(date(2025, 3, 1), date(2025, 3, 9)), PeriodKind.FREE, None, "du 1er au 9 mars 2025"),
        (
            Period(date(2024, 12, 30), date(2025, 1, 1)),
            PeriodKind.FREE,
            None,
            "du 30 décembre 2024 au 1er janvier 2025",
        ),
        (Period(date(2025, 2, 1), date(2025, 4, 30)), PeriodKind.FREE, None, "du 1er février au 30 avril 2025"),
    ],
)
def test_kind_key_label(period: Period, kind: PeriodKind, key: str | None, label: str) -> None:
    assert (period.kind, period.label) == (kind, label)
    assert parse_period(period.key) == period
    assert key is None or period.key == key
    assert period.official is (kind is not PeriodKind.FREE)


@pytest.mark.parametrize(
    ("period", "previous", "last_year"),
    [
        (year_of(2024), year_of(2023), year_of(2023)),
        (quarter_of(2025, 1), quarter_of(2024, 4), quarter_of(2024, 1)),
        (month_of(2025, 3), month_of(2025, 2), month_of(2024, 3)),
        (month_of(2024, 2), month_of(2024, 1), month_of(2023, 2)),
        (month_of(2025, 2), month_of(2025, 1), month_of(2024, 2)),
        (FREE, Period(date(2024, 12, 25), date(2025, 3, 2)), Period(date(2024, 3, 3), date(2024, 5, 9))),
    ],
)
def test_neighbours(period: Period, previous: Period, last_year: Period) -> None:
    assert period.previous() == previous
    assert period.last_year() == last_year
    assert period.previous().following() == period


@pytest.mark.parametrize("text", ["", "2025-13", "2025-T5", "hier", "2025-01-05_2025-01-01", "99999", "2025-T0"])
def test_a_wrong_key_is_told(text: str) -> None:
    with pytest.raises(DomainError):
        parse_period(text)


def test_whole_periods_that_make_free_dates() -> None:
    two_years = Period(date(2021, 1, 1), date(2022, 12, 31))
    assert whole_periods(two_years) == [year_of(2021), year_of(2022)]
    assert whole_periods(Period(date(2025, 2, 1), date(2026, 6, 30)))[:3] == [
        month_of(2025, 2),
        month_of(2025, 3),
        quarter_of(2025, 2),
    ]
    assert whole_periods(FREE) == []


def test_months_are_cut_to_the_dates() -> None:
    assert [str(month.start) for month in FREE.months()] == ["2025-03-03", "2025-04-01", "2025-05-01"]
    assert list(FREE.months())[-1].end == date(2025, 5, 9)


@pytest.mark.parametrize(
    "key", ["0001", "1999", "2101", "9999", "9" * 30, "2025-T9", "2025-13", "1800-01-01_2025-01-01", "²"]
)
def test_a_period_that_nobody_can_ask_for_is_refused(key: str) -> None:
    with pytest.raises(DomainError):
        parse_period(key)
