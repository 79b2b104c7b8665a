"""Half-days as they are typed, on the clock of the wall, and the instants that they mean; weeks that follow."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from inclusion_app.kernel.clock import PARIS, to_paris
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_

LONGEST = timedelta(hours=12)
WEEK = timedelta(weeks=1)


class TypedHalfDay(NamedTuple):
    """A day and two times of the clock of the wall."""

    day: date
    start: time
    end: time

    def moved(self, days: int) -> "TypedHalfDay":
        """The same hours, some days later."""
        return self._replace(day=self.day + timedelta(days=days))


class Stretch(NamedTuple):
    """From one instant to another, in UTC."""

    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Stretch") -> bool:
        """Both have an instant in common; one that begins when the other ends does not."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def to_stretch(typed: TypedHalfDay) -> Stretch:
    """The instants of a half-day: 9 to 12 stays 9 to 12 across a change of clock.

    Raises DomainError at `end` or `start`: end before start, longer than twelve hours, an hour that does not exist.
    """
    if typed.end <= typed.start:
        raise DomainError(N_("La fin doit venir après le début."), field="end")
    if _wall(typed.day, typed.end) - _wall(typed.day, typed.start) > LONGEST:
        raise DomainError(N_("Une demi-journée dure douze heures au plus."), field="end")
    return Stretch(_instant(typed.day, typed.start, "start"), _instant(typed.day, typed.end, "end"))


def typed_of(stretch: Stretch) -> TypedHalfDay:
    """What the clock of the wall says of a stretch."""
    start, end = to_paris(stretch.starts_at), to_paris(stretch.ends_at)
    return TypedHalfDay(start.date(), start.time(), end.time())


def to_stretches(typed: Iterable[TypedHalfDay]) -> list[Stretch]:
    """The instants of several half-days, in order of time. Raises DomainError."""
    return sorted(to_stretch(one) for one in typed)


def weekly(typed: Sequence[TypedHalfDay], weeks: int) -> list[TypedHalfDay]:
    """The same half-days each week, `weeks` times in all."""
    return sorted(one.moved(7 * rank) for rank in range(weeks) for one in typed)


def moved(stretches: Iterable[Stretch], days: int) -> list[Stretch]:
    """The same hours of the clock of the wall, some days later. Raises DomainError."""
    return to_stretches(typed_of(one).moved(days) for one in stretches)


def first_overlap(stretches: Sequence[Stretch]) -> tuple[int, int] | None:
    """The ranks of two stretches that overlap, the later typed one second; None when each has its own time."""
    for later in range(len(stretches)):
        for earlier in range(later):
            if stretches[earlier].overlaps(stretches[later]):
                return earlier, later
    return None


def _wall(day: date, at: time) -> datetime:
    return datetime.combine(day, at, UTC)


def _instant(day: date, at: time, field: str) -> datetime:
    """An hour said twice in autumn is the first one; one that spring skips is refused."""
    local = datetime.combine(day, at.replace(tzinfo=None), PARIS)
    instant = local.astimezone(UTC)
    if to_paris(instant).time() != at:
        raise DomainError(
            N_("Ce jour-là, %(hour)s n’existe pas\u00a0: les horloges avancent d’une heure dans la nuit."),
            field=field,
            hour=f"{at:%H:%M}",
        )
    return instant
