"""Where a resource stands: published, withdrawn, read again, put back."""

from datetime import date, timedelta

from inclusion_app.access.models import Account
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.kernel.versions import flush_version
from inclusion_app.resources.lists import ResourceKind, ResourceState
from inclusion_app.resources.models.resources import Resource, ResourceVersion
from inclusion_app.resources.services.index import reindex

REVIEW_EVERY = timedelta(days=365)


def publish_resource(resource: Resource, version: ResourceVersion, *, by: Account) -> Resource:
    """Open it to its readers; `version` is its latest. Raises DomainError when there is nothing to read yet."""
    if resource.kind is ResourceKind.SHEET and not (version.body or "").strip():
        raise DomainError(N_("Cette fiche est encore vide\u00a0: écrivez-la avant de la publier."))
    if resource.state is ResourceState.PUBLISHED:
        return resource
    action = "resource.restore" if resource.state is ResourceState.WITHDRAWN else "resource.publish"
    resource.state, resource.replaced_by_id = ResourceState.PUBLISHED, None
    resource.updated_at = clock.now()
    if resource.review_on is None:
        resource.review_on = next_review(clock.today())
    _keep(resource)
    audit.write(action, subject=resource, by=by)
    db.session.flush()
    return resource


def withdraw_resource(resource: Resource, *, replaced_by: Resource | None, by: Account) -> Resource:
    """Its page says that it is no longer to be used, and leads to another. Raises DomainError on `replaced_by`."""
    if replaced_by is not None and replaced_by.id == resource.id:
        raise DomainError(N_("C’est la même ressource\u00a0: indiquez-en une autre."), field="replaced_by")
    if replaced_by is not None and replaced_by.state is not ResourceState.PUBLISHED:
        raise DomainError(N_("Cette ressource n’est pas publiée\u00a0: indiquez-en une autre."), field="replaced_by")
    resource.state = ResourceState.WITHDRAWN
    resource.replaced_by_id = replaced_by.id if replaced_by else None
    resource.updated_at = clock.now()
    _keep(resource)
    audit.write("resource.withdraw", subject=resource, by=by)
    db.session.flush()
    return resource


def note_read_again(resource: Resource, *, by: Account) -> Resource:
    """Somebody read it and it still holds: it will be read again in a year."""
    resource.review_on = next_review(clock.today())
    _keep(resource)
    audit.write("resource.check", subject=resource, by=by)
    db.session.flush()
    return resource


def next_review(today: date) -> date:
    """When to read it again."""
    return today + REVIEW_EVERY


def _keep(resource: Resource) -> None:
    flush_version()
    reindex(resource)
