"""Writes of resources: made, changed, a new version, published, withdrawn."""

from itertools import repeat

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from inclusion_app.access.models import Account
from inclusion_app.kernel import audit, clock, codes
from inclusion_app.kernel.db import db, violations
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.kernel.versions import check_version, flush_version
from inclusion_app.resources.lists import ResourceKind, ResourceState
from inclusion_app.resources.models.resources import Resource, ResourceVersion
from inclusion_app.resources.rules.editing import (
    CODE_LENGTH,
    COLUMNS,
    ResourceSheet,
    VersionContent,
    check_content,
    check_sheet,
    differences,
    sheet_of,
)
from inclusion_app.resources.services.index import reindex

_TRIES = 5
_EMPTY = VersionContent()


class _CodeTaken(DomainError):
    """Another resource has this code."""


def create_resource(
    sheet: ResourceSheet,
    *,
    by: Account | None,
    content: VersionContent = _EMPTY,
    state: ResourceState = ResourceState.DRAFT,
    source_key: str | None = None,
) -> Resource:
    """A new resource with its first version (empty for a sheet that will be written next). A draft unless told."""
    check_sheet(sheet)
    check_content(sheet.kind, content)
    now = clock.now()
    values = {name: getattr(sheet, name) for name in COLUMNS}
    resource = Resource(
        **values,
        state=state,
        owner_id=by.id if by else None,
        source_key=source_key,
        latest=1,
        created_at=now,
        updated_at=now,
        version=1,
    )
    _take_code(resource)
    _add_version(resource, 1, content, by)
    audit.write("resource.create", subject=resource, by=by)
    db.session.flush()
    reindex(resource)
    return resource


def update_resource(resource: Resource, sheet: ResourceSheet, *, version: int, by: Account | None) -> Resource:
    """Write what the form says of it, unless somebody else did meanwhile (StaleVersion)."""
    check_version(resource, version)
    if sheet.kind is not resource.kind:
        raise DomainError(N_("Une ressource ne change pas de nature\u00a0: créez-en une autre."), field="kind")
    check_sheet(sheet)
    changed = differences(sheet_of(resource), sheet)
    if not changed:
        return resource
    for name in changed:
        setattr(resource, name, getattr(sheet, name))
    _touch(resource)
    audit.write("resource.update", subject=resource, by=by, details={"fields": changed})
    db.session.flush()
    reindex(resource)
    return resource


def write_version(resource: Resource, content: VersionContent, *, version: int, by: Account | None) -> ResourceVersion:
    """A new version, unless somebody else wrote meanwhile (StaleVersion) or nothing changed (the latest is returned).

    `version` is `resource.version` when the form was opened. The first, empty version of a sheet is filled.
    """
    check_version(resource, version)
    check_content(resource.kind, content)
    latest = _latest(resource)
    if content_of(latest).said == content.said:
        return latest
    if resource.kind is ResourceKind.SHEET and not (latest.body or latest.plain_body):
        _write(latest, content, by)
    else:
        resource.latest += 1
        latest = _add_version(resource, resource.latest, content, by)
    if resource.kind is ResourceKind.LINK:
        resource.link_status, resource.link_checked_at, resource.link_failures = None, None, 0
    _touch(resource)
    audit.write("resource.write", subject=resource, by=by, details={"number": latest.number})
    db.session.flush()
    reindex(resource)
    return latest


def content_of(version: ResourceVersion) -> VersionContent:
    """What a version says."""
    return VersionContent(
        url=version.url,
        file_id=version.file_id,
        file_text=version.file_text,
        body=version.body,
        plain_body=version.plain_body,
        note=version.note,
    )


def _touch(resource: Resource) -> None:
    resource.updated_at = clock.now()
    flag_modified(resource, "updated_at")  # the version of the row rises whatever changes
    flush_version()


def _latest(resource: Resource) -> ResourceVersion:
    query = select(ResourceVersion).where(ResourceVersion.resource_id == resource.id)
    return db.session.scalars(query.where(ResourceVersion.number == resource.latest)).one()


def _add_version(resource: Resource, number: int, content: VersionContent, by: Account | None) -> ResourceVersion:
    version = ResourceVersion(resource_id=resource.id, number=number)
    _write(version, content, by)
    db.session.add(version)
    return version


def _write(version: ResourceVersion, content: VersionContent, by: Account | None) -> None:
    version.url, version.file_id, version.file_text = content.url, content.file_id, content.file_text
    version.body, version.plain_body = content.body, content.plain_body
    version.note = content.note[:300]
    version.written_at = clock.now()
    version.written_by_id = by.id if by else None


def _take_code(resource: Resource) -> None:
    taken = _CodeTaken(N_("Aucun code n’est libre\u00a0: réessayez."))
    for _ in repeat(None, _TRIES):
        try:
            with violations({"resource.code": taken}):
                resource.code = codes.draw(CODE_LENGTH)
                db.session.add(resource)
                db.session.flush()
        except _CodeTaken:
            continue
        return
    raise taken
