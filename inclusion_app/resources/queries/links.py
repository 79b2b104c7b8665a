"""Which links are to be checked."""

import uuid
from datetime import datetime

from sqlalchemy import and_, or_, select

from inclusion_app.kernel.db import db
from inclusion_app.resources.lists import ResourceKind, ResourceState
from inclusion_app.resources.models.resources import Resource, ResourceVersion
from inclusion_app.resources.rules.links import DEAD_AFTER, due_before


def list_to_check(now: datetime, limit: int) -> list[tuple[uuid.UUID, str]]:
    """The published links whose turn it is: those never checked, then those checked longest ago."""
    last = and_(ResourceVersion.resource_id == Resource.id, ResourceVersion.number == Resource.latest)
    failing = and_(Resource.link_failures > 0, Resource.link_failures < DEAD_AFTER)
    turn = or_(
        Resource.link_checked_at.is_(None),
        Resource.link_checked_at < due_before(now, 0),
        and_(failing, Resource.link_checked_at < due_before(now, 1)),
    )
    query = (
        select(Resource.id, ResourceVersion.url)
        .join(ResourceVersion, last)
        .where(Resource.kind == ResourceKind.LINK, Resource.state == ResourceState.PUBLISHED, turn)
        .where(ResourceVersion.url.is_not(None))
        .order_by(Resource.link_checked_at.is_not(None), Resource.link_checked_at, Resource.id)
    )
    return [(key, url or "") for key, url in db.session.execute(query.limit(limit))]
