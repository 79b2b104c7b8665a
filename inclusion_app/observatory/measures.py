"""The numbers that stand alone: each with what it counts, the period before, the wider territory."""

from collections.abc import Callable

from sqlalchemy import func, select

from inclusion_app.kernel.db import db
from inclusion_app.kernel.text import N_
from inclusion_app.network.models import Place
from inclusion_app.observatory.catalogue.indicator import Indicator
from inclusion_app.observatory.catalogue.references import ADULTS, BAROMETER_2026, DIFFICULTY_METHOD, INSEE_2021
from inclusion_app.observatory.catalogue.registry import get_indicator
from inclusion_app.observatory.cells import ANONYMOUS
from inclusion_app.observatory.counting import Counts
from inclusion_app.observatory.figures import Coverage, Difficulty, Measure
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.sources import Source
from inclusion_app.territories.queries import commune_filter
from inclusion_app.territories.territory import Territory
from inclusion_app.vocabulary.activity import RecordKind

NO_POPULATION = N_("La population de ce territoire n’est pas connue.")
TOO_FEW_RESIDENCES = N_(
    "La commune de résidence est inconnue pour plus de la moitié des accompagnements\u00a0:"
    " un taux par habitant serait trompeur."
)
NOTHING_YET = N_("Aucun accompagnement n’a eu lieu ici sur la période.")


READERS: dict[str, Callable[[Counts], float]] = {
    "accompaniments": lambda counts: counts.total,
    "minutes": lambda counts: counts.minutes,
    "records": lambda counts: counts.records(*RecordKind),
    "individual": lambda counts: counts.records(RecordKind.INDIVIDUAL, RecordKind.ONE_OFF),
    "one_off": lambda counts: counts.records(RecordKind.ONE_OFF),
    "workshops": lambda counts: counts.records(RecordKind.WORKSHOP),
    "workshop_participants": lambda counts: counts["kinds", RecordKind.WORKSHOP.value],
    "people": lambda counts: counts.people,
    "anonymous": lambda counts: counts[ANONYMOUS],
    "inhabitants_helped": lambda counts: counts.inhabitants,
}
"""How the measures that are read from counts alone are, by their key in the catalogue."""


_ALONE = frozenset({"people", "inhabitants_helped"})
"""Measures that the wider territory is not asked for: costly to count there, and compared by rates only."""


def make_measures(
    source: Source, territory: Territory, parent: Territory | None, period: Period, before: Period | None
) -> dict[str, Measure]:
    """Every measure by its key; `before`: the period to compare with, if there is one."""
    found = {}
    for key in READERS:
        indicator = get_indicator(key)
        now = _read(source, indicator, territory, period)
        previous = _read(source, indicator, territory, before) if before else None
        wider = None if key in _ALONE else _read(source, indicator, parent, period)
        found[key] = make_measure(indicator, now, previous, wider, secret=now is None)
    found["unknown_residence"] = _unknown(source, territory, parent, period, before)
    found["rate"] = _rate(source, territory, parent, period, before)
    found["held_rate"] = _held_rate(source, territory, parent, period, before)
    found["places"] = _count_places(territory)
    return found


def make_measure(
    indicator: Indicator,
    value: float | None,
    previous: float | None = None,
    parent: float | None = None,
    *,
    secret: bool = False,
    reason: str | None = None,
) -> Measure:
    """A number of an indicator of the catalogue."""
    return Measure(
        indicator.key,
        indicator.name,
        indicator.definition,
        indicator.unit,
        value,
        previous,
        parent,
        secret,
        reason,
    )


def _read(source: Source, indicator: Indicator, territory: Territory | None, period: Period) -> float | None:
    if territory is None or (indicator.table and not source.allows(indicator.table, territory, period)):
        return None
    return READERS[indicator.key](source.count(territory, period))


def _unknown_share(source: Source, territory: Territory | None, period: Period) -> float | None:
    if territory is None or not source.allows("residence", territory, period):
        return None
    counts = source.count(territory, period)
    return counts.unknown_residence / counts.total if counts.total else None


def _unknown(
    source: Source, territory: Territory, parent: Territory | None, period: Period, before: Period | None
) -> Measure:
    hidden = not source.allows("residence", territory, period)
    value = _unknown_share(source, territory, period)
    return make_measure(
        get_indicator("unknown_residence"),
        value,
        _unknown_share(source, territory, before) if before else None,
        _unknown_share(source, parent, period),
        secret=hidden,
        reason=None if hidden or value is not None else NOTHING_YET,
    )


def _rate(
    source: Source, territory: Territory, parent: Territory | None, period: Period, before: Period | None
) -> Measure:
    value, reason, secret = _rate_of(source, territory, period)
    previous, *_ = _rate_of(source, territory, before) if before else (None, None, False)
    wider, *_ = _rate_of(source, parent, period) if parent else (None, None, False)
    return make_measure(
        get_indicator("rate"),
        value,
        previous,
        wider,
        secret=secret,
        reason=reason,
    )


def _rate_of(source: Source, territory: Territory, period: Period) -> tuple[float | None, str | None, bool]:
    """The rate per 1,000 inhabitants, else why there is none, else that it is hidden."""
    if not territory.population:
        return None, NO_POPULATION, False
    if not source.allows("inhabitants", territory, period) or not source.allows("residence", territory, period):
        return None, None, True
    if (_unknown_share(source, territory, period) or 0) > 0.5:
        return None, TOO_FEW_RESIDENCES, False
    return source.count(territory, period).inhabitants * 1000 / territory.population, None, False


def _held_rate(
    source: Source, territory: Territory, parent: Territory | None, period: Period, before: Period | None
) -> Measure:
    """Bare totals over a population: never hidden."""
    value, previous, wider = (
        source.count(where, when).total * 1000 / where.population if where and when and where.population else None
        for where, when in ((territory, period), (territory, before), (parent, period))
    )
    reason = None if territory.population else NO_POPULATION
    return make_measure(get_indicator("held_rate"), value, previous, wider, reason=reason)


def _count_places(territory: Territory) -> Measure:
    query = select(func.count()).select_from(Place).where(Place.deleted_at.is_(None))
    count = db.session.scalar(query.where(commune_filter(territory, Place.commune_code)))
    return make_measure(get_indicator("places"), count or 0)


def estimate_difficulty(territory: Territory) -> Difficulty | None:
    """People in difficulty, between two national rates, rounded to two figures."""
    if not territory.population:
        return None
    adults = territory.population * ADULTS.value
    low, high = (_two_figures(adults * reference.value) for reference in (INSEE_2021, BAROMETER_2026))
    return Difficulty(low, high, INSEE_2021, BAROMETER_2026, ADULTS, DIFFICULTY_METHOD)


def estimate_coverage(measure: Measure, difficulty: Difficulty | None) -> Coverage | None:
    """Accompaniments of inhabitants, or followed people, per 100 people in difficulty."""
    if difficulty is None or measure.value is None or not difficulty.low:
        return None
    return Coverage(measure.value * 100 / difficulty.high, measure.value * 100 / difficulty.low)


def _two_figures(value: float) -> int:
    if value < 10:
        return round(value)
    unit = int("1" + "0" * (len(str(int(value))) - 2))
    return round(value / unit) * unit
