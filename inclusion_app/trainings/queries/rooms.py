"""Reads of rooms, by the places that hold them."""

import uuid
from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import Forbidden, NotFound
from inclusion_app.kernel.text import fold
from inclusion_app.network.models import Place
from inclusion_app.network.queries import get_place_to_edit, places_within
from inclusion_app.territories.models import Commune
from inclusion_app.trainings.lists import SessionState
from inclusion_app.trainings.models.sessions import Room, TrainingSession

MOST_SUGGESTED = 20


def list_rooms(place_ids: Collection[uuid.UUID]) -> list[Room]:
    """The rooms of these places that are in use, by place and name."""
    query = select(Room).where(Room.place_id.in_(list(place_ids)), Room.retired_at.is_(None))
    return list(db.session.scalars(query.order_by(Room.place_id, Room.name, Room.id)))


def list_rooms_seen(scope: Scope, *, retired: bool = False, offset: int = 0, limit: int = 50) -> tuple[list[Room], int]:
    """The rooms of the places that the caller may see, by place and name, and how many in all; or those retired."""
    kept = Room.retired_at.is_not(None) if retired else Room.retired_at.is_(None)
    wanted = (places_within(scope), Place.deleted_at.is_(None), kept)
    total = db.session.scalar(select(func.count(Room.id)).join(Place).where(*wanted)) or 0
    query = select(Room).join(Place).join(Commune).where(*wanted)
    query = query.options(contains_eager(Room.place).contains_eager(Place.commune))
    order = (Place.name, Place.id, Room.name, Room.id)
    return list(db.session.scalars(query.order_by(*order).offset(offset).limit(limit))), total


def get_room_to_edit(scope: Scope, room_id: uuid.UUID) -> Room:
    """A room of a place that the caller may change. Raises NotFound, or Forbidden when she may only see it."""
    room = db.session.get(Room, room_id)
    if room is None:
        raise NotFound
    get_place_to_edit(scope, room.place_id)
    return room


def editable_place_ids(scope: Scope, rooms: Collection[Room]) -> frozenset[uuid.UUID]:
    """Those of the places of these rooms that the caller may change."""
    wanted = (Place.id.in_({room.place_id for room in rooms}), places_within(scope, Permission.PLACES_EDIT))
    return frozenset(db.session.scalars(select(Place.id).where(*wanted)))


def count_sessions_ahead(room: Room) -> int:
    """The sessions to come that take place in a room."""
    ahead = (TrainingSession.ends_at > clock.now(), TrainingSession.state == SessionState.OPEN)
    query = select(func.count(TrainingSession.id)).where(TrainingSession.room_id == room.id, *ahead)
    return db.session.scalar(query) or 0


def match_places(scope: Scope, text: str) -> list[Place]:
    """The places that the caller may change and whose name or commune the text begins, by name; or that of this key."""
    allowed = (places_within(scope, Permission.PLACES_EDIT), Place.deleted_at.is_(None))
    query = select(Place).join(Commune).options(contains_eager(Place.commune)).where(*allowed)
    key = _key(text)
    if key:
        return list(db.session.scalars(query.where(Place.id == key)))
    words = fold(text).split()
    names = select(Place.id, Place.name, Commune.name).join(Commune).where(*allowed).order_by(Place.name, Place.id)
    found = [one for one, *values in db.session.execute(names) if _begins(words, f" {fold(' '.join(values))}")]
    rows = db.session.scalars(query.where(Place.id.in_(found[:MOST_SUGGESTED])).order_by(Place.name, Place.id))
    return list(rows)


def _begins(words: list[str], known: str) -> bool:
    return all(f" {word}" in known for word in words)


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def get_place_for_room(scope: Scope, place_id: uuid.UUID) -> Place:
    """A place that the caller may add a room to. Raises NotFound or Forbidden."""
    try:
        return get_place_to_edit(scope, place_id)
    except Forbidden as error:
        raise NotFound from error
