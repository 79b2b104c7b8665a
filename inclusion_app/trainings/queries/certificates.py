"""Reads of certificates: those of a session, of a person, of all that the caller manages; by number, name or code."""

import re
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import contains_eager, defer, joinedload

from inclusion_app.access.models import Account
from inclusion_app.access.scope import Scope
from inclusion_app.citizens.indexes import name_index
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import NotFound
from inclusion_app.trainings.lists import CertificateKind, NoticeKind
from inclusion_app.trainings.models.attendance import AttendanceLine
from inclusion_app.trainings.models.courses import CourseVersion
from inclusion_app.trainings.models.registrations import Notice, Registration
from inclusion_app.trainings.models.results import Certificate
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.attendance import list_attendees, list_lines
from inclusion_app.trainings.queries.registrations import by_name
from inclusion_app.trainings.queries.sessions import managed_by
from inclusion_app.trainings.rules.certificates import Wanted, add_months

_NUMBER = re.compile(r"\d{4}-\d{6,}")
_MOST_NAMESAKES = 500
_BATCH = 1000

Lines = dict[uuid.UUID, AttendanceLine]


@dataclass(frozen=True)
class CertificateFilter:
    """`search` is a number, or a whole name in any order."""

    search: str = ""
    wanted: Wanted | None = None


def lines_by_person(session: TrainingSession) -> dict[uuid.UUID, Lines]:
    """The lines of attendance in force, by registration then half-day."""
    found: dict[uuid.UUID, Lines] = defaultdict(dict)
    for line in list_lines([session.id]):
        if line.registration_id:
            found[line.registration_id][line.half_day_id] = line
    return dict(found)


def list_participants(session: TrainingSession) -> list[Registration]:
    """Whoever held a seat until the end, or came, by name."""
    return [one.registration for one in list_attendees(session) if one.registration]


def list_of_session(session: TrainingSession) -> list[Certificate]:
    """All the certificates of a session that the caller was allowed to open, revoked ones included, newest first."""
    query = select(Certificate).where(Certificate.session_id == session.id)
    query = query.options(joinedload(Certificate.registration)).order_by(Certificate.number.desc())
    return list(db.session.scalars(query))


def list_valid_of(registration_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Certificate]]:
    """The certificates of these registrations that were not revoked: certificats de réalisation first."""
    query = select(Certificate).where(
        Certificate.registration_id.in_(list(registration_ids)), Certificate.revoked_at.is_(None)
    )
    found: dict[uuid.UUID, list[Certificate]] = defaultdict(list)
    for certificate in db.session.scalars(query.order_by(Certificate.kind.desc(), Certificate.id)):
        found[certificate.registration_id].append(certificate)
    return dict(found)


def get_certificate(session: TrainingSession, certificate_id: uuid.UUID) -> Certificate:
    """A certificate of this session. Raises NotFound."""
    found = db.session.get(Certificate, certificate_id)
    if found is None or found.session_id != session.id:
        raise NotFound
    return found


def get_own_certificate(account: Account, registration_id: uuid.UUID, kind: str | None = None) -> Certificate:
    """The valid certificate of one's own registration. Raises NotFound."""
    registration = db.session.get(Registration, registration_id)
    if registration is None or registration.account_id != account.id:
        raise NotFound
    return get_valid_of(registration, kind)


def get_valid_of(registration: Registration, kind: str | None = None) -> Certificate:
    """The valid certificate of a registration, of this kind if one is given. Raises NotFound."""
    for certificate in list_valid_of([registration.id]).get(registration.id, []):
        if kind is None or certificate.kind == kind:
            return certificate
    raise NotFound


def find_by_code(code: str) -> Certificate | None:
    """The certificate of a code, for whoever holds it: no scope, the code is the right to see it."""
    return db.session.scalar(select(Certificate).where(Certificate.code == code))


def list_issued(scope: Scope, wanted: CertificateFilter, today: date, *, offset: int, limit: int) -> list[Certificate]:
    """The certificates of the sessions that the caller manages, newest first, those about to expire by date.

    Their numbers come from one index; only those shown are then read.
    """
    page = _narrowed(_of_scope(scope, Certificate.number), wanted, today).order_by(*_order(wanted))
    numbers = list(db.session.scalars(page.offset(offset).limit(limit)))
    query = _whole().where(Certificate.number.in_(numbers)).order_by(*_order(wanted))
    return list(db.session.scalars(query))


def count_issued(scope: Scope, wanted: CertificateFilter, today: date) -> int:
    """How many there are."""
    query = _narrowed(_of_scope(scope, func.count()), wanted, today)
    return db.session.scalar(query) or 0


def count_expiring(scope: Scope, today: date) -> dict[Wanted, int]:
    """How many end in the next six months, and twelve, in one reading."""
    soon = (Wanted.EXPIRES_6, Wanted.EXPIRES_12)
    counts = [func.count().filter(condition_of(wanted, today)) for wanted in soon]
    row = db.session.execute(_of_scope(scope, *counts).where(condition_of(Wanted.EXPIRES_12, today))).one()
    return dict(zip(soon, row, strict=True))


def iterate_issued(scope: Scope, wanted: CertificateFilter, today: date) -> Iterator[Certificate]:
    """All of them, a thousand at a time, for an export."""
    numbers = list(db.session.scalars(_narrowed(_of_scope(scope, Certificate.number), wanted, today)))
    numbers.sort(reverse=True)
    for start in range(0, len(numbers), _BATCH):
        query = _whole().where(Certificate.number.in_(numbers[start : start + _BATCH]))
        yield from db.session.scalars(query.order_by(Certificate.number.desc()))


