"""Resources made in one line."""

from typing import Any

from inclusion_app.access.models import Account
from inclusion_app.resources.lists import Licence, ResourceKind, ResourceState, Visibility
from inclusion_app.resources.models.resources import Resource
from inclusion_app.resources.rules.editing import ResourceSheet, VersionContent
from inclusion_app.resources.services.editing import create_resource
from inclusion_app.resources.services.files import receive_file

BODY = "## Étapes\n\n### 1. Choisir quatre mots\nPrenez des mots sans rapport.\n"


def make_resource(
    by: Account, kind: ResourceKind, content: VersionContent, *, state: ResourceState, **values: Any
) -> Resource:
    plausible: dict[str, Any] = {"title": "Un mot de passe solide", "visibility": Visibility.PUBLIC}
    return create_resource(ResourceSheet(kind=kind, **(plausible | values)), by=by, content=content, state=state)


def make_link(by: Account, url: str = "https://www.exemple.fr/page", **values: Any) -> Resource:
    """A published link for everybody."""
    plausible = {"licence": Licence.LINK_ONLY, "state": ResourceState.PUBLISHED} | values
    return make_resource(by, ResourceKind.LINK, VersionContent(url=url), **plausible)


def make_sheet(by: Account, body: str = BODY, plain_body: str | None = None, **values: Any) -> Resource:
    """A published sheet for everybody."""
    plausible = {"licence": Licence.BY_SA, "state": ResourceState.PUBLISHED} | values
    return make_resource(by, ResourceKind.SHEET, VersionContent(body=body, plain_body=plain_body), **plausible)


def make_file(by: Account, sent: bytes, **values: Any) -> Resource:
    """A published file for everybody."""
    plausible = {"licence": Licence.ETALAB, "state": ResourceState.PUBLISHED} | values
    return make_resource(by, ResourceKind.FILE, receive_file(sent, name="fichier", by=by), **plausible)
