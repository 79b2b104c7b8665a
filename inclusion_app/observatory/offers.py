"""What a page of the observatory offers to its reader: other periods, other territories."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import NotFound
from inclusion_app.network.models import Structure
from inclusion_app.observatory.against import Against
from inclusion_app.observatory.blocks import chain_of
from inclusion_app.observatory.periods import Period, PeriodKind, containing, year_of
from inclusion_app.observatory.queries import get_readable_territory, list_own_territories
from inclusion_app.territories.queries import get_territory, list_children
from inclusion_app.territories.territory import Level, Territory

FIRST_YEAR = 2021
"""Before it, no record exists: the national programme began that year."""


@dataclass(frozen=True)
class PeriodOffer:
    """The buttons of periods: the last whole one of each kind, the one before, the one after.

    `ahead`: the one after is under way; its figures are not whole.
    """

    kinds: tuple[tuple[PeriodKind, Period], ...]
    before: Period | None
    after: Period | None
    ahead: bool


def default_period(today: date) -> Period:
    """The last whole year."""
    return year_of(today.year - 1)


def offer_periods(period: Period, today: date) -> PeriodOffer:
    """Whole periods first; the one under way is a step further, and its page says that it is not over."""
    kinds = tuple((kind, _within(kind, period, today)) for kind in OFFERED)
    before, after = period.previous(), period.following()
    return PeriodOffer(
        kinds,
        before if before.start.year >= FIRST_YEAR else None,
        after if after.start <= today else None,
        after.end >= today,
    )


OFFERED = (PeriodKind.YEAR, PeriodKind.SCHOOL_YEAR, PeriodKind.QUARTER, PeriodKind.MONTH)


def _within(kind: PeriodKind, period: Period, today: date) -> Period:
    """The period itself, else the last whole one of this kind inside it or around its end."""
    if period.kind is kind:
        return period
    found = containing(kind, period.end)
    return found if found.end < today else containing(kind, today).previous()


def offer_against(period: Period, today: date, *, parent: bool, similar: bool = False) -> list[Against]:
    """What a page may be compared with: earlier periods once this one is over, the wider territory, communes alike."""
    over = period.end < today
    offered = {
        Against.BEFORE: over,
        Against.LAST_YEAR: over and period.last_year() != period.previous(),
        Against.PARENT: parent,
        Against.SIMILAR: similar,
    }
    return [choice for choice, possible in offered.items() if possible]


def offer_territories(scope: Scope) -> list[Territory]:
    """Where to begin: one's own territories, and those around one's structures."""
    keys = dict.fromkeys(territory.key for territory in list_own_territories(scope))
    keys |= dict.fromkeys(_around_structures(scope))
    return [get_territory(key) for key in keys]


def _around_structures(scope: Scope) -> Iterator[str]:
    identifiers = scope.reach(Permission.OBSERVATORY_READ).structure_ids
    own = select(Structure.commune_code).where(Structure.id.in_(sorted(identifiers)))
    for code in db.session.scalars(own.order_by(Structure.name, Structure.id)):
        chain = chain_of(get_territory(f"COM-{code}"))
        yield from (each.key for each in chain if each.level.rank >= Level.DEPARTEMENT.rank)


def list_wider(scope: Scope, territory: Territory) -> list[Territory]:
    """The wider territories that may be read, the widest first."""
    return list(_readable(scope, reversed(chain_of(territory)[1:])))


def list_inside(scope: Scope, territory: Territory) -> list[Territory]:
    """The territories one level below that may be read."""
    return list(_readable(scope, list_children(territory)))


def _readable(scope: Scope, territories: Iterable[Territory]) -> Iterator[Territory]:
    for territory in territories:
        try:
            yield get_readable_territory(scope, territory.key)
        except NotFound:
            continue
