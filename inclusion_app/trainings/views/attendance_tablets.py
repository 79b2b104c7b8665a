"""Opening a screen on which people sign, showing its address, closing it: for whoever manages the session."""

import uuid

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from inclusion_app.access import entrance
from inclusion_app.access.guard import current_account, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock, site
from inclusion_app.kernel.errors import DomainError
from inclusion_app.printing.qr import qr_svg
from inclusion_app.trainings.queries.attendance_tablets import get_tablet, path_of, token_of
from inclusion_app.trainings.rules.attendance_tablet import is_open
from inclusion_app.trainings.services import attendance_tablets as services
from inclusion_app.trainings.views.attendance import half_day_of, render
from inclusion_app.trainings.views.blueprint import bp


@bp.post("/sessions/<uuid:session_id>/presence/<uuid:half_day_id>/ecran")
@requires(Permission.SESSIONS_MANAGE)
def open_tablet(session_id: uuid.UUID, half_day_id: uuid.UUID) -> ResponseReturnValue:
    """On this device, whoever opens is signed out first: the screen that goes round the room reaches nothing else."""
    try:
        tablet = services.open_tablet(half_day_of(session_id, half_day_id), by=current_account())
    except DomainError as error:
        flash(_(error.message, **error.values), "error")
        return redirect(url_for(".half_day", session_id=session_id, half_day_id=half_day_id), 303)
    if request.form.get("where") == "here":
        return entrance.let_out(url_for(".tablet", token=token_of(tablet.id)))
    return redirect(
        url_for(".tablet_address", session_id=session_id, half_day_id=half_day_id, tablet_id=tablet.id), 303
    )


@bp.get("/sessions/<uuid:session_id>/presence/<uuid:half_day_id>/ecran/<uuid:tablet_id>")
@requires(Permission.SESSIONS_MANAGE)
def tablet_address(session_id: uuid.UUID, half_day_id: uuid.UUID, tablet_id: uuid.UUID) -> ResponseReturnValue:
    here = half_day_of(session_id, half_day_id)
    tablet = get_tablet(here, tablet_id)
    address = site.address(path_of(tablet))
    return render(
        "trainings/attendance/tablet.html",
        here.session,
        half_day=here,
        tablet=tablet,
        open=is_open(tablet, clock.now()),
        address=address,
        code=Markup(qr_svg(address, title=_("Code à lire avec la tablette"))),  # noqa: S704 (drawn here)
    )


@bp.post("/sessions/<uuid:session_id>/presence/<uuid:half_day_id>/ecran/<uuid:tablet_id>/fermer")
@requires(Permission.SESSIONS_MANAGE)
def close_tablet(session_id: uuid.UUID, half_day_id: uuid.UUID, tablet_id: uuid.UUID) -> ResponseReturnValue:
    here = half_day_of(session_id, half_day_id)
    services.close_tablet(get_tablet(here, tablet_id), by=current_account())
    flash(_("Cet écran est fermé\u00a0: plus personne ne peut y signer."), "success")
    return redirect(url_for(".half_day", session_id=session_id, half_day_id=half_day_id), 303)
