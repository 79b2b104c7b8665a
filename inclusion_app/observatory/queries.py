"""Figures of a territory for someone, within what they may see."""

from contextlib import suppress

from sqlalchemy import select

from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Reach, Scope
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.kernel.text import N_
from inclusion_app.network.models import Structure
from inclusion_app.network.queries import nearest_places
from inclusion_app.observatory.against import Against, earlier
from inclusion_app.observatory.blocks import Blocks, chain_of
from inclusion_app.observatory.catalogue.reading import needs_of, surroundings_of
from inclusion_app.observatory.counting import codes_of
from inclusion_app.observatory.figures import NearPlace, TerritoryFigures
from inclusion_app.observatory.measures import estimate_coverage, estimate_difficulty, make_measures
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.releasing.reading import ReleasedAnew
from inclusion_app.observatory.sources import Exact, Published, Source
from inclusion_app.observatory.trainings import with_trainings
from inclusion_app.territories.models import Commune
from inclusion_app.territories.queries import get_territory
from inclusion_app.territories.territory import Level, Territory

NEAREST = 3


def exact_figures(territory: Territory, period: Period, against: Against = Against.BEFORE) -> TerritoryFigures:
    """Every number, for those who may see it."""
    return with_trainings(make_figures(Exact(), territory, period, against))


def published_figures(territory: Territory, period: Period, against: Against = Against.BEFORE) -> TerritoryFigures:
    """What officials may see; read again from the start when another release comes meanwhile."""
    for _ in range(_TRIES):
        with suppress(ReleasedAnew):
            return with_trainings(make_figures(Published(), territory, period, against))
    return with_trainings(make_figures(Published(), territory, period, against))


_TRIES = 2


def make_figures(
    source: Source, territory: Territory, period: Period, against: Against = Against.BEFORE
) -> TerritoryFigures:
    """The figures of a territory over a period, from a source; several may share one source."""
    chain = tuple(chain_of(territory))
    parent = chain[1] if len(chain) > 1 else None
    before = earlier(period, against, clock.today())
    measures = make_measures(source, territory, parent, period, before)
    difficulty = estimate_difficulty(territory)
    supply, access = surroundings_of(territory)
    return TerritoryFigures(
        territory,
        period,
        source.published,
        before or (period.last_year() if against is Against.LAST_YEAR else period.previous()),
        parent,
        **measures,
        named=None,
        difficulty=difficulty,
        coverage=estimate_coverage(measures["inhabitants_helped"], difficulty),
        blocks=Blocks(source, chain, period, before).make(),
        nearest=_nearest(territory),
        trainings=None,
        as_of=source.count(territory, period).as_of,
        people_coverage=estimate_coverage(measures["people"], difficulty),
        needs=tuple(needs_of(territory)),
        supply=supply,
        access=access,
    )


def parent_shown(territory: Territory) -> Territory | None:
    """The wider territory to compare with."""
    return next(iter(chain_of(territory)[1:]), None)


def get_readable_territory(scope: Scope, key: str) -> Territory:
    """A territory whose figures this person may read, exact or published. Raises NotFound outside."""
    territory = get_territory(key)
    if not _reads(scope, territory):
        raise NotFound(N_("Nous ne connaissons pas ce territoire."))
    return territory


def sees_exactly(scope: Scope, territory: Territory) -> bool:
    """Exact figures: where this person has that right over the whole territory; elsewhere, published ones.

    A right limited to a structure gives exact figures of the structure, not of a territory.
    """
    return scope.allows(Permission.OBSERVATORY_EXACT) and covers(scope.reach(Permission.OBSERVATORY_EXACT), territory)


def figures_for(
    scope: Scope, territory: Territory, period: Period, against: Against = Against.BEFORE
) -> TerritoryFigures:
    """The figures that this person may see. Raises DomainError on dates that only exact figures accept."""
    get_readable_territory(scope, territory.key)
    if sees_exactly(scope, territory):
        return exact_figures(territory, period, against)
    if not period.official:
        raise DomainError(N_("Choisissez un mois, un trimestre ou une année."), field="period")
    return published_figures(territory, period, against)


def list_own_territories(scope: Scope) -> list[Territory]:
    """The territories granted to this person for the observatory, widest first; France for who sees everything."""
    reaches = [scope.reach(right) for right in _RIGHTS if scope.allows(right)]
    keys = {key for reach in reaches for key in reach.territory_keys}
    if any(reach.everywhere for reach in reaches):
        keys.add("FR")
    return sorted(map(get_territory, keys), key=lambda territory: (territory.level.rank, territory.name, territory.key))


_RIGHTS = (Permission.OBSERVATORY_READ, Permission.OBSERVATORY_EXACT)


def _reads(scope: Scope, territory: Territory) -> bool:
    """One's own territories, what lies inside, EPCI that begin there; around one's structure up to the département."""
    reaches = [scope.reach(right) for right in _RIGHTS if scope.allows(right)]
    return any(covers(reach, territory) or _touches(reach, territory) for reach in reaches)


def _touches(reach: Reach, territory: Territory) -> bool:
    if territory.level is Level.EPCI and reach.territory_keys:
        codes = codes_of(territory) or frozenset()
        return any(codes & (codes_of(get_territory(key)) or codes) for key in sorted(reach.territory_keys))
    communes = db.session.scalars(select(Structure.commune_code).where(Structure.id.in_(sorted(reach.structure_ids))))
    around = {above.key for code in set(communes) for above in chain_of(get_territory(f"COM-{code}"))}
    return territory.key in around and territory.level.rank >= Level.DEPARTEMENT.rank


def covers(reach: Reach, territory: Territory) -> bool:
    """The whole territory lies inside the reach."""
    if reach.everywhere or territory.key in reach.territory_keys or "FR" in reach.territory_keys:
        return True
    codes = codes_of(territory)
    if codes is None:
        return False
    owned = (codes_of(get_territory(key)) or frozenset() for key in sorted(reach.territory_keys))
    return any(codes <= own for own in owned)


def _nearest(territory: Territory) -> tuple[NearPlace, ...]:
    if territory.level is not Level.COMMUNE:
        return ()
    commune = db.session.scalar(select(Commune).where(Commune.code == territory.code))
    if commune is None:
        return ()
    return tuple(
        NearPlace(
            str(near.place.id),
            near.place.name,
            near.place.commune.name,
            near.place.address,
            near.place.phone,
            near.km,
            near.hours,
        )
        for near in nearest_places(commune, NEAREST)
    )
