"""Reads of the registrations of a session that its caller was allowed to open."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from inclusion_app.access.scope import Scope
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import NotFound
from inclusion_app.kernel.text import fold
from inclusion_app.trainings.links import is_secret_of
from inclusion_app.trainings.lists import RegistrationState
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import TrainingSession


def list_registrations(
    session: TrainingSession, states: Collection[RegistrationState] = (RegistrationState.SEATED,)
) -> list[Registration]:
    """The registrations of a session in these states, by last name; its caller was allowed to open the session."""
    query = select(Registration).where(Registration.session_id == session.id, Registration.state.in_(list(states)))
    return sorted(db.session.scalars(query), key=by_name)


def by_name(registration: Registration) -> tuple[str, str, uuid.UUID]:
    """Last name, then first name; the same order whatever the accents."""
    return fold(registration.last_name or ""), fold(registration.first_name or ""), registration.id


def get_registration(session: TrainingSession, registration_id: uuid.UUID) -> Registration:
    """A registration of this session, whatever its state. Raises NotFound."""
    found = db.session.get(Registration, registration_id)
    if found is None or found.session_id != session.id:
        raise NotFound
    return found


def get_by_link(registration_id: uuid.UUID, secret: str) -> Registration:
    """The registration whose secret address this is. Raises NotFound."""
    found = db.session.get(Registration, registration_id)
    if found is None or not is_secret_of(found, secret):
        raise NotFound
    return found


def find_by_form(session: TrainingSession, form_key: uuid.UUID | None) -> Registration | None:
    """The registration that this form already made here."""
    if form_key is None:
        return None
    query = select(Registration).where(Registration.form_key == form_key, Registration.session_id == session.id)
    return db.session.scalar(query)


def count_withdrawn(session: TrainingSession) -> int:
    """How many registrations of a session ended."""
    ended = Registration.state == RegistrationState.CANCELLED
    query = select(func.count()).select_from(Registration).where(Registration.session_id == session.id, ended)
    return db.session.scalar(query) or 0


def list_withdrawn(session: TrainingSession, limit: int) -> Sequence[Registration]:
    """The registrations of a session that ended, latest first."""
    ended = Registration.state == RegistrationState.CANCELLED
    query = select(Registration).where(Registration.session_id == session.id, ended)
    return db.session.scalars(query.order_by(Registration.ended_at.desc(), Registration.id).limit(limit)).all()


def list_own(scope: Scope, limit: int = 100) -> Sequence[Registration]:
    """The caller's own registrations, latest session first."""
    query = _own(scope).order_by(TrainingSession.starts_at.desc(), Registration.id).limit(limit)
    return db.session.scalars(query).all()


def get_own(scope: Scope, registration_id: uuid.UUID) -> Registration:
    """One of the caller's own registrations. Raises NotFound."""
    found = db.session.scalar(_own(scope).where(Registration.id == registration_id))
    if found is None:
        raise NotFound
    return found


def find_own_of(scope: Scope, session: TrainingSession) -> Registration | None:
    """The caller's registration for a session, unless it ended."""
    going_on = Registration.state != RegistrationState.CANCELLED
    return db.session.scalar(_own(scope).where(Registration.session_id == session.id, going_on).limit(1))


def _own(scope: Scope) -> Select[Registration]:
    of_session = joinedload(Registration.session)
    return (
        select(Registration)
        .join(TrainingSession, TrainingSession.id == Registration.session_id)
        .where(Registration.account_id == scope.account_id)
        .options(
            of_session.joinedload(TrainingSession.course_version),
            of_session.joinedload(TrainingSession.place),
            of_session.joinedload(TrainingSession.room),
            of_session.joinedload(TrainingSession.commune),
            of_session.selectinload(TrainingSession.half_days),
        )
    )
