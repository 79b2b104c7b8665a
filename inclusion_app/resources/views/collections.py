"""Collections: read, made, arranged."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, public, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel.errors import DomainError, StaleVersion
from inclusion_app.network.forms.reading import version_of as version_in
from inclusion_app.resources.forms.collections import CollectionForm, ShelveForm
from inclusion_app.resources.lists import Visibility
from inclusion_app.resources.models.resources import Resource
from inclusion_app.resources.queries import collections as queries
from inclusion_app.resources.queries.resources import get_resource
from inclusion_app.resources.services import collections as services
from inclusion_app.resources.views.blueprint import bp
from inclusion_app.resources.views.files import reader
from inclusion_app.web.choices import choices_of
from inclusion_app.web.pagination import requested_page


@bp.get("/ressources/collections")
@public
def collections() -> ResponseReturnValue:
    """The collections that the reader may open."""
    scope, asked = reader(), requested_page(24)
    found, total = queries.list_collections(scope, offset=asked.offset, limit=asked.size)
    return render_template(
        "resources/collections/list.html",
        page=asked.page(found, total),
        counts=queries.count_items(scope, found),
        may_create=scope is not None and scope.allows(Permission.RESOURCES_WRITE),
    )


@bp.get("/ressources/collections/<uuid:collection_id>")
@public
def collection(collection_id: uuid.UUID) -> ResponseReturnValue:
    """The resources of a collection, in order."""
    scope = reader()
    found = queries.get_collection(scope, collection_id)
    editor = queries.may_edit(scope, found)
    return render_template(
        "resources/collections/collection.html",
        collection=found,
        resources=queries.list_resources(scope, found, whole=editor),
        may_edit=editor,
    )


@bp.route("/ressources/collections/nouvelle", methods=["GET", "POST"])
@requires(Permission.RESOURCES_WRITE)
def new_collection() -> ResponseReturnValue:
    """Make a collection."""
    form = CollectionForm(data={"visibility": Visibility.PUBLIC})
    if form.validate_on_submit():
        try:
            made = services.create_collection(
                form.title.data or "",
                summary=form.summary.data or "",
                visibility=form.visibility.data,
                by=current_account(),
            )
        except DomainError as error:
            form.attach(error)
        else:
            flash(_("La collection est créée. Ajoutez-y des ressources depuis leur page."), "success")
            return redirect(url_for("resources.collection", collection_id=made.id), 303)
    page = render_template("resources/collections/form.html", form=form, collection=None)
    return page, 422 if form.is_submitted() else 200


@bp.route("/ressources/collections/<uuid:collection_id>/modifier", methods=["GET", "POST"])
@requires(Permission.RESOURCES_WRITE)
def edit_collection(collection_id: uuid.UUID) -> ResponseReturnValue:
    """Change its title, what it is for, who reads it."""
    found = queries.get_collection_to_edit(current_scope(), collection_id)
    form = CollectionForm(obj=found)
    if form.validate_on_submit():
        try:
            services.update_collection(
                found,
                title=form.title.data or "",
                summary=form.summary.data or "",
                visibility=form.visibility.data,
                version=version_in(form.version),
                by=current_account(),
            )
        except StaleVersion as error:
            form.attach(error)
            form.version.data = str(found.version)
        except DomainError as error:
            form.attach(error)
        else:
            flash(_("La collection est enregistrée."), "success")
            return redirect(url_for("resources.collection", collection_id=found.id), 303)
    page = render_template("resources/collections/form.html", form=form, collection=found)
    return page, 422 if form.is_submitted() else 200


@bp.route("/ressources/collections/<uuid:collection_id>/supprimer", methods=["GET", "POST"])
@requires(Permission.RESOURCES_WRITE)
def delete_collection(collection_id: uuid.UUID) -> ResponseReturnValue:
    """Ask, then take the collection away."""
    found = queries.get_collection_to_edit(current_scope(), collection_id)
    if request.method == "POST":
        services.delete_collection(found, by=current_account())
        flash(_("La collection est supprimée. Ses ressources restent."), "success")
        return redirect(url_for("resources.collections"), 303)
    return render_template(
        "web/confirm.html",
        title=_("Supprimer cette collection\u00a0?"),
        text=_("«\u00a0%(title)s\u00a0» disparaît. Ses ressources restent.", title=found.title),
        action=request.path,
        label=_("Supprimer la collection"),
        cancel=url_for("resources.collection", collection_id=found.id),
        danger=True,
    )


@bp.post("/ressources/collections/<uuid:collection_id>/<uuid:resource_id>")
@requires(Permission.RESOURCES_WRITE)
def arrange(collection_id: uuid.UUID, resource_id: uuid.UUID) -> ResponseReturnValue:
    """Move a resource up or down, or take it out (`what`: up, down, out)."""
    found, what = queries.get_collection_to_edit(current_scope(), collection_id), request.form.get("what")
    if what == "out":
        services.take_off(found, resource_id, by=current_account())
        flash(_("La ressource n’est plus dans la collection."), "success")
    elif what in ("up", "down"):
        services.move(found, resource_id, up=what == "up", by=current_account())
    return redirect(url_for("resources.collection", collection_id=found.id), 303)


@bp.route("/ressources/<uuid:resource_id>/ranger", methods=["GET", "POST"])
@requires(Permission.RESOURCES_WRITE)
def shelve(resource_id: uuid.UUID) -> ResponseReturnValue:
    """Put a resource in one of one's collections, or in a new one."""
    resource = get_resource(current_scope(), resource_id)
    own = queries.list_own(current_scope())
    form = ShelveForm(data={"collection": str(own[0].id) if own else None})
    form.collection.choices = list(choices_of(own, label="title"))
    if form.validate_on_submit():
        try:
            collection_id = _shelved(form, resource)
        except DomainError as error:
            form.attach(error)
        else:
            flash(_("La ressource est dans la collection."), "success")
            return redirect(url_for("resources.collection", collection_id=collection_id), 303)
    page = render_template("resources/collections/shelve.html", form=form, resource=resource, own=own)
    return page, 422 if form.is_submitted() else 200


def _shelved(form: ShelveForm, resource: Resource) -> uuid.UUID:
    if form.collection.data:
        chosen = queries.get_collection_to_edit(current_scope(), uuid.UUID(form.collection.data))
    else:
        chosen = services.create_collection(
            form.title.data or "", summary="", visibility=resource.visibility, by=current_account()
        )
    services.shelve(chosen, resource, by=current_account())
    return chosen.id
