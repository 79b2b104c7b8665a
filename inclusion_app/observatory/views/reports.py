"""Read a report on screen, ask for it on paper, follow its making, take it away."""

import uuid
from typing import Any

from flask import Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock, site, tasks
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.kernel.tasks import Task
from inclusion_app.observatory import reports
from inclusion_app.observatory.documents import Report, make_report, make_subject_report
from inclusion_app.observatory.forms import ReportForm
from inclusion_app.observatory.periods import Period, parse_period
from inclusion_app.observatory.queries import get_readable_territory, published_figures, sees_exactly
from inclusion_app.observatory.report import bars_used
from inclusion_app.observatory.subject_figures import subject_figures
from inclusion_app.observatory.subjects import Subject, SubjectKind, get_readable_subject
from inclusion_app.observatory.views.asking import asked_period
from inclusion_app.observatory.views.blueprint import bp
from inclusion_app.territories.territory import Territory
from inclusion_app.web.waiting import progress_of

REPORT_TASK = "observatory.report"
LONGEST = 5 * 366
"""Days of free dates that a report covers: more years would be counted anew at each page."""


@bp.get("/<key>/rapport")
@requires(Permission.OBSERVATORY_READ)
def report_page(key: str) -> ResponseReturnValue:
    """The same as the PDF, at once: published figures, whoever reads."""
    here, period = get_readable_territory(current_scope(), key), asked_period()
    if here.key != key:
        return redirect(url_for("observatory.report_page", key=here.key, periode=request.args.get("periode")), 301)
    if not _may_ask(here, period):
        raise NotFound
    back = url_for("observatory.territory", key=here.key, periode=period.key)
    if period.start > clock.today():
        return redirect(back, 303)
    return _page(
        make_report(published_figures(here, period), clock.today()),
        back,
        ask=url_for("observatory.ask_report", key=here.key),
        follow=url_for("observatory.subscribe", key=here.key),
    )


@bp.get("/structures/<uuid:key>/rapport")
@requires(Permission.STRUCTURES_READ)
def structure_report(key: uuid.UUID) -> ResponseReturnValue:
    """What a structure did: exact figures, for who may read them."""
    found, period = _structure(key), asked_period()
    back = url_for("observatory.subject", kind="structures", key=key, periode=period.key)
    if period.start > clock.today():
        return redirect(back, 303)
    report = make_subject_report(subject_figures(found, period), clock.today())
    return _page(report, back, ask=url_for("observatory.ask_structure_report", key=key), follow=None)


@bp.post("/<key>/rapport")
@requires(Permission.OBSERVATORY_READ)
def ask_report(key: str) -> ResponseReturnValue:
    """The PDF is written by the runner of jobs; its page says when it is ready."""
    here = get_readable_territory(current_scope(), key)
    period = _asked()
    if period is None or not _may_ask(here, period):
        flash(_("Choisissez la période du rapport, puis demandez-le de nouveau."), "warning")
        return redirect(url_for("observatory.territory", key=here.key), 303)
    return _enqueue({"territory": here.key, "name": here.name, "period": period.key})


@bp.post("/structures/<uuid:key>/rapport")
@requires(Permission.STRUCTURES_READ)
def ask_structure_report(key: uuid.UUID) -> ResponseReturnValue:
    """The PDF of a structure's exact figures."""
    found, period = _structure(key), _asked()
    if period is None:
        flash(_("Choisissez la période du rapport, puis demandez-le de nouveau."), "warning")
        return redirect(url_for("observatory.subject", kind="structures", key=key), 303)
    return _enqueue({"structure": found.key, "name": found.name, "period": period.key})


@bp.get("/rapports/<uuid:task_id>")
@requires(Permission.OBSERVATORY_READ)
def report(task_id: uuid.UUID) -> ResponseReturnValue:
    """How far the report is, then where to take it."""
    task, name, period, back = _report_of(task_id)
    return render_template(
        "observatory/report_wait.html",
        task=task,
        called=name,
        back=back,
        period=period,
    )


@bp.get("/rapports/<uuid:task_id>/etat")
@requires(Permission.OBSERVATORY_READ)
def report_state(task_id: uuid.UUID) -> Response:
    """The same for the page's script."""
    task, *_rest = _report_of(task_id)
    return progress_of(task)


@bp.get("/rapports/<uuid:task_id>/fichier")
@requires(Permission.OBSERVATORY_READ)
def report_file(task_id: uuid.UUID) -> ResponseReturnValue:
    """The PDF; the reader's rights are checked again."""
    task, name, period, back = _report_of(task_id)
    try:
        path = reports.get_path(str((task.result or {}).get("file", "")))
    except NotFound as error:
        flash(_(str(error)), "warning")
        return redirect(back, 303)
    return send_file(path, "application/pdf", as_attachment=True, download_name=reports.readable_name(name, period))


def _page(report: Report, back: str, *, ask: str, follow: str | None) -> str:
    return render_template(
        "observatory/report_page.html",
        report=report,
        back=back,
        ask=ask,
        follow=follow,
        form=ReportForm(data={"period": report.figures.period.key}),
        site=site.current(),
        bars_used=bars_used(report),
    )


def _structure(key: uuid.UUID) -> Subject:
    return get_readable_subject(current_scope(), SubjectKind.STRUCTURE, str(key))


def _may_ask(here: Territory, period: Period) -> bool:
    """Free dates are for who sees exact figures, although a report always gives published ones; some years of them."""
    return period.official or (period.days <= LONGEST and sees_exactly(current_scope(), here))


def _asked() -> Period | None:
    """The period of the form, when it names one that has begun."""
    form = ReportForm()
    try:
        period = parse_period(form.period.data or "") if form.validate_on_submit() else None
    except DomainError:
        return None
    return period if period and period.start <= clock.today() else None


def _enqueue(arguments: dict[str, Any]) -> ResponseReturnValue:
    """The same report asked twice is made once."""
    account = current_account()
    waiting = tasks.find_waiting(REPORT_TASK, arguments, of=account)
    task = waiting or tasks.enqueue(REPORT_TASK, arguments, by=account)
    return redirect(url_for("observatory.report", task_id=task.id), 303)


def _report_of(task_id: uuid.UUID) -> tuple[Task, str, Period, str]:
    """The caller's own report, of what they may still read: its task, its name, its period, its page."""
    task = tasks.get_task(task_id, of=current_account())
    if task.name != REPORT_TASK:
        raise NotFound
    arguments: dict[str, Any] = task.arguments
    period = parse_period(str(arguments["period"]))
    if "structure" in arguments:
        found = _structure(uuid.UUID(str(arguments["structure"])))
        back = url_for("observatory.structure_report", key=found.key, periode=period.key)
        return task, found.name, period, back
    here = get_readable_territory(current_scope(), str(arguments["territory"]))
    return task, here.name, period, url_for("observatory.territory", key=here.key, periode=period.key)
