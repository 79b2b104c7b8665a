"""Figures made by hand, to show without counting."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from inclusion_app.observatory.figures import Block, Cell, Coverage, Difficulty, Measure, TerritoryFigures, Unit
from inclusion_app.observatory.indicators import ADULTS, BAROMETER_2026, BY_KEY, DIFFICULTY_METHOD, INSEE_2021
from inclusion_app.observatory.periods import Period, year_of
from inclusion_app.territories.territory import Level, Territory

LIMOGES = Territory(Level.COMMUNE, "87085", "Limoges", 130_000)
METROPOLE = Territory(Level.EPCI, "248719312", "Limoges Métropole", 208_000)
HAUTE_VIENNE = Territory(Level.DEPARTEMENT, "87", "Haute-Vienne", 373_000, "3")
FRANCE = Territory(Level.FRANCE, "FR", "France", 68_000_000, "3")

Row = tuple[str, int | None, float | None]
"""Key, count, the wider territory's share."""


def make_measure(key: str, value: float | None, previous: float | None = None, **more: Any) -> Measure:
    return Measure(key, key, key, Unit.ACCOMPANIMENTS, value, previous, **more)


def make_block(key: str, rows: Sequence[Row], total: int, **more: Any) -> Block:
    indicator = BY_KEY[key]
    labels = {value.value: value.label for value in indicator.values or ()}
    cells = tuple(
        Cell(code, labels.get(code, code), count, None if count is None else count / total, parent_share=wider)
        for code, count, wider in rows
    )
    block = Block(key, indicator.name, indicator.definition, LIMOGES, LIMOGES, total, cells, indicator.several)
    return replace(block, ordered=indicator.ordered, **more)


def make_figures(
    territory: Territory = LIMOGES,
    period: Period | None = None,
    blocks: Mapping[str, Block] | None = None,
    **measures: Measure | None,
) -> TerritoryFigures:
    period = period or year_of(2025)
    names = ("accompaniments", "minutes", "records", "individual", "one_off", "workshops", "workshop_participants")
    names += ("people", "anonymous", "inhabitants_helped", "unknown_residence", "rate", "places")
    found: dict[str, Any] = {name: make_measure(name, None) for name in names}
    found["accompaniments"] = make_measure("accompaniments", 200, 160)
    found["minutes"] = make_measure("minutes", 6000, 5000)
    found |= measures
    return TerritoryFigures(
        territory=territory,
        period=period,
        published=True,
        previous_period=period.previous(),
        parent=METROPOLE,
        difficulty=Difficulty(17_000, 43_000, INSEE_2021, BAROMETER_2026, ADULTS, DIFFICULTY_METHOD),
        coverage=found.pop("coverage", None),
        blocks=blocks or {},
        **found,
    )


def with_coverage(figures: TerritoryFigures) -> TerritoryFigures:
    return replace(figures, coverage=Coverage(4.2, 10.6), rate=make_measure("rate", 16.5, 15.0))
