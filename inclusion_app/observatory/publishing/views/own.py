"""Pages of who publishes: choose, follow the preparation, see what will be hidden, publish, correct."""

import uuid
from typing import Any

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock, tasks
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.kernel.tasks import Task, TaskState
from inclusion_app.observatory.periods import Period, PeriodKind, parse_period, year_of
from inclusion_app.observatory.publishing import describing, queries, services
from inclusion_app.observatory.publishing.forms import CorrectionForm, PublicationForm
from inclusion_app.observatory.publishing.jobs import PREPARE_TASK, threshold
from inclusion_app.observatory.publishing.models import Publication, PublicationState
from inclusion_app.observatory.publishing.rules import all_spans, check_may_be_published
from inclusion_app.observatory.publishing.views import shown
from inclusion_app.observatory.publishing.views.blueprint import bp, title_of
from inclusion_app.territories.queries import get_territory
from inclusion_app.territories.territory import Territory
from inclusion_app.web.choices import Choice
from inclusion_app.web.waiting import progress_of

_RIGHT = Permission.OBSERVATORY_PUBLISH
YEARS = 10


@bp.get("/observatoire/publications")
@requires(_RIGHT)
def publications() -> ResponseReturnValue:
    """What was published and what is prepared, in one's territories."""
    found = queries.list_own(current_scope())
    names = {publication.territory_key: get_territory(publication.territory_key).name for publication in found}
    return render_template(
        "observatory/publishing/publications.html", publications=found, names=names, threshold=threshold()
    )


@bp.route("/observatoire/publications/nouvelle", methods=["GET", "POST"])
@requires(_RIGHT)
def new() -> ResponseReturnValue:
    """Choose a territory and a period; the preparation then says what would be hidden."""
    form = PublicationForm()
    offered = queries.list_publishable(current_scope())
    _offer(form, offered)
    if form.validate_on_submit():
        try:
            territory = queries.get_publishable(current_scope(), form.territory.data or "")
            period = parse_period(f"{form.year.data}{form.part.data if form.part.data != 'all' else ''}")
            check_may_be_published(territory, period, clock.today())
            return redirect(url_for("publishing.preparation", task_id=_ask(territory, period).id), 303)
        except DomainError as error:
            form.attach(_at_field(error))
    status = 422 if form.errors else 200
    return (
        render_template("observatory/publishing/new.html", form=form, offered=offered, threshold=threshold()),
        status,
    )


def _at_field(error: DomainError) -> DomainError:
    return DomainError(error.message, field="part" if error.field == "period" else error.field, **error.values)


def _offer(form: PublicationForm, offered: list[Territory]) -> None:
    form.territory.choices = [Choice(found.key, f"{found.name} ({_(found.level.label)})") for found in offered]
    this_year = clock.today().year
    form.year.choices = [Choice(str(year), str(year)) for year in range(this_year, this_year - YEARS, -1)]
    if form.year.data is None:
        form.year.data = str(this_year - 1)
    spans = all_spans(year_of(this_year))
    words = {PeriodKind.YEAR: _("Toute l’année")}
    form.part.choices = [
        Choice(span.key[4:] or "all", words.get(span.kind) or span.label.replace(f" {this_year}", "")) for span in spans
    ]


def _ask(territory: Territory, period: Period, reason: str | None = None) -> Task:
    account = current_account()
    arguments: dict[str, Any] = {"territory": territory.key, "period": period.key, "by": str(account.id)}
    if reason:
        arguments["reason"] = reason
    waiting = tasks.find_waiting(PREPARE_TASK, arguments, of=account)
    return waiting or tasks.enqueue(PREPARE_TASK, arguments, by=account)


