"""Accompaniments month by month over the years: one line, and a table with a row a month and a column a year."""

from dataclasses import dataclass
from datetime import date

from inclusion_app.observatory.figures import Cell
from inclusion_app.observatory.lines import WIDE, LineChart, line_chart
from inclusion_app.observatory.offers import FIRST_YEAR
from inclusion_app.observatory.periods import MONTH_NAMES, Period, year_of
from inclusion_app.observatory.phrases import _, capital
from inclusion_app.observatory.rollups.reading import series
from inclusion_app.observatory.steps import dated
from inclusion_app.observatory.subjects import Subject
from inclusion_app.web.formats import number

_MOST_YEARS = 10


@dataclass(frozen=True)
class LongRun:
    """The line, and its table."""

    chart: LineChart
    years: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...]


def long_run(subject: Subject, today: date) -> LongRun | None:
    """From the first year with an accompaniment to today; None when one year alone has some."""
    years = range(max(FIRST_YEAR, today.year - _MOST_YEARS + 1), today.year + 1)
    months = [month for year in years for month in year_of(year).months()]
    counts = dict(zip(months, series(subject, months), strict=True))
    lived = [year for year in years if any(counts[month] for month in year_of(year).months())]
    if not lived or lived[0] == today.year:
        return None
    kept = {month: count for month, count in counts.items() if month.start.year >= lived[0]}
    cells = [dated(Cell(f"{month.start:%Y-%m}", "", count), month) for month, count in kept.items()]
    shown = tuple(range(lived[0], today.year + 1))
    return LongRun(
        line_chart(cells, width=WIDE),
        shown,
        tuple(_row(rank, shown, kept, today) for rank in range(12)),
        (_("Total"), *(number(sum(kept[month] for month in year_of(year).months())) for year in shown)),
    )


def _row(rank: int, years: tuple[int, ...], counts: dict[Period, int], today: date) -> tuple[str, ...]:
    months = [list(year_of(year).months())[rank] for year in years]
    return (capital(_(MONTH_NAMES[rank])), *(_words(month, counts[month], today) for month in months))


def _words(month: Period, count: int, today: date) -> str:
    if month.start > today:
        return _("à venir")
    return _("%(count)s (incomplet)", count=number(count)) if month.end >= today else number(count)
