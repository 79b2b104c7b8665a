"""All the certificates of a session as one document: asked, waited for, taken."""

import uuid

from flask import Response, flash, redirect, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import audit, tasks
from inclusion_app.kernel.errors import NotFound
from inclusion_app.kernel.tasks import Task
from inclusion_app.trainings.documents import certificate_files
from inclusion_app.trainings.queries.sessions import get_session
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.trainings.views.layout import render_session
from inclusion_app.web.waiting import progress_of

PRINT_TASK = "trainings.certificates"


@bp.post("/sessions/<uuid:session_id>/attestations/imprimer")
@requires(Permission.SESSIONS_MANAGE)
def print_certificates(session_id: uuid.UUID) -> ResponseReturnValue:
    """The document is written by the runner of jobs; its page says when it is ready."""
    session = get_session(current_scope(), session_id)
    task = tasks.enqueue(PRINT_TASK, {"session": str(session.id)}, by=current_account())
    audit.write("certificate.print", subject=session, by=current_account())
    return redirect(url_for("trainings.certificates_print", session_id=session.id, task_id=task.id), 303)


@bp.get("/sessions/<uuid:session_id>/attestations/impressions/<uuid:task_id>")
@requires(Permission.SESSIONS_MANAGE)
def certificates_print(session_id: uuid.UUID, task_id: uuid.UUID) -> ResponseReturnValue:
    """How far the document is, then where to take it."""
    session = get_session(current_scope(), session_id)
    task = _task(session_id, task_id)
    return render_session(
        "trainings/certificates/printing.html",
        session,
        "trainings.certificates",
        task=task,
    )


@bp.get("/sessions/<uuid:session_id>/attestations/impressions/<uuid:task_id>/etat")
@requires(Permission.SESSIONS_MANAGE)
def certificates_print_state(session_id: uuid.UUID, task_id: uuid.UUID) -> Response:
    """The same for the page's script."""
    get_session(current_scope(), session_id)
    task = _task(session_id, task_id)
    return progress_of(task)


@bp.get("/sessions/<uuid:session_id>/attestations/impressions/<uuid:task_id>/fichier")
@requires(Permission.SESSIONS_MANAGE)
def certificates_print_file(session_id: uuid.UUID, task_id: uuid.UUID) -> ResponseReturnValue:
    """The PDF, for whoever asked for it; the rights on the session are checked again."""
    get_session(current_scope(), session_id)
    task = _task(session_id, task_id)
    try:
        path = certificate_files.get_path(str((task.result or {}).get("file", "")))
    except NotFound as error:
        flash(_(str(error)), "warning")
        return redirect(url_for("trainings.certificates", session_id=session_id), 303)
    return send_file(path, "application/pdf", as_attachment=True, download_name="attestations.pdf")


def _task(session_id: uuid.UUID, task_id: uuid.UUID) -> Task:
    """The caller's own print, of this session."""
    task = tasks.get_task(task_id, of=current_account())
    if task.name != PRINT_TASK or task.arguments.get("session") != str(session_id):
        raise NotFound
    return task
