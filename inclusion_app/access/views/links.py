"""Opening a link received by e-mail: the page asks, its button uses the link."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access import entrance, letters, links, services
from inclusion_app.access.forms import AcceptForm, NewPasswordForm, UseLinkForm
from inclusion_app.access.guard import public
from inclusion_app.access.models import LinkPurpose
from inclusion_app.access.views.blueprint import bp
from inclusion_app.kernel.errors import DomainError


@bp.route("/connexion/lien/<token>", methods=["GET", "POST"])
@public
def open_link(token: str) -> ResponseReturnValue:
    link, form = links.find_link(token, LinkPurpose.SIGN_IN), UseLinkForm()
    if link is None:
        return _gone()
    if not form.validate_on_submit():
        return render_template("access/open_link.html", form=form)
    return entrance.let_in(link.account) if links.use_link(link) else _gone()


@bp.route("/invitation/<token>", methods=["GET", "POST"])
@public
def accept_invitation(token: str) -> ResponseReturnValue:
    link = links.find_link(token, LinkPurpose.INVITATION)
    if link is None:
        return _gone()
    form = AcceptForm(obj=link.account)
    if form.validate_on_submit() and links.use_link(link):
        try:
            services.activate_account(link.account, name=str(form.name.data))
            if form.password.data:
                services.set_password(link.account, form.password.data, by=link.account)
            flash(_("Bienvenue\u00a0! Votre accès est ouvert."), "success")
            return entrance.let_in(link.account)
        except DomainError as error:
            form.attach(error)
    email = link.account.email
    return render_template("access/invitation.html", form=form, email=email), 422 if form.is_submitted() else 200


@bp.route("/mot-de-passe/<token>", methods=["GET", "POST"])
@public
def new_password(token: str) -> ResponseReturnValue:
    link, form = links.find_link(token, LinkPurpose.PASSWORD), NewPasswordForm()
    if link is None:
        return _gone()
    if form.validate_on_submit() and links.use_link(link):
        try:
            services.set_password(link.account, str(form.password.data), by=link.account)
            services.revoke_sessions(link.account, by=link.account)
            letters.tell_password_changed(link.account)
            flash(_("Votre nouveau mot de passe est enregistré."), "success")
            return entrance.let_in(link.account)
        except DomainError as error:
            form.attach(error)
    return render_template("access/new_password.html", form=form), 422 if form.is_submitted() else 200


def _gone() -> ResponseReturnValue:
    return render_template("access/link_gone.html"), 410
