"""Reads of the network: what is mine, structures, places, the places near a commune. Mediators are in `mediators`."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db, has_value
from inclusion_app.kernel.errors import Forbidden, NotFound
from inclusion_app.kernel.text import fold
from inclusion_app.network.hours import describe
from inclusion_app.network.located import Box, places_inside
from inclusion_app.network.models import Mediator, Organisation, Place, Structure
from inclusion_app.network.rules import UNDO_LIFE
from inclusion_app.network.standard import AccessMode, Service
from inclusion_app.territories.models import Commune
from inclusion_app.territories.queries import distance_km

T = TypeVar("T", Structure, Place)

PLACES_OFFERED = 200
MOST_CHOICES = 2_000
OTHER_ORGANISATION = "Autre organisme"
_RADII_KM = (15, 50, 150, 500)
_KM_A_DEGREE = 111.0


# What is mine


def find_my_mediator(scope: Scope) -> Mediator | None:
    """The mediator whose account is the caller's, if she is one."""
    return db.session.scalar(select(Mediator).where(Mediator.account_id == scope.account_id))


def get_my_mediator(scope: Scope) -> Mediator:
    """The mediator whose account is the caller's. Raises NotFound."""
    mediator = find_my_mediator(scope)
    if mediator is None:
        raise NotFound
    return mediator


def my_structures(scope: Scope) -> list[Structure]:
    """The structures where the caller logs what she does, by name."""
    mine = scope.reach(Permission.RECORDS_LOG).structure_ids
    query = select(Structure).where(Structure.id.in_(sorted(mine)), Structure.deleted_at.is_(None))
    return list(db.session.scalars(query.order_by(Structure.name, Structure.id)))


def places_for_logging(scope: Scope) -> list[Place]:
    """Where the caller may have worked: her usual place, her structures' places, then those without structure of
    the same communes; 200 at most."""
    structures = my_structures(scope)
    mediator = find_my_mediator(scope)
    usual = mediator.usual_place_id if mediator else None
    ours = Place.structure_id.in_([structure.id for structure in structures])
    communes = [structure.commune_code for structure in structures]
    nobody = and_(Place.structure_id.is_(None), Place.commune_code.in_(communes))
    query = _places().where(or_(Place.id == usual, ours, nobody))
    rank = (Place.id != usual, Place.structure_id.is_(None), Place.name, Place.id)
    return list(db.session.scalars(query.order_by(*rank).limit(PLACES_OFFERED)))


# Structures


def structures_within(scope: Scope, permission: Permission = Permission.STRUCTURES_READ) -> ColumnElement[bool]:
    """SQL condition on Structure: the caller has the permission there."""
    reach = scope.reach(permission)
    return reach.condition(structure=Structure.id.expression, commune=Structure.commune_code.expression)


def list_structures(
    scope: Scope, *, permission: Permission = Permission.STRUCTURES_READ, text: str = "", deleted: bool = False
) -> list[Structure]:
    """The structures where the caller has the permission, by name; or those deleted less than thirty days ago."""
    query = select(Structure).options(joinedload(Structure.commune)).where(structures_within(scope, permission))
    found = db.session.scalars(query.where(_kept(Structure, deleted)).order_by(Structure.name, Structure.id))
    return [row for row in found if _matches(text, row.name, row.siret, row.commune.name)]


def get_structure(scope: Scope, structure_id: uuid.UUID) -> Structure:
    """A structure that the caller may see. Raises NotFound."""
    return _get(select(Structure).where(Structure.id == structure_id, structures_within(scope), _kept(Structure)))


def get_structure_to_edit(scope: Scope, structure_id: uuid.UUID, *, deleted: bool = False) -> Structure:
    """A structure that the caller may change. Raises NotFound, or Forbidden when she may only see it."""
    query = select(Structure).where(Structure.id == structure_id, _kept(Structure, deleted))
    structure = _get(query.where(structures_within(scope)))
    if db.session.scalar(query.where(structures_within(scope, Permission.STRUCTURES_EDIT))) is None:
        raise Forbidden
    return structure


# Places


def places_within(scope: Scope, permission: Permission = Permission.STRUCTURES_READ) -> ColumnElement[bool]:
    """SQL condition on Place: the caller has the permission there."""
    structure: ColumnElement[Any] = Place.structure_id.expression
    return scope.reach(permission).condition(structure=structure, commune=Place.commune_code.expression)


def list_places(
    scope: Scope,
    *,
    text: str = "",
    deleted: bool = False,
    confirmed_before: date | None = None,
    offset: int = 0,
    limit: int = 100,
) -> tuple[list[Place], int]:
    """The places that the caller may see, those confirmed longest ago first, and how many there are in all; or those
    deleted less than thirty days ago that she may restore."""
    permission = Permission.PLACES_EDIT if deleted else Permission.STRUCTURES_READ
    wanted = [places_within(scope, permission), _kept(Place, deleted)]
    if confirmed_before:
        wanted.append(Place.updated_on < confirmed_before)
    names = select(Place.id, Place.name, Commune.name, Place.postal_code).join(Commune).where(*wanted)
    rows = db.session.execute(names.order_by(Place.updated_on, Place.id))
    keys = [key for key, *values in rows if _matches(text, *values)]
    query = select(Place).where(Place.id.in_(keys[offset : offset + limit]))
    query = query.options(joinedload(Place.commune), joinedload(Place.structure))
    return list(db.session.scalars(query.order_by(Place.updated_on, Place.id))), len(keys)


