"""Pages of the observatory: choose a territory, read its figures, take a table or the report away."""

import uuid
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock, tasks
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.kernel.tasks import Task, TaskState
from inclusion_app.observatory import exports, gains, reports, trainings
from inclusion_app.observatory.figures import TerritoryFigures
from inclusion_app.observatory.forms import DatesForm, ReportForm, TerritoryForm
from inclusion_app.observatory.offers import (
    default_period,
    list_inside,
    list_wider,
    offer_periods,
    offer_territories,
)
from inclusion_app.observatory.page import make_page
from inclusion_app.observatory.palette import Palette
from inclusion_app.observatory.periods import Period, asked, parse_period
from inclusion_app.observatory.presenting import WORDS
from inclusion_app.observatory.queries import figures_for, get_readable_territory, sees_exactly
from inclusion_app.territories.queries import get_territory
from inclusion_app.territories.search import match_territories
from inclusion_app.territories.territory import Territory
from inclusion_app.web.colours import Accent
from inclusion_app.web.downloads import csv_response
from inclusion_app.web.lookups import Candidate

bp = Blueprint("observatory", __name__, url_prefix="/observatoire", template_folder="templates")

REPORT_TASK = "observatory.report"


@bp.context_processor
def _drawing() -> dict[str, object]:
    """What the macros of charts and places need."""
    accent = current_app.jinja_env.globals.get("accent")
    ink = Palette(main=accent.main) if isinstance(accent, Accent) else Palette()
    return {"ink": ink, **WORDS}


@bp.get("")
@requires(Permission.OBSERVATORY_READ)
def index() -> ResponseReturnValue:
    """Somebody with one territory goes straight to it."""
    scope = current_scope()
    offered = offer_territories(scope)
    if len(offered) == 1 and not scope.allows(Permission.OBSERVATORY_EXACT):
        return redirect(url_for("observatory.territory", key=offered[0].key), 303)
    form = TerritoryForm()
    form.territory.resolver = _candidates
    if request.args.get("territoire") is not None and form.validate():
        try:
            found = get_readable_territory(scope, form.territory.data)
            return redirect(url_for("observatory.territory", key=found.key), 303)
        except NotFound:
            form.attach(DomainError(_("Ce territoire n’est pas dans votre périmètre."), field="territory"))
    status = 422 if form.errors else 200
    return render_template("observatory/index.html", form=form, offered=offered), status


def _candidates(text: str) -> list[Candidate]:
    return [Candidate(found.key, found.label) for found in match_territories(text)]


@bp.get("/<key>")
@requires(Permission.OBSERVATORY_READ)
def territory(key: str) -> ResponseReturnValue:
    """The figures of a territory over a period; `carte=besoins` shows the needs on the map."""
    scope = current_scope()
    here = get_readable_territory(scope, key)
    if here.key != key:
        return redirect(url_for("observatory.territory", key=here.key, periode=request.args.get("periode")), 301)
    exact = sees_exactly(scope, here)
    dates = DatesForm() if exact else None
    if dates and request.args.get("du") is not None and dates.validate() and dates.start.data and dates.end.data:
        try:
            period = asked(dates.start.data, dates.end.data)
            return redirect(url_for("observatory.territory", key=key, periode=period.key), 303)
        except DomainError as error:
            dates.attach(error)
    period = _period()
    return render_template(
        "observatory/territory.html",
        page=make_page(_figures(here, period), needs=request.args.get("carte") == "besoins"),
        gains=gains.find_gains(here, period, published=not exact),
        offer=offer_periods(period, clock.today()),
        wider=list_wider(scope, here),
        inside=list_inside(scope, here),
        dates=dates,
        exact=exact,
        report=ReportForm(data={"period": period.key}),
    )


def _figures(here: Territory, period: Period) -> TerritoryFigures:
    """What this reader may see; free dates are only for those who see exact figures."""
    try:
        return figures_for(current_scope(), here, period)
    except DomainError as error:
        raise NotFound(error.message) from error


def _period() -> Period:
    """The period of the address, else the last whole year."""
    key = request.args.get("periode")
    if not key:
        return default_period(clock.today())
    try:
        return parse_period(key)
    except DomainError as error:
        raise NotFound(error.message) from error


@bp.get("/<key>/<block>.csv")
@requires(Permission.OBSERVATORY_READ)
def table(key: str, block: str) -> Response:
    """One table, as the page shows it to the same reader."""
    here = get_readable_territory(current_scope(), key)
    figures = _figures(here, _period())
    if block == trainings.KEY and figures.trainings:
        name = f"{block}-{here.key}-{figures.period.key}.csv".lower()
        return csv_response(name, exports.training_columns(figures), figures.trainings.measures)
    if block == gains.KEY and (lines := gains.find_gains(here, figures.period, published=figures.published)):
        name = f"{block}-{here.key}-{figures.period.key}.csv".lower()
        return csv_response(name, exports.gain_columns(figures), lines)
    found = figures.blocks.get(block)
    if found is None or found.hidden:
        raise NotFound
    name = f"{block}-{found.territory.key}-{figures.period.key}.csv".lower()
    return csv_response(name, exports.columns_of(figures, found), found.by_size)


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
