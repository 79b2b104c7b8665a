"""Reads of sheets: their pictures, several of them at once for a booklet."""

import uuid
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload, undefer

from inclusion_app.access.scope import Scope
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import NotFound
from inclusion_app.kernel.files import StoredFile
from inclusion_app.resources.lists import ResourceKind
from inclusion_app.resources.models.resources import Resource, ResourceVersion, SheetPicture
from inclusion_app.resources.queries.resources import visible


def list_picture_names(resource: Resource) -> Sequence[str]:
    """The names of the pictures sent for a sheet, in order."""
    query = select(SheetPicture.name).where(SheetPicture.resource_id == resource.id)
    return db.session.scalars(query.order_by(SheetPicture.name)).all()


def get_picture(resource: Resource, name: str) -> StoredFile:
    """The picture of this name. Raises NotFound."""
    query = select(SheetPicture).where(SheetPicture.resource_id == resource.id, SheetPicture.name == name)
    found = db.session.scalar(query.options(joinedload(SheetPicture.file)))
    if found is None:
        raise NotFound
    return found.file


def pictures_of(resource_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, Mapping[str, bytes]]:
    """The bytes of the pictures of several sheets, by resource, by name."""
    query = select(SheetPicture).where(SheetPicture.resource_id.in_(list(resource_ids)))
    query = query.options(joinedload(SheetPicture.file).options(undefer(StoredFile.content_sealed)))
    found: dict[uuid.UUID, dict[str, bytes]] = {}
    for picture in db.session.scalars(query):
        found.setdefault(picture.resource_id, {})[picture.name] = picture.file.bytes
    return found


def latest_versions(resources: Iterable[Resource]) -> Mapping[uuid.UUID, ResourceVersion]:
    """What each says now, by resource."""
    ids = [resource.id for resource in resources]
    query = select(ResourceVersion).join(Resource, Resource.id == ResourceVersion.resource_id)
    query = query.where(Resource.id.in_(ids), ResourceVersion.number == Resource.latest)
    query = query.options(defer(ResourceVersion.file_text))
    return {version.resource_id: version for version in db.session.scalars(query)}


def list_sheets(scope: Scope | None, resource_ids: Sequence[uuid.UUID]) -> list[Resource]:
    """The published sheets among these that the caller reads, in the order asked."""
    query = select(Resource).where(Resource.id.in_(resource_ids), visible(scope), Resource.kind == ResourceKind.SHEET)
    found = {resource.id: resource for resource in db.session.scalars(query.order_by(Resource.id))}
    return [found[key] for key in dict.fromkeys(resource_ids) if key in found]
