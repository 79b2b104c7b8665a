"""The page « Convocations » of a session: send, print, see who was told what, when and with what result."""

import uuid

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, public, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.trainings import exports_notices, letters
from inclusion_app.trainings.documents.convocation import AT_ONCE
from inclusion_app.trainings.lists import NoticeResult, NoticeWay
from inclusion_app.trainings.models.registrations import Notice
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries import notices as queries
from inclusion_app.trainings.queries.registrations import get_by_link
from inclusion_app.trainings.queries.sessions import get_session, is_open
from inclusion_app.trainings.rules.notices import lot_of, result_of, sent_at_of
from inclusion_app.trainings.services import notices as services
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.trainings.views.layout import render_session
from inclusion_app.web.downloads import csv_response
from inclusion_app.web.formats import plural
from inclusion_app.web.pagination import requested_page

_FAILURES = "echecs"


@bp.get("/sessions/<uuid:session_id>/convocations")
@requires(Permission.SESSIONS_MANAGE)
def notices(session_id: uuid.UUID) -> ResponseReturnValue:
    session = get_session(current_scope(), session_id)
    asked = requested_page(size=50)
    failures = request.args.get("voir") == _FAILURES
    shown, total = queries.list_told_about(session, failures=failures, offset=asked.offset, limit=asked.size)
    return render_session(
        "trainings/notices/index.html",
        session,
        "trainings.notices",
        counts=queries.convoked(session),
        page=asked.page(shown, total),
        failures=failures,
        prints=[(moment, lot_of(moment), count) for moment, count in queries.list_prints(session)],
        lot=request.args.get("lot"),
        at_once=AT_ONCE,
        to_come=is_open(session) and session.ends_at > clock.now(),
        result_of=result_of,
        sent_at_of=sent_at_of,
        ways=NoticeWay,
        results=NoticeResult,
    )


@bp.post("/sessions/<uuid:session_id>/convocations/envoyer")
@requires(Permission.SESSIONS_MANAGE)
def send_convocations(session_id: uuid.UUID) -> ResponseReturnValue:
    """One gesture for all those who have an e-mail address."""
    session = _to_come(session_id)
    try:
        count = services.convoke(session, by=current_account())
    except DomainError as refusal:
        flash(_(refusal.message), "error")
    else:
        sent = plural(count, _("%(count)s convocation part."), _("%(count)s convocations partent."))
        flash(_("%(sent)s Le résultat s’affichera ici.", sent=sent), "success")
    return redirect(url_for(".notices", session_id=session.id), 303)


@bp.get("/sessions/<uuid:session_id>/convocations.csv")
@requires(Permission.SESSIONS_MANAGE)
def notices_csv(session_id: uuid.UUID) -> ResponseReturnValue:
    """The proof, as a table."""
    session = get_session(current_scope(), session_id)
    shown, _total = queries.list_told_about(session, failures=request.args.get("voir") == _FAILURES)
    return csv_response(f"envois-{session.starts_at:%Y-%m-%d}.csv", exports_notices.PROOF, list(shown))


@bp.post("/sessions/<uuid:session_id>/convocations/<uuid:notice_id>/renvoyer")
@requires(Permission.SESSIONS_MANAGE)
def send_again(session_id: uuid.UUID, notice_id: uuid.UUID) -> ResponseReturnValue:
    notice = queries.get_notice(get_session(current_scope(), session_id), notice_id)
    return _done(notice, services.send_again, _("Le message est renvoyé."))


@bp.post("/sessions/<uuid:session_id>/convocations/<uuid:notice_id>/revenu")
@requires(Permission.SESSIONS_MANAGE)
def note_returned(session_id: uuid.UUID, notice_id: uuid.UUID) -> ResponseReturnValue:
    notice = queries.get_notice(get_session(current_scope(), session_id), notice_id)
    return _done(notice, services.note_returned, _("C’est noté\u00a0: ce message n’est pas arrivé."))


def _done(notice: Notice, act: services.Act, said: str) -> ResponseReturnValue:
    session_id = notice.registration.session_id
    try:
        act(notice, by=current_account())
    except DomainError as refusal:
        flash(_(refusal.message), "error")
    else:
        flash(said, "success")
    return redirect(url_for(".notices", session_id=session_id, voir=request.args.get("voir")), 303)


@bp.get("/inscriptions/<uuid:registration_id>/<secret>/agenda.ics")
@public
def own_calendar(registration_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    """One's own dates: to open once, or to follow."""
    registration = get_by_link(registration_id, secret)
    response = Response(letters.calendar_of(registration))
    response.headers["Content-Type"] = "text/calendar; charset=utf-8; method=PUBLISH"
    response.headers["Content-Disposition"] = 'attachment; filename="agenda.ics"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _to_come(session_id: uuid.UUID) -> TrainingSession:
    session = get_session(current_scope(), session_id)
    if not is_open(session) or session.ends_at < clock.now():
        raise NotFound
    return session
