"""Keep what a site answered, without touching the version of the resource: nobody's form becomes stale."""

import uuid

from sqlalchemy import select, update

from inclusion_app.access.models import Account
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.resources import letters
from inclusion_app.resources.models.resources import Resource, ResourceVersion
from inclusion_app.resources.rules.links import DEAD_AFTER, is_failure


def keep_answer(resource_id: uuid.UUID, url: str, status: int | None) -> bool:
    """Note the answer of a link, None when it was not asked; True when it has just been found dead, its owner told."""
    resource = db.session.get(Resource, resource_id, populate_existing=True)
    if resource is None or _url_of(resource) != url:
        return False
    failures = resource.link_failures
    if status is not None:
        failures = failures + 1 if is_failure(status) else 0
    noted = (
        update(Resource)
        .where(Resource.id == resource_id)
        .values(link_status=status, link_checked_at=clock.now(), link_failures=failures)
    )
    db.session.execute(noted.execution_options(synchronize_session=False))
    just_dead = failures == DEAD_AFTER and resource.link_failures < DEAD_AFTER
    if just_dead and resource.owner_id and (owner := db.session.get(Account, resource.owner_id)):
        letters.tell_dead_link(resource, url, owner)
    db.session.flush()
    db.session.expire(resource)
    return just_dead


def _url_of(resource: Resource) -> str | None:
    query = select(ResourceVersion.url).where(ResourceVersion.resource_id == resource.id)
    return db.session.scalar(query.where(ResourceVersion.number == resource.latest))
