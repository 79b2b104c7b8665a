"""Reads of the resources that somebody keeps: hers, or those she answers for, and what waits in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, exists, func, or_, select, true

from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.kernel.db import db
from inclusion_app.resources.lists import ResourceState
from inclusion_app.resources.models.resources import Resource, ResourceReport
from inclusion_app.resources.queries.resources import editable
from inclusion_app.resources.rules.links import DEAD_AFTER

SOON = timedelta(days=30)


class Waiting(StrEnum):
    """What may be asked of the list."""

    ALL = "toutes"
    DRAFT = "brouillons"
    REVIEW = "a-relire"
    DEAD = "liens-morts"
    REPORTED = "signalees"
    WITHDRAWN = "retirees"


@dataclass(frozen=True)
class MineFilter:
    """`everybody`: all that the caller may change, not only hers."""

    waiting: Waiting = Waiting.ALL
    everybody: bool = False


def _condition(waiting: Waiting, today: date) -> ColumnElement[bool]:
    published = Resource.state == ResourceState.PUBLISHED
    reported = exists().where(ResourceReport.resource_id == Resource.id, ResourceReport.answered_at.is_(None))
    return {
        Waiting.ALL: true(),
        Waiting.DRAFT: Resource.state == ResourceState.DRAFT,
        Waiting.REVIEW: published & (Resource.review_on <= today + SOON),
        Waiting.DEAD: published & (Resource.link_failures >= DEAD_AFTER),
        Waiting.REPORTED: reported,
        Waiting.WITHDRAWN: Resource.state == ResourceState.WITHDRAWN,
    }[waiting]


def _kept(scope: Scope, everybody: bool) -> ColumnElement[bool]:
    """Hers; with `everybody`, all that she may change."""
    return editable(scope) if everybody else editable(scope) & (Resource.owner_id == scope.account_id)


def answers_for_others(scope: Scope) -> bool:
    """The caller may change what is not hers: her team's, or everybody's."""
    return scope.allows(Permission.RESOURCES_KEEP) or any(grant.role.value == "manager" for grant in scope.grants)


def list_mine(
    scope: Scope, wanted: MineFilter, today: date, *, offset: int, limit: int
) -> tuple[Sequence[Resource], int]:
    """One page of them; to read again first by date, the others by the latest change."""
    query = select(Resource).where(_kept(scope, wanted.everybody), _condition(wanted.waiting, today))
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    order = Resource.review_on if wanted.waiting is Waiting.REVIEW else Resource.updated_at.desc()
    return db.session.scalars(query.order_by(order, Resource.id).offset(offset).limit(limit)).all(), total


def count_waiting(scope: Scope, *, everybody: bool, today: date) -> dict[Waiting, int]:
    """How many there are of each, in one query."""
    columns = [func.count().filter(_condition(waiting, today)).label(waiting.name) for waiting in Waiting]
    row = db.session.execute(select(*columns).select_from(Resource).where(_kept(scope, everybody))).one()
    return dict(zip(Waiting, row, strict=True))


def list_due(days: int, today: date, limit: int) -> Sequence[Resource]:
    """The published resources with an owner to read again within so many days, oldest date first."""
    query = select(Resource).where(
        Resource.state == ResourceState.PUBLISHED,
        Resource.owner_id.is_not(None),
        or_(Resource.review_on <= today + timedelta(days=days)),
    )
    return db.session.scalars(query.order_by(Resource.review_on, Resource.id).limit(limit)).all()
