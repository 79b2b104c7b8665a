"""One registration: what the team sees and does of it."""

import uuid
from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.kernel.phone import display_phone
from inclusion_app.kernel.text import N_
from inclusion_app.trainings import wording
from inclusion_app.trainings.forms.registrations import MoveForm, PersonForm, WithdrawForm, euros, person_data
from inclusion_app.trainings.lists import RegistrationState, Withdrawal
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.registrations import get_registration
from inclusion_app.trainings.queries.registrations_dates import list_dates_to_move
from inclusion_app.trainings.queries.registrations_people import list_citizens_seen
from inclusion_app.trainings.queries.seats import rank_of
from inclusion_app.trainings.queries.sessions import count_seats, get_session
from inclusion_app.trainings.services import registrations as services
from inclusion_app.trainings.services.registrations_changes import (
    move_registration,
    person_of,
    update_registration,
)
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.trainings.views.layout import render_session
from inclusion_app.web.choices import Choice
from inclusion_app.web.formats import plural
from inclusion_app.web.forms import Form

_TAB = "trainings.registrations"
_PATH = "/sessions/<uuid:session_id>/inscriptions/<uuid:registration_id>"


def _get(session_id: uuid.UUID, registration_id: uuid.UUID) -> tuple[TrainingSession, Registration]:
    session = get_session(current_scope(), session_id)
    return session, get_registration(session, registration_id)


def _back(registration: Registration) -> ResponseReturnValue:
    return redirect(url_for("trainings.registrations", session_id=registration.session_id), 303)


@bp.get(_PATH)
@requires(Permission.SESSIONS_MANAGE)
def registration(session_id: uuid.UUID, registration_id: uuid.UUID) -> ResponseReturnValue:
    """Somebody's registration, and what can be done."""
    session, found = _get(session_id, registration_id)
    return render_session(
        "trainings/registrations/one.html",
        session,
        _TAB,
        registration=found,
        rank=rank_of(found),
        seen=list_citizens_seen(current_scope(), [found]),
        others=list_dates_to_move(current_scope(), session, 1),
        coming=clock.now() < session.starts_at,
        display_phone=display_phone,
        euros=euros,
    )


@bp.post(f"{_PATH}/reponse")
@requires(Permission.SESSIONS_MANAGE)
def answer_for(session_id: uuid.UUID, registration_id: uuid.UUID) -> ResponseReturnValue:
    """Confirm, accept or decline for somebody on the telephone."""
    _session, found = _get(session_id, registration_id)
    act = _ANSWERS.get(request.form.get("answer", ""))
    if act is None:
        raise NotFound
    try:
        flash(_(act(found, current_account())), "success")
    except DomainError as error:
        flash(_(error.message, **error.values), "error")
    return _back(found)


def _confirm(found: Registration, by: Account) -> str:
    services.confirm_registration(found, by=by)
    return N_("L’inscription est confirmée.")


def _accept(found: Registration, by: Account) -> str:
    services.accept_offer(found, by=by)
    return N_("La place est prise.")


def _decline(found: Registration, by: Account) -> str:
    services.cancel_registration(found, Withdrawal.DECLINED, by=by)
    return N_("La place est proposée à la personne suivante.")


_ANSWERS: dict[str, Callable[[Registration, Account], str]] = {
    "confirm": _confirm,
    "accept": _accept,
    "decline": _decline,
}


@bp.route(f"{_PATH}/retirer", methods=["GET", "POST"])
@requires(Permission.SESSIONS_MANAGE)
def withdraw_registration(session_id: uuid.UUID, registration_id: uuid.UUID) -> ResponseReturnValue:
    """End a registration, with its reason."""
    session, found = _get(session_id, registration_id)
    form = WithdrawForm()
    if form.validate_on_submit():
        try:
            services.cancel_registration(found, form.reason.data, by=current_account())
        except DomainError as error:
            form.attach(error)
        else:
            flash(_("L’inscription a pris fin. Si quelqu’un attendait, la place lui est proposée."), "success")
            return _back(found)
    return _page("withdraw", session, found, form)


@bp.route(f"{_PATH}/autre-date", methods=["GET", "POST"])
@requires(Permission.SESSIONS_MANAGE)
def move_to_other_date(session_id: uuid.UUID, registration_id: uuid.UUID) -> ResponseReturnValue:
    """Pass somebody to another date of the same course."""
    session, found = _get(session_id, registration_id)
    dates = {str(date.id): date for date in list_dates_to_move(current_scope(), session)}
    seats = count_seats(dates.values())
    form = MoveForm()
    form.to.choices = [Choice(key, wording.when(date), _left(seats[date.id].left)) for key, date in dates.items()]
    if form.validate_on_submit():
        try:
            moved = move_registration(found, dates[form.to.data], by=current_account())
        except DomainError as error:
            form.attach(error)
        else:
            waits = moved.state is RegistrationState.WAITING
            waiting = _("La personne est passée à l’autre date, sur la liste d’attente.")
            flash(waiting if waits else _("La personne est inscrite à l’autre date."), "success")
            return _back(moved)
    return _page("move", session, found, form)


def _left(count: int) -> str:
    return plural(count, "%(count)s place libre", "%(count)s places libres") if count else _("Complet")


@bp.route(f"{_PATH}/modifier", methods=["GET", "POST"])
@requires(Permission.SESSIONS_MANAGE)
def edit_registration(session_id: uuid.UUID, registration_id: uuid.UUID) -> ResponseReturnValue:
    """Correct a name, a telephone, an address, a need."""
    session, found = _get(session_id, registration_id)
    form = PersonForm(data=person_data(person_of(found)))
    if form.validate_on_submit():
        try:
            update_registration(found, form.person(), by=current_account())
        except DomainError as error:
            form.attach(error)
        else:
            flash(_("L’inscription est à jour."), "success")
            return _back(found)
    return _page("edit", session, found, form)


def _page(name: str, session: TrainingSession, found: Registration, form: Form) -> ResponseReturnValue:
    template = {
        "withdraw": "trainings/registrations/withdraw.html",
        "move": "trainings/registrations/move.html",
        "edit": "trainings/registrations/edit.html",
    }[name]
    page = render_session(template, session, _TAB, registration=found, form=form)
    return page, 422 if form.is_submitted() else 200
