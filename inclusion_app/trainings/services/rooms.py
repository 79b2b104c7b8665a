"""Writes of rooms."""

from inclusion_app.access.models import Account
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db, violations
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.network.models import Place
from inclusion_app.trainings.models.sessions import MAX_SEATS, Room

_TAKEN = {
    "room.place_id": DomainError(
        N_("Une salle de ce lieu porte déjà ce nom, peut-être parmi celles que l’on n’utilise plus."), field="name"
    ),
    "uq_room_name": DomainError(
        N_("Une salle de ce lieu porte déjà ce nom, peut-être parmi celles que l’on n’utilise plus."), field="name"
    ),
}


def add_room(place: Place, *, name: str, seats: int, equipment: str, by: Account) -> Room:
    """A room of a place that the account may change."""
    _check(name, seats)
    room = Room(place_id=place.id, name=name, seats=seats, equipment=equipment)
    with violations(_TAKEN):
        db.session.add(room)
        db.session.flush()
    audit.write("room.add", subject=room, by=by)
    db.session.flush()
    return room


def update_room(room: Room, *, name: str, seats: int, equipment: str, by: Account) -> Room:
    """Its name, how many sit in it, what it has."""
    _check(name, seats)
    with violations(_TAKEN):
        room.name, room.seats, room.equipment = name, seats, equipment
        db.session.flush()
    audit.write("room.update", subject=room, by=by)
    db.session.flush()
    return room


def retire_room(room: Room, *, by: Account) -> Room:
    """No longer offered; sessions already planned there stay."""
    room.retired_at = clock.now()
    audit.write("room.retire", subject=room, by=by)
    db.session.flush()
    return room


def restore_room(room: Room, *, by: Account) -> Room:
    """Offered again."""
    room.retired_at = None
    audit.write("room.restore", subject=room, by=by)
    db.session.flush()
    return room


def _check(name: str, seats: int) -> None:
    if not name.strip():
        raise DomainError(N_("Écrivez le nom de la salle, comme sur sa porte."), field="name")
    if not 1 <= seats <= MAX_SEATS:
        raise DomainError(N_("Le nombre de places va de 1 à 1\u00a0000."), field="seats")
