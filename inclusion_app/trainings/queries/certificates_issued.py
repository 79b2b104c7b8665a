"""All the certificates that somebody's sessions gave: searched by number or name, counted, about to expire."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import defer, joinedload

from inclusion_app.access.scope import Scope
from inclusion_app.citizens.indexes import name_index
from inclusion_app.kernel.db import db
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.results import Certificate
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.sessions import managed_by
from inclusion_app.trainings.rules.certificates import Wanted, add_months

_NUMBER = re.compile(r"\d{4}-\d{6,}")
_MOST_NAMESAKES = 500
_BATCH = 1000


@dataclass(frozen=True)
class CertificateFilter:
    """`search` is a number, or a whole name in any order."""

    search: str = ""
    wanted: Wanted | None = None


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
