"""The history of a resource: its versions, what changed, an old one taken again."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel.errors import DomainError
from inclusion_app.network.forms.reading import version_of as version_in
from inclusion_app.resources.forms.versions import RestoreForm
from inclusion_app.resources.models.resources import Resource
from inclusion_app.resources.queries import resources as queries
from inclusion_app.resources.queries.versions import list_versions, names_of
from inclusion_app.resources.rules.versions import Line, compare
from inclusion_app.resources.services import versions as services
from inclusion_app.resources.views.blueprint import bp
from inclusion_app.web.pagination import requested_page


@bp.get("/ressources/<uuid:resource_id>/versions")
@requires(Permission.RESOURCES_READ)
def versions(resource_id: uuid.UUID) -> ResponseReturnValue:
    """The versions, newest first; `?de=1&a=3` shows what changed between two."""
    resource = queries.get_resource(current_scope(), resource_id)
    asked = requested_page(25)
    found, total = list_versions(resource, offset=asked.offset, limit=asked.size)
    old, new = _number("de", resource.latest - 1), _number("a", resource.latest)
    return render_template(
        "resources/versions/list.html",
        resource=resource,
        page=asked.page(found, total),
        names=names_of(version.written_by_id for version in found),
        old=old,
        new=new,
        compared=_compared(resource, old, new) if total > 1 and old != new else [],
        may_edit=queries.may_edit(current_scope(), resource),
        form=RestoreForm(data={"version": resource.version}),
    )


@bp.post("/ressources/<uuid:resource_id>/versions/<int:number>/reprendre")
@requires(Permission.RESOURCES_WRITE)
def restore_version(resource_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """Make an old version the next one."""
    resource = queries.get_resource_to_edit(current_scope(), resource_id)
    old, form = queries.version_of(resource, number), RestoreForm()
    note = _("Reprise de la version %(number)s", number=number)
    try:
        written = services.restore_version(
            resource, old, note=note, version=version_in(form.version), by=current_account()
        )
        told = _("La version %(old)s est reprise\u00a0: c’est maintenant la %(new)s.", old=number, new=written.number)
        flash(told, "success")
    except DomainError as error:
        flash(_(error.message, **error.values), "error")
    return redirect(url_for("resources.versions", resource_id=resource.id), 303)


def _number(name: str, otherwise: int) -> int:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else max(otherwise, 1)


def _compared(resource: Resource, old: int, new: int) -> list[tuple[str, list[Line]]]:
    """The parts of both versions, each with what changed. Raises NotFound."""
    before, after = queries.version_of(resource, old), queries.version_of(resource, new)
    parts = [
        (_("Fiche"), before.body, after.body),
        (_("Version facile à lire"), before.plain_body, after.plain_body),
        (_("Adresse"), before.url, after.url),
        (_("Fichier"), before.file.name if before.file else None, after.file.name if after.file else None),
    ]
    return [(title, compare(one or "", two or "")) for title, one, two in parts if (one or two) and one != two]
