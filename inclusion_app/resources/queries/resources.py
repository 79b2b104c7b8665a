"""Reads of resources: what each may see, what each may change. A scope of None is a visitor."""

import re
import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true
from sqlalchemy.orm import joinedload

from inclusion_app.access.permissions import Permission, Role
from inclusion_app.access.scope import Scope
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import Forbidden, NotFound
from inclusion_app.network.models import Structure
from inclusion_app.resources.lists import ResourceState, Visibility
from inclusion_app.resources.models.resources import Resource, ResourceVersion

_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def visible(scope: Scope | None) -> ColumnElement[bool]:
    """SQL condition on Resource: published, and for this reader. For lists and searches."""
    return and_(Resource.state == ResourceState.PUBLISHED, _for_reader(scope))


def editable(scope: Scope | None) -> ColumnElement[bool]:
    """SQL condition on Resource: the caller may change it (hers, her team's when she manages it, anybody's)."""
    if scope is None or not scope.allows(Permission.RESOURCES_WRITE):
        return false()
    if scope.allows(Permission.RESOURCES_KEEP):
        return true()
    managed = sorted(grant.structure_id for grant in scope.grants if grant.role is Role.MANAGER and grant.structure_id)
    mine: ColumnElement[bool] = Resource.owner_id == scope.account_id
    return or_(mine, Resource.structure_id.in_(managed)) if managed else mine


def readable(scope: Scope | None) -> ColumnElement[bool]:
    """SQL condition on Resource: its page opens; a withdrawn one says so, a draft is for those who may change it."""
    return or_(and_(Resource.state != ResourceState.DRAFT, _for_reader(scope)), editable(scope))


def get_resource(scope: Scope | None, resource_id: uuid.UUID) -> Resource:
    """A resource whose page the caller may open, withdrawn ones included. Raises NotFound."""
    return _one(_resources().where(Resource.id == resource_id, readable(scope)))


def get_by_code(code: str) -> Resource:
    """The resource of this short code, whoever asks: check `may_read` before showing it. Raises NotFound."""
    return _one(_resources().where(Resource.code == code))


def get_resource_to_edit(scope: Scope, resource_id: uuid.UUID) -> Resource:
    """A resource that the caller may change. Raises NotFound, or Forbidden when she may only see it."""
    resource = get_resource(scope, resource_id)
    if not may_edit(scope, resource):
        raise Forbidden
    return resource


def may_read(scope: Scope | None, resource: Resource) -> bool:
    """The caller may open its page."""
    return db.session.scalar(select(Resource.id).where(Resource.id == resource.id, readable(scope))) is not None


def may_edit(scope: Scope | None, resource: Resource) -> bool:
    """The caller may change it."""
    return db.session.scalar(select(Resource.id).where(Resource.id == resource.id, editable(scope))) is not None


def find(resource_id: uuid.UUID) -> Resource | None:
    """A resource by its key, whoever asks: for its title and its code."""
    return db.session.get(Resource, resource_id)


def find_typed(scope: Scope | None, typed: str) -> Resource | None:
    """The resource that the caller may read whose code, or page, or short address was typed."""
    if found := _KEY.search(typed):
        wanted = Resource.id == uuid.UUID(found[0])
    else:
        code = "".join(letter for letter in typed.strip().rpartition("/")[2].upper() if letter.isalnum())
        wanted = Resource.code == code
    return db.session.scalar(_resources().where(wanted, readable(scope)))


def latest_of(resource: Resource) -> ResourceVersion:
    """What a resource says now. Raises NotFound."""
    return version_of(resource, resource.latest)


def version_of(resource: Resource, number: int) -> ResourceVersion:
    """What a resource said under this number. Raises NotFound."""
    query = select(ResourceVersion).where(ResourceVersion.resource_id == resource.id, ResourceVersion.number == number)
    version = db.session.scalar(query.options(joinedload(ResourceVersion.file)))
    if version is None:
        raise NotFound
    return version


def list_owners(scope: Scope) -> Sequence[Structure]:
    """The structures in whose name the caller writes: those of her roles, by name."""
    own = sorted(grant.structure_id for grant in scope.grants if grant.structure_id)
    query = select(Structure).where(Structure.id.in_(own), Structure.deleted_at.is_(None))
    return db.session.scalars(query.order_by(Structure.name, Structure.id)).all()


def _for_reader(scope: Scope | None) -> ColumnElement[bool]:
    network = scope is not None and scope.allows(Permission.RESOURCES_READ)
    return true() if network else Resource.visibility == Visibility.PUBLIC


def _resources() -> Select[Resource]:
    return select(Resource).options(joinedload(Resource.structure), joinedload(Resource.replaced_by))


def _one(query: Select[Resource]) -> Resource:
    resource = db.session.scalar(query)
    if resource is None:
        raise NotFound
    return resource
