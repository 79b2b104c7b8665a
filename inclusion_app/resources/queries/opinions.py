"""Reads of what people say of resources."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import NotFound
from inclusion_app.resources.lists import ResourceState
from inclusion_app.resources.models.resources import Favourite, Resource, ResourceReport, ResourceReview
from inclusion_app.resources.queries.resources import editable, may_edit, readable, visible
from inclusion_app.resources.rules.links import is_dead

MOST_REVIEWS = 20


@dataclass(frozen=True)
class Review:
    """What somebody thinks, and her name."""

    row: ResourceReview
    name: str


@dataclass(frozen=True)
class Opinions:
    """What the block of opinions of a resource's page shows to one reader; names and texts are for the network."""

    useful: int
    total: int
    reviews: tuple[Review, ...]
    mine: ResourceReview | None
    favourite: bool
    may_review: bool
    may_edit: bool
    open_reports: int
    dead_link: bool


def opinions_of(scope: Scope | None, resource: Resource) -> Opinions:
    """All that this reader may know and do."""
    network = scope is not None and scope.allows(Permission.RESOURCES_READ)
    useful, total = count_reviews(resource)
    mine = _own_review(scope.account_id, resource) if scope and network else None
    editor = may_edit(scope, resource)
    return Opinions(
        useful=useful,
        total=total,
        reviews=tuple(list_reviews(resource)) if network else (),
        mine=mine,
        favourite=bool(scope and network and db.session.get(Favourite, (scope.account_id, resource.id))),
        may_review=bool(
            network and scope and resource.state is ResourceState.PUBLISHED and resource.owner_id != scope.account_id
        ),
        may_edit=editor,
        open_reports=count_open_reports(resource) if editor else 0,
        dead_link=is_dead(resource.link_failures),
    )


def count_reviews(resource: Resource) -> tuple[int, int]:
    """How many find it useful, out of how many."""
    query = select(ResourceReview.useful, func.count()).where(ResourceReview.resource_id == resource.id)
    counts = {bool(useful): count for useful, count in db.session.execute(query.group_by(ResourceReview.useful))}
    return counts.get(True, 0), sum(counts.values())


def list_reviews(resource: Resource) -> list[Review]:
    """The latest reviews that say something, newest first."""
    query = select(ResourceReview, Account).join(Account, Account.id == ResourceReview.account_id)
    query = query.where(ResourceReview.resource_id == resource.id, ResourceReview.text != "")
    newest = query.order_by(ResourceReview.written_at.desc(), ResourceReview.id.desc()).limit(MOST_REVIEWS)
    return [Review(row, account.name or "") for row, account in db.session.execute(newest)]


def _own_review(account_id: uuid.UUID, resource: Resource) -> ResourceReview | None:
    mine = (ResourceReview.resource_id == resource.id) & (ResourceReview.account_id == account_id)
    return db.session.scalar(select(ResourceReview).where(mine))


def count_open_reports(resource: Resource) -> int:
    """The reports that wait for an answer."""
    query = select(func.count()).select_from(ResourceReport).where(ResourceReport.resource_id == resource.id)
    return db.session.scalar(query.where(ResourceReport.answered_at.is_(None))) or 0


def list_reports(scope: Scope, *, answered: bool, offset: int, limit: int) -> tuple[Sequence[ResourceReport], int]:
    """The reports on what the caller may change: those to answer, oldest first, or the answered ones, newest first."""
    mine = select(ResourceReport).join(Resource, Resource.id == ResourceReport.resource_id).where(editable(scope))
    if answered:
        mine = mine.where(ResourceReport.answered_at.is_not(None))
        ordered = mine.order_by(ResourceReport.answered_at.desc(), ResourceReport.id.desc())
    else:
        mine = mine.where(ResourceReport.answered_at.is_(None))
        ordered = mine.order_by(ResourceReport.reported_at, ResourceReport.id)
    total = db.session.scalar(select(func.count()).select_from(mine.subquery())) or 0
    page = ordered.options(joinedload(ResourceReport.resource)).offset(offset).limit(limit)
    return db.session.scalars(page).all(), total


def get_report(scope: Scope, report_id: uuid.UUID) -> ResourceReport:
    """A report on a resource that the caller may change. Raises NotFound."""
    query = select(ResourceReport).join(Resource, Resource.id == ResourceReport.resource_id)
    query = query.where(ResourceReport.id == report_id, editable(scope)).options(joinedload(ResourceReport.resource))
    report = db.session.scalar(query)
    if report is None:
        raise NotFound
    return report


def list_favourites(scope: Scope, *, offset: int, limit: int) -> tuple[Sequence[Resource], int]:
    """The resources that the caller keeps at hand, latest first; those withdrawn say so."""
    mine = select(Resource).join(Favourite, Favourite.resource_id == Resource.id)
    mine = mine.where(Favourite.account_id == scope.account_id, readable(scope))
    total = db.session.scalar(select(func.count()).select_from(mine.subquery())) or 0
    page = mine.order_by(Favourite.added_at.desc(), Resource.id).offset(offset).limit(limit)
    return db.session.scalars(page).all(), total


def favourite_ids(scope: Scope) -> frozenset[uuid.UUID]:
    """The keys of the published resources that the caller keeps at hand."""
    query = select(Favourite.resource_id).join(Resource, Resource.id == Favourite.resource_id)
    return frozenset(db.session.scalars(query.where(Favourite.account_id == scope.account_id, visible(scope))))
