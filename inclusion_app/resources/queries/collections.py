"""Reads of collections: resources put together, in order, for everybody or for the network."""

import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, func, or_, select, true

from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import Forbidden, NotFound
from inclusion_app.resources.lists import Visibility
from inclusion_app.resources.models.resources import Collection, CollectionItem, Resource
from inclusion_app.resources.queries.resources import readable, visible


def _visible(scope: Scope | None) -> ColumnElement[bool]:
    if scope is not None and scope.allows(Permission.RESOURCES_READ):
        return true()
    public: ColumnElement[bool] = Collection.visibility == Visibility.PUBLIC
    return public


def list_collections(
    scope: Scope | None, *, own: bool = False, offset: int, limit: int
) -> tuple[Sequence[Collection], int]:
    """The collections that the caller may read, by title; `own`: hers only."""
    query = select(Collection).where(_visible(scope))
    if own and scope is not None:
        query = query.where(Collection.owner_id == scope.account_id)
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    page = query.order_by(func.lower(Collection.title), Collection.id).offset(offset).limit(limit)
    return db.session.scalars(page).all(), total


def list_own(scope: Scope, limit: int = 200) -> Sequence[Collection]:
    """The collections that the caller made, by title."""
    return list_collections(scope, own=True, offset=0, limit=limit)[0]


def count_items(scope: Scope | None, collections: Sequence[Collection]) -> Mapping[uuid.UUID, int]:
    """How many resources the caller finds in each."""
    query = select(CollectionItem.collection_id, func.count()).join(Resource, Resource.id == CollectionItem.resource_id)
    wanted = CollectionItem.collection_id.in_([one.id for one in collections])
    grouped = query.where(wanted, visible(scope)).group_by(CollectionItem.collection_id)
    return {row[0]: row[1] for row in db.session.execute(grouped)}


def get_collection(scope: Scope | None, collection_id: uuid.UUID) -> Collection:
    """A collection that the caller may read. Raises NotFound."""
    found = db.session.scalar(select(Collection).where(Collection.id == collection_id, _visible(scope)))
    if found is None:
        raise NotFound
    return found


def may_edit(scope: Scope | None, collection: Collection) -> bool:
    """It is the caller's, or she keeps everybody's."""
    if scope is None or not scope.allows(Permission.RESOURCES_WRITE):
        return False
    return collection.owner_id == scope.account_id or scope.allows(Permission.RESOURCES_KEEP)


def get_collection_to_edit(scope: Scope, collection_id: uuid.UUID) -> Collection:
    """A collection that the caller may change. Raises NotFound or Forbidden."""
    found = get_collection(scope, collection_id)
    if not may_edit(scope, found):
        raise Forbidden
    return found


def list_resources(scope: Scope | None, collection: Collection, *, whole: bool = False) -> Sequence[Resource]:
    """Its published resources, in order; `whole`: also those withdrawn and one's drafts, for whoever arranges it."""
    query = select(Resource).join(CollectionItem, CollectionItem.resource_id == Resource.id)
    allowed = or_(visible(scope), readable(scope)) if whole else visible(scope)
    query = query.where(CollectionItem.collection_id == collection.id, allowed)
    return db.session.scalars(query.order_by(CollectionItem.rank, Resource.id)).all()


def list_holding(scope: Scope | None, resource: Resource, limit: int = 5) -> Sequence[Collection]:
    """The collections that the caller may read where this resource stands."""
    query = select(Collection).join(CollectionItem, CollectionItem.collection_id == Collection.id)
    query = query.where(CollectionItem.resource_id == resource.id, _visible(scope))
    return db.session.scalars(query.order_by(func.lower(Collection.title), Collection.id).limit(limit)).all()
