"""What a session is made of, and what may be done with it: pure functions."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from inclusion_app.kernel.clock import to_paris
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.models.sessions import MAX_HALF_DAYS, MAX_SEATS
from inclusion_app.trainings.rules.recurrence import Stretch, first_overlap

OLDEST_DAYS = 30
"""How long ago a session may be that is noted after it took place."""
FARTHEST_DAYS = 3 * 366
FEW_SEATED = 3
"""Below it, and below half of the seats, a session has too few registered."""
MOST_TIMES = 30
"""Copies made at once."""


_HELD = N_("Des présences sont notées\u00a0: une séance qui a eu lieu ne se déplace ni ne se retire.")


@dataclass(frozen=True)
class RemovedHalfDay:
    """A half-day that a session no longer has; its key is that of the event in people's calendars."""

    id: uuid.UUID
    starts_at: datetime
    ends_at: datetime

    def as_texts(self) -> list[str]:
        """For a task that will need it; `of_texts` reads it back."""
        return [str(self.id), self.starts_at.isoformat(), self.ends_at.isoformat()]

    @classmethod
    def of_texts(cls, texts: Sequence[str]) -> "RemovedHalfDay":
        key, start, end = texts
        return cls(uuid.UUID(key), datetime.fromisoformat(start), datetime.fromisoformat(end))


@dataclass(frozen=True)
class SessionPlan:
    """Everything that a session's form says. `half_days` are in order of time; a place or an address, maybe both."""

    course_version_id: uuid.UUID
    structure_id: uuid.UUID | None
    commune_code: str
    half_days: tuple[Stretch, ...]
    capacity: int
    place_id: uuid.UUID | None = None
    room_id: uuid.UUID | None = None
    online_url: str | None = None
    trainer_ids: tuple[uuid.UUID, ...] = ()
    listed: bool = True
    answer_hours: int = 48
    materials: str = ""
    reference: str = ""


def check_plan(plan: SessionPlan) -> None:
    """Refuse what no session can be; the form says most of it earlier, at its row."""
    if not 1 <= plan.capacity <= MAX_SEATS:
        raise DomainError(
            N_("Le nombre de places va de 1 à %(most)s."),
            field="capacity",
            most=f"{MAX_SEATS:,}".replace(",", "\u202f"),
        )
    check_half_days(plan.half_days)
    if plan.place_id is None and not plan.online_url:
        raise DomainError(N_("Choisissez un lieu, ou donnez l’adresse de la visioconférence."), field="place")


def check_half_days(half_days: Sequence[Stretch]) -> None:
    """One at least, sixty at most, each with its own time."""
    if not half_days:
        raise DomainError(N_("Indiquez au moins une date et ses heures."), field="half_days")
    if len(half_days) > MAX_HALF_DAYS:
        raise DomainError(
            N_("Une session compte %(most)s demi-journées au plus."), field="half_days", most=MAX_HALF_DAYS
        )
    if first_overlap(half_days):
        raise DomainError(N_("Deux demi-journées de cette session se chevauchent."), field="half_days")


def check_held(held: Iterable[Stretch], wanted: Collection[Stretch]) -> None:
    """The half-days where people came stay as they were."""
    if not set(held) <= set(wanted):
        raise DomainError(_HELD, field="half_days")


def check_day(day: date, today: date) -> None:
    """A session may be noted up to thirty days after it took place, and planned three years ahead. Raises at `day`."""
    if day < today - timedelta(days=OLDEST_DAYS):
        raise DomainError(N_("Cette date est passée depuis plus de trente jours."), field="day")
    if day > today + timedelta(days=FARTHEST_DAYS):
        raise DomainError(N_("Cette date est trop lointaine\u00a0: trois ans au plus."), field="day")


def is_past(half_days: Sequence[Stretch], today: date) -> bool:
    """One of the days is before today."""
    return any(to_paris(one.starts_at).date() < today for one in half_days)


def has_few(taken: int, capacity: int) -> bool:
    """Too few people to be worth the journey: fewer than three, and fewer than half of the seats."""
    return taken < FEW_SEATED and taken * 2 < capacity


class Progress(StrEnum):
    """Where a session stands in time."""

    BEFORE = "before"
    TODAY = "today"
    BETWEEN = "between"
    AFTER = "after"


def progress_of(half_days: Sequence[Stretch], now: datetime) -> Progress:
    """Before its first half-day, on one of its days, between two of them, or after the last one."""
    today = to_paris(now).date()
    if any(to_paris(one.starts_at).date() == today for one in half_days):
        return Progress.TODAY
    if now < half_days[0].starts_at:
        return Progress.BEFORE
    return Progress.AFTER if now >= half_days[-1].ends_at else Progress.BETWEEN
