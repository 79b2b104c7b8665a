"""Keeping what is being typed, and forgetting it."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from inclusion_app.access import drafts, services
from inclusion_app.access.guard import current_account, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.access.rules import local_path
from inclusion_app.access.views.blueprint import bp


@bp.post("/brouillons")
@requires(Permission.OWN_ACCOUNT)
def save_draft() -> ResponseReturnValue:
    """Keep a draft: `?page=` is the path of the form's page, the body its fields."""
    posted = drafts.read_posted()
    if posted is None:
        return "", 400
    services.save_draft(current_account(), posted.path, posted.fields)
    return "", 204


@bp.post("/brouillons/oublier")
@requires(Permission.OWN_ACCOUNT)
def discard_draft() -> ResponseReturnValue:
    """Forget a draft and open its page afresh."""
    page = local_path(request.form.get("page"))
    services.discard_draft(current_account(), page)
    return redirect(page, 303)
