"""Make and change a resource: a link, a file, a sheet (whose text has its own editor)."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError, StaleVersion
from inclusion_app.network.forms.reading import version_of as version_in
from inclusion_app.network.views import drafts
from inclusion_app.resources.forms.editing import FORMS, ResourceForm
from inclusion_app.resources.lists import ResourceKind, Visibility
from inclusion_app.resources.models.resources import Resource
from inclusion_app.resources.queries import resources as queries
from inclusion_app.resources.rules.editing import VersionContent
from inclusion_app.resources.services import editing as services
from inclusion_app.resources.services.files import read_later
from inclusion_app.resources.services.states import next_review, publish_resource
from inclusion_app.resources.views.blueprint import bp
from inclusion_app.resources.views.editing_values import conflicts, offer, sheet_in, typed_content, values_of


@bp.route("/ressources/nouvelle", methods=["GET", "POST"])
@requires(Permission.RESOURCES_WRITE)
def new() -> ResponseReturnValue:
    """Choose what it is made of, then say what it is."""
    kind, kept = _kind(request.args.get("type")), drafts.kept_fields()
    written = _kind(kept.get("type")) if kept else None
    if kind is None:
        return render_template("resources/editing/kinds.html", written=written)
    draft = kept if kind is written else None
    values = {"visibility": Visibility.PUBLIC, "review_on": next_review(clock.today()), "language": "fr"}
    form = offer(FORMS[kind](draft) if draft else FORMS[kind](data=values), kind, current_scope(), fresh=not draft)
    if form.validate_on_submit():
        try:
            made = _create(form, kind)
        except DomainError as error:
            form.attach(error)
        else:
            drafts.forget()
            return _next_page(made)
    page = render_template("resources/editing/form.html", form=form, kind=kind, resource=None, draft=bool(draft))
    return page, 422 if form.is_submitted() else 200


def _kind(text: str | None) -> ResourceKind | None:
    return next((kind for kind in ResourceKind if kind.value == text), None)


def _create(form: ResourceForm, kind: ResourceKind) -> Resource:
    sheet = sheet_in(form, kind, current_scope())
    made = services.create_resource(sheet, by=current_account(), content=typed_content(form) or VersionContent())
    read_later(made, by=current_account())
    if "publish" in request.form:
        publish_resource(made, queries.latest_of(made), by=current_account())
    return made


def _next_page(made: Resource) -> ResponseReturnValue:
    if made.kind is ResourceKind.SHEET:
        flash(
            _("La fiche est créée. Écrivez-la maintenant\u00a0: elle reste un brouillon tant que vous le voulez."),
            "success",
        )
        return redirect(url_for("resources.write_sheet", resource_id=made.id), 303)
    told = _("La ressource est publiée.") if "publish" in request.form else _("Le brouillon est enregistré.")
    flash(told, "success")
    return redirect(url_for("resources.resource", resource_id=made.id), 303)


@bp.route("/ressources/<uuid:resource_id>/modifier", methods=["GET", "POST"])
@requires(Permission.RESOURCES_WRITE)
def edit(resource_id: uuid.UUID) -> ResponseReturnValue:
    """Correct what is said of it; another address or another file makes a new version."""
    found = queries.get_resource_to_edit(current_scope(), resource_id)
    kept, values = drafts.kept_fields(), values_of(found)
    form = FORMS[found.kind](kept, data=values) if kept else FORMS[found.kind](data=values)
    offer(form, found.kind, current_scope(), found)
    differing: Any = None
    if form.validate_on_submit():
        try:
            _save(found, form)
        except StaleVersion:
            differing = conflicts(form, sheet_in(form, found.kind, current_scope(), found), found)
            form.version.data = str(found.version)
        except DomainError as error:
            form.attach(error)
        else:
            drafts.forget()
            flash(_("La ressource est enregistrée."), "success")
            return redirect(url_for("resources.resource", resource_id=found.id), 303)
    page = render_template(
        "resources/editing/form.html",
        form=form,
        kind=found.kind,
        resource=found,
        conflicts=differing,
        draft=bool(kept),
    )
    return page, _status(form, differing)


def _status(form: ResourceForm, differing: Any) -> int:
    if differing is not None:
        return 409
    return 422 if form.is_submitted() else 200


def _save(found: Resource, form: ResourceForm) -> None:
    """All or nothing: the request is rolled back when the second part is refused."""
    sheet = sheet_in(form, found.kind, current_scope(), found)
    services.update_resource(found, sheet, version=version_in(form.version), by=current_account())
    content = typed_content(form)
    if content is not None:
        services.write_version(found, content, version=found.version, by=current_account())
        read_later(found, by=current_account())
