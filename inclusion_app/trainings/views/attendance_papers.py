"""The scans of the signed sheet: joined, opened, taken away."""

import uuid
from collections.abc import Sequence

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.files import JPEG, MAX_BYTES, PDF, PNG
from inclusion_app.trainings.forms.attendance import ScanForm
from inclusion_app.trainings.queries.attendance_tablets import get_scan, list_scans
from inclusion_app.trainings.queries.sessions import get_session
from inclusion_app.trainings.services import attendance_scans as services
from inclusion_app.trainings.views.attendance import render
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.trainings.wording import half_day_text
from inclusion_app.web.choices import Choice
from inclusion_app.web.formats import local

_ENDINGS = {PDF: "pdf", PNG: "png", JPEG: "jpg"}
_NOTHING_RUNS = "default-src 'none'; sandbox"


@bp.route("/sessions/<uuid:session_id>/presence/feuilles", methods=["GET", "POST"])
@requires(Permission.SESSIONS_MANAGE)
def scans(session_id: uuid.UUID) -> ResponseReturnValue:
    session = get_session(current_scope(), session_id)
    form = ScanForm()
    form.half_day.choices = [Choice(str(one.id), half_day_text(one)) for one in session.half_days]
    if form.validate_on_submit():
        try:
            chosen = uuid.UUID(form.half_day.data) if form.half_day.data else None
            sent = _read(form.files.data or ())
            services.add_scans(session, sent, half_day_id=chosen, by=current_account())
            flash(_("La feuille est jointe à la session."), "success")
            return redirect(url_for(".scans", session_id=session_id), 303)
        except DomainError as error:
            form.attach(error)
    days = {one.id: one for one in session.half_days}
    page = render("trainings/attendance/scans.html", session, form=form, scans=list_scans(session), days=days)
    return page, 422 if form.is_submitted() else 200


@bp.get("/sessions/<uuid:session_id>/presence/feuilles/<uuid:scan_id>")
@requires(Permission.SESSIONS_MANAGE)
def scan(session_id: uuid.UUID, scan_id: uuid.UUID) -> ResponseReturnValue:
    """The file as it was sent; a picture opens in the browser, a PDF is downloaded; nothing in it may run."""
    found = get_scan(get_session(current_scope(), session_id), scan_id)
    kind = found.file.media_type
    response = Response(found.file.bytes, mimetype=kind)
    way = "attachment" if kind == PDF else "inline"
    name = f"feuille-signee-{local(found.added_at):%Y-%m-%d}.{_ENDINGS[kind]}"
    response.headers["Content-Disposition"] = f'{way}; filename="{name}"'
    response.headers["Content-Security-Policy"] = _NOTHING_RUNS
    return response


@bp.route("/sessions/<uuid:session_id>/presence/feuilles/<uuid:scan_id>/supprimer", methods=["GET", "POST"])
@requires(Permission.SESSIONS_MANAGE)
def delete_scan(session_id: uuid.UUID, scan_id: uuid.UUID) -> ResponseReturnValue:
    found = get_scan(get_session(current_scope(), session_id), scan_id)
    back = url_for(".scans", session_id=session_id)
    if request.method == "POST":
        services.delete_scan(found, by=current_account())
        flash(_("La feuille est supprimée."), "success")
        return redirect(back, 303)
    return render_template(
        "web/confirm.html",
        title=_("Supprimer cette feuille scannée\u00a0?"),
        text=_("Elle ne pourra pas être retrouvée. Les présences notées restent telles quelles."),
        action=url_for(".delete_scan", session_id=session_id, scan_id=scan_id),
        label=_("Supprimer la feuille"),
        cancel=back,
        danger=True,
    )


def _read(files: Sequence[FileStorage]) -> list[tuple[str, bytes]]:
    """Names and contents, one byte past the largest allowed."""
    return [(file.filename or "", file.stream.read(MAX_BYTES + 1)) for file in files if file and file.filename]
