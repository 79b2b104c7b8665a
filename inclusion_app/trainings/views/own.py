"""One's own trainings."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError
from inclusion_app.trainings import links
from inclusion_app.trainings.lists import Channel, RegistrationState, SessionState, Withdrawal
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.queries.certificates import list_valid_of
from inclusion_app.trainings.queries.registrations import get_own, list_own
from inclusion_app.trainings.queries.seats import rank_of
from inclusion_app.trainings.queries.sessions import get_public_session
from inclusion_app.trainings.rules.registrations import Person, split_name
from inclusion_app.trainings.services import registrations as services
from inclusion_app.trainings.views.blueprint import bp


@bp.get("/mes-formations")
@requires(Permission.OWN_ACCOUNT)
def own() -> ResponseReturnValue:
    """What I am registered for, and what I followed."""
    now, mine = clock.now(), list_own(current_scope())
    coming = [one for one in mine if _goes_on(one) and one.session.ends_at > now]
    past = [one for one in mine if _goes_on(one) and one.session.ends_at <= now]
    return render_template(
        "trainings/own/list.html",
        coming=sorted(coming, key=lambda one: (one.session.starts_at, one.id)),
        past=past,
        ended=[one for one in mine if not _goes_on(one)],
        certified=list_valid_of(one.id for one in past),
        ranks={one.id: rank_of(one) for one in coming},
        now=now,
        path_of=links.path_of,
    )


def _goes_on(registration: Registration) -> bool:
    cancelled = registration.session.state is SessionState.CANCELLED
    return registration.state is not RegistrationState.CANCELLED and not cancelled


@bp.post("/seances/<uuid:session_id>/mon-inscription")
@requires(Permission.OWN_ACCOUNT)
def register_self(session_id: uuid.UUID) -> ResponseReturnValue:
    """Register with one's own account, in one gesture."""
    session, account = get_public_session(session_id), current_account()
    try:
        kept = services.register(session, person_of_account(account), by=account, channel=Channel.SELF, form_key=None)
    except DomainError as error:
        flash(_(error.message, **error.values), "error")
        return redirect(url_for("trainings.public_session", session_id=session.id), 303)
    if kept.state is RegistrationState.SEATED:
        flash(_("Vous êtes inscrit·e. La confirmation part par courriel."), "success")
    else:
        flash(_("Vous êtes sur la liste d’attente, au rang %(rank)s.", rank=rank_of(kept)), "success")
    return redirect(url_for("trainings.own"), 303)


def person_of_account(account: Account) -> Person:
    """Somebody who has an account, as registered."""
    first_name, last_name = split_name(account.name or "")
    return Person(first_name=first_name, last_name=last_name, email=account.email, account_id=account.id)


@bp.post("/mes-formations/<uuid:registration_id>/desinscription")
@requires(Permission.OWN_ACCOUNT)
def withdraw_self(registration_id: uuid.UUID) -> ResponseReturnValue:
    """« Je ne peux pas venir »."""
    registration = get_own(current_scope(), registration_id)
    try:
        services.cancel_registration(registration, Withdrawal.PERSON, by=current_account())
    except DomainError as error:
        flash(_(error.message, **error.values), "error")
    else:
        flash(_("C’est noté\u00a0: votre place est libérée. Merci de nous avoir prévenus."), "success")
    return redirect(url_for("trainings.own"), 303)
