"""`inclusion jobs`: what the schedule holds, and one of its jobs at once."""

import uuid

import click
from flask import current_app

from inclusion_app.app import create_app
from inclusion_app.cli.running import Failure, failures_told, in_application
from inclusion_app.cli.serve import run_jobs
from inclusion_app.jobs import queries
from inclusion_app.jobs.results import counted
from inclusion_app.jobs.schedule import get_job
from inclusion_app.jobs.work import run_job_now
from inclusion_app.printing.pdf import warm_up
from inclusion_app.web.formats import datetime_fr, number


@click.group(subcommand_metavar="COMMANDE [ARGUMENTS]…")
def jobs() -> None:
    """Les travaux automatiques."""


@jobs.command("list")
@in_application
def list_jobs() -> None:
    """Liste les travaux, avec leur dernier résultat."""
    for job, run in queries.list_last_runs():
        told = f"{datetime_fr(run.started_at)}, {run.state.label.lower()} {run.error or ''}" if run else "jamais lancé"
        click.echo(f"{job.name:12} {job.due!s:9}  {job.title} ({told.strip()})")
    waiting = queries.count_waiting()
    click.echo(
        f"En attente\u00a0: {waiting.tasks} tâches, {waiting.letters} messages"
        f" ({waiting.letters_failed} messages abandonnés)."
    )


@jobs.command("run")
@click.argument("name", metavar="NOM")
@in_application
def run_job(name: str) -> None:
    """Lance un travail tout de suite."""
    app = current_app._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001 (Flask's documented way)
    error = run_job_now(app, get_job(name), uuid.uuid4())
    if error:
        raise Failure(f"Le travail a échoué\u00a0: {error}.")
    _, run = next(found for found in queries.list_last_runs() if found[0].name == name)
    results = counted(run.result if run else None)
    click.echo(
        "Fait\u00a0: "
        + (", ".join(f"{number(value)} {label}" for label, value in results) or "il n’y avait rien à faire")
        + "."
    )


@jobs.command("runner")
def runner() -> None:
    """Fait tourner les travaux automatiques seuls, sans les pages (« serve » fait les deux)."""
    with failures_told():
        warm_up()
        run_jobs(create_app())
