"""Pages of structures."""

import uuid
from dataclasses import asdict

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel.errors import DomainError, Forbidden, StaleVersion
from inclusion_app.kernel.phone import display_phone
from inclusion_app.network import mediators, queries
from inclusion_app.network.forms.reading import version_of
from inclusion_app.network.forms.structures import SearchForm, StructureForm
from inclusion_app.network.models import Structure
from inclusion_app.network.services import structures as services
from inclusion_app.network.sheets import sheet_of
from inclusion_app.network.views import drafts
from inclusion_app.network.views.blueprint import bp
from inclusion_app.network.views.presenting import (
    conflicts,
    freshness_mark,
    hours_lines,
    may_create,
    may_edit_place,
    may_edit_structure,
)
from inclusion_app.territories.choosing import commune_candidates
from inclusion_app.web.pagination import requested_page


@bp.get("/structures")
@requires(Permission.STRUCTURES_READ)
def structures() -> ResponseReturnValue:
    """The structures of the caller's reach."""
    form = SearchForm()
    scope = current_scope()
    found = queries.list_structures(scope, text=form.q.data or "")
    asked = requested_page(50)
    shown = found[asked.offset : asked.offset + asked.size]
    return render_template(
        "network/structures.html",
        form=form,
        page=asked.page(shown, len(found)),
        places=queries.count_places(shown),
        mediators=mediators.count_mediators(shown),
        deleted=queries.list_structures(scope, permission=Permission.STRUCTURES_EDIT, deleted=True),
        may_create=may_create(Permission.STRUCTURES_CREATE),
    )


@bp.get("/structures/<uuid:structure_id>")
@requires(Permission.STRUCTURES_READ)
def structure(structure_id: uuid.UUID) -> ResponseReturnValue:
    """One structure: how to reach it, its places, its mediators."""
    scope = current_scope()
    found = queries.get_structure(scope, structure_id)
    return render_template(
        "network/structure.html",
        structure=found,
        places=queries.places_of(found),
        mediators=mediators.find_mediators_of(scope, found),
        may_edit=may_edit_structure(found),
        may_see_team=scope.allows(Permission.RECORDS_READ_TEAM),
        may_edit_place=may_edit_place,
        freshness_mark=freshness_mark,
        hours_lines=hours_lines,
        display_phone=display_phone,
    )


@bp.route("/structures/nouvelle", methods=["GET", "POST"])
@requires(Permission.STRUCTURES_CREATE)
def new_structure() -> ResponseReturnValue:
    """Add a structure to the territory."""
    if not may_create(Permission.STRUCTURES_CREATE):
        raise Forbidden
    kept = drafts.kept_fields()
    form = StructureForm(kept) if kept else StructureForm()
    form.commune_code.resolver = commune_candidates
    if form.validate_on_submit():
        try:
            made = services.create_structure(form.sheet(), by=current_account())
        except DomainError as error:
            form.attach(error)
        else:
            drafts.forget()
            flash(_("La structure est créée. Ajoutez maintenant ses lieux, puis invitez ses médiateurs."), "success")
            return redirect(url_for(".structure", structure_id=made.id), 303)
    page = render_template("network/structure_form.html", form=form, structure=None, draft=bool(kept))
    return page, 422 if form.is_submitted() else 200


@bp.route("/structures/<uuid:structure_id>/modifier", methods=["GET", "POST"])
@requires(Permission.STRUCTURES_EDIT)
def edit_structure(structure_id: uuid.UUID) -> ResponseReturnValue:
    """Correct a structure."""
    found = queries.get_structure_to_edit(current_scope(), structure_id)
    kept = drafts.kept_fields()
    values = asdict(sheet_of(found)) | {"phone": display_phone(found.phone), "version": found.version}
    form = StructureForm(kept, data=values) if kept else StructureForm(data=values)
    form.commune_code.resolver = commune_candidates
    if not form.validate_on_submit():
        page = render_template("network/structure_form.html", form=form, structure=found, draft=bool(kept))
        return page, 422 if form.is_submitted() else 200
    return _save(found, form)


def _save(found: Structure, form: StructureForm) -> ResponseReturnValue:
    differing = None
    try:
        services.update_structure(found, form.sheet(), version=version_of(form.version), by=current_account())
    except StaleVersion:
        differing = conflicts(form, form.sheet(), sheet_of(found))
        form.version.data = str(found.version)
    except DomainError as error:
        form.attach(error)
    else:
        drafts.forget()
        flash(_("La structure est enregistrée."), "success")
        return redirect(url_for(".structure", structure_id=found.id), 303)
    page = render_template("network/structure_form.html", form=form, structure=found, conflicts=differing)
    return page, 422 if differing is None else 409


@bp.route("/structures/<uuid:structure_id>/supprimer", methods=["GET", "POST"])
@requires(Permission.STRUCTURES_EDIT)
def delete_structure(structure_id: uuid.UUID) -> ResponseReturnValue:
    """Ask, then put a structure away."""
    found = queries.get_structure_to_edit(current_scope(), structure_id)
    back = url_for(".structure", structure_id=found.id)
    if request.method == "POST":
        try:
            services.delete_structure(found, by=current_account())
        except DomainError as error:
            flash(_(error.message, **error.values), "error")
            return redirect(back, 303)
        flash(_("La structure est supprimée. Vous pouvez la rétablir pendant 30 jours."), "success")
        return redirect(url_for(".structures"), 303)
    return render_template(
        "web/confirm.html",
        title=_("Supprimer cette structure\u00a0?"),
        text=_(
            "Ce qui a été enregistré en son nom reste dans les chiffres. Vous pourrez la rétablir pendant 30 jours."
        ),
        action=request.path,
        label=_("Oui, la supprimer"),
        cancel=back,
        danger=True,
    )


@bp.post("/structures/<uuid:structure_id>/retablir")
@requires(Permission.STRUCTURES_EDIT)
def restore_structure(structure_id: uuid.UUID) -> ResponseReturnValue:
    """Bring a deleted structure back."""
    found = queries.get_structure_to_edit(current_scope(), structure_id, deleted=True)
    services.restore_structure(found, by=current_account())
    flash(_("La structure est rétablie."), "success")
    return redirect(url_for(".structure", structure_id=found.id), 303)
