"""Accounts and their roles, for administrators."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access import queries as access_queries
from inclusion_app.access import services as access_services
from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Permission
from inclusion_app.access.queries import AccountFilter, get_account
from inclusion_app.access.rules import state_of
from inclusion_app.kernel.db import release
from inclusion_app.kernel.errors import DomainError
from inclusion_app.network import queries
from inclusion_app.network.forms.accounts import AccountFilterForm, EditAccountForm, GrantForm, InviteAccountForm
from inclusion_app.network.services import accounts as services
from inclusion_app.network.views.blueprint import bp
from inclusion_app.network.views.granted import describe_grants, prepare, where
from inclusion_app.web.pagination import requested_page


@bp.get("/comptes")
@requires(Permission.ACCOUNTS_MANAGE)
def accounts() -> ResponseReturnValue:
    """The accounts, in the order of names."""
    form, asked, scope = AccountFilterForm(), requested_page(50), current_scope()
    valid = form.validate()
    wanted = AccountFilter(form.q.data or "", form.role.data, form.state.data) if valid else AccountFilter()
    found, total = access_queries.list_accounts(scope, wanted, offset=asked.offset, limit=asked.size)
    return render_template(
        "network/accounts/list.html",
        form=form,
        page=asked.page(found, total),
        narrowed=bool(form.active()),
        grants={account.id: describe_grants(account) for account in found},
        state_of=state_of,
    )


@bp.route("/comptes/inviter", methods=["GET", "POST"])
@requires(Permission.ACCOUNTS_MANAGE)
def invite_account() -> ResponseReturnValue:
    """Invite somebody with a first role."""
    form = prepare(InviteAccountForm(), queries.list_structures(current_scope()))
    if form.validate_on_submit():
        try:
            structure, key = where(form)
            account = services.invite(
                email=str(form.email.data),
                name=str(form.name.data),
                role=form.role.data,
                structure=structure,
                territory_key=key,
                by=current_account(),
            )
            flash(_("Le compte est prêt. Si la personne ne l’a pas encore ouvert, un lien lui est envoyé."), "success")
            return redirect(url_for(".account", account_id=account.id), 303)
        except DomainError as error:
            form.attach(error)
    return render_template("network/accounts/invite.html", form=form), 422 if form.is_submitted() else 200


@bp.get("/comptes/<uuid:account_id>")
@requires(Permission.ACCOUNTS_MANAGE)
def account(account_id: uuid.UUID) -> ResponseReturnValue:
    """One account: its state, its roles, what may be done with it."""
    found = get_account(account_id)
    return render_template(
        "network/accounts/account.html",
        account=found,
        state=state_of(found.activated_at, found.deactivated_at),
        grants=describe_grants(found),
        sessions=len(access_queries.list_sessions(found)),
        own=found.id == current_account().id,
    )


@bp.route("/comptes/<uuid:account_id>/modifier", methods=["GET", "POST"])
@requires(Permission.ACCOUNTS_MANAGE)
def edit_account(account_id: uuid.UUID) -> ResponseReturnValue:
    """Change the name or the address of an account."""
    found = get_account(account_id)
    form = EditAccountForm(obj=found)
    if form.validate_on_submit():
        try:
            typed = str(form.version.data or "")
            version = int(typed) if typed.isdecimal() and len(typed) < 10 else 0
            access_services.update_account(
                found, name=str(form.name.data), email=str(form.email.data), version=version, by=current_account()
            )
            return _back(found, _("Le compte est modifié."))
        except DomainError as error:
            form.attach(error)
    return render_template("network/accounts/edit.html", form=form, account=found), 422 if form.is_submitted() else 200


@bp.route("/comptes/<uuid:account_id>/roles/ajouter", methods=["GET", "POST"])
@requires(Permission.ACCOUNTS_MANAGE)
def add_role(account_id: uuid.UUID) -> ResponseReturnValue:
    """Give one more role to an account."""
    found = get_account(account_id)
    form = prepare(GrantForm(), queries.list_structures(current_scope()))
    if form.validate_on_submit():
        try:
            structure, key = where(form)
            services.give_role(found, role=form.role.data, structure=structure, territory_key=key, by=current_account())
            return _back(found, _("Le rôle est donné."))
        except DomainError as error:
            form.attach(error)
    return render_template("network/accounts/role.html", form=form, account=found), 422 if form.is_submitted() else 200


@bp.post("/comptes/<uuid:account_id>/roles/<uuid:grant_id>/retirer")
@requires(Permission.ACCOUNTS_MANAGE)
def remove_role(account_id: uuid.UUID, grant_id: uuid.UUID) -> ResponseReturnValue:
    """Take a role back."""
    found = get_account(account_id)
    try:
        services.take_role(services.get_grant(found, grant_id), by=current_account())
    except DomainError as error:
        return _refused(found, error)
    return _back(found, _("Le rôle est retiré."))


@bp.post("/comptes/<uuid:account_id>/invitation")
@requires(Permission.ACCOUNTS_MANAGE)
def invite_again(account_id: uuid.UUID) -> ResponseReturnValue:
    """Send the invitation once more."""
    found = get_account(account_id)
    if found.activated_at is None and found.deactivated_at is None:
        access_services.send_invitation(found, by=current_account())
    return _back(found, _("L’invitation est envoyée. Le lien précédent ne fonctionne plus."))


@bp.route("/comptes/<uuid:account_id>/desactiver", methods=["GET", "POST"])
@requires(Permission.ACCOUNTS_MANAGE)
def deactivate_account(account_id: uuid.UUID) -> ResponseReturnValue:
    """Ask, then close an account."""
    found = get_account(account_id)
    if request.method == "POST":
        try:
            access_services.deactivate_account(found, by=current_account())
        except DomainError as error:
            return _refused(found, error)
        return _back(found, _("Le compte est désactivé, et ses appareils déconnectés."))
    return render_template(
        "web/confirm.html",
        title=_("Désactiver ce compte\u00a0?"),
        text=_("La personne ne pourra plus se connecter. Ce qu’elle a enregistré reste. Vous pourrez le réactiver."),
        action=request.path,
        label=_("Oui, le désactiver"),
        cancel=url_for(".account", account_id=found.id),
        danger=True,
    )


@bp.post("/comptes/<uuid:account_id>/reactiver")
@requires(Permission.ACCOUNTS_MANAGE)
def reactivate_account(account_id: uuid.UUID) -> ResponseReturnValue:
    """Open a closed account again."""
    found = get_account(account_id)
    access_services.reactivate_account(found, by=current_account())
    return _back(found, _("Le compte est réactivé, avec ses rôles."))


def _back(found: Account, text: str) -> ResponseReturnValue:
    flash(text, "success")
    return redirect(url_for(".account", account_id=found.id), 303)


def _refused(found: Account, error: DomainError) -> ResponseReturnValue:
    """The rule's sentence, on the page of the account; nothing was changed."""
    address = url_for(".account", account_id=found.id)
    release()
    flash(_(error.message, **error.values), "error")
    return redirect(address, 303)
