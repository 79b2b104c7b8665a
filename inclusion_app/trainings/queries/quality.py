"""Reads of the quality register: one for the whole service, for those who keep it."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, extract, func, select, true
from sqlalchemy.orm import joinedload

from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import NotFound
from inclusion_app.trainings.lists import QualityKind
from inclusion_app.trainings.models.results import QualityEntry
from inclusion_app.trainings.rules.quality import ANSWERED_KINDS


def list_entries(
    scope: Scope, *, kind: QualityKind | None = None, year: int | None = None, offset: int = 0, limit: int = 25
) -> tuple[list[QualityEntry], int]:
    """A page of the register and how many there are: what waits for an answer first, then the newest."""
    scope.check(Permission.TRAININGS_QUALITY)
    conditions: list[ColumnElement[bool]] = [true()]
    if kind:
        conditions.append(QualityEntry.kind == kind)
    if year:
        conditions.append(QualityEntry.noted_on.between(date(year, 1, 1), date(year, 12, 31)))
    total = db.session.scalar(select(func.count()).select_from(QualityEntry).where(*conditions)) or 0
    query = select(QualityEntry).where(*conditions).options(joinedload(QualityEntry.file))
    query = query.order_by(waits().desc(), QualityEntry.noted_on.desc(), QualityEntry.id.desc())
    return list(db.session.scalars(query.offset(offset).limit(limit))), total


def waits() -> ColumnElement[bool]:
    """SQL: an entry that calls for an answer and has none."""
    return QualityEntry.kind.in_(sorted(ANSWERED_KINDS)) & QualityEntry.answered_on.is_(None)


def count_waiting(scope: Scope) -> int:
    """How many entries wait for an answer."""
    scope.check(Permission.TRAININGS_QUALITY)
    return db.session.scalar(select(func.count()).select_from(QualityEntry).where(waits())) or 0


def get_entry(scope: Scope, entry_id: uuid.UUID) -> QualityEntry:
    """An entry of the register. Raises NotFound."""
    scope.check(Permission.TRAININGS_QUALITY)
    entry = db.session.get(QualityEntry, entry_id)
    if entry is None:
        raise NotFound
    return entry


def list_years(scope: Scope) -> list[int]:
    """The years that have entries, the last one first."""
    scope.check(Permission.TRAININGS_QUALITY)
    year = extract("year", QualityEntry.noted_on)
    return [int(each) for each in db.session.scalars(select(year).distinct().order_by(year.desc()))]


def entries_between(kinds: Sequence[QualityKind], start: date, end: date) -> Select[QualityEntry]:
    """The entries of a period, for the proof file, oldest first."""
    during = QualityEntry.noted_on.between(start, end)
    query = select(QualityEntry).where(QualityEntry.kind.in_(kinds), during)
    return query.order_by(QualityEntry.noted_on, QualityEntry.id)
