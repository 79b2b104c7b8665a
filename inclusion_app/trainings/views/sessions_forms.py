"""Pages that open a session or change it."""

import uuid

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.access.services import discard_draft
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError, StaleVersion
from inclusion_app.trainings.forms.sessions import SessionForm
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.sessions import get_session, is_open
from inclusion_app.trainings.queries.sessions_choices import match_places
from inclusion_app.trainings.rules.sessions import SessionPlan
from inclusion_app.trainings.services.sessions import change_training, open_training
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.trainings.views.sessions_opening import (
    change_rows,
    chosen_room,
    open_form,
    place_label,
    plan_of,
    usual_departement,
)
from inclusion_app.trainings.views.sessions_saying import Warned, and_told, holidays_of, in_full, warnings_of


@bp.get("/sessions/lieux")
@requires(Permission.SESSIONS_MANAGE)
def session_places() -> ResponseReturnValue:
    """The places that a text may mean, for the form of a session."""
    found = match_places(current_scope(), request.args.get("q", "")[:200])
    return jsonify([{"value": str(one.id), "label": place_label(one), "hint": one.address} for one in found])


@bp.route("/sessions/nouvelle", methods=["GET", "POST"])
@requires(Permission.SESSIONS_MANAGE)
def new_session() -> ResponseReturnValue:
    """Open a session."""
    form, found_again = open_form(None)
    if request.method == "GET" or _rows_changed(form):
        return _page(form, None, found_again=found_again)
    plan, warned = _checked(form, None)
    if plan is None:
        return _page(form, None, warned=warned), 422
    try:
        session = open_training(plan, by=current_account(), key=form.key)
    except DomainError as error:
        form.attach(in_full(error))
        return _page(form, None), 422
    discard_draft(current_account(), request.path)
    flash(_("La session est ouverte. Vous pouvez y inscrire des personnes."), "success")
    return redirect(url_for("trainings.session", session_id=session.id), 303)


@bp.route("/sessions/<uuid:session_id>/modifier", methods=["GET", "POST"])
@requires(Permission.SESSIONS_MANAGE)
def edit_session(session_id: uuid.UUID) -> ResponseReturnValue:
    """Change a session; people are told when its time or its place changes."""
    session = get_session(current_scope(), session_id)
    if not is_open(session):
        flash(_("Cette session est annulée\u00a0: elle ne change plus."), "warning")
        return redirect(url_for("trainings.session", session_id=session.id), 303)
    form, found_again = open_form(session)
    if request.method == "GET" or _rows_changed(form):
        return _page(form, session, found_again=found_again)
    plan, warned = _checked(form, session)
    if plan is None:
        return _page(form, session, warned=warned), 422
    return _keep(form, session, plan)


def _keep(form: SessionForm, session: TrainingSession, plan: SessionPlan) -> ResponseReturnValue:
    try:
        told = change_training(session, plan, version=form.opened_version, by=current_account())
    except StaleVersion:
        form.version.data = str(session.version)
        return _page(form, session, stale=True), 409
    except DomainError as error:
        form.attach(in_full(error))
        return _page(form, session), 422
    discard_draft(current_account(), request.path)
    flash(and_told(_("La session est modifiée."), told), "success")
    return redirect(url_for("trainings.session", session_id=session.id), 303)


def _rows_changed(form: SessionForm) -> bool:
    """A button of the half-days was pressed: the form is shown again, nothing is kept."""
    asked = request.form.get("rows", "")
    if asked:
        change_rows(form, asked)
    return bool(asked)


def _checked(form: SessionForm, session: TrainingSession | None) -> tuple[SessionPlan | None, list[Warned]]:
    """The plan when nothing is wrong, and no warning is left that was not shown yet."""
    if not form.validate_on_submit():
        return None, []
    try:
        plan, departement = plan_of(form)
    except DomainError as error:
        form.attach(error)
        return None, []
    warned = list(warnings_of(plan, room=chosen_room(form), departement=departement, today=clock.today()))
    if session is not None and session.starts_at < clock.now():
        warned = [one for one in warned if one.code != "passe"]
    seen = set((form.sure.data or "").split())
    form.sure.data = " ".join(one.code for one in warned)
    return (plan, []) if {one.code for one in warned} <= seen else (None, warned)


def _page(
    form: SessionForm,
    session: TrainingSession | None,
    *,
    found_again: bool = False,
    warned: list[Warned] | None = None,
    stale: bool = False,
) -> str:
    return render_template(
        "trainings/sessions/form.html",
        form=form,
        session=session,
        draft=found_again,
        warned=warned or [],
        stale=stale,
        held=form.half_days.held,
        holidays=holidays_of(form.half_days.readable(), usual_departement(session)),
    )
