"""Reads of alerts. What they say is public, also once they are lifted; managing them is the guard's matter."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload

from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import NotFound
from inclusion_app.resources.lists import ResourceState, Visibility
from inclusion_app.resources.models.given import SafetyAlert, SafetyAlertVersion
from inclusion_app.resources.models.resources import Resource

MOST_CURRENT = 30
MOST_IN_FEED = 50
_TOLD_LIFTED = timedelta(days=30)


def list_current(limit: int = MOST_CURRENT) -> Sequence[SafetyAlert]:
    """The alerts of today, the latest first."""
    query = select(SafetyAlert).where(_current()).order_by(SafetyAlert.published_at.desc(), SafetyAlert.id.desc())
    return db.session.scalars(query.limit(limit)).all()


def count_current() -> int:
    """How many alerts there are today."""
    return db.session.scalar(select(func.count()).select_from(SafetyAlert).where(_current())) or 0


def list_told() -> Sequence[SafetyAlert]:
    """What the feed tells: the alerts of today, and those lifted in the last thirty days; the latest change first."""
    told = or_(_current(), SafetyAlert.lifted_at >= clock.now() - _TOLD_LIFTED)
    query = select(SafetyAlert).where(told).order_by(SafetyAlert.updated_at.desc(), SafetyAlert.id.desc())
    return db.session.scalars(query.limit(MOST_IN_FEED)).all()


def last_change() -> datetime | None:
    """When an alert was last published, changed or lifted; None when there never was one."""
    return db.session.scalar(select(func.max(SafetyAlert.updated_at)))


def list_alerts(*, offset: int, limit: int) -> tuple[Sequence[SafetyAlert], int]:
    """Every alert, those of today first, then the latest; and how many there are."""
    total = db.session.scalar(select(func.count()).select_from(SafetyAlert)) or 0
    first = _current().desc()
    query = select(SafetyAlert).order_by(first, SafetyAlert.published_at.desc(), SafetyAlert.id.desc())
    return db.session.scalars(query.offset(offset).limit(limit)).all(), total


def get_alert(alert_id: uuid.UUID) -> SafetyAlert:
    """An alert, whatever its state. Raises NotFound."""
    found = db.session.get(SafetyAlert, alert_id)
    if found is None:
        raise NotFound
    return found


def list_versions(alert: SafetyAlert, limit: int = 50) -> Sequence[SafetyAlertVersion]:
    """What an alert said, newest first, with who wrote it."""
    query = select(SafetyAlertVersion).where(SafetyAlertVersion.alert_id == alert.id)
    query = query.options(joinedload(SafetyAlertVersion.written_by)).order_by(SafetyAlertVersion.number.desc())
    return db.session.scalars(query.limit(limit)).all()


def find_sheets(keys: Sequence[str], language: str) -> Mapping[str, Resource]:
    """The public sheets of the library by key ("mot-de-passe"), in this language where it exists, else in French."""
    named = {f"{code}/{key}": key for code in dict.fromkeys(("fr", language)) for key in keys}
    open_to_all = and_(Resource.state == ResourceState.PUBLISHED, Resource.visibility == Visibility.PUBLIC)
    rows = db.session.scalars(select(Resource).where(Resource.source_key.in_(named), open_to_all)).all()
    found = {row.source_key: row for row in rows if row.source_key}
    return {key: found[name] for name, key in named.items() if name in found}


def _current() -> ColumnElement[bool]:
    lasting = or_(SafetyAlert.ends_on.is_(None), SafetyAlert.ends_on >= clock.today())
    return and_(SafetyAlert.lifted_at.is_(None), lasting)
