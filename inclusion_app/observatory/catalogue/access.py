"""Who is far from any place: live up to a département, else as the job measured it."""

import uuid
from collections.abc import Iterable, Sequence
from math import pi
from typing import NamedTuple

from sqlalchemy import ColumnElement, exists, select

from inclusion_app.kernel.db import db, has_value
from inclusion_app.network.located import EVERYWHERE, Box, places_inside
from inclusion_app.network.models import Place
from inclusion_app.network.standard import AccessMode
from inclusion_app.observatory.catalogue.coverage import DISTANCES
from inclusion_app.observatory.catalogue.distances import Nearest, Points
from inclusion_app.observatory.catalogue.models import CommuneSurroundings
from inclusion_app.observatory.catalogue.surroundings import Access, Far, FarCommune
from inclusion_app.territories.models import Commune, FormerCommune
from inclusion_app.territories.queries import EARTH_RADIUS_KM, commune_filter
from inclusion_app.territories.territory import Level, Territory, make_key

SHOWN = 5
_MARGINS_KM = (8.0, 30.0, 0.0)
"""How far around to look for places; zero stands for everywhere."""
_KM_A_DEGREE = EARTH_RADIUS_KM * pi / 180
LIVE = (Level.COMMUNE, Level.EPCI, Level.DEPARTEMENT)
"""Levels whose distances are measured when asked: the wider ones would take seconds."""


class Town(NamedTuple):
    """A commune and its town hall."""

    code: str
    name: str
    population: int | None
    latitude: float
    longitude: float


class Reached(NamedTuple):
    """A commune, how far its nearest place is, and which one."""

    code: str
    name: str
    population: int | None
    kilometres: float | None
    place_id: uuid.UUID | None


def access_of(territory: Territory) -> Access | None:
    """How far places are; None for a wide territory that the job has not measured yet."""
    if territory.level not in LIVE:
        return None
    reached, lost = measure(territory)
    return summarise(reached, len(lost))


def far_communes(territory: Territory, km: float) -> list[FarCommune]:
    """The communes farther than a distance from any place open to the public, the farthest first."""
    reached = measure(territory)[0] if territory.level in LIVE else read_measured(territory)
    return to_far(one for one in sort_farthest(reached) if one.kilometres is None or one.kilometres > km)


def measure(territory: Territory) -> tuple[list[Reached], list[str]]:
    """Every commune that is located, with its nearest place, and the codes of those that are not located."""
    columns = (Commune.code, Commune.name, Commune.population, Commune.latitude, Commune.longitude)
    query = select(*columns).where(commune_filter(territory, Commune.code), _today()).order_by(Commune.code)
    communes = db.session.execute(query).all()
    towns = [
        Town(code, name, population, latitude, longitude)
        for code, name, population, latitude, longitude in communes
        if latitude is not None and longitude is not None
    ]
    return reach(towns), sorted({code for code, *_ in communes} - {town.code for town in towns})


def reach(towns: Sequence[Town]) -> list[Reached]:
    """From the places around; from more of them, then all, where one might be nearer than the nearest found."""
    if not towns:
        return []
    found: list[Nearest[uuid.UUID] | None] = []
    for margin in _MARGINS_KM if len(towns) == 1 else _MARGINS_KM[1:]:
        points = _places(_around(towns, margin) if margin else EVERYWHERE)
        found = [points.nearest(town.latitude, town.longitude) for town in towns]
        if all(near and near.km <= margin for near in found):
            break
    return [
        Reached(town.code, town.name, town.population, near and near.km, near and near.item)
        for town, near in zip(towns, found, strict=True)
    ]


def _around(towns: Sequence[Town], margin: float) -> Box:
    """The box of the communes, enlarged: nothing outside is nearer than the margin."""
    souths, wests = [town.latitude for town in towns], [town.longitude for town in towns]
    high = margin / _KM_A_DEGREE
    wide = high * 2  # a degree of longitude is half as long at 60° north: every part of France is nearer the equator
    return Box(min(souths) - high, max(souths) + high, min(wests) - wide, max(wests) + wide)


def _places(box: Box) -> Points[uuid.UUID]:
    """The places of a box that are open to the public."""
    conditions = [Place.deleted_at.is_(None), ~has_value(Place.access_modes, AccessMode.NO_PUBLIC)]
    return Points(
        (place.latitude, place.longitude, place.id)
        for place in places_inside(box, conditions)
        if place.latitude is not None and place.longitude is not None
    )


def read_measured(territory: Territory) -> list[Reached]:
    """The communes that are located, as the job measured them."""
    query = (
        select(
            Commune.code,
            Commune.name,
            Commune.population,
            CommuneSurroundings.nearest_km,
            CommuneSurroundings.nearest_place_id,
        )
        .join(CommuneSurroundings, CommuneSurroundings.commune_code == Commune.code)
        .where(commune_filter(territory, Commune.code), _today(), Commune.latitude.is_not(None))
    )
    return [Reached(*row) for row in db.session.execute(query)]


def _today() -> ColumnElement[bool]:
    """SQL: a commune of the code of the year, not one that merged into another."""
    return ~exists().where(FormerCommune.code == Commune.code)


def summarise(reached: Sequence[Reached], unlocated: int) -> Access:
    """Communes and inhabitants beyond each distance, and the farthest."""
    everyone = sum(one.population or 0 for one in reached)
    far = []
    for km in DISTANCES:
        beyond = [one for one in reached if one.kilometres is None or one.kilometres > km]
        far.append(Far(km, len(beyond), len(reached), sum(one.population or 0 for one in beyond), everyone))
    nearest = DISTANCES[0]
    farthest = [one for one in sort_farthest(reached) if one.kilometres is None or one.kilometres > nearest][:SHOWN]
    return Access(tuple(far), tuple(to_far(farthest)), unlocated)


def sort_farthest(reached: Iterable[Reached]) -> list[Reached]:
    """The farthest first; those for whom there is no place at all before."""
    return sorted(reached, key=lambda one: (one.kilometres is not None, -(one.kilometres or 0), one.code))


def to_far(reached: Iterable[Reached]) -> list[FarCommune]:
    """With the name of the nearest place of each."""
    kept = list(reached)
    wanted = {one.place_id for one in kept if one.place_id}
    query = select(Place.id, Place.name).where(Place.id.in_(wanted))
    names = dict(db.session.execute(query).all()) if wanted else {}
    return [
        FarCommune(
            make_key(Level.COMMUNE, one.code),
            one.name,
            one.population,
            one.kilometres,
            names.get(one.place_id) if one.place_id else None,
        )
        for one in kept
    ]
