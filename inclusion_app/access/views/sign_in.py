"""Signing in with a password or a link asked for, and signing out."""

from datetime import datetime, timedelta

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access import devices, entrance, guard, passwords, queries, services, throttle
from inclusion_app.access.forms import LINK_BUTTON, AskLinkForm, SignInForm
from inclusion_app.access.guard import public
from inclusion_app.access.models import Account, LinkPurpose
from inclusion_app.access.rules import local_path
from inclusion_app.access.views.blueprint import bp
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import read_only, release
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.web.formats import time_fr
from inclusion_app.web.transaction import keep_anyway

_MINUTE = timedelta(minutes=1)
_WRONG = N_("L’adresse ou le mot de passe ne convient pas. Vous pouvez aussi recevoir un lien par e-mail.")


@bp.route("/connexion", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    target = local_path(request.args.get("suite"))
    form = SignInForm()
    if request.method == "GET" and guard.find_account():
        return redirect(target)
    if not form.validate_on_submit():
        return _page(form, 422 if form.is_submitted() else 200)
    if LINK_BUTTON in request.form:
        entrance.remember_target(target)
        return send_link(str(form.email.data), LinkPurpose.SIGN_IN) or _too_many_links(form)
    return _with_password(form, target)


@bp.route("/mot-de-passe-oublie", methods=["GET", "POST"])
@public
def forgotten() -> ResponseReturnValue:
    form = AskLinkForm()
    if not form.validate_on_submit():
        return render_template("access/forgotten.html", form=form), 422 if form.is_submitted() else 200
    sent = send_link(str(form.email.data), LinkPurpose.PASSWORD)
    return sent or (render_template("access/forgotten.html", form=form, too_many=True), 429)


@bp.get("/connexion/lien-envoye")
@public
def link_sent() -> ResponseReturnValue:
    return render_template("access/link_sent.html")


@bp.post("/deconnexion")
@public
def sign_out() -> ResponseReturnValue:
    response = entrance.let_out(url_for("access.sign_in"))
    flash(_("Vous êtes déconnecté·e. Sur un ordinateur partagé, effacez aussi les fichiers téléchargés."), "success")
    return response


def send_link(email: str, purpose: LinkPurpose) -> ResponseReturnValue | None:
    """Send a link if this address has an account, and say the same if not; None when too many were asked."""
    counters = throttle.links(email, address=request.remote_addr)
    if throttle.find_link_wait(counters):
        return None
    throttle.note_failure(counters)
    services.request_link(email=email, purpose=purpose)
    return redirect(url_for("access.link_sent"), 303)


def _with_password(form: SignInForm, target: str) -> ResponseReturnValue:
    email, password = str(form.email.data), str(form.password.data)
    counters = throttle.guesses(email, address=request.remote_addr, device=devices.known_device(email))
    read_only()
    wait, stored = throttle.find_wait(counters), _stored_hash(queries.find_account_by_email(email))
    release()
    if wait:
        return _too_many_guesses(form, wait)
    if not passwords.is_right(stored, password):
        keep_anyway(lambda: throttle.note_failure(counters))
        form.attach(DomainError(_WRONG, field="password"))
        return _page(form, 422)
    renewed = passwords.hash_password(password) if stored and passwords.is_outdated(stored) else stored
    account = queries.find_account_by_email(email)
    if account is None or _stored_hash(account) != stored:
        return _page(form, 422)
    account.password_hash = renewed
    throttle.forget_failures(counters)
    return entrance.let_in(account, target)


def _stored_hash(account: Account | None) -> str | None:
    return account.password_hash if account and not account.deactivated_at else None


def _page(form: SignInForm, status: int, **values: object) -> ResponseReturnValue:
    return render_template("access/sign_in.html", form=form, **values), status


def _too_many_guesses(form: SignInForm, wait: datetime) -> Response:
    response = make_response(
        render_template("access/sign_in.html", form=form, wait=wait, wait_time=time_fr(wait + _MINUTE)), 429
    )
    response.headers["Retry-After"] = str(max(1, round((wait - clock.now()).total_seconds())))
    return response


def _too_many_links(form: SignInForm) -> ResponseReturnValue:
    return _page(form, 429, too_many_links=True)
