"""The attendance sheet: printed at once when it is short, else by a task whose page says when it is ready."""

import uuid

from flask import Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import tasks
from inclusion_app.kernel.errors import NotFound
from inclusion_app.kernel.files import PDF
from inclusion_app.kernel.tasks import Task
from inclusion_app.printing.pdf import to_pdf
from inclusion_app.trainings.documents import certificate_files
from inclusion_app.trainings.documents.sheet import sheet_document
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.attendance import count_boxes
from inclusion_app.trainings.queries.sessions import get_session
from inclusion_app.trainings.views.attendance import render
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.web.formats import local
from inclusion_app.web.waiting import progress_of

PRINT_TASK = "trainings.sheet"
AT_ONCE = 100
"""Boxes to sign (people by half-days) that are printed within a request: a second."""


@bp.get("/sessions/<uuid:session_id>/emargement.pdf")
@requires(Permission.SESSIONS_MANAGE)
def sheet(session_id: uuid.UUID) -> ResponseReturnValue:
    session = get_session(current_scope(), session_id)
    blank = "vierge" in request.args
    if count_boxes(session) > AT_ONCE:
        return redirect(url_for(".sheet_prepare", session_id=session_id, vierge=1 if blank else None))
    response = Response(to_pdf(sheet_document(session, blank=blank)), mimetype=PDF)
    response.headers["Content-Disposition"] = f'inline; filename="{_name(session)}"'
    return response


@bp.route("/sessions/<uuid:session_id>/emargement", methods=["GET", "POST"])
@requires(Permission.SESSIONS_MANAGE)
def sheet_prepare(session_id: uuid.UUID) -> ResponseReturnValue:
    session = get_session(current_scope(), session_id)
    blank = "vierge" in request.values
    if request.method == "POST":
        task = tasks.enqueue(PRINT_TASK, {"session": str(session.id), "blank": blank}, by=current_account())
        return redirect(url_for(".sheet_print", session_id=session_id, task_id=task.id), 303)
    return render_template(
        "web/confirm.html",
        title=_("Préparer la feuille d’émargement"),
        text=_("Cette feuille est longue\u00a0: sa préparation demande quelques instants."),
        action=url_for(".sheet_prepare", session_id=session_id),
        label=_("Préparer la feuille"),
        cancel=url_for(".attendance", session_id=session_id),
        danger=False,
        fields={"vierge": "1"} if blank else {},
    )


@bp.get("/sessions/<uuid:session_id>/emargement/impressions/<uuid:task_id>")
@requires(Permission.SESSIONS_MANAGE)
def sheet_print(session_id: uuid.UUID, task_id: uuid.UUID) -> ResponseReturnValue:
    """How far the sheet is, then where to take it."""
    session, task = get_session(current_scope(), session_id), _task(session_id, task_id)
    return render("trainings/attendance/printing.html", session, task=task)


@bp.get("/sessions/<uuid:session_id>/emargement/impressions/<uuid:task_id>/etat")
@requires(Permission.SESSIONS_MANAGE)
def sheet_print_state(session_id: uuid.UUID, task_id: uuid.UUID) -> Response:
    """The same for the page's script."""
    get_session(current_scope(), session_id)
    task = _task(session_id, task_id)
    return progress_of(task)


@bp.get("/sessions/<uuid:session_id>/emargement/impressions/<uuid:task_id>/fichier")
@requires(Permission.SESSIONS_MANAGE)
def sheet_print_file(session_id: uuid.UUID, task_id: uuid.UUID) -> ResponseReturnValue:
    """The sheet, for whoever asked for it; the rights on the session are checked again."""
    session, task = get_session(current_scope(), session_id), _task(session_id, task_id)
    try:
        path = certificate_files.get_path(str((task.result or {}).get("file", "")))
    except NotFound as error:
        flash(_(str(error)), "warning")
        return redirect(url_for(".attendance", session_id=session_id), 303)
    return send_file(path, PDF, as_attachment=True, download_name=_name(session))


def _name(session: TrainingSession) -> str:
    return f"feuille-emargement-{local(session.starts_at):%Y-%m-%d}.pdf"


def _task(session_id: uuid.UUID, task_id: uuid.UUID) -> Task:
    """The caller's own print, of this session."""
    task = tasks.get_task(task_id, of=current_account())
    if task.name != PRINT_TASK or task.arguments.get("session") != str(session_id):
        raise NotFound
    return task
