"""Resources made in one line for the tests of the search and of the pages where resources are found."""

from dataclasses import fields
from typing import Any

from inclusion_app.access.models import Account
from inclusion_app.resources.lists import Licence, ResourceKind, ResourceState, Visibility
from inclusion_app.resources.models.resources import Resource
from inclusion_app.resources.rules.editing import ResourceSheet, VersionContent
from inclusion_app.resources.services.editing import create_resource

_CONTENT = {field.name for field in fields(VersionContent)}


def make_resource(title: str, by: Account | None = None, **values: Any) -> Resource:
    """A published, public sheet, unless told otherwise."""
    state = values.pop("state", ResourceState.PUBLISHED)
    content = VersionContent(**{name: values.pop(name) for name in list(values) if name in _CONTENT})
    told = {"kind": ResourceKind.SHEET, "licence": Licence.ETALAB, "visibility": Visibility.PUBLIC} | values
    return create_resource(ResourceSheet(title=title, **told), by=by, content=content, state=state)
