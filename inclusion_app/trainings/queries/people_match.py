"""Whether somebody already is among the registered of a session; its caller was allowed to write there."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select

from inclusion_app.citizens.indexes import email_index, name_index, phone_index
from inclusion_app.kernel.db import db
from inclusion_app.trainings.lists import RegistrationState
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.rules.people_match import near_name
from inclusion_app.trainings.rules.registrations import Person


def find_same(session: TrainingSession, person: Person) -> Registration | None:
    """The registration of the same account, of the same followed person, or of the same name and contact."""
    same: list[ColumnElement[bool]] = []
    contacts = _same_contact(person)
    if contacts:
        same.append((Registration.name_index == name_index(person.first_name, person.last_name)) & or_(*contacts))
    if person.account_id:
        same.append(Registration.account_id == person.account_id)
    if person.citizen_id:
        same.append(Registration.citizen_id == person.citizen_id)
    if not same:
        return None
    query = select(Registration).where(*_current(session), or_(*same)).order_by(Registration.id)
    return db.session.scalar(query.limit(1))


def list_alike(session: TrainingSession, person: Person) -> Sequence[Registration]:
    """The registrations that may be of the same person: same name, telephone or e-mail, or a name near this one."""
    phone, email = phone_index(person.phone), email_index(person.email)
    query = select(Registration).where(*_current(session)).order_by(Registration.id)
    return [
        known
        for known in db.session.scalars(query)
        if (phone is not None and known.phone_index == phone)
        or (email is not None and known.email_index == email)
        or near_name(person.full_name, known.full_name)
    ]


def _current(session: TrainingSession) -> tuple[ColumnElement[bool], ...]:
    return Registration.session_id == session.id, Registration.state != RegistrationState.CANCELLED


def _same_contact(person: Person) -> list[ColumnElement[bool]]:
    phone, email = phone_index(person.phone), email_index(person.email)
    found: list[ColumnElement[bool]] = []
    if phone is not None:
        found.append(Registration.phone_index == phone)
    if email is not None:
        found.append(Registration.email_index == email)
    return found
