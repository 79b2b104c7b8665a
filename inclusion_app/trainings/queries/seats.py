"""Reads of the waiting list; who reads them holds the session (`lock_session`) when something follows from them."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select

from inclusion_app.kernel.db import db
from inclusion_app.trainings.lists import RegistrationState
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import TrainingSession

_WAITING = RegistrationState.WAITING
ORDER = (Registration.confirmed_at.is_(None), Registration.queued_at, Registration.id)
"""The order of the waiting list: whoever confirmed first, then as they came."""


def list_waiting(session: TrainingSession, limit: int | None = None) -> Sequence[Registration]:
    """Who waits, in the order in which they move up."""
    return db.session.scalars(_waiting(session.id, limit).execution_options(populate_existing=True)).all()


def list_waiting_ids(session_id: uuid.UUID) -> list[uuid.UUID]:
    """The keys of those who wait, in order: the rank of each is its place there."""
    query = select(Registration.id).where(Registration.session_id == session_id, Registration.state == _WAITING)
    return list(db.session.scalars(query.order_by(*ORDER)))


def rank_of(registration: Registration) -> int | None:
    """The place of somebody on the waiting list, from 1; None for who does not wait."""
    if registration.state is not _WAITING:
        return None
    before = (
        select(func.count())
        .select_from(Registration)
        .where(
            Registration.session_id == registration.session_id, Registration.state == _WAITING, _before(registration)
        )
    )
    return 1 + (db.session.scalar(before) or 0)


def list_lapsed(session: TrainingSession, now: datetime) -> Sequence[Registration]:
    """The registrations of a session whose time to answer is over, oldest first."""
    query = select(Registration).where(Registration.session_id == session.id, _is_lapsed(now))
    query = query.order_by(Registration.answer_by, Registration.id)
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def list_sessions_lapsed(now: datetime, limit: int) -> Sequence[uuid.UUID]:
    """The sessions where the time to answer of somebody is over."""
    query = select(Registration.session_id).where(_is_lapsed(now)).group_by(Registration.session_id)
    return db.session.scalars(
        query.order_by(func.min(Registration.answer_by), Registration.session_id).limit(limit)
    ).all()


def _waiting(session_id: uuid.UUID, limit: int | None) -> Select[Registration]:
    query = select(Registration).where(Registration.session_id == session_id, Registration.state == _WAITING)
    return query.order_by(*ORDER).limit(limit)


def _is_lapsed(now: datetime) -> ColumnElement[bool]:
    return (Registration.answer_by <= now) & (Registration.state != RegistrationState.CANCELLED)


def _before(registration: Registration) -> ColumnElement[bool]:
    """SQL: moves up before this one."""
    sooner = or_(
        Registration.queued_at < registration.queued_at,
        (Registration.queued_at == registration.queued_at) & (Registration.id < registration.id),
    )
    if registration.confirmed_at is None:
        return or_(Registration.confirmed_at.is_not(None), sooner)
    return Registration.confirmed_at.is_not(None) & sooner
