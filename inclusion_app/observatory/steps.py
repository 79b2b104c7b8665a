"""The steps of time of a period: its months, or its years when they are many."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from inclusion_app.kernel import clock
from inclusion_app.observatory.figures import Cell
from inclusion_app.observatory.periods import MONTH_NAMES, Period, PeriodKind

MOST_MONTHS = 60
"""Beyond, years are shown: more months would be neither read nor drawn."""


def are_years(period: Period) -> bool:
    """The steps are years."""
    return (period.end.year - period.start.year) * 12 + period.end.month - period.start.month >= MOST_MONTHS


def steps_of(period: Period) -> Iterator[Period]:
    """Months, or years, each cut to the dates of the period."""
    if not are_years(period):
        yield from period.months()
        return
    for _year, months in groupby(period.months(), key=lambda month: month.start.year):
        whole = list(months)
        yield Period(whole[0].start, whole[-1].end)


def named_steps(period: Period) -> Iterator[tuple[str, str]]:
    """The key and the name of each step."""
    several_years = period.start.year != period.end.year
    for step in steps_of(period):
        if are_years(period):
            yield str(step.start.year), str(step.start.year)
        else:
            name = MONTH_NAMES[step.start.month - 1]
            yield f"{step.start:%Y-%m}", f"{name} {step.start.year}" if several_years else name


def by_step(period: Period, months: Mapping[str, int]) -> Mapping[str, int]:
    """The numbers of months, by step, in order."""
    if not are_years(period):
        return {f"{month.start:%Y-%m}": months.get(f"{month.start:%Y-%m}", 0) for month in period.months()}
    years = {key: 0 for key, _name in named_steps(period)}
    for month, count in months.items():
        years[month[:4]] += count
    return years


def dated(cell: Cell, step: Period) -> Cell:
    """A month or a year that is not whole says so; one that has not begun is a gap, not a zero."""
    today = clock.today()
    coming = step.start > today
    whole = step.kind in (PeriodKind.MONTH, PeriodKind.YEAR) and step.end < today
    return replace(cell, partial=not whole, coming=coming)
