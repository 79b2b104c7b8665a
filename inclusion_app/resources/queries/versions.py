"""Reads of the versions of a resource, of who wrote them."""

import uuid
from collections.abc import Iterable, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import defer, joinedload

from inclusion_app.access.models import Account
from inclusion_app.kernel.db import db
from inclusion_app.resources.models.resources import Resource, ResourceVersion


def list_versions(resource: Resource, *, offset: int, limit: int) -> tuple[list[ResourceVersion], int]:
    """The versions of a resource, newest first, without their long texts; and how many there are."""
    mine = ResourceVersion.resource_id == resource.id
    total = db.session.scalar(select(func.count()).select_from(ResourceVersion).where(mine)) or 0
    query = select(ResourceVersion).where(mine).order_by(ResourceVersion.number.desc())
    query = query.options(
        joinedload(ResourceVersion.file),
        defer(ResourceVersion.file_text),
        defer(ResourceVersion.body),
        defer(ResourceVersion.plain_body),
    )
    return list(db.session.scalars(query.offset(offset).limit(limit))), total


def names_of(account_ids: Iterable[uuid.UUID | None]) -> Mapping[uuid.UUID, str]:
    """The names of accounts, by their keys."""
    wanted = {key for key in account_ids if key}
    return {row.id: row.name or "" for row in db.session.scalars(select(Account).where(Account.id.in_(wanted)))}
