"""Ask for the report of a territory, follow its making, take it away."""

import uuid
from typing import Any

from flask import Response, flash, jsonify, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import tasks
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.kernel.tasks import Task, TaskState
from inclusion_app.observatory import reports
from inclusion_app.observatory.forms import ReportForm
from inclusion_app.observatory.periods import Period, parse_period
from inclusion_app.observatory.queries import get_readable_territory
from inclusion_app.observatory.views.blueprint import bp
from inclusion_app.territories.queries import get_territory
from inclusion_app.territories.territory import Territory

REPORT_TASK = "observatory.report"


@bp.post("/<key>/rapport")
@requires(Permission.OBSERVATORY_READ)
def ask_report(key: str) -> ResponseReturnValue:
    """The report is written by the runner of jobs; its page says when it is ready."""
    here = get_readable_territory(current_scope(), key)
    form = ReportForm()
    try:
        period = parse_period(form.period.data or "") if form.validate_on_submit() else None
    except DomainError:
        period = None
    if period is None:
        flash(_("Choisissez la période du rapport, puis demandez-le de nouveau."), "warning")
        return redirect(url_for("observatory.territory", key=here.key), 303)
    task = tasks.enqueue(REPORT_TASK, {"territory": here.key, "period": period.key}, by=current_account())
    return redirect(url_for("observatory.report", task_id=task.id), 303)


@bp.get("/rapports/<uuid:task_id>")
@requires(Permission.OBSERVATORY_READ)
def report(task_id: uuid.UUID) -> ResponseReturnValue:
    """How far the report is, then where to take it."""
    task, here, period = _report_of(task_id)
    return render_template(
        "observatory/report_wait.html", task=task, territory=here, period=period, finished=_is_finished(task)
    )


@bp.get("/rapports/<uuid:task_id>/etat")
@requires(Permission.OBSERVATORY_READ)
def report_state(task_id: uuid.UUID) -> Response:
    """The same for the page's script."""
    task, *_rest = _report_of(task_id)
    return jsonify(finished=_is_finished(task), done=task.done, total=task.total, text=_(task.state.label))


@bp.get("/rapports/<uuid:task_id>/fichier")
@requires(Permission.OBSERVATORY_READ)
def report_file(task_id: uuid.UUID) -> ResponseReturnValue:
    """The PDF; the reader's rights are checked again."""
    task, here, period = _report_of(task_id)
    try:
        path = reports.get_path(str((task.result or {}).get("file", "")))
    except NotFound as error:
        flash(_(str(error)), "warning")
        return redirect(url_for("observatory.territory", key=here.key, periode=period.key), 303)
    return send_file(path, "application/pdf", as_attachment=True, download_name=reports.readable_name(here, period))


def _report_of(task_id: uuid.UUID) -> tuple[Task, Territory, Period]:
    """The caller's own report, of a territory that they may still read."""
    task = tasks.get_task(task_id, of=current_account())
    if task.name != REPORT_TASK:
        raise NotFound
    arguments: dict[str, Any] = task.arguments
    here = get_readable_territory(current_scope(), get_territory(str(arguments["territory"])).key)
    return task, here, parse_period(str(arguments["period"]))


def _is_finished(task: Task) -> bool:
    return task.state in (TaskState.DONE, TaskState.FAILED)