@bp.get("/observatoire/publications/preparations/<uuid:task_id>")
@requires(_RIGHT)
def preparation(task_id: uuid.UUID) -> ResponseReturnValue:
    """How far the preparation is; once over, what would be hidden."""
    task = _task(task_id)
    if task.state is TaskState.DONE and task.result:
        return redirect(url_for("publishing.detail", publication_id=task.result["publication"]), 303)
    territory = get_territory(str(task.arguments["territory"]))
    return render_template("observatory/publishing/preparation.html", task=task, territory=territory)


@bp.get("/observatoire/publications/preparations/<uuid:task_id>/etat")
@requires(_RIGHT)
def preparation_state(task_id: uuid.UUID) -> Response:
    """The same for the page's script."""
    task = _task(task_id)
    return progress_of(task)


def _task(task_id: uuid.UUID) -> Task:
    task = tasks.get_task(task_id, of=current_account())
    if task.name != PREPARE_TASK:
        raise NotFound
    queries.get_publishable(current_scope(), str(task.arguments["territory"]))
    return task


@bp.get("/observatoire/publications/<uuid:publication_id>")
@requires(_RIGHT)
def detail(publication_id: uuid.UUID) -> ResponseReturnValue:
    """What is hidden, what is kept, what an attack finds; published or about to be."""
    publication = queries.get_publication(current_scope(), publication_id)
    return _render_detail(publication), 200


def _render_detail(publication: Publication) -> str:
    name = get_territory(publication.territory_key).name
    return render_template(
        "observatory/publishing/detail.html",
        publication=publication,
        prepared=publication.state is PublicationState.PREPARED,
        current=publication.state is PublicationState.PUBLISHED,
        title=title_of(publication, name),
        tolls=shown.toll_rows(describing.describe_tables(publication)),
        narrowest=shown.attack_rows(describing.describe_narrowest(publication)),
        changes=shown.change_rows(describing.describe_changes(publication, queries.read_changes(publication))),
        facts=shown.fact_rows(publication),
    )


@bp.post("/observatoire/publications/<uuid:publication_id>/publier")
@requires(_RIGHT)
def publish(publication_id: uuid.UUID) -> ResponseReturnValue:
    """Freeze what was prepared. Sent twice, it is published once."""
    publication = queries.get_publication(current_scope(), publication_id)
    if publication.state is PublicationState.PREPARED:
        try:
            services.freeze(publication, by=current_account())
            flash(_("C’est publié\u00a0: tout le monde peut lire ces chiffres."), "success")
        except DomainError as error:
            flash(_(error.message, **error.values), "error")
    return redirect(url_for("publishing.detail", publication_id=publication_id), 303)


@bp.post("/observatoire/publications/<uuid:publication_id>/abandonner")
@requires(_RIGHT)
def abandon(publication_id: uuid.UUID) -> ResponseReturnValue:
    """Give up what was prepared."""
    publication = queries.get_publication(current_scope(), publication_id)
    try:
        services.abandon(publication, by=current_account())
        flash(_("Cette préparation est abandonnée\u00a0: rien n’a été publié."), "success")
    except DomainError as error:
        flash(_(error.message, **error.values), "error")
    return redirect(url_for("publishing.publications"), 303)


@bp.route("/observatoire/publications/<uuid:publication_id>/corriger", methods=["GET", "POST"])
@requires(_RIGHT)
def correct(publication_id: uuid.UUID) -> ResponseReturnValue:
    """Prepare a new version, with the reason that everyone will read."""
    publication = queries.get_publication(current_scope(), publication_id)
    if publication.state is not PublicationState.PUBLISHED:
        raise NotFound
    form = CorrectionForm()
    territory = get_territory(publication.territory_key)
    if form.validate_on_submit():
        task = _ask(territory, parse_period(publication.period_key), (form.reason.data or "").strip())
        return redirect(url_for("publishing.preparation", task_id=task.id), 303)
    page = render_template(
        "observatory/publishing/correct.html",
        form=form,
        publication=publication,
        title=title_of(publication, territory.name),
    )
    return page, 422 if form.errors else 200
