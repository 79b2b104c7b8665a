"""One's own account: name, password, browsers signed in."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access import devices, letters, passwords, queries, services, throttle
from inclusion_app.access.forms import ChangePasswordForm, NameForm
from inclusion_app.access.guard import current_account, find_session, requires
from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Permission
from inclusion_app.access.views.blueprint import bp
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.web.transaction import keep_anyway


@bp.get("/mon-compte")
@requires(Permission.OWN_ACCOUNT)
def own_account() -> ResponseReturnValue:
    account = current_account()
    sessions = queries.list_sessions(account)
    return render_template("access/own_account.html", account=account, sessions=sessions, here=find_session())


@bp.route("/mon-compte/nom", methods=["GET", "POST"])
@requires(Permission.OWN_ACCOUNT)
def rename() -> ResponseReturnValue:
    account = current_account()
    form = NameForm(obj=account)
    if not form.validate_on_submit():
        return render_template("access/rename.html", form=form), 422 if form.is_submitted() else 200
    services.rename_account(account, name=str(form.name.data), by=account)
    flash(_("Votre nom est enregistré."), "success")
    return redirect(url_for("access.own_account"), 303)


@bp.route("/mon-compte/mot-de-passe", methods=["GET", "POST"])
@requires(Permission.OWN_ACCOUNT)
def change_password() -> ResponseReturnValue:
    account, form = current_account(), ChangePasswordForm()
    if form.validate_on_submit():
        try:
            _check_current(account, str(form.current.data or ""))
            services.set_password(account, str(form.password.data), by=account)
            services.revoke_sessions(account, by=account, keep=find_session())
            letters.tell_password_changed(account)
            flash(_("Votre mot de passe est changé. Les autres appareils sont déconnectés."), "success")
            return redirect(url_for("access.own_account"), 303)
        except DomainError as error:
            form.attach(error)
    page = render_template("access/change_password.html", form=form, has_password=bool(account.password_hash))
    return page, 422 if form.is_submitted() else 200


@bp.post("/mon-compte/appareils/<uuid:session_id>/deconnecter")
@requires(Permission.OWN_ACCOUNT)
def revoke(session_id: uuid.UUID) -> ResponseReturnValue:
    account = current_account()
    services.revoke_session(queries.get_session(account, session_id), by=account)
    flash(_("Cet appareil est déconnecté."), "success")
    return redirect(url_for("access.own_account"), 303)


@bp.post("/mon-compte/appareils/deconnecter-les-autres")
@requires(Permission.OWN_ACCOUNT)
def revoke_others() -> ResponseReturnValue:
    account = current_account()
    services.revoke_sessions(account, by=account, keep=find_session())
    flash(_("Les autres appareils sont déconnectés."), "success")
    return redirect(url_for("access.own_account"), 303)


def _check_current(account: Account, password: str) -> None:
    """Whoever finds the browser open must not be able to take the account: the present password is asked, slowly."""
    if account.password_hash is None:
        return
    email = str(account.email)
    counters = throttle.guesses(email, address=request.remote_addr, device=devices.known_device(email))
    if throttle.find_wait(counters):
        raise DomainError(N_("Trop d’essais en peu de temps. Patientez quelques minutes."), field="current")
    if not passwords.is_right(account.password_hash, password):
        keep_anyway(lambda: throttle.note_failure(counters))
        raise DomainError(N_("Ce n’est pas votre mot de passe actuel."), field="current")
