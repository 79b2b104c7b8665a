"""Where places are: their own coordinates, else those of the town hall of their commune."""

import uuid
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, select

from inclusion_app.kernel.db import db
from inclusion_app.network.models import Place
from inclusion_app.territories.models import Commune


class Box(NamedTuple):
    """A piece of the world, in degrees."""

    south: float
    north: float
    west: float
    east: float


class LocatedPlace(NamedTuple):
    """Where a place is."""

    latitude: float | None
    longitude: float | None
    id: uuid.UUID


EVERYWHERE = Box(-90, 90, -180, 180)


def places_inside(box: Box, conditions: Sequence[ColumnElement[bool]]) -> Iterator[LocatedPlace]:
    """The places of a box that meet the conditions.

    Two queries, each by the index of coordinates: one for both would read every place of the country.
    """
    columns = (Place.latitude, Place.longitude, Place.id)
    own = select(*columns).where(Place.latitude.between(box.south, box.north))
    own = own.where(Place.longitude.between(box.west, box.east), *conditions)
    yield from (LocatedPlace(*row) for row in db.session.execute(own.order_by(Place.id)))
    lent = select(Commune.latitude, Commune.longitude, Place.id).join(Commune, Commune.code == Place.commune_code)
    lent = lent.where(Place.latitude.is_(None), Commune.latitude.between(box.south, box.north))
    lent = lent.where(Commune.longitude.between(box.west, box.east), *conditions)
    yield from (LocatedPlace(*row) for row in db.session.execute(lent.order_by(Place.id)))
