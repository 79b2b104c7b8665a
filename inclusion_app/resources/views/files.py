"""The file of a resource, sent so that nothing in it may run."""

import uuid

from flask import Response, request
from flask.typing import ResponseReturnValue

from inclusion_app.access.guard import current_account, find_account, public
from inclusion_app.access.scope import Scope, scope_of
from inclusion_app.kernel.errors import NotFound
from inclusion_app.kernel.file_kinds import ENDINGS
from inclusion_app.kernel.text import fold
from inclusion_app.resources.lists import ResourceState, Visibility
from inclusion_app.resources.models.resources import Resource
from inclusion_app.resources.queries import resources as queries
from inclusion_app.resources.views.blueprint import bp
from inclusion_app.web.security import cacheable

NOTHING_RUNS = "default-src 'none'; sandbox"
_PUBLIC_SECONDS = 3600


def reader() -> Scope | None:
    """The scope of whoever reads; None for a visitor."""
    return scope_of(current_account()) if find_account() else None


@bp.get("/ressources/<uuid:resource_id>/fichier")
@public
def file(resource_id: uuid.UUID) -> ResponseReturnValue:
    """The file of the latest version, or of `?version=` for those who may change the resource."""
    scope = reader()
    resource = queries.get_resource(scope, resource_id)
    asked = request.args.get("version", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else resource.latest
    if (number != resource.latest or not _is_open(resource)) and not queries.may_edit(scope, resource):
        raise NotFound
    kept = queries.version_of(resource, number).file
    if kept is None:
        raise NotFound
    response = Response(kept.bytes, mimetype=kept.media_type)
    response.set_etag(kept.id.hex)
    name = file_name(resource, kept.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = NOTHING_RUNS
    if _is_open(resource) and resource.visibility is Visibility.PUBLIC and number == resource.latest and not scope:
        cacheable(response, _PUBLIC_SECONDS)
    return response.make_conditional(request.environ, accept_ranges=True, complete_length=kept.size)


def file_name(resource: Resource, media_type: str) -> str:
    """A name of plain letters, made from the title: never the one that was sent."""
    words = "-".join(fold(resource.title).split())[:60]
    plain = "".join(letter for letter in words if letter.isascii() and (letter.isalnum() or letter == "-")).strip("-")
    return f"{plain or 'ressource'}-{resource.code}.{ENDINGS.get(media_type, 'bin')}"


def _is_open(resource: Resource) -> bool:
    return resource.state is ResourceState.PUBLISHED
