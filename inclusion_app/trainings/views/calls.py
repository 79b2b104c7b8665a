"""The calls to make: people without e-mail, letters that came back."""

import uuid
from itertools import groupby

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.kernel.phone import display_phone
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.queries.registrations_calls import get_call, list_calls
from inclusion_app.trainings.rules.registrations_calls import ASKS, BEFORE, REASONS, CallAnswer
from inclusion_app.trainings.services.registrations_calls import note_call
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.web.pagination import requested_page

_SAID = {
    CallAnswer.REACHED: N_("Appel noté."),
    CallAnswer.NOT_COMING: N_(
        "C’est noté\u00a0: l’inscription a pris fin, la place est proposée à la personne suivante."
    ),
    CallAnswer.NOT_REACHED: N_("C’est noté\u00a0: la personne reste dans la liste."),
}


@bp.get("/appels")
@requires(Permission.SESSIONS_MANAGE)
def calls() -> ResponseReturnValue:
    """Whom to call and why, by session, soonest first."""
    asked = requested_page(30)
    found, total = list_calls(current_scope(), offset=asked.offset, limit=asked.size)
    return render_template(
        "trainings/calls/list.html",
        page=asked.page(found, total),
        groups=[(session, list(rows)) for session, rows in groupby(found, key=lambda one: one.registration.session)],
        reasons=REASONS,
        asks=ASKS,
        before=BEFORE,
        display_phone=display_phone,
        today=clock.today(),
    )


@bp.post("/appels/<uuid:notice_id>")
@requires(Permission.SESSIONS_MANAGE)
def note_call_made(notice_id: uuid.UUID) -> ResponseReturnValue:
    """« Jointe », « Pas de réponse », « Ne viendra pas »."""
    notice = get_call(current_scope(), notice_id)
    try:
        answer = CallAnswer(request.form.get("answer", ""))
    except ValueError:
        raise NotFound from None
    try:
        note_call(notice, answer, by=current_account())
    except DomainError as error:
        flash(_(error.message, **error.values), "error")
    else:
        flash(_(_SAID[answer]), "success")
    return redirect(url_for("trainings.calls", page=request.form.get("page") or None), 303)
