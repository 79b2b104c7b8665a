"""Registering without an account, and the secret page of a registration."""

import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from inclusion_app.access import throttle
from inclusion_app.access.guard import current_scope, find_account, public
from inclusion_app.access.permissions import Permission
from inclusion_app.access.rules import network_of
from inclusion_app.access.throttle import Counter
from inclusion_app.kernel import clock, crypto
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.kernel.text import N_
from inclusion_app.network.contact import map_url
from inclusion_app.trainings import links
from inclusion_app.trainings.forms.registrations import euros, key_of
from inclusion_app.trainings.forms.registrations_public import PublicForm
from inclusion_app.trainings.letters import asks_before
from inclusion_app.trainings.lists import Channel, Withdrawal
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.certificates import list_valid_of
from inclusion_app.trainings.queries.registrations import find_own_of, get_by_link
from inclusion_app.trainings.queries.registrations_dates import list_next_dates
from inclusion_app.trainings.queries.seats import rank_of
from inclusion_app.trainings.queries.sessions import Seats, count_seats, get_public_session, get_session
from inclusion_app.trainings.rules.registrations import may_register, standing_of
from inclusion_app.trainings.services import registrations as services
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.web.forms import Form

_FORMS_OF_NETWORK = 20  # a library or an office shares its address
_FORMS_OF_CONTACT = 5
_TOO_MANY = N_("Beaucoup d’inscriptions viennent d’arriver d’ici. Réessayez dans une heure, ou appelez-nous.")
_BY_EMAIL, _BY_PHONE = "courriel", "telephone"


@bp.route("/seances/<uuid:session_id>", methods=["GET", "POST"])
@public
def public_session(session_id: uuid.UUID) -> ResponseReturnValue:
    """What, when, where; register, or join the waiting list."""
    session = get_public_session(session_id)
    form = PublicForm(data={"form_key": uuid.uuid4()})
    seats = count_seats([session])[session.id]
    if not form.validate_on_submit():
        return _page(session, form, seats), 422 if form.is_submitted() else 200
    if form.trapped:
        return _registered(session, form, None if seats.left else seats.waiting + 1)
    counters = _counters(form)
    if throttle.find_link_wait(counters):
        form.attach(DomainError(_TOO_MANY))
        return _page(session, form, seats), 429
    try:
        rank = _register(session, form, seats)
    except DomainError as error:
        form.attach(error)
        return _page(session, form, seats), 422
    throttle.note_failure(counters)
    return _registered(session, form, rank)


def _register(session: TrainingSession, form: PublicForm, seats: Seats) -> int | None:
    """The rank on the waiting list, None for who has a seat; somebody already there is answered as if she were new."""
    form_key = key_of(form.form_key)
    kept = services.register(session, form.person(), by=None, channel=Channel.PUBLIC, form_key=form_key)
    if kept.form_key == form_key:
        return rank_of(kept)
    return None if seats.left else seats.waiting + 1


def _counters(form: PublicForm) -> tuple[Counter, ...]:
    contacts = {"email": form.email.data, "phone": form.phone.data}
    network = crypto.blind_index(network_of(request.remote_addr), "registration:network")
    given = (crypto.blind_index(text.encode().hex(), f"registration:{name}") for name, text in contacts.items() if text)
    return Counter(network, _FORMS_OF_NETWORK), *(Counter(key, _FORMS_OF_CONTACT) for key in given)


def _registered(session: TrainingSession, form: PublicForm, rank: int | None) -> ResponseReturnValue:
    way = _BY_EMAIL if form.email.data else _BY_PHONE
    return redirect(url_for("trainings.public_registered", session_id=session.id, par=way, rang=rank), 303)


@bp.get("/seances/<uuid:session_id>/merci")
@public
def public_registered(session_id: uuid.UUID) -> ResponseReturnValue:
    """What happens next; the address says nothing that the person did not just read."""
    session = get_public_session(session_id)
    rank = request.args.get("rang", "")
    return render_template(
        "trainings/registering/registered.html",
        session=session,
        by_email=request.args.get("par") != _BY_PHONE,
        rank=int(rank) if rank.isascii() and rank.isdecimal() and len(rank) < 5 else None,
    )


def _page(session: TrainingSession, form: PublicForm, seats: Seats) -> str:
    account = find_account()
    return render_template(
        "trainings/registering/session.html",
        session=session,
        version=session.course_version,
        form=form,
        seats=seats,
        is_open=may_register(session, clock.now()),
        others=list_next_dates(session),
        map_url=map_url(session.place),
        euros=euros,
        account=account,
        mine=find_own_of(current_scope(), session) if account else None,
        manages=_manages(session) if account else False,
        path_of=links.path_of,
    )


def _manages(session: TrainingSession) -> bool:
    if current_scope().allows(Permission.SESSIONS_MANAGE):
        with suppress(NotFound):
            return get_session(current_scope(), session.id) is not None
    return False


@bp.route("/inscriptions/<uuid:registration_id>/<secret>", methods=["GET", "POST"])
@public
def own_registration(registration_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    """Somebody's own registration, without an account: see it, confirm, accept, decline, give it up."""
    try:
        registration = get_by_link(registration_id, secret)
    except NotFound:
        return render_template("trainings/registering/link_gone.html"), 404
    form = Form()
    if form.validate_on_submit():
        try:
            _ANSWERS.get(request.form.get("answer", ""), _nothing)(registration)
        except DomainError as error:
            form.attach(error)
        else:
            return redirect(url_for("trainings.own_registration", registration_id=registration.id, secret=secret), 303)
    return _own_page(registration, form), 422 if form.is_submitted() else 200


def _own_page(registration: Registration, form: Form) -> str:
    session = registration.session
    return render_template(
        "trainings/registering/own.html",
        registration=registration,
        session=session,
        form=form,
        standing=standing_of(registration, clock.now()),
        certified=bool(list_valid_of([registration.id])),
        begun=clock.now() >= session.starts_at,
        rank=rank_of(registration),
        path=links.path_of(registration),
        survey_path=links.survey_path_of(registration) if asks_before(registration) else "",
        others=list_next_dates(session),
        map_url=map_url(session.place),
    )


def _nothing(registration: Registration) -> Any:
    raise NotFound


_ANSWERS: dict[str, Callable[[Registration], Any]] = {
    "confirm": lambda registration: services.confirm_registration(registration, by=None),
    "accept": lambda registration: services.accept_offer(registration, by=None),
    "decline": lambda registration: services.cancel_registration(registration, Withdrawal.DECLINED, by=None),
    "leave": lambda registration: services.cancel_registration(registration, Withdrawal.PERSON, by=None),
}
