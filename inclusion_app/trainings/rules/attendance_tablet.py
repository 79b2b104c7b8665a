"""The rules of a shared tablet: how long its address is good, what it may sign."""

from datetime import datetime, time, timedelta

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.lists import Presence
from inclusion_app.trainings.models.attendance import AttendanceLine, Tablet
from inclusion_app.trainings.models.sessions import HalfDay
from inclusion_app.trainings.rules.attendance import SIGNED, instant_of

STAYS_OPEN = timedelta(hours=2)
_SLACK = timedelta(minutes=5)


class AlreadySigned(DomainError):
    """A line that is signed is not signed again on a tablet."""


def expiry_of(half_day: HalfDay) -> datetime:
    """Two hours after the end: time to find a network again."""
    return half_day.ends_at + STAYS_OPEN


def is_open(tablet: Tablet, now: datetime) -> bool:
    """The sheet may be signed there."""
    return tablet.closed_at is None and now < tablet.expires_at


def check_can_sign(line: AttendanceLine | None) -> None:
    """Somebody without a line, or noted present without a signature."""
    if line is None:
        return
    if line.means in SIGNED:
        raise AlreadySigned(N_("Cette ligne est déjà signée. Pour la changer, demandez à qui anime la séance."))
    if line.presence is Presence.ABSENT:
        raise AlreadySigned(N_("Cette personne est notée absente. Demandez à qui anime la séance de corriger."))


def signing_time(tablet: Tablet, now: datetime, seconds_ago: int) -> datetime:
    """When somebody signed: a tablet that had no network says how long ago it was; never before it was opened."""
    return max(tablet.opened_at, now - timedelta(seconds=max(0, seconds_ago)))


def check_arrival(half_day: HalfDay, arrived_at: time | None, signed_at: datetime) -> None:
    """Nobody signs before she came."""
    if arrived_at and instant_of(half_day, arrived_at) > signed_at + _SLACK:
        raise DomainError(N_("Cette heure n’est pas encore passée."), field="arrived_at")
