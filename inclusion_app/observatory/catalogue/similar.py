"""Communes that look like another: as many inhabitants, as close to one another, in the same département first."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from math import inf, log
from statistics import median

from sqlalchemy import ColumnElement, and_, select

from inclusion_app.kernel.db import db
from inclusion_app.kernel.text import N_
from inclusion_app.observatory.catalogue.models import CommuneSurroundings
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.sources import Exact
from inclusion_app.territories.models import Commune, FormerCommune
from inclusion_app.territories.queries import to_territory
from inclusion_app.territories.territory import Level, Territory

MOST = 5
POPULATIONS = (200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000)
"""Where a class of population ends and the next begins."""
DENSITIES = (25, 300, 1500)
"""Inhabitants per km²: the thresholds of INSEE's density grid, applied to the whole commune."""

BY_DENSITY = N_(
    "Même classe de population et de densité, dans le même département d’abord. La densité vient des habitants et de"
    " la superficie du contour de la commune, non de la grille communale de l’INSEE."
)
BY_POPULATION = N_(
    "Même classe de population, dans le même département d’abord\u00a0; leur densité n’est pas connue ici."
)


@dataclass(frozen=True)
class SimilarCommune:
    """A similar commune over a period; bare totals are never hidden."""

    territory: Territory
    accompaniments: int
    rate: float | None
    """Accompaniments held there per 1,000 inhabitants."""


@dataclass(frozen=True)
class Similar:
    """A commune among those that look like it."""

    communes: tuple[SimilarCommune, ...]
    rate: float | None
    median_rate: float | None
    how: str
    """How they were chosen, in words."""


def similar_communes(territory: Territory) -> list[Territory]:
    """At most five communes of the same classes, the most alike first; none for a wider territory."""
    return [to_territory(row) for row in _find(territory)[0]]


def compare_similar(territory: Territory, period: Period) -> Similar | None:
    """Accompaniments per 1,000 inhabitants here and in similar communes; None when there is none."""
    rows, dense = _find(territory)
    if not rows:
        return None
    source = Exact()

    def total(where: Territory) -> int:
        return source.count(where, period).total

    communes = tuple(
        SimilarCommune(one, count, _rate(count, one)) for one in map(to_territory, rows) for count in [total(one)]
    )
    rates = [one.rate for one in communes if one.rate is not None]
    here = _rate(total(territory), territory)
    return Similar(communes, here, median(rates) if rates else None, BY_DENSITY if dense else BY_POPULATION)


def _rate(count: int, territory: Territory) -> float | None:
    return count * 1000 / territory.population if territory.population else None


def _find(territory: Territory) -> tuple[list[Commune], bool]:
    """The communes, and whether their density was compared."""
    if territory.level is not Level.COMMUNE or not territory.population:
        return [], False
    area = db.session.scalar(
        select(CommuneSurroundings.area_km2).where(CommuneSurroundings.commune_code == territory.code)
    )
    codes = _codes(territory, area)
    rows = {row.code: row for row in db.session.scalars(select(Commune).where(Commune.code.in_(codes)))}
    return [rows[code] for code in codes if code in rows], bool(area)


@lru_cache(maxsize=2048)
def _codes(territory: Territory, area: float | None) -> tuple[str, ...]:
    """Kept in memory: it changes with the geographic code alone."""
    here = db.session.get_one(Commune, territory.code)
    found: dict[str, None] = {}
    for around in (
        Commune.departement_code == here.departement_code,
        Commune.region_code == here.region_code,
        Commune.code != here.code,
    ):
        if len(found) < MOST:
            found |= dict.fromkeys(_nearest(here, area, around))
    return tuple(found)[:MOST]


def _nearest(here: Commune, area: float | None, around: ColumnElement[bool]) -> list[str]:
    """Those of the same classes, the most alike first."""
    population = here.population or 0
    low, high = _bounds(population, POPULATIONS)
    query = (
        select(Commune.code, Commune.population, CommuneSurroundings.area_km2)
        .outerjoin(CommuneSurroundings, CommuneSurroundings.commune_code == Commune.code)
        .where(around, Commune.code != here.code, Commune.population >= max(low, 1))
        .where(Commune.code.not_in(select(FormerCommune.code)))
    )
    if high < inf:
        query = query.where(Commune.population < high)
    if area:
        thin, thick = _bounds(population / area, DENSITIES)
        density = Commune.population / CommuneSurroundings.area_km2
        query = query.where(and_(CommuneSurroundings.area_km2 > 0, density >= thin))
        query = query.where(density < thick) if thick < inf else query
    rows = [(_unlike(here, area, count, size), code) for code, count, size in db.session.execute(query)]
    return [code for _, code in sorted(rows)[:MOST]]


def _unlike(here: Commune, area: float | None, count: int | None, size: float | None) -> float:
    """How different two communes are, by ratios of population and of density."""
    mine, theirs = here.population or 1, count or 1
    apart = abs(log(theirs / mine))
    return apart + abs(log(theirs / size / (mine / area))) if area and size else apart


def _bounds(value: float, limits: tuple[int, ...]) -> tuple[float, float]:
    """The class in which a value lies: from its beginning, to the beginning of the next."""
    at = bisect_right(limits, value)
    return (limits[at - 1] if at else 0), (limits[at] if at < len(limits) else inf)
