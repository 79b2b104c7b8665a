"""The numbers that stand alone: each with what it counts, the period before, the wider territory."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import func, select

from inclusion_app.kernel.db import db
from inclusion_app.kernel.text import N_
from inclusion_app.network.models import Place
from inclusion_app.observatory.cells import ANONYMOUS
from inclusion_app.observatory.counting import Counts
from inclusion_app.observatory.figures import Coverage, Difficulty, Measure, Unit
from inclusion_app.observatory.indicators import ADULTS, BAROMETER_2026, DIFFICULTY_METHOD, INSEE_2021
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


@dataclass(frozen=True)
class Definition:
    """A measure read from counts, and the table whose secrecy it follows (None: always shown)."""

    key: str
    label: str
    what: str
    unit: Unit
    table: str | None
    read: Callable[[Counts], float]


DEFINITIONS = (
    Definition(
        "accompaniments",
        N_("Accompagnements"),
        N_("Une personne aidée une fois, ici\u00a0; un atelier en compte autant que de participants."),
        Unit.ACCOMPANIMENTS,
        None,
        lambda counts: counts.total,
    ),
    Definition(
        "minutes",
        N_("Temps d’accompagnement"),
        N_("Durée des accompagnements individuels et des ateliers, chacun compté une fois."),
        Unit.MINUTES,
        "minutes",
        lambda counts: counts.minutes,
    ),
    Definition(
        "records",
        N_("Séances"),
        N_("Accompagnements individuels et ateliers, chacun compté une fois."),
        Unit.RECORDS,
        "kinds",
        lambda counts: counts.records(*RecordKind),
    ),
    Definition(
        "individual",
        N_("Accompagnements individuels"),
        N_("Une personne, une séance\u00a0; les aides brèves des anciens comptes rendus en font partie."),
        Unit.RECORDS,
        "kinds",
        lambda counts: counts.records(RecordKind.INDIVIDUAL, RecordKind.ONE_OFF),
    ),
    Definition(
        "one_off",
        N_("Dont accompagnements ponctuels"),
        N_("Aides brèves des anciens comptes rendus, comptées parmi les accompagnements individuels."),
        Unit.RECORDS,
        "kinds",
        lambda counts: counts.records(RecordKind.ONE_OFF),
    ),
    Definition(
        "workshops",
        N_("Ateliers"),
        N_("Ateliers collectifs, chacun compté une fois."),
        Unit.RECORDS,
        "kinds",
        lambda counts: counts.records(RecordKind.WORKSHOP),
    ),
    Definition(
        "workshop_participants",
        N_("Participations à un atelier"),
        N_("Une personne venue à un atelier\u00a0; venue à deux, elle compte deux fois."),
        Unit.ACCOMPANIMENTS,
        "kinds",
        lambda counts: counts["kinds", RecordKind.WORKSHOP.value],
    ),
    Definition(
        "people",
        N_("Personnes suivies"),
        N_("Personnes suivies par une médiatrice ou un médiateur, chacune comptée une fois."),
        Unit.PEOPLE,
        "people",
        lambda counts: counts.people,
    ),
    Definition(
        "anonymous",
        N_("Accompagnements anonymes"),
        N_("Accompagnements de personnes non suivies\u00a0; ils ne s’ajoutent pas aux personnes."),
        Unit.ACCOMPANIMENTS,
        "people",
        lambda counts: counts[ANONYMOUS],
    ),
    Definition(
        "inhabitants_helped",
        N_("Accompagnements d’habitants"),
        N_("Accompagnements, ici ou ailleurs, de personnes dont on sait qu’elles habitent ici."),
        Unit.ACCOMPANIMENTS,
        "inhabitants",
        lambda counts: counts.inhabitants,
    ),
)


_ALONE = frozenset({"people", "inhabitants_helped"})
"""Measures that the wider territory is not asked for: costly to count there, and compared by rates only."""


def make_measures(
    source: Source, territory: Territory, parent: Territory | None, period: Period, before: Period | None
) -> dict[str, Measure]:
    """Every measure by its key; `before`: the period to compare with, if there is one."""
    found = {}
    for definition in DEFINITIONS:
        now = _read(source, definition, territory, period)
        previous = _read(source, definition, territory, before) if before else None
        wider = None if definition.key in _ALONE else _read(source, definition, parent, period)
        found[definition.key] = Measure(
            definition.key,
            definition.label,
            definition.what,
            definition.unit,
            now,
            previous,
            wider,
            secret=now is None,
        )
    found["unknown_residence"] = _unknown(source, territory, parent, period, before)
    found["rate"] = _rate(source, territory, parent, period, before)
    found["places"] = _count_places(territory)
    return found


def _read(source: Source, definition: Definition, territory: Territory | None, period: Period) -> float | None:
    if territory is None or (definition.table and not source.allows(definition.table, territory, period)):
        return None
    return definition.read(source.count(territory, period))


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
    return Measure(
        "unknown_residence",
        N_("Résidence inconnue"),
        N_("Part des accompagnements tenus ici dont la commune de résidence n’est pas connue."),
        Unit.SHARE,
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
    return Measure(
        "rate",
        N_("Accompagnements d’habitants pour 1\u202f000 habitants"),
        N_("Accompagnements d’habitants, ici ou ailleurs, rapportés à la population du territoire."),
        Unit.RATE,
        value,
        previous,
        wider,
        secret,
        reason,
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


def _count_places(territory: Territory) -> Measure:
    query = select(func.count()).select_from(Place).where(Place.deleted_at.is_(None))
    count = db.session.scalar(query.where(commune_filter(territory, Place.commune_code)))
    return Measure(
        "places",
        N_("Lieux"),
        N_("Lieux de médiation numérique connus sur le territoire aujourd’hui."),
        Unit.PLACES,
        count or 0,
    )


def estimate_difficulty(territory: Territory) -> Difficulty | None:
    """People in difficulty, between two national rates, rounded to two figures."""
    if not territory.population:
        return None
    adults = territory.population * ADULTS.value
    low, high = (_two_figures(adults * reference.value) for reference in (INSEE_2021, BAROMETER_2026))
    return Difficulty(low, high, INSEE_2021, BAROMETER_2026, ADULTS, DIFFICULTY_METHOD)


def estimate_coverage(inhabitants: Measure, difficulty: Difficulty | None) -> Coverage | None:
    """Accompaniments of inhabitants per 100 people in difficulty."""
    if difficulty is None or inhabitants.value is None or not difficulty.low:
        return None
    return Coverage(inhabitants.value * 100 / difficulty.high, inhabitants.value * 100 / difficulty.low)


def _two_figures(value: float) -> int:
    if value < 10:
        return round(value)
    unit = int("1" + "0" * (len(str(int(value))) - 2))
    return round(value / unit) * unit
