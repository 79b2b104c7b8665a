"""Reads of what was given: how often, to whom, after which record."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from inclusion_app.access.scope import Scope
from inclusion_app.citizens.models import Citizen
from inclusion_app.citizens.queries.scoped import visible_to
from inclusion_app.kernel.db import db
from inclusion_app.resources.lists import GivenHow
from inclusion_app.resources.models.given import GivenResource
from inclusion_app.resources.models.resources import Resource


def find_gift(form_key: uuid.UUID) -> GivenResource | None:
    """What this form already gave."""
    return db.session.scalar(select(GivenResource).where(GivenResource.form_key == form_key))


def count_given(resource: Resource) -> int:
    """How many times a resource was given, each copy counted."""
    return counts_given([resource.id]).get(resource.id, 0)


def counts_given(resource_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """The same for several; those never given are not there."""
    query = select(GivenResource.resource_id, func.sum(GivenResource.copies))
    query = query.where(GivenResource.resource_id.in_(resource_ids)).group_by(GivenResource.resource_id)
    return {key: int(count) for key, count in db.session.execute(query)}


def count_sent(account_id: uuid.UUID, since: datetime) -> int:
    """How many resources an account sent by e-mail since an instant."""
    sent = (GivenResource.given_by_id == account_id) & (GivenResource.how == GivenHow.EMAIL)
    query = select(func.count()).select_from(GivenResource).where(sent, GivenResource.given_at >= since)
    return db.session.scalar(query) or 0


def list_given_after(record_id: uuid.UUID) -> Sequence[GivenResource]:
    """What was given after a record that the caller may read, in order."""
    query = _gifts().where(GivenResource.record_id == record_id)
    return db.session.scalars(query.order_by(GivenResource.given_at, GivenResource.id)).all()


def list_given_to(
    scope: Scope, citizen: Citizen, *, records: Collection[uuid.UUID] = (), limit: int
) -> Sequence[GivenResource]:
    """What somebody whom the caller sees was given, newest first, with what a whole workshop among `records` got."""
    shared = and_(GivenResource.citizen_id.is_(None), GivenResource.record_id.in_(records))
    seen = select(Citizen.id).where(Citizen.id == citizen.id, visible_to(scope))
    query = _gifts().where(or_(GivenResource.citizen_id.in_(seen), shared))
    newest = query.order_by(GivenResource.given_at.desc(), GivenResource.id.desc()).limit(limit)
    return db.session.scalars(newest).all()


def _gifts() -> Select[GivenResource]:
    return select(GivenResource).options(joinedload(GivenResource.resource))
