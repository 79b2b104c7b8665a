"""What is on offer in a territory: its places read once, its mediators; wide ones as the job counted them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import BigInteger, func, or_, select, type_coerce

from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.network import hours
from inclusion_app.network.models import Mediator, Membership, Place, Structure
from inclusion_app.network.standard import Label, NationalProgramme, Service
from inclusion_app.observatory.catalogue.measure import Measure
from inclusion_app.observatory.catalogue.registry import get_indicator
from inclusion_app.observatory.catalogue.surroundings import Supply, SupplyCell
from inclusion_app.territories.queries import commune_filter
from inclusion_app.territories.territory import Territory
from inclusion_app.vocabulary.listed import Listed

FRESH = timedelta(days=365)
EVENING = 18 * 60
_SATURDAY = 5

SERVICES, PROGRAMMES, LABELS = (
    type_coerce(column, BigInteger) for column in (Place.services, Place.programmes, Place.labels)
)
"""SQL: sets as they are stored; most places have the same few, understood once."""


class PlaceRow(NamedTuple):
    """What is counted of a place."""

    updated_on: date
    services: int
    programmes: int
    labels: int
    opening_hours: str | None


@dataclass(frozen=True)
class Week:
    """What the opening hours of a place say."""

    minutes: int
    saturday: bool
    evening: bool


@lru_cache(maxsize=20_000)
def week_of(text: str | None) -> Week | None:
    """The ordinary week of these opening hours; None when they are not known or not understood."""
    schedule = hours.parse(text)
    if schedule is None or not any(schedule.week):
        return None
    ranges = [part for day in schedule.week for part in day]
    return Week(
        sum(part.end - part.start for part in ranges),
        bool(schedule.week[_SATURDAY]),
        any(part.end > EVENING for part in ranges),
    )


def count_supply(territory: Territory) -> Supply:
    """Read from the places themselves, as they are now."""
    columns = (Place.updated_on, SERVICES, PROGRAMMES, LABELS, Place.opening_hours)
    query = select(*columns).where(Place.deleted_at.is_(None), commune_filter(territory, Place.commune_code))
    rows = [PlaceRow(*row) for row in db.session.execute(query)]
    services = _tally({Service: [row.services for row in rows]}, len(rows))
    labels = {NationalProgramme: [row.programmes for row in rows], Label: [row.labels for row in rows]}
    return Supply(tuple(_measures(territory, rows)), services, _tally(labels, len(rows)))


def _measures(territory: Territory, rows: Sequence[PlaceRow]) -> list[Measure]:
    limit = clock.today() - FRESH
    weeks = [week for week in (week_of(row.opening_hours) for row in rows) if week]
    values: dict[str, float | None] = {
        "places": len(rows),
        "places_rate": len(rows) * 10_000 / territory.population if territory.population else None,
        "places_fresh": sum(row.updated_on > limit for row in rows),
        "places_with_hours": len(weeks),
        "places_saturday": sum(week.saturday for week in weeks),
        "places_evening": sum(week.evening for week in weeks),
        "opening_hours": sum(week.minutes for week in weeks),
        "mediators": count_mediators(territory),
    }
    return [supply_measure(key, value) for key, value in values.items()]


def supply_measure(key: str, value: float | None) -> Measure:
    """A number of what is on offer, as the catalogue says it."""
    indicator = get_indicator(key)
    return Measure(key, indicator.name, indicator.definition, indicator.unit, value)


def _tally(held: Mapping[type[Listed], Sequence[int]], places: int) -> tuple[SupplyCell, ...]:
    """Every value that a place has, the most frequent first."""
    cells = []
    for values, sets in held.items():
        different = Counter(sets)
        for value in values:
            count = sum(times for bits, times in different.items() if bits >> value.bit & 1)
            if count:
                cells.append(SupplyCell(value.value, value.label, count, count / places))
    return tuple(sorted(cells, key=lambda cell: (-cell.count, cell.label)))


def count_mediators(territory: Territory) -> int:
    """Mediators who belong today to a structure of the territory, each once."""
    today = clock.today()
    query = (
        select(func.count(Membership.mediator_id.distinct()))
        .join(Structure, Structure.id == Membership.structure_id)
        .join(Mediator, Mediator.id == Membership.mediator_id)
        .where(
            Structure.deleted_at.is_(None),
            Membership.started_on <= today,
            or_(Membership.ended_on.is_(None), Membership.ended_on >= today),
            or_(Mediator.left_on.is_(None), Mediator.left_on >= today),
            commune_filter(territory, Structure.commune_code),
        )
    )
    return db.session.scalar(query) or 0
