"""What the form of a session offers: organisers, places, rooms within the caller's reach."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import contains_eager

from inclusion_app.access.permissions import Permission, Role
from inclusion_app.access.scope import Scope
from inclusion_app.kernel.db import db
from inclusion_app.kernel.text import fold
from inclusion_app.network.models import Place, Structure
from inclusion_app.network.queries import list_structures
from inclusion_app.territories.models import Commune
from inclusion_app.trainings.models.sessions import Room

MOST_SUGGESTED = 20
MOST_ROOMS = 500


def list_organisers(scope: Scope) -> list[Structure]:
    """The structures that the caller may organise a session for, by name."""
    return list_structures(scope, permission=Permission.SESSIONS_MANAGE)


def may_organise_for_all(scope: Scope) -> bool:
    """The caller may open sessions that belong to no structure."""
    return Role.COORDINATOR in scope.roles


def places_of_sessions(scope: Scope) -> ColumnElement[bool]:
    """SQL condition on Place: of the caller's reach, or of nobody in the communes of her structures."""
    reach = scope.reach(Permission.SESSIONS_MANAGE)
    structure: ColumnElement[Any] = Place.structure_id.expression
    ours = select(Structure.commune_code).where(Structure.id.in_(sorted(reach.structure_ids)))
    nobody = and_(structure.is_(None), Place.commune_code.in_(ours))
    return or_(reach.condition(structure=structure, commune=Place.commune_code.expression), nobody)


def match_places(scope: Scope, text: str, kept: uuid.UUID | None = None) -> list[Place]:
    """The places whose name or commune the text begins, by name; or that of this key. `kept` is always there."""
    allowed = and_(places_of_sessions(scope), Place.deleted_at.is_(None))
    if kept:
        allowed = or_(allowed, Place.id == kept)
    query = select(Place).join(Commune, Commune.code == Place.commune_code).options(contains_eager(Place.commune))
    key = _key(text)
    if key:
        return list(db.session.scalars(query.where(Place.id == key, allowed)))
    words = fold(text).split()
    names = select(Place.id, Place.name, Commune.name).join(Commune, Commune.code == Place.commune_code)
    rows = db.session.execute(names.where(allowed).order_by(Place.name, Place.id))
    found = [one for one, *values in rows if _begins(words, " ".join(values))][:MOST_SUGGESTED]
    return list(db.session.scalars(query.where(Place.id.in_(found)).order_by(Place.name, Place.id)))


def list_rooms_offered(scope: Scope, kept: uuid.UUID | None = None) -> Sequence[Room]:
    """The rooms of the places of the caller's reach, by place and name; `kept` is always there."""
    query = select(Room).join(Place, Place.id == Room.place_id).join(Commune, Commune.code == Place.commune_code)
    offered = and_(places_of_sessions(scope), Place.deleted_at.is_(None), Room.retired_at.is_(None))
    query = query.where(or_(offered, Room.id == kept) if kept else offered)
    query = query.options(contains_eager(Room.place).contains_eager(Place.commune))
    return db.session.scalars(query.order_by(Place.name, Place.id, Room.name, Room.id).limit(MOST_ROOMS)).all()


def _begins(words: list[str], known: str) -> bool:
    text = f" {fold(known)}"
    return all(f" {word}" in text for word in words)


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
