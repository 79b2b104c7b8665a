"""Reads of sessions: who may see and manage them, how many seats are left. The calendar is in `calendar`."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import NotFound
from inclusion_app.trainings.lists import RegistrationState, SessionState
from inclusion_app.trainings.models.courses import CourseVersion
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import SessionTrainer, Trainer, TrainingSession

HOLDS_A_SEAT = (RegistrationState.SEATED, RegistrationState.OFFERED)
_WHOLE = (
    joinedload(TrainingSession.course_version).joinedload(CourseVersion.course),
    joinedload(TrainingSession.place),
    joinedload(TrainingSession.room),
    joinedload(TrainingSession.commune),
    joinedload(TrainingSession.structure),
    selectinload(TrainingSession.half_days),
    selectinload(TrainingSession.trainers),
)


@dataclass(frozen=True)
class Seats:
    """How a session fills: seats held (offered ones included), people waiting."""

    capacity: int
    taken: int = 0
    waiting: int = 0

    @property
    def left(self) -> int:
        """Seats that nobody holds."""
        return max(0, self.capacity - self.taken)


def managed_by(scope: Scope) -> ColumnElement[bool]:
    """SQL condition on TrainingSession: the caller organises it (structure, territory), or teaches it."""
    structure: ColumnElement[Any] = TrainingSession.structure_id.expression
    commune = TrainingSession.commune_code.expression
    organised = scope.reach(Permission.SESSIONS_MANAGE).condition(structure=structure, commune=commune)
    taught = select(SessionTrainer.session_id).join(Trainer).where(Trainer.account_id == scope.account_id)
    return or_(organised, TrainingSession.id.in_(taught))


def get_session(scope: Scope, session_id: uuid.UUID) -> TrainingSession:
    """A session that the caller manages, with all that its pages show. Raises NotFound."""
    query = select(TrainingSession).where(TrainingSession.id == session_id, managed_by(scope)).options(*_WHOLE)
    session = db.session.scalar(query)
    if session is None:
        raise NotFound
    return session


def get_public_session(session_id: uuid.UUID) -> TrainingSession:
    """A session that the public sees, cancelled ones included (its page says so). Raises NotFound."""
    query = select(TrainingSession).where(TrainingSession.id == session_id, TrainingSession.listed).options(*_WHOLE)
    session = db.session.scalar(query)
    if session is None:
        raise NotFound
    return session


def lock_session(session_id: uuid.UUID) -> TrainingSession:
    """The session, held until the end of the transaction: whoever changes its seats comes through here, one by one.

    On SQLite the transaction of a write already is alone.
    """
    query = select(TrainingSession).where(TrainingSession.id == session_id).with_for_update(of=TrainingSession)
    session = db.session.scalar(query.execution_options(populate_existing=True))
    if session is None:
        raise NotFound
    return session


def count_seats(sessions: Iterable[TrainingSession]) -> dict[uuid.UUID, Seats]:
    """The seats of each session, in one query."""
    return count_seats_of({session.id: session.capacity for session in sessions})


def count_seats_of(capacities: Mapping[uuid.UUID, int]) -> dict[uuid.UUID, Seats]:
    """The same, from the capacity of each session by its key."""
    query = (
        select(Registration.session_id, Registration.state, func.count())
        .where(Registration.session_id.in_(list(capacities)), Registration.state != RegistrationState.CANCELLED)
        .group_by(Registration.session_id, Registration.state)
    )
    taken, waiting = dict.fromkeys(capacities, 0), dict.fromkeys(capacities, 0)
    for key, state, count in db.session.execute(query) if capacities else ():
        counts = taken if state in HOLDS_A_SEAT else waiting
        counts[key] += count
    return {key: Seats(capacity, taken[key], waiting[key]) for key, capacity in capacities.items()}


def is_open(session: TrainingSession) -> bool:
    """The session takes place."""
    return session.state is SessionState.OPEN
