"""Reads of certificates: those of a session, of a person, the one of a code, those to print and to remind of."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from inclusion_app.access.models import Account
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
from inclusion_app.trainings.rules.certificates import add_months

Lines = dict[uuid.UUID, AttendanceLine]


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
