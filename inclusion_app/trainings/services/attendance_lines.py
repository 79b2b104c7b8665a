"""Writing one line of attendance: sealed, once; a line that changes is another line that replaces it."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from inclusion_app.kernel import clock
from inclusion_app.kernel.audit import Actor
from inclusion_app.kernel.db import db, violations
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.models.attendance import AttendanceLine, Tablet
from inclusion_app.trainings.models.sessions import HalfDay
from inclusion_app.trainings.queries.attendance import Attendee
from inclusion_app.trainings.rules import attendance as rules
from inclusion_app.trainings.rules.attendance import Said

_MEANWHILE = DomainError(N_("Quelqu’un vient de noter cette personne. Actualisez la page pour voir sa ligne."))


@dataclass(frozen=True)
class Origin:
    """Where a line comes from: somebody of the team, or the person herself on a shared tablet."""

    by: Actor | None = None
    tablet: Tablet | None = None
    signed_at: datetime | None = None
    form_key: uuid.UUID | None = None


def write_line(
    half_day: HalfDay,
    attendee: Attendee,
    said: Said,
    origin: Origin,
    *,
    replaces: AttendanceLine | None = None,
    correction: str | None = None,
) -> AttendanceLine:
    """Add a line, in the place of the one that it replaces. Raises DomainError when somebody else was faster."""
    said = rules.tidied(half_day, said)
    line = AttendanceLine(
        half_day_id=half_day.id,
        registration_id=attendee.registration and attendee.registration.id,
        trainer_id=attendee.trainer and attendee.trainer.id,
        presence=said.presence,
        reason=said.reason,
        arrived_at=said.arrived_at,
        left_at=said.left_at,
        minutes=rules.minutes_of(half_day, said),
        means=said.means,
        signed_at=origin.signed_at,
        tablet_id=origin.tablet and origin.tablet.id,
        noted_at=clock.now(),
        noted_by_id=origin.by and origin.by.id,
        form_key=origin.form_key,
        replaces_id=replaces and replaces.id,
        correction=correction,
    )
    line.signature = said.signature
    line.digest = rules.digest_of(line, replaces.digest if replaces else None)
    taken = ("attendance_line.half_day_id", "uq_attendance_line_trainee", "uq_attendance_line_trainer")
    used = ("attendance_line.replaces_id", "attendance_line.form_key")
    with violations(dict.fromkeys((*taken, *used), _MEANWHILE)):
        if replaces is not None:
            replaces.replaced_at = line.noted_at
            db.session.flush()
        db.session.add(line)
        db.session.flush()
    return line
