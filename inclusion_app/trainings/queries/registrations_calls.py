"""The calls to make for the sessions that the caller manages: what waits for a telephone, letters that came back."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union_all
from sqlalchemy.orm import contains_eager, joinedload

from inclusion_app.access.scope import Scope
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import NotFound
from inclusion_app.trainings.lists import NoticeKind, NoticeResult, NoticeWay, RegistrationState, SessionState
from inclusion_app.trainings.models.registrations import Notice, Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.sessions import managed_by

FORGOTTEN = timedelta(days=60)
"""A call that nobody made for so long is no longer asked for."""

STOPPED = timedelta(days=7)
"""How long one tells people that what remained of a session will not take place."""

_WAITING = (
    (NoticeResult.WAITING, NoticeWay.PHONE),
    (NoticeResult.NOT_REACHED, NoticeWay.PHONE),
    (NoticeResult.FAILED, NoticeWay.EMAIL),
    (NoticeResult.NOT_REACHED, NoticeWay.EMAIL),
)
"""What waits for a telephone, and the letters that came back."""
_K = NoticeKind
_UNTIL_BEGINNING = (_K.REGISTERED, _K.CONVOCATION, _K.REMINDER_7, _K.REMINDER_1)
_AFTER = (_K.MISSED, _K.SURVEY, _K.CERTIFICATE, _K.EXPIRY_12, _K.EXPIRY_6)


def list_calls(scope: Scope, *, offset: int = 0, limit: int = 50) -> tuple[Sequence[Notice], int]:
    """One page of the calls to make, by session, soonest first; and how many there are in all."""
    query = _calls(scope)
    total = db.session.scalar(select(func.count()).select_from(query.with_only_columns(Notice.id).subquery())) or 0
    of_session = contains_eager(Notice.registration).contains_eager(Registration.session)
    order = (TrainingSession.starts_at, TrainingSession.id, Notice.due_on.is_(None), Notice.due_on, Notice.id)
    query = (
        query.order_by(*order)
        .offset(offset)
        .limit(limit)
        .options(
            of_session.joinedload(TrainingSession.course_version),
            of_session.joinedload(TrainingSession.place),
            of_session.joinedload(TrainingSession.room),
            of_session.joinedload(TrainingSession.commune),
            of_session.selectinload(TrainingSession.half_days),
        )
    )
    return db.session.scalars(query).all(), total


def count_calls(scope: Scope) -> int:
    """How many calls wait for the caller."""
    return (
        db.session.scalar(select(func.count()).select_from(_calls(scope).with_only_columns(Notice.id).subquery())) or 0
    )


def get_call(scope: Scope, notice_id: uuid.UUID) -> Notice:
    """A call of a session that the caller manages, whether or not it still waits. Raises NotFound."""
    query = select(Notice).join(Registration).join(TrainingSession).where(Notice.id == notice_id, managed_by(scope))
    notice = db.session.scalar(query.options(joinedload(Notice.registration)))
    if notice is None:
        raise NotFound
    return notice


def _calls(scope: Scope) -> Select[Notice]:
    """Begins with the few notices that wait, each kind through the index, whatever the number of sessions."""
    now = clock.now()
    kinds = (select(Notice.id).where(Notice.result == result, Notice.way == way) for result, way in _WAITING)
    keys = union_all(*kinds).cte("waiting").prefix_with("MATERIALIZED")
    query = select(Notice).where(Notice.id.in_(select(keys.c.id)))
    query = query.join(Registration, Registration.id == Notice.registration_id)
    query = query.join(TrainingSession, TrainingSession.id == Registration.session_id)
    return query.where(Notice.created_at > now - FORGOTTEN, managed_by(scope), _matters(now))


def _is_news(now: datetime) -> ColumnElement[bool]:
    """The session goes on; or it has just been stopped, and people expect a half-day that will not be."""
    stopped = and_(TrainingSession.ends_at < Notice.created_at, Notice.created_at > now - STOPPED)
    return or_(TrainingSession.ends_at > now, stopped)


def _matters(now: datetime) -> ColumnElement[bool]:
    """What was to be said still is worth saying."""
    state, kind = Registration.state, Notice.kind
    coming = and_(TrainingSession.state == SessionState.OPEN, TrainingSession.starts_at > now)
    unconfirmed = and_(
        Registration.confirmed_at.is_(None), state.in_((RegistrationState.SEATED, RegistrationState.WAITING))
    )
    return or_(
        and_(kind == _K.CONFIRM, coming, unconfirmed),
        and_(kind == _K.OFFER, coming, state == RegistrationState.OFFERED),
        and_(kind.in_(_UNTIL_BEGINNING), coming, state == RegistrationState.SEATED),
        and_(kind == _K.WAITING, coming, state == RegistrationState.WAITING),
        and_(kind == _K.CHANGE, _is_news(now), state != RegistrationState.CANCELLED),
        and_(kind.in_((_K.CANCELLATION, _K.WITHDRAWN)), TrainingSession.starts_at > now),
        kind.in_(_AFTER),
    )
