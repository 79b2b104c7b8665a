"""The pictures of sheets: the drawings of the library, those that were sent."""

import uuid
from collections.abc import Mapping

from flask import Response, request, send_file, url_for
from flask.typing import ResponseReturnValue

from inclusion_app.access.guard import public
from inclusion_app.resources.lists import ResourceState, Visibility
from inclusion_app.resources.models.resources import Resource
from inclusion_app.resources.queries.resources import get_resource
from inclusion_app.resources.queries.sheets import get_picture, list_picture_names
from inclusion_app.resources.sheets.drawings import drawing_names, drawing_path
from inclusion_app.resources.views.blueprint import bp
from inclusion_app.resources.views.files import NOTHING_RUNS, reader
from inclusion_app.web.security import cacheable

_DAY = 86_400


@bp.get("/ressources/dessins/<name>.svg")
@public
def drawing(name: str) -> ResponseReturnValue:
    """A drawing of the library: ours, drawn here; nothing that was sent is ever served as SVG."""
    response = send_file(drawing_path(name), "image/svg+xml")
    response.headers["Content-Security-Policy"] = NOTHING_RUNS
    return cacheable(response, _DAY)


@bp.get("/ressources/<uuid:resource_id>/images/<name>")
@public
def sheet_picture(resource_id: uuid.UUID, name: str) -> ResponseReturnValue:
    """A picture that was sent for a sheet, for those who read the sheet."""
    scope = reader()
    resource = get_resource(scope, resource_id)
    kept = get_picture(resource, name)
    response = Response(kept.bytes, mimetype=kept.media_type)
    response.headers["Content-Security-Policy"] = NOTHING_RUNS
    if scope is None and resource.state is ResourceState.PUBLISHED and resource.visibility is Visibility.PUBLIC:
        cacheable(response, _DAY)
    return response.make_conditional(request.environ)


def picture_addresses(resource: Resource) -> Mapping[str, str]:
    """The addresses of all pictures that a sheet may call, by source."""
    drawn = {f"dessin:{name}": url_for("resources.drawing", name=name) for name in drawing_names()}
    sent = {
        f"image:{name}": url_for("resources.sheet_picture", resource_id=resource.id, name=name)
        for name in list_picture_names(resource)
    }
    return drawn | sent
