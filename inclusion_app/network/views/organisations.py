"""Page of the organisations that mediators may name when something blocks."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel.errors import DomainError
from inclusion_app.network import organisations as services
from inclusion_app.network import queries
from inclusion_app.network.forms.organisations import OrganisationForm
from inclusion_app.network.views.blueprint import bp


@bp.route("/organismes", methods=["GET", "POST"])
@requires(Permission.ORGANISATIONS_EDIT)
def organisations() -> ResponseReturnValue:
    """The list, and a field to add to it."""
    form = OrganisationForm()
    if form.validate_on_submit():
        try:
            added = services.add_organisation(name=form.name.data or "", by=current_account())
        except DomainError as error:
            form.attach(error)
        else:
            flash(_("«\u00a0%(name)s\u00a0» est proposé dans les formulaires.", name=added.name), "success")
            return redirect(url_for(".organisations"), 303)
    page = render_template(
        "network/organisations.html",
        form=form,
        organisations=queries.list_organisations(),
        retired=queries.list_organisations(retired=True),
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/organismes/<uuid:organisation_id>/retirer")
@requires(Permission.ORGANISATIONS_EDIT)
def retire_organisation(organisation_id: uuid.UUID) -> ResponseReturnValue:
    """No longer offer an organisation."""
    found = services.retire_organisation(queries.get_organisation(organisation_id), by=current_account())
    flash(_("«\u00a0%(name)s\u00a0» n’est plus proposé.", name=found.name), "success")
    return redirect(url_for(".organisations"), 303)


@bp.post("/organismes/<uuid:organisation_id>/remettre")
@requires(Permission.ORGANISATIONS_EDIT)
def restore_organisation(organisation_id: uuid.UUID) -> ResponseReturnValue:
    """Offer an organisation again."""
    found = services.restore_organisation(queries.get_organisation(organisation_id), by=current_account())
    flash(_("«\u00a0%(name)s\u00a0» est de nouveau proposé.", name=found.name), "success")
    return redirect(url_for(".organisations"), 303)
