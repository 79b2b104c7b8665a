"""Questionnaires on a shared tablet: whoever holds its address answers one after the other, and sees nothing else."""

import uuid

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from inclusion_app.access import throttle
from inclusion_app.access.guard import find_account, public
from inclusion_app.access.rules import network_of
from inclusion_app.kernel import clock, crypto
from inclusion_app.kernel.errors import NotFound
from inclusion_app.trainings.lists import Moment
from inclusion_app.trainings.models.attendance import Tablet
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries import evaluation, satisfaction
from inclusion_app.trainings.queries.attendance_tablets import find_tablet
from inclusion_app.trainings.queries.registrations import get_registration, list_registrations
from inclusion_app.trainings.rules.attendance_tablet import is_open
from inclusion_app.trainings.rules.evaluation import moment_of
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.trainings.views.survey import FREE_GUESSES, answer_page
from inclusion_app.web.transaction import keep_anyway


@bp.get("/avis/tablette/<token>")
@public
def tablet_surveys(token: str) -> ResponseReturnValue:
    """The people of the session who have not answered yet."""
    session = _open(token).half_day.session
    if find_account():
        return redirect(url_for(".tablet", token=token), 303)
    moment = moment_of(session.starts_at, session.ends_at, clock.now()) or Moment.COLD
    answered = _answered(session, moment)
    absent = set() if moment is Moment.BEFORE else evaluation.list_absent(session)
    people = [person for person in list_registrations(session) if person.id not in absent]
    return render_template(
        "trainings/survey/tablet.html",
        token=token,
        session=session,
        moment=moment,
        people=[person for person in people if person.id not in answered],
        done=len(answered),
    )


@bp.route("/avis/tablette/<token>/<uuid:registration_id>", methods=["GET", "POST"])
@public
def tablet_survey(token: str, registration_id: uuid.UUID) -> ResponseReturnValue:
    """The questionnaire of one of them."""
    here = _open(token)
    if find_account():
        return redirect(url_for(".tablet", token=token), 303)
    registration = get_registration(here.half_day.session, registration_id)
    return answer_page(registration, request.path, after=url_for(".tablet_surveys", token=token))


def _answered(session: TrainingSession, moment: Moment) -> set[uuid.UUID]:
    if moment is Moment.BEFORE:
        return {person for person, _objective in evaluation.levels(session.id, moment)}
    return satisfaction.list_answered(session.id, moment)


def _open(token: str) -> Tablet:
    """The tablet of this address while its sheet is open; guesses are slowed, right addresses never."""
    found = find_tablet(token)
    if found is None:
        counters = (throttle.Counter(crypto.blind_index(network_of(request.remote_addr), "tablet"), FREE_GUESSES),)
        if throttle.find_wait(counters):
            abort(429)
        keep_anyway(lambda: throttle.note_failure(counters))
        raise NotFound
    if not is_open(found, clock.now()):
        raise NotFound
    return found
