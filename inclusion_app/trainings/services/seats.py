"""Writes of seats. Each begins by holding the session, so that whoever changes its seats does so one by one."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.audit import Actor
from inclusion_app.kernel.db import db
from inclusion_app.trainings.lists import NoticeKind, RegistrationState, Withdrawal
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.seats import list_lapsed, list_waiting
from inclusion_app.trainings.queries.sessions import count_seats, lock_session
from inclusion_app.trainings.rules import registrations as rules
from inclusion_app.trainings.rules import seats
from inclusion_app.trainings.services.notices import tell


def hold(registration_id: uuid.UUID) -> Registration:
    """The registration as it is now, its session held: what was read before may have changed meanwhile."""
    session_id = db.session.scalar(select(Registration.session_id).where(Registration.id == registration_id))
    if session_id is not None:
        lock_session(session_id)
    fresh = select(Registration).where(Registration.id == registration_id)
    return db.session.scalars(fresh.execution_options(populate_existing=True)).one()


def fill_seats(session: TrainingSession) -> Sequence[Registration]:
    """Propose each free seat to the first who waits, and tell them; returns who moved up.

    Someone without e-mail keeps the proposal until somebody calls; it lapses for the others.
    """
    session = lock_session(session.id)
    now = clock.now()
    left = count_seats([session])[session.id].left
    if not left or not seats.may_offer(session, now):
        return []
    moved = list_waiting(session, left)
    for registration in moved:
        registration.state = RegistrationState.OFFERED
        registration.answer_by = seats.offer_deadline(session, now) if registration.email else None
        audit.write("registration.offer", subject=registration, by=None)
    db.session.flush()
    for registration in moved:
        tell(registration, NoticeKind.OFFER)
    return moved


def end_registration(registration: Registration, withdrawal: Withdrawal, by: Actor | None) -> None:
    """End a registration of a session that is held; the seats are filled by the caller."""
    registration.state = RegistrationState.CANCELLED
    registration.withdrawal = withdrawal
    registration.ended_at = clock.now()
    registration.answer_by = None
    audit.write("registration.cancel", subject=registration, by=by, details={"reason": withdrawal.value})
    db.session.flush()


def lapse_session(session_id: uuid.UUID) -> int:
    """End what nobody answered for in time in a session, and propose the seats to the next; returns how many ended."""
    session = lock_session(session_id)
    lapsed = list_lapsed(session, clock.now())
    for registration in lapsed:
        reason = rules.lapse_reason(registration)
        end_registration(registration, reason, None)
        if reason is Withdrawal.NO_ANSWER:
            tell(registration, NoticeKind.WITHDRAWN)
    if lapsed:
        fill_seats(session)
    return len(lapsed)
