"""Months of a period, its years when they are many; months that are not whole, gaps, lines that break."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from inclusion_app.kernel import clock
from inclusion_app.observatory.against import Against, earlier, is_under_way, parse_against
from inclusion_app.observatory.figures import Cell
from inclusion_app.observatory.lines import line_chart
from inclusion_app.observatory.multiples import multiples
from inclusion_app.observatory.periods import Period, month_of, school_year_of, year_of
from inclusion_app.observatory.steps import are_years, by_step, dated, named_steps, steps_of
from tests.observatory.sample import make_block

CENTURY = Period(date(2000, 1, 1), date(2100, 12, 31))
TODAY = date(2026, 11, 24)


def test_a_century_is_shown_by_years() -> None:
    assert are_years(CENTURY)
    assert not are_years(Period(date(2021, 1, 1), date(2025, 12, 31)))
    assert len(list(steps_of(CENTURY))) == 101
    found = by_step(CENTURY, {"2025-01": 3, "2025-12": 4, "2026-01": 5})
    assert (len(found), found["2025"], found["2026"], found["2000"]) == (101, 7, 5, 0)
    assert dict(named_steps(CENTURY))["2025"] == "2025"


def test_months_of_two_years_say_their_year() -> None:
    assert [name for _, name in named_steps(school_year_of(2025))][:2] == ["septembre 2025", "octobre 2025"]


@pytest.mark.parametrize(
    ("step", "partial", "coming"),
    [
        (month_of(2026, 10), False, False),
        (month_of(2026, 11), True, False),
        (month_of(2026, 12), True, True),
        (Period(date(2026, 9, 4), date(2026, 9, 30)), True, False),
        (year_of(2025), False, False),
    ],
)
def test_a_month_that_is_not_whole_says_so(step: Period, partial: bool, coming: bool) -> None:
    with clock.frozen(datetime(2026, 11, 24, 12, tzinfo=UTC)):
        cell = dated(Cell("k", "k", 4), step)
    assert (cell.partial, cell.coming) == (partial, coming)


def test_a_period_under_way_is_compared_with_nothing() -> None:
    assert is_under_way(year_of(2026), TODAY)
    assert earlier(year_of(2026), Against.BEFORE, TODAY) is None
    assert earlier(year_of(2025), Against.PARENT, TODAY) is None
    assert earlier(month_of(2026, 10), Against.BEFORE, TODAY) == month_of(2026, 9)
    assert earlier(month_of(2026, 10), Against.LAST_YEAR, TODAY) == month_of(2025, 10)


@pytest.mark.parametrize("text", [None, "", "rien", "<script>", "avant" * 900])
def test_an_unknown_comparison_is_that_with_the_period_before(text: str | None) -> None:
    assert parse_against(text) is Against.BEFORE


def test_a_line_breaks_at_gaps_and_is_dotted_to_what_is_not_whole(app: Flask) -> None:
    counts = [10, 20, None, 5, 8, 3, 0]
    cells = [Cell(f"2026-{rank + 1:02d}", "", count) for rank, count in enumerate(counts)]
    cells[5] = Cell("2026-06", "", 3, partial=True)
    cells[6] = Cell("2026-07", "", 0, partial=True, coming=True)
    chart = line_chart(cells)
    assert len(chart.strokes) == 2  # January and February; April and May
    assert len(chart.dotted) == 1  # May to June
    assert chart.levels[0] == (chart.bottom, "0")
    assert [year for _, year in chart.ticks] == ["2026"]


def test_small_multiples_share_one_scale(app: Flask) -> None:
    many = make_block("months", [("2025-01", 40, None), ("2025-02", 100, None)], 140)
    few = make_block("months", [("2025-01", 10, None), ("2025-02", 0, None)], 10)
    first, second = multiples([("b", "Bea", few), ("a", "Ana", many)])
    assert (first.name, second.name) == ("Ana", "Bea")
    assert first.columns[0].height == pytest.approx(second.columns[0].height * 4, abs=0.2)
    assert all(round(column.y + column.height, 1) == 52 for one in (first, second) for column in one.columns)