def _of_scope(scope: Scope, *columns: Any) -> Select[Any]:
    query = select(*columns).select_from(Certificate)
    return query.join(TrainingSession, Certificate.session_id == TrainingSession.id).where(managed_by(scope))


def _whole() -> Select[Any]:
    registration = joinedload(Certificate.registration).joinedload(Registration.session)
    version = registration.joinedload(TrainingSession.course_version)
    return select(Certificate).options(version, defer(Certificate.content_sealed))


def _narrowed(query: Select[Any], wanted: CertificateFilter, today: date) -> Select[Any]:
    if _NUMBER.fullmatch(wanted.search):
        query = query.where(Certificate.number == wanted.search)
    elif wanted.search:
        named = select(Registration.id).where(Registration.name_index == name_index(wanted.search, ""))
        people = list(db.session.scalars(named.limit(_MOST_NAMESAKES)))
        query = query.where(Certificate.registration_id.in_(people))
    return query.where(condition_of(wanted.wanted, today)) if wanted.wanted else query


def condition_of(wanted: Wanted, today: date) -> ColumnElement[bool]:
    """SQL condition on Certificate."""
    standing: ColumnElement[bool] = Certificate.revoked_at.is_(None)
    match wanted:
        case Wanted.REVOKED:
            return Certificate.revoked_at.is_not(None)
        case Wanted.VALID:
            return and_(standing, or_(Certificate.expires_on.is_(None), Certificate.expires_on >= today))
        case Wanted.EXPIRED:
            return and_(standing, Certificate.expires_on < today)
        case Wanted.EXPIRES_6 | Wanted.EXPIRES_12:
            last = add_months(today, 6 if wanted is Wanted.EXPIRES_6 else 12)
            return and_(standing, Certificate.expires_on.between(today, last))


def _order(wanted: CertificateFilter) -> tuple[ColumnElement[Any], ...]:
    if wanted.wanted in (Wanted.EXPIRES_6, Wanted.EXPIRES_12):
        return Certificate.expires_on.expression, Certificate.number.expression
    return (Certificate.number.desc(),)


def list_taken_codes(codes: Collection[str]) -> set[str]:
    """Those of these codes that a certificate bears."""
    return set(db.session.scalars(select(Certificate.code).where(Certificate.code.in_(list(codes)))))


def find_last() -> Certificate | None:
    """The last certificate issued."""
    return db.session.scalar(select(Certificate).order_by(Certificate.id.desc()).limit(1))


def count_of_people(registration_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many certificates each of these registrations ever had."""
    of_them = Certificate.registration_id.in_(list(registration_ids))
    query = select(Certificate.registration_id, func.count()).where(of_them).group_by(Certificate.registration_id)
    return {row[0]: row[1] for row in db.session.execute(query)}


def list_to_print(session_id: uuid.UUID) -> list[Certificate]:
    """The certificates of a session that were not revoked, by name, then certificats de réalisation first."""
    query = (
        select(Certificate)
        .join(Certificate.registration)
        .options(contains_eager(Certificate.registration))
        .where(Certificate.session_id == session_id, Certificate.revoked_at.is_(None))
    )
    return sorted(
        db.session.scalars(query),
        key=lambda one: (by_name(one.registration), one.kind is not CertificateKind.COMPLETION, one.number),
    )


def list_to_remind(months: int, kind: NoticeKind, today: date) -> list[uuid.UUID]:
    """The registrations whose certificate ends in the last month of the next `months`, not told of it yet.

    A certificate that was never valid for longer says so itself; one that another has renewed needs no reminder.
    """
    last = add_months(today, months)
    told = exists().where(Notice.registration_id == Certificate.registration_id, Notice.kind == kind)
    query = (
        select(Certificate)
        .join(Certificate.registration)
        .join(Registration.session)
        .join(TrainingSession.course_version)
        .options(contains_eager(Certificate.registration).contains_eager(Registration.session))
        .where(Certificate.revoked_at.is_(None), Certificate.expires_on > add_months(last, -1))
        .where(Certificate.expires_on <= last, ~told)
        .order_by(Certificate.expires_on, Certificate.id)
    )
    found: dict[uuid.UUID, None] = {}
    for certificate in db.session.scalars(query).all():
        lasts_longer = add_months(certificate.issued_on, months) < (certificate.expires_on or today)
        if lasts_longer and not _is_renewed(certificate):
            found[certificate.registration_id] = None
    return list(found)


def _is_renewed(certificate: Certificate) -> bool:
    """The same person, for the same course, holds a certificate that lasts longer."""
    registration = certificate.registration
    same = [
        Registration.account_id == registration.account_id if registration.account_id else None,
        Registration.citizen_id == registration.citizen_id if registration.citizen_id else None,
        Registration.email_index == registration.email_index if registration.email_index else None,
        Registration.phone_index == registration.phone_index if registration.phone_index else None,
    ]
    lasts = or_(Certificate.expires_on.is_(None), Certificate.expires_on > certificate.expires_on)
    query = (
        select(Certificate.id)
        .join(Certificate.registration)
        .join(Registration.session)
        .join(TrainingSession.course_version)
        .where(CourseVersion.course_id == registration.session.course_version.course_id)
        .where(or_(*(one for one in same if one is not None)), Registration.name_index == registration.name_index)
        .where(Certificate.revoked_at.is_(None), lasts)
    )
    return any(one is not None for one in same) and db.session.scalar(query.limit(1)) is not None
