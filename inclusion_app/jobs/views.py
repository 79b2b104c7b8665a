"""The administrator's page of jobs: what ran, what waits, run one now."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.jobs import queries
from inclusion_app.jobs.registry import RUN_JOB
from inclusion_app.jobs.results import counted
from inclusion_app.jobs.schedule import SCHEDULE, get_job
from inclusion_app.kernel import audit, tasks

bp = Blueprint("jobs", __name__, template_folder="templates")


@bp.get("/travaux")
@requires(Permission.JOBS_RUN)
def index() -> ResponseReturnValue:
    titles = {job.name: _(job.title) for job in SCHEDULE}
    return render_template(
        "jobs/index.html",
        jobs=queries.list_last_runs(),
        runs=queries.list_runs(),
        waiting=queries.count_waiting(),
        titles=titles,
        counted=counted,
    )


@bp.post("/travaux/<name>/lancer")
@requires(Permission.JOBS_RUN)
def run(name: str) -> ResponseReturnValue:
    job = get_job(name)
    task = tasks.enqueue(RUN_JOB, {"name": job.name}, by=current_account())
    audit.write("job.run", subject=task, by=current_account(), details={"name": job.name})
    flash(_("C’est demandé\u00a0: le résultat apparaîtra ici dans quelques secondes."), "success")
    return redirect(url_for("jobs.index"), 303)
