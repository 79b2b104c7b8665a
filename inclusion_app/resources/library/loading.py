"""Bring the starter library into the database, as often as wanted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import exists, or_, select

from inclusion_app.kernel.audit import AuditLine
from inclusion_app.kernel.db import db
from inclusion_app.resources.library.texts import LibraryText, library_texts, sheet_said
from inclusion_app.resources.lists import ResourceState
from inclusion_app.resources.models.resources import Resource, ResourceVersion
from inclusion_app.resources.rules.editing import ResourceSheet, VersionContent, sheet_of
from inclusion_app.resources.services.editing import create_resource, update_resource, write_version


@dataclass(frozen=True)
class Loaded:
    """How many sheets were made, brought up to date, left as they are."""

    made: int = 0
    renewed: int = 0
    kept: int = 0


def load_library() -> Loaded:
    """Make the sheets that are missing, renew those that nobody here touched, leave the others as they are.

    Whoever withdrew, rewrote or described a sheet otherwise keeps her choice for ever.
    """
    known = {
        one.source_key: one for one in db.session.scalars(select(Resource).where(Resource.source_key.is_not(None)))
    }
    touched = _touched()
    loaded = Loaded()
    for text in library_texts():
        resource = known.get(text.source_key)
        sheet = _with_original(text, known)
        if resource is None:
            known[text.source_key] = _make(text, sheet)
            loaded = replace(loaded, made=loaded.made + 1)
        elif resource.source_key not in touched and _renew(resource, text, sheet):
            loaded = replace(loaded, renewed=loaded.renewed + 1)
        else:
            loaded = replace(loaded, kept=loaded.kept + 1)
    return loaded


def _with_original(text: LibraryText, known: Mapping[str | None, Resource]) -> ResourceSheet:
    original = known.get(text.original_key) if text.original_key else None
    return replace(sheet_said(text), translation_of_id=original.id if original else None)


def _make(text: LibraryText, sheet: ResourceSheet) -> Resource:
    content = VersionContent(body=text.body, plain_body=text.plain_body)
    state = ResourceState.PUBLISHED
    return create_resource(sheet, by=None, content=content, state=state, source_key=text.source_key)


def _renew(resource: Resource, text: LibraryText, sheet: ResourceSheet) -> bool:
    """False when it says this already."""
    before = resource.updated_at
    if sheet_of(resource) != sheet:
        update_resource(resource, sheet, version=resource.version, by=None)
    content = VersionContent(body=text.body, plain_body=text.plain_body, note="Nouvelle version de la bibliothèque")
    write_version(resource, content, version=resource.version, by=None)
    return resource.updated_at != before


def _touched() -> frozenset[str | None]:
    """The keys of the sheets that somebody here changed, took over or withdrew."""
    written = exists().where(ResourceVersion.resource_id == Resource.id, ResourceVersion.written_by_id.is_not(None))
    changed = exists().where(
        AuditLine.subject_id == Resource.id,
        AuditLine.account_id.is_not(None),
        AuditLine.action.in_(("resource.update", "resource.write", "resource.withdraw", "resource.publish")),
    )
    other = or_(written, changed, Resource.owner_id.is_not(None), Resource.state != ResourceState.PUBLISHED)
    query = select(Resource.source_key).where(Resource.source_key.is_not(None), other)
    return frozenset(db.session.scalars(query))
