"""Some mediators read together, chosen by who reads their figures; the address says who they are."""

import uuid
from collections.abc import Sequence

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.network.mediators import Seen, list_mediators
from inclusion_app.observatory.forms import TeamForm
from inclusion_app.observatory.subject_figures import subject_figures
from inclusion_app.observatory.subjects import LARGEST_TEAM, Subject, SubjectKind, get_readable_subject, team_of
from inclusion_app.observatory.views.addresses import Address
from inclusion_app.observatory.views.asking import asked_against, asked_period
from inclusion_app.observatory.views.blueprint import bp
from inclusion_app.observatory.views.subjects import page_of, table_of
from inclusion_app.observatory.workbook import sheets_of
from inclusion_app.web.choices import Choice
from inclusion_app.web.downloads import book_response

FEW = 12
"""Each one is drawn beside the others when they are no more than this."""


@bp.get("/equipe")
@requires(Permission.OBSERVATORY_EXACT)
def team() -> ResponseReturnValue:
    """Choose mediators, then read what they did together and each."""
    form = _form()
    chosen = _chosen()
    if not chosen:
        return _choose(form)
    try:
        found = team_of(current_scope(), chosen)
    except DomainError as error:
        form.attach(error)
        return _choose(form, 422)
    if len(chosen) == 1:
        key = str(chosen[0])
        return redirect(url_for("observatory.subject", kind="mediateurs", key=key, periode=asked_period().key), 303)
    at = Address("observatory.team", {}, asked_period(), asked_against(), more={"m": list(map(str, found.ids))})
    return page_of(found, at, _back(), _members(found), form=form)


@bp.get("/equipe/<block>.csv")
@requires(Permission.OBSERVATORY_EXACT)
def team_table(block: str) -> Response:
    """One of their tables."""
    return table_of(subject_figures(_team(), asked_period(), asked_against()), block, "equipe")


@bp.get("/equipe/tableur.xlsx")
@requires(Permission.OBSERVATORY_EXACT)
def team_book() -> Response:
    """All their tables."""
    figures = subject_figures(_team(), asked_period(), asked_against())
    return book_response(f"equipe-{figures.period.key}.xlsx", sheets_of(figures))


def _back() -> tuple[str, str]:
    """Who runs a team comes from its page."""
    if current_scope().allows(Permission.RECORDS_READ_TEAM):
        return _("L’équipe"), url_for("home.team")
    return _("Les chiffres d’une équipe"), url_for("observatory.team")


def _team() -> Subject:
    try:
        return team_of(current_scope(), _chosen())
    except DomainError as error:
        raise NotFound(error.message) from error


def _members(found: Subject) -> list[Subject]:
    if len(found.ids) > FEW:
        return []
    return [get_readable_subject(current_scope(), SubjectKind.MEDIATOR, str(key)) for key in found.ids]


def _choose(form: TeamForm, status: int = 200) -> ResponseReturnValue:
    return render_template("observatory/team.html", form=form), status


def _form() -> TeamForm:
    """Every mediator of the reach may be chosen: those who left did work."""
    form = TeamForm()
    present = list_mediators(current_scope())
    form.members.choices = [*_choices(present), *_choices(list_mediators(current_scope(), gone=True))]
    form.period.data = asked_period().key
    return form


def _choices(seen: Sequence[Seen]) -> list[Choice]:
    return [
        Choice(str(one.mediator.id), one.name, ", ".join(row.structure.name for row in one.current)) for one in seen
    ]


def _chosen() -> list[uuid.UUID]:
    """Who is named by the address; a wrong identifier is not found."""
    texts = [text for text in request.args.getlist("m") if text]
    if len(texts) > LARGEST_TEAM * 4:
        raise NotFound
    try:
        return [uuid.UUID(text) for text in texts]
    except ValueError as error:
        raise NotFound from error
