"""Reads of the registrations of a session that its caller was allowed to open."""

import uuid
from collections.abc import Collection

from sqlalchemy import select

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
