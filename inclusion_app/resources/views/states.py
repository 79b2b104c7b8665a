"""Publish, withdraw, put back, say that it still holds."""

import uuid
from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel.errors import DomainError
from inclusion_app.resources.forms.editing import WithdrawForm
from inclusion_app.resources.models.resources import Resource
from inclusion_app.resources.queries import resources as queries
from inclusion_app.resources.services import states as services
from inclusion_app.resources.views.blueprint import bp
from inclusion_app.resources.views.editing_values import typed_resource


@bp.post("/ressources/<uuid:resource_id>/publier")
@requires(Permission.RESOURCES_WRITE)
def publish(resource_id: uuid.UUID) -> ResponseReturnValue:
    """Open a draft to its readers, or put back what was withdrawn."""
    found = queries.get_resource_to_edit(current_scope(), resource_id)
    latest = queries.latest_of(found)
    return _done(
        found,
        lambda: services.publish_resource(found, latest, by=current_account()),
        _("La ressource est publiée\u00a0: on la trouve dès maintenant."),
    )


@bp.post("/ressources/<uuid:resource_id>/relue")
@requires(Permission.RESOURCES_WRITE)
def read_again(resource_id: uuid.UUID) -> ResponseReturnValue:
    """It was read and still holds."""
    found = queries.get_resource_to_edit(current_scope(), resource_id)
    return _done(
        found,
        lambda: services.note_read_again(found, by=current_account()),
        _("C’est noté. Nous vous la ferons relire dans un an."),
    )


@bp.route("/ressources/<uuid:resource_id>/retirer", methods=["GET", "POST"])
@requires(Permission.RESOURCES_WRITE)
def withdraw(resource_id: uuid.UUID) -> ResponseReturnValue:
    """Ask, maybe for another one, then withdraw; the page and its code remain and say so."""
    found = queries.get_resource_to_edit(current_scope(), resource_id)
    form = WithdrawForm()
    if form.validate_on_submit():
        try:
            other = typed_resource(form.replaced_by.data or "", current_scope(), field="replaced_by")
            services.withdraw_resource(found, replaced_by=other, by=current_account())
        except DomainError as error:
            form.attach(error)
        else:
            flash(_("La ressource est retirée. Sa page le dit, et conduit à celle qui la remplace."), "success")
            return redirect(url_for("resources.resource", resource_id=found.id), 303)
    page = render_template("resources/editing/withdraw.html", form=form, resource=found)
    return page, 422 if form.is_submitted() else 200


def _done(found: Resource, act: Callable[[], object], told: str) -> ResponseReturnValue:
    back = request.form.get("retour", "") == "miennes"
    try:
        act()
        flash(told, "success")
    except DomainError as error:
        flash(_(error.message, **error.values), "error")
    where = url_for("resources.mine") if back else url_for("resources.resource", resource_id=found.id)
    return redirect(where, 303)
