"""Questionnaires: alone from a secret link, or copied from paper."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access import throttle
from inclusion_app.access.guard import current_account, current_scope, public, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.access.rules import network_of
from inclusion_app.kernel import clock, crypto
from inclusion_app.kernel.db import uuid7
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.trainings.forms.satisfaction import (
    PaperForm,
    PaperRow,
    PositioningForm,
    SurveyForm,
    digit_name,
    level_name,
    read_levels,
    read_rows,
)
from inclusion_app.trainings.lists import Moment, ObjectiveLevel, RegistrationState, SessionState
from inclusion_app.trainings.models.courses import Objective
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries import evaluation, satisfaction
from inclusion_app.trainings.queries.registrations import get_by_link
from inclusion_app.trainings.queries.sessions import get_session
from inclusion_app.trainings.rules.evaluation import moment_of
from inclusion_app.trainings.rules.satisfaction import SENTENCES, Mark
from inclusion_app.trainings.services import evaluation as evaluation_services
from inclusion_app.trainings.services import satisfaction as services
from inclusion_app.trainings.services.satisfaction import PaperAnswer
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.trainings.views.layout import render_session
from inclusion_app.web.transaction import keep_anyway

FREE_GUESSES = 20
Levels = Mapping[uuid.UUID, ObjectiveLevel]

_ROWS = 12
_MOST_ROWS = 60


@bp.route("/avis/<uuid:registration_id>/<secret>", methods=["GET", "POST"])
@public
def survey(registration_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    """What this person is asked today: where she stands before, what she thought at the end, what is left later."""
    registration = _find(registration_id, secret)
    return answer_page(registration, request.path)


def _find(registration_id: uuid.UUID, secret: str) -> Registration:
    """The registration of a secret link; wrong secrets are slowed by network."""
    network = crypto.blind_index(network_of(request.remote_addr), "survey:network")
    counters = (throttle.Counter(network, FREE_GUESSES),)
    if throttle.find_wait(counters):
        abort(429)
    try:
        return get_by_link(registration_id, secret)
    except NotFound:
        keep_anyway(lambda: throttle.note_failure(counters))
        raise


def answer_page(registration: Registration, address: str, after: str = "") -> ResponseReturnValue:
    """The questionnaire of the moment, for whoever has shown that this registration is theirs.

    `address` is that of the page; `after` is where a shared tablet goes on, empty for one's own device.
    """
    session = registration.session
    moment = moment_of(session.starts_at, session.ends_at, clock.now())
    held = session.state is SessionState.OPEN and any(each.not_held is None for each in session.half_days)
    happens = held and registration.state is RegistrationState.SEATED
    absent = happens and moment is not Moment.BEFORE and registration.id in evaluation.list_absent(session)
    shared: dict[str, Any] = {
        "registration": registration,
        "session": session,
        "after": after,
        "moment": moment,
        "held": held,
        "absent": absent,
    }
    if moment is None or not happens or absent:
        return render_template("trainings/survey/closed.html", **shared)
    if moment is Moment.BEFORE:
        return _positioning(registration, address, shared)
    return _questionnaire(registration, moment, address, shared)


def _positioning(registration: Registration, address: str, shared: dict[str, Any]) -> ResponseReturnValue:
    objectives = evaluation.list_objectives(registration.session)
    levels = evaluation.levels_of(registration.id, Moment.BEFORE)
    fixed = evaluation.noted_by_team(registration.id, Moment.BEFORE)
    if fixed or (levels and (shared["after"] or "modifier" not in request.args)):
        return _thanks(shared, objectives, levels, may_change=not fixed)
    form = PositioningForm()
    if form.validate_on_submit():
        levels = read_levels(request.form, [each.id for each in objectives])
        if len(levels) == len(objectives):
            evaluation_services.answer_levels(registration, levels, moment=Moment.BEFORE)
            return redirect(address, 303)
        form.attach(DomainError(_("Choisissez une réponse à chaque ligne\u00a0: aucune n’est mauvaise.")))
    page = render_template(
        "trainings/survey/positioning.html", form=form, questions=_objective_questions(objectives, levels), **shared
    )
    return page, 422 if form.is_submitted() else 200


def _questionnaire(
    registration: Registration, moment: Moment, address: str, shared: dict[str, Any]
) -> ResponseReturnValue:
    if satisfaction.has_answered(registration.id, moment):
        return _thanks(shared, [], {})
    objectives = evaluation.list_objectives(registration.session) if moment is Moment.HOT else []
    if evaluation.noted_by_team(registration.id, Moment.HOT):
        objectives = []
    form, levels = SurveyForm(), read_levels(request.form, [each.id for each in objectives])
    form.ask(moment)
    if form.validate_on_submit():
        try:
            services.answer_survey(registration, form.marks(), form.comment.data or "", moment=moment)
        except DomainError as error:
            form.attach(error)
        else:
            if levels:
                evaluation_services.answer_levels(registration, levels, moment=Moment.HOT)
            return redirect(address, 303)
    page = render_template(
        "trainings/survey/questionnaire.html",
        form=form,
        questions=_objective_questions(objectives, levels),
        marks=Mark,
        **shared,
    )
    return page, 422 if form.is_submitted() else 200


def _thanks(
    shared: dict[str, Any], objectives: Sequence[Objective], levels: Levels, *, may_change: bool = False
) -> ResponseReturnValue:
    shown = {} if shared["after"] else levels  # a shared tablet shows nobody’s answers
    return render_template(
        "trainings/survey/thanks.html", levels=shown, objectives=objectives, may_change=may_change, **shared
    )


def _objective_questions(objectives: Sequence[Objective], levels: Levels) -> list[dict[str, Any]]:
    return [
        {"name": level_name(rank), "text": each.text, "level": levels.get(each.id), "levels": ObjectiveLevel}
        for rank, each in enumerate(objectives)
    ]


@bp.route("/sessions/<uuid:session_id>/evaluation/papier", methods=["GET", "POST"])
@requires(Permission.SESSIONS_MANAGE)
def paper_answers(session_id: uuid.UUID) -> ResponseReturnValue:
    """Copy paper questionnaires: a row each, five digits, without names."""
    session = get_session(current_scope(), session_id)
    form = PaperForm(data={"moment": Moment.HOT})
    rows = read_rows(request.form, _MOST_ROWS) if form.is_submitted() else _blank_rows()
    if form.validate_on_submit() and not any(row.error for row in rows):
        filled = [PaperAnswer(row.key, row.marks(), row.comment) for row in rows if not row.empty]
        moment = form.moment.data or Moment.HOT
        try:
            count = services.copy_paper(session, filled, moment=moment, by=current_account())
        except DomainError as error:
            form.attach(error)
        else:
            flash(_copied(count), "success" if count else "info")
            return redirect(url_for(".paper_answers", session_id=session.id), 303)
    page = render_session(
        "trainings/survey/paper.html",
        session,
        "trainings.evaluation",
        form=form,
        rows=rows,
        digit_name=digit_name,
        marks=Mark,
        sentences=SENTENCES,
        **_counts(session),
    )
    return page, 422 if form.is_submitted() else 200


def _copied(count: int) -> str:
    if not count:
        return str(_("Aucune nouvelle réponse\u00a0: la grille était vide, ou déjà enregistrée."))
    if count == 1:
        return str(_("Un questionnaire enregistré."))
    return str(_("%(count)s questionnaires enregistrés.", count=count))


def _blank_rows() -> list[PaperRow]:
    return [PaperRow(uuid7()) for _rank in range(_ROWS)]


def _counts(session: TrainingSession) -> dict[str, Any]:
    return {
        "answers": satisfaction.count_answers(session.id)[Moment.HOT],
        "present": evaluation.count_present(session.id),
    }
