"""Take an old version of a resource again: it becomes the next one, nothing is lost."""

from dataclasses import replace

from inclusion_app.access.models import Account
from inclusion_app.resources.models.resources import Resource, ResourceVersion
from inclusion_app.resources.services.editing import content_of, write_version


def restore_version(
    resource: Resource, old: ResourceVersion, *, note: str, version: int, by: Account
) -> ResourceVersion:
    """A new version that says what `old` said. Raises StaleVersion."""
    return write_version(resource, replace(content_of(old), note=note), version=version, by=by)
