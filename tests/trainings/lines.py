"""Lines of attendance made in one line."""

from typing import Any

from inclusion_app.kernel import clock
from inclusion_app.trainings.lists import AbsenceReason, Presence, SigningMeans
from inclusion_app.trainings.models.attendance import AttendanceLine
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import HalfDay, Trainer
from tests.factories import add


def make_line(
    half_day: HalfDay,
    who: Registration | Trainer,
    absence: AbsenceReason | None = None,
    minutes: int | None = None,
    **values: Any,
) -> AttendanceLine:
    """Someone who came for the whole half-day, or for some minutes, or who was away for a reason."""
    key = {"registration_id": who.id} if isinstance(who, Registration) else {"trainer_id": who.id}
    attended = half_day.minutes if minutes is None else minutes
    plausible = {
        "half_day_id": half_day.id,
        "presence": Presence.ABSENT if absence else Presence.PRESENT,
        "reason": absence,
        "minutes": 0 if absence else attended,
        "means": SigningMeans.NONE,
        "noted_at": clock.now(),
        "digest": bytes(32),
    }
    return add(AttendanceLine(**plausible | key | values))
