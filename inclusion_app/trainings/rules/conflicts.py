"""A room or a trainer that two sessions want at the same time."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.rules.recurrence import Stretch, to_stretch, typed_of

SEARCHED_DAYS = 60


@dataclass(frozen=True)
class Busy:
    """A half-day of another session that holds the room (`trainer_id` is None) or a trainer."""

    session_id: uuid.UUID
    stretch: Stretch
    trainer_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Conflict:
    """The half-day wanted, what holds it, its title when the caller may see it, the next free day at the same hours."""

    wanted: Stretch
    busy: Busy
    name: str
    """Of the room or the trainer."""
    title: str | None
    free_day: date | None


class SlotTaken(DomainError):
    """Refuses a session because of `conflict`; pages say it in full."""

    def __init__(self, conflict: Conflict) -> None:
        room = conflict.busy.trainer_id is None
        message = N_("Cette salle est déjà prise à ce moment.") if room else N_("%(name)s est déjà pris·e ailleurs.")
        values = {} if room else {"name": conflict.name}
        super().__init__(message, field="room" if room else "trainers", **values)
        self.conflict = conflict


def first_taken(wanted: Sequence[Stretch], busy: Sequence[Busy]) -> tuple[Stretch, Busy] | None:
    """The first half-day wanted that something holds, and what."""
    for one in wanted:
        for other in busy:
            if one.overlaps(other.stretch):
                return one, other
    return None


def next_free_day(
    wanted: Stretch, taken: Sequence[Stretch], is_workable: Callable[[date], bool], days: int = SEARCHED_DAYS
) -> date | None:
    """The next day when the same hours are free, among those that are workable; None within `days`."""
    for rank in range(1, days + 1):
        typed = typed_of(wanted).moved(rank)
        if not is_workable(typed.day):
            continue
        try:
            candidate = to_stretch(typed)
        except DomainError:  # an hour that this day does not have
            continue
        if not any(candidate.overlaps(one) for one in taken):
            return typed.day
    return None
