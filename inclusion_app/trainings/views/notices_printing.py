"""Letters to print: a few at once, many by a task whose page says when they are ready."""

import uuid

from flask import Response, flash, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, public, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock, tasks
from inclusion_app.kernel.errors import NotFound
from inclusion_app.kernel.tasks import Task
from inclusion_app.printing.pdf import to_pdf
from inclusion_app.trainings.documents import certificate_files
from inclusion_app.trainings.documents.convocation import AT_ONCE, convocations_document
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries import notices as queries
from inclusion_app.trainings.queries.registrations import by_name, get_by_link, get_registration
from inclusion_app.trainings.queries.sessions import get_session, is_open
from inclusion_app.trainings.rules.notices import lot_of, moment_of_lot
from inclusion_app.trainings.services import notices as services
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.trainings.views.layout import render_session
from inclusion_app.web.waiting import progress_of

PRINT_TASK = "trainings.convocations"


@bp.post("/sessions/<uuid:session_id>/convocations/imprimer")
@requires(Permission.SESSIONS_MANAGE)
def print_convocations(session_id: uuid.UUID) -> ResponseReturnValue:
    """Note the letters of those without e-mail as printed (or take those of a `lot` again), and prepare them."""
    session = get_session(current_scope(), session_id)
    lot = request.form.get("lot") or _note_printed(session)
    moment = moment_of_lot(lot) if lot else None
    people = queries.list_printed_at(session, moment) if moment else []
    if not people:
        flash(_("Toutes les lettres ont déjà été imprimées."), "error")
        return redirect(url_for(".notices", session_id=session.id), 303)
    if len(people) <= AT_ONCE:
        return redirect(url_for(".notices", session_id=session.id, lot=lot), 303)
    task = tasks.enqueue(PRINT_TASK, {"session": str(session.id), "lot": lot}, by=current_account())
    return redirect(url_for(".convocations_print", session_id=session.id, task_id=task.id), 303)


def _note_printed(session: TrainingSession) -> str | None:
    if not is_open(session) or session.ends_at < clock.now():
        raise NotFound
    people = queries.list_to_convoke(session, by_email=False)
    return lot_of(services.note_printed(session, people, by=current_account())) if people else None


@bp.get("/sessions/<uuid:session_id>/convocations/impressions/<uuid:task_id>")
@requires(Permission.SESSIONS_MANAGE)
def convocations_print(session_id: uuid.UUID, task_id: uuid.UUID) -> ResponseReturnValue:
    """How far the letters are, then where to take them."""
    session = get_session(current_scope(), session_id)
    task = _task(session_id, task_id)
    return render_session("trainings/notices/printing.html", session, "trainings.notices", task=task)


@bp.get("/sessions/<uuid:session_id>/convocations/impressions/<uuid:task_id>/etat")
@requires(Permission.SESSIONS_MANAGE)
def convocations_print_state(session_id: uuid.UUID, task_id: uuid.UUID) -> Response:
    """The same for the page's script."""
    get_session(current_scope(), session_id)
    task = _task(session_id, task_id)
    return progress_of(task)


@bp.get("/sessions/<uuid:session_id>/convocations/impressions/<uuid:task_id>/fichier")
@requires(Permission.SESSIONS_MANAGE)
def convocations_print_file(session_id: uuid.UUID, task_id: uuid.UUID) -> ResponseReturnValue:
    """The letters, for whoever asked for them; the rights on the session are checked again."""
    get_session(current_scope(), session_id)
    task = _task(session_id, task_id)
    try:
        path = certificate_files.get_path(str((task.result or {}).get("file", "")))
    except NotFound as error:
        flash(_(str(error)), "warning")
        return redirect(url_for(".notices", session_id=session_id), 303)
    return send_file(path, "application/pdf", as_attachment=True, download_name="convocations.pdf")


@bp.get("/sessions/<uuid:session_id>/convocations.pdf")
@requires(Permission.SESSIONS_MANAGE)
def convocations(session_id: uuid.UUID) -> ResponseReturnValue:
    """A few letters: those noted together (`lot`), one person's (`inscription`), else all those without e-mail."""
    session = get_session(current_scope(), session_id)
    people = sorted(_asked_people(session), key=by_name)
    if not people:
        raise NotFound
    if len(people) > AT_ONCE:
        flash(_("Ces lettres sont nombreuses\u00a0: préparez-les depuis cette page."), "info")
        return redirect(url_for(".notices", session_id=session.id), 303)
    return _pdf(people)


def _asked_people(session: TrainingSession) -> list[Registration]:
    if "inscription" in request.args:
        try:
            return [get_registration(session, uuid.UUID(request.args["inscription"]))]
        except ValueError as error:
            raise NotFound from error
    if "lot" in request.args:
        moment = moment_of_lot(request.args["lot"])
        return queries.list_by_ids(queries.list_printed_at(session, moment) if moment else [])
    return queries.list_by_ids(queries.list_to_convoke(session, by_email=False, told=True))


@bp.get("/inscriptions/<uuid:registration_id>/<secret>/convocation.pdf")
@public
def own_convocation(registration_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    """One's own convocation, by the secret address."""
    registration = get_by_link(registration_id, secret)
    if not queries.may_be_convoked(registration):
        raise NotFound
    return _pdf([registration])


def _pdf(people: list[Registration]) -> Response:
    response = Response(to_pdf(convocations_document(people)), mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="convocations.pdf"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _task(session_id: uuid.UUID, task_id: uuid.UUID) -> Task:
    """The caller's own print, of this session."""
    task = tasks.get_task(task_id, of=current_account())
    if task.name != PRINT_TASK or task.arguments.get("session") != str(session_id):
        raise NotFound
    return task