def places_of(structure: Structure) -> list[Place]:
    """The places of a structure, by name."""
    query = _places().where(Place.structure_id == structure.id)
    return list(db.session.scalars(query.order_by(Place.name, Place.id)))


def count_places(structures: Sequence[Structure]) -> dict[uuid.UUID, int]:
    """How many places each structure has; those without any are absent."""
    keys = [structure.id for structure in structures]
    query = select(Place.structure_id, func.count()).where(Place.structure_id.in_(keys), _kept(Place))
    return {key: count for key, count in db.session.execute(query.group_by(Place.structure_id)) if key}


def get_place(place_id: uuid.UUID) -> Place:
    """A place, as the public sees it. Raises NotFound."""
    return _get(_places().where(Place.id == place_id))


def get_place_to_edit(scope: Scope, place_id: uuid.UUID, *, deleted: bool = False) -> Place:
    """A place that the caller may change. Raises NotFound, or Forbidden when she may only see it."""
    query = select(Place).where(Place.id == place_id, _kept(Place, deleted))
    place = _get(query.where(places_within(scope)))
    if db.session.scalar(query.where(places_within(scope, Permission.PLACES_EDIT))) is None:
        raise Forbidden
    return place


def _places() -> Select[Place]:
    return select(Place).where(_kept(Place)).options(joinedload(Place.commune))


def _kept(model: type[Structure] | type[Place], deleted: bool = False) -> ColumnElement[bool]:
    """Neither deleted; or deleted so recently that it may come back."""
    since = model.deleted_at > clock.now() - UNDO_LIFE
    return since if deleted else model.deleted_at.is_(None)


# Near a commune


class NearPlace(NamedTuple):
    """A place, its distance as the crow flies (None when one of both is not located), its hours in French."""

    place: Place
    km: float | None
    hours: str


def nearest_places(commune: Commune, limit: int = 3, *, service: Service | None = None) -> list[NearPlace]:
    """The places open to the public nearest to a commune, nearest first.

    A place without coordinates stands at the town hall of its commune.
    """
    if commune.latitude is None or commune.longitude is None:
        return _places_beside(commune, limit, service)
    found: list[tuple[float, uuid.UUID]] = []
    for radius in _RADII_KM:
        found = _distances(commune, radius, service)
        if len(found) >= limit:
            break
    kept = sorted(found)[:limit]
    places = {p.id: p for p in db.session.scalars(_places().where(Place.id.in_([key for _, key in kept])))}
    return [NearPlace(places[key], km, describe(places[key].opening_hours)) for km, key in kept]


def _distances(commune: Commune, radius: float, service: Service | None) -> list[tuple[float, uuid.UUID]]:
    south, west = commune.latitude or 0.0, commune.longitude or 0.0
    high = radius / _KM_A_DEGREE
    wide = high * 2  # a degree of longitude is half as long at 60° north: every part of France is nearer the equator
    box = Box(south - high, south + high, west - wide, west + wide)
    rows = ((distance_km(commune, place), place.id) for place in places_inside(box, _open(service)))
    return [(km, key) for km, key in rows if km is not None and km <= radius]


def _places_beside(commune: Commune, limit: int, service: Service | None) -> list[NearPlace]:
    """Where coordinates are unknown: the places of the commune, then of its département."""
    query = _places().join(Commune, Commune.code == Place.commune_code).where(*_open(service))
    query = query.where(Commune.departement_code == commune.departement_code)
    order = (Place.commune_code != commune.code, Place.name, Place.id)
    rows = db.session.scalars(query.order_by(*order).limit(limit))
    return [NearPlace(place, None, describe(place.opening_hours)) for place in rows]


def _open(service: Service | None) -> list[ColumnElement[bool]]:
    conditions = [_kept(Place), ~has_value(Place.access_modes, AccessMode.NO_PUBLIC)]
    return [*conditions, has_value(Place.services, service)] if service else conditions


# Organisations


def list_organisations(*, retired: bool = False) -> list[Organisation]:
    """The organisations that a form offers, by name; or those retired."""
    kept = Organisation.retired_at.is_not(None) if retired else Organisation.retired_at.is_(None)
    found = db.session.scalars(select(Organisation).where(kept).order_by(Organisation.id))
    return sorted(found, key=lambda row: (row.name == OTHER_ORGANISATION, fold(row.name)))


def get_organisation(organisation_id: uuid.UUID) -> Organisation:
    """An organisation, retired or not. Raises NotFound."""
    found = db.session.get(Organisation, organisation_id)
    if found is None:
        raise NotFound
    return found


def _get(query: Select[T]) -> T:
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def _matches(text: str, *values: str | None) -> bool:
    """Each word typed begins a word of one of the values."""
    known = f" {fold(' '.join(value for value in values if value))}"
    return all(f" {word}" in known for word in fold(text).split())
