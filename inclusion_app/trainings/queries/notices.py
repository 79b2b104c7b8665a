"""Reads of what people were told about a session that the caller was allowed to open, and what each letter needs."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import aliased, joinedload

from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import NotFound
from inclusion_app.kernel.mail import Letter, LetterState
from inclusion_app.trainings.lists import NoticeKind, NoticeResult, NoticeWay, RegistrationState, SessionState
from inclusion_app.trainings.models.registrations import Notice, Registration
from inclusion_app.trainings.models.results import Certificate
from inclusion_app.trainings.models.sessions import TrainingSession

GIVES_DATES = (NoticeKind.REGISTERED, NoticeKind.CONVOCATION, NoticeKind.CHANGE)


@dataclass(frozen=True)
class Convoked:
    """Where the convocations of a session stand, in people who hold a confirmed seat."""

    seated: int = 0
    by_email: int = 0
    """Have an address, and no convocation yet."""
    by_post: int = 0
    """Have no address, and no letter printed yet."""
    without_email: int = 0
    failures: int = 0
    """Notices of any kind that did not arrive."""

    @property
    def done(self) -> int:
        return self.seated - self.by_email - self.by_post


def convoked(session: TrainingSession) -> Convoked:
    """Counts, without reading a name."""
    told = was_told(NoticeKind.CONVOCATION)
    has_email = Registration.email_sealed.is_not(None)
    query = select(has_email, told, func.count()).where(_comes(session)).group_by(has_email, told)
    counts = {(bool(email), bool(was)): int(n) for email, was, n in db.session.execute(query)}
    return Convoked(
        seated=sum(counts.values()),
        by_email=counts.get((True, False), 0),
        by_post=counts.get((False, False), 0),
        without_email=counts.get((False, False), 0) + counts.get((False, True), 0),
        failures=_count(_of_session(session).where(_failed())),
    )


def list_to_convoke(session: TrainingSession, *, by_email: bool, told: bool = False) -> list[uuid.UUID]:
    """Who comes and was not convoked yet (everybody with `told`), with an e-mail address or without."""
    email = Registration.email_sealed
    query = select(Registration.id).where(_comes(session), email.is_not(None) if by_email else email.is_(None))
    if not told:
        query = query.where(~was_told(NoticeKind.CONVOCATION))
    return list(db.session.scalars(query.order_by(Registration.id)))


def list_told_about(
    session: TrainingSession, *, failures: bool = False, offset: int = 0, limit: int | None = None
) -> tuple[Sequence[Notice], int]:
    """What the people of a session were told, newest first, and how many notices there are."""
    query = _of_session(session)
    if failures:
        query = query.where(_failed())
    total = _count(query)
    whole = query.options(joinedload(Notice.registration), joinedload(Notice.letter))
    newest = whole.order_by(Notice.created_at.desc(), Notice.id.desc()).offset(offset).limit(limit)
    return db.session.scalars(newest).all(), total


def _of_session(session: TrainingSession) -> Select[Any]:
    return select(Notice).join(Registration).where(Registration.session_id == session.id)


def _failed() -> ColumnElement[bool]:
    """Settled so, or its letter has just been given up."""
    lost = exists().where(Letter.id == Notice.letter_id, Letter.state == LetterState.FAILED)
    return (Notice.result == NoticeResult.FAILED) | ((Notice.result == NoticeResult.WAITING) & lost)


def _count(query: Select[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0


def get_notice(session: TrainingSession, notice_id: uuid.UUID) -> Notice:
    """A notice to somebody of this session. Raises NotFound."""
    notice = db.session.get(Notice, notice_id)
    if notice is None or notice.registration.session_id != session.id:
        raise NotFound
    return notice


def list_printed_at(session: TrainingSession, moment: datetime) -> list[uuid.UUID]:
    """Whose letters were printed together, at that moment."""
    same = (Notice.way == NoticeWay.POST) & (Notice.sent_at == moment)
    query = select(Registration.id).join(Notice).where(Registration.session_id == session.id, same)
    return list(db.session.scalars(query.order_by(Registration.id)))


def list_prints(session: TrainingSession) -> list[tuple[datetime, int]]:
    """When letters were printed, and how many; newest first."""
    query = (
        select(Notice.sent_at, func.count())
        .join(Registration)
        .where(Registration.session_id == session.id, Notice.way == NoticeWay.POST, Notice.sent_at.is_not(None))
        .group_by(Notice.sent_at)
        .order_by(Notice.sent_at.desc())
    )
    return [(moment, int(count)) for moment, count in db.session.execute(query) if moment]


def list_by_ids(ids: Collection[uuid.UUID]) -> list[Registration]:
    """Registrations of one session whose identifiers were just read."""
    return list(db.session.scalars(select(Registration).where(Registration.id.in_(list(ids))))) if ids else []


def was_told(
    kind: NoticeKind, condition: ColumnElement[bool] | None = None, *, way: NoticeWay | None = None
) -> ColumnElement[bool]:
    """SQL condition on Registration: the person was told this."""
    same = (Notice.registration_id == Registration.id) & (Notice.kind == kind)
    query = exists().where(same)
    if condition is not None:
        query = query.where(condition)
    return query.where(Notice.way == way) if way else query


def comes() -> ColumnElement[bool]:
    """SQL condition on Registration: a confirmed seat."""
    return (Registration.state == RegistrationState.SEATED) & Registration.confirmed_at.is_not(None)


def may_be_convoked(registration: Registration) -> bool:
    """A confirmed seat in a session that takes place."""
    seated = registration.state is RegistrationState.SEATED and registration.confirmed_at is not None
    return seated and registration.session.state is SessionState.OPEN


def _comes(session: TrainingSession) -> ColumnElement[bool]:
    return (Registration.session_id == session.id) & comes()


def count_earlier(registration: Registration) -> int:
    """How many times the same person registered for the same session before, and gave up."""
    query = select(func.count()).select_from(Registration).where(_same_session(registration))
    same = (Registration.name_index == registration.name_index) & (Registration.id < registration.id)
    return db.session.scalar(query.where(same)) or 0


def shares_address(registration: Registration) -> bool:
    """Somebody else of the same e-mail address still comes to the session."""
    if registration.email_index is None:
        return False
    same = (Registration.email_index == registration.email_index) & (Registration.id != registration.id)
    query = select(Registration.id).where(_same_session(registration), comes(), same).limit(1)
    return db.session.scalar(query) is not None


def was_given_dates(registration: Registration) -> bool:
    """Somebody received by e-mail a letter that puts the session in a calendar."""
    told = (Notice.registration_id == registration.id) & Notice.kind.in_(GIVES_DATES)
    query = select(Notice.id).where(told, Notice.way == NoticeWay.EMAIL).limit(1)
    return db.session.scalar(query) is not None


def find_expiry(registration: Registration) -> date | None:
    """When the certificate of a registration stops being valid."""
    valid = (Certificate.registration_id == registration.id) & Certificate.revoked_at.is_(None)
    return db.session.scalar(select(func.min(Certificate.expires_on)).where(valid))


def _same_session(registration: Registration) -> ColumnElement[bool]:
    return Registration.session_id == registration.session_id


def convoked_sessions(now: datetime) -> Select[Any]:
    """SQL: sessions to come whose convocations were sent to somebody."""
    other = aliased(Registration)
    told = (Notice.registration_id == other.id) & (Notice.kind == NoticeKind.CONVOCATION)
    sent = exists().where(other.session_id == TrainingSession.id, told)
    return select(TrainingSession.id).where(TrainingSession.starts_at > now, sent)
