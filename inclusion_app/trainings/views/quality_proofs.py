"""The proof file: asked for here, written by the runner of jobs, taken from here."""

import uuid
from datetime import date, timedelta
from typing import Any

from flask import Response, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock, tasks
from inclusion_app.kernel.errors import DomainError, Forbidden, NotFound
from inclusion_app.kernel.tasks import Task
from inclusion_app.trainings.forms.quality import ProofForm
from inclusion_app.trainings.jobs.proofs_archive import get_path
from inclusion_app.trainings.jobs.proofs_builders import BUILDERS
from inclusion_app.trainings.queries.quality_proofs import list_proof_courses
from inclusion_app.trainings.rules.quality import check_proof_span
from inclusion_app.trainings.rules.quality_indicators import Indicator
from inclusion_app.trainings.rules.spans import Span
from inclusion_app.trainings.services.quality import PROOF_TASK, ask_proofs
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.trainings.views.quality import current_reference
from inclusion_app.web.choices import Choice
from inclusion_app.web.waiting import progress_of


@bp.route("/qualite/preuves", methods=["GET", "POST"])
@requires(Permission.TRAININGS_QUALITY)
def proofs() -> ResponseReturnValue:
    """Choose the period; the last twelve months are proposed."""
    scope, today = current_scope(), clock.today()
    form = ProofForm(data={"start": today - timedelta(days=365), "end": today})
    form.course.choices = [Choice(str(key), title) for key, title in list_proof_courses(scope)]
    may_name = scope.allows(Permission.SESSIONS_MANAGE)
    if form.validate_on_submit():
        try:
            task = ask_proofs(
                check_proof_span(form.start.data or today, form.end.data or today),
                course=form.course.data,
                names=bool(form.names.data) and may_name,
                by=current_account(),
            )
            return redirect(url_for(".proofs_progress", task_id=task.id), 303)
        except DomainError as error:
            form.attach(error)
    page = render_template(
        "trainings/quality/proofs.html",
        form=form,
        may_name=may_name,
        reference=current_reference(),
        labels=_labels,
    )
    return page, 422 if form.is_submitted() else 200


def _labels(indicator: Indicator) -> str:
    return ", ".join(_(BUILDERS[key].label) for key in indicator.proofs)


@bp.get("/qualite/preuves/<uuid:task_id>")
@requires(Permission.TRAININGS_QUALITY)
def proofs_progress(task_id: uuid.UUID) -> ResponseReturnValue:
    """How far the file is, then where to take it."""
    task = _task(task_id)
    arguments: dict[str, Any] = task.arguments
    return render_template(
        "trainings/quality/proofs_wait.html",
        task=task,
        span=_span(task),
        names=bool(arguments["names"]),
    )


@bp.get("/qualite/preuves/<uuid:task_id>/etat")
@requires(Permission.TRAININGS_QUALITY)
def proofs_state(task_id: uuid.UUID) -> Response:
    """The same for the page's script."""
    task = _task(task_id)
    return progress_of(task)


@bp.get("/qualite/preuves/<uuid:task_id>/fichier")
@requires(Permission.TRAININGS_QUALITY)
def proofs_file(task_id: uuid.UUID) -> ResponseReturnValue:
    """The archive, for whoever asked for it alone; the right to names is checked again."""
    task = _task(task_id)
    if task.arguments["names"] and not current_scope().allows(Permission.SESSIONS_MANAGE):
        raise Forbidden
    try:
        path = get_path(str((task.result or {}).get("file", "")))
    except NotFound as error:
        flash(_(str(error)), "warning")
        return redirect(url_for(".proofs"), 303)
    span = _span(task)
    name = f"preuves-{span.start.isoformat()}-{span.end.isoformat()}.zip"
    return send_file(path, "application/zip", as_attachment=True, download_name=name)


def _task(task_id: uuid.UUID) -> Task:
    task = tasks.get_task(task_id, of=current_account())
    if task.name != PROOF_TASK:
        raise NotFound
    return task


def _span(task: Task) -> Span:
    start, end = (date.fromisoformat(str(task.arguments[name])) for name in ("start", "end"))
    return Span(start, end)
