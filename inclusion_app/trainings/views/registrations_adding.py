"""The team registers somebody: a person followed, a colleague, someone new."""

import uuid
from contextlib import suppress

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.citizens.presenting import short_label
from inclusion_app.citizens.queries.reading import get_citizen
from inclusion_app.citizens.queries.searching import search_citizens
from inclusion_app.kernel.errors import DomainError, Forbidden, NotFound
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.forms.registrations import AddForm, Who, euros, key_of
from inclusion_app.trainings.lists import Channel, RegistrationState
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.registrations_people import get_colleague, match_colleagues
from inclusion_app.trainings.queries.seats import rank_of
from inclusion_app.trainings.queries.sessions import get_session
from inclusion_app.trainings.rules.registrations import Person
from inclusion_app.trainings.services import registrations as services
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.trainings.views.layout import render_session
from inclusion_app.trainings.views.own import person_of_account
from inclusion_app.web.lookups import Candidate

_CHOOSE_CITIZEN = N_("Écrivez le nom d’une personne que vous suivez.")
_CHOOSE_COLLEAGUE = N_("Écrivez le nom d’une ou d’un collègue.")


@bp.route("/sessions/<uuid:session_id>/inscriptions/ajouter", methods=["GET", "POST"])
@requires(Permission.SESSIONS_MANAGE)
def add_registration(session_id: uuid.UUID) -> ResponseReturnValue:
    """Register somebody, or add them to the waiting list when it is full."""
    session = get_session(current_scope(), session_id)
    form = _form(session)
    alike = None
    if form.validate_on_submit():
        try:
            return _kept(session, _register(session, form))
        except services.SeemsRegistered as error:
            alike = _(error.message, **error.values)
        except DomainError as error:
            form.attach(error)
    page = render_session(
        "trainings/registrations/add.html", session, "trainings.registrations", form=form, alike=alike, Who=Who
    )
    return page, 422 if form.is_submitted() else 200


def _form(session: TrainingSession) -> AddForm:
    version = session.course_version
    data = {"form_key": uuid.uuid4(), "price": euros(version.price_cents)}
    follows = current_scope().allows(Permission.CITIZENS_FOLLOW)
    if follows and (citizen := request.args.get("citoyen")):
        data |= {"who": Who.CITIZEN, "citizen": citizen}
    form = AddForm(data=data)
    form.citizen.resolver = _citizens
    form.colleague.resolver = _colleagues
    if not follows:
        form.who.enum = [Who.NEW, Who.COLLEAGUE]
        del form.citizen
    return form


def _register(session: TrainingSession, form: AddForm) -> Registration:
    return services.register(
        session,
        _person(form),
        by=current_account(),
        channel=Channel.STAFF,
        form_key=key_of(form.form_key),
        anyway=bool(form.anyway.data),
    )


def _person(form: AddForm) -> Person:
    if form.wants(Who.CITIZEN):
        if not form.citizen or not form.citizen.data:
            raise DomainError(_CHOOSE_CITIZEN, field="citizen")
        citizen = get_citizen(current_scope(), uuid.UUID(form.citizen.data))
        known = Person(
            first_name=citizen.first_name or "",
            last_name=citizen.last_name or "",
            email=citizen.email,
            phone=citizen.phone,
            citizen_id=citizen.id,
        )
        return form.person_from(known)
    if form.wants(Who.COLLEAGUE):
        if not form.colleague.data:
            raise DomainError(_CHOOSE_COLLEAGUE, field="colleague")
        return form.person_from(person_of_account(get_colleague(current_scope(), uuid.UUID(form.colleague.data))))
    return form.person()


def _kept(session: TrainingSession, registration: Registration) -> ResponseReturnValue:
    if registration.state is RegistrationState.WAITING:
        flash(_("C’est complet\u00a0: la personne est sur la liste d’attente, au rang %(r)s.", r=rank_of(registration)))
    else:
        flash(_("La personne est inscrite."), "success")
    again = "trainings.add_registration" if request.form.get("again") else "trainings.registrations"
    return redirect(url_for(again, session_id=session.id), 303)


@bp.get("/inscriptions/collegues")
@requires(Permission.SESSIONS_MANAGE)
def colleagues() -> ResponseReturnValue:
    """The colleagues whose name begins with what is typed, for a field that chooses one."""
    return jsonify([{"value": one.value, "label": one.label} for one in _colleagues(request.args.get("q", "")[:200])])


def _colleagues(text: str) -> list[Candidate]:
    key = _uuid(text)
    if key is None:
        return [Candidate(str(one.id), one.name or "") for one in match_colleagues(current_scope(), text)]
    with suppress(NotFound):
        return [Candidate(text, get_colleague(current_scope(), key).name or "")]
    return []


def _citizens(text: str) -> list[Candidate]:
    key = _uuid(text)
    if key is None:
        return [Candidate(str(one.id), short_label(one)) for one in search_citizens(current_scope(), text)]
    with suppress(NotFound, Forbidden):
        return [Candidate(text, short_label(get_citizen(current_scope(), key)))]
    return []


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
