"""Writes of accounts, grants, sign-ins, drafts."""

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import delete, select

from inclusion_app.access import letters, links, passwords, queries, rules
from inclusion_app.access.models import Account, Draft, LinkPurpose, OneUseLink, RoleGrant, SignInSession, email_index
from inclusion_app.access.permissions import Role
from inclusion_app.access.tokens import hash_of, new_token
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db, violations
from inclusion_app.kernel.errors import DomainError, StaleVersion
from inclusion_app.kernel.text import N_

SESSION_LIFE = timedelta(hours=12)
SEEN_STEP = timedelta(minutes=5)
STILL_KEPT = timedelta(days=7)  # a page left open over a long week-end
MOST_DRAFTS = 50

Posted = Mapping[str, Sequence[str]]


def create_account(*, email: str, name: str, by: Account | None) -> Account:
    """A new account, without any right nor password yet."""
    account = Account(
        email=email.strip(), email_index=email_index(email), name=name.strip(), created_at=clock.now(), version=1
    )
    taken = DomainError(N_("Cette adresse a déjà un compte."), field="email")
    with violations({"account.email_index": taken}):
        db.session.add(account)
        db.session.flush()
    audit.write("account.create", subject=account, by=by)
    return account


def invite_account(*, email: str, name: str, by: Account | None) -> Account:
    """The account of this address (it keeps its name) or a new one; who has not accepted yet is sent an invitation."""
    account = queries.find_account_by_email(email)
    if account is None:
        account = create_account(email=email, name=name, by=by)
    elif account.deactivated_at:
        raise DomainError(N_("Ce compte a été désactivé. Demandez à l’administration de le réactiver."), field="email")
    if account.activated_at is None:
        send_invitation(account, by=by)
    return account


def send_invitation(account: Account, *, by: Account | None) -> OneUseLink:
    """Queue the letter that invites, with a link good for seven days; earlier links no longer work."""
    links.void_links(account)
    link = links.send_link(account, LinkPurpose.INVITATION, by=by)
    audit.write("account.invite", subject=account, by=by)
    return link


def request_link(*, email: str, purpose: LinkPurpose) -> None:
    """Queue the link that somebody asks for at this address, if it has an account; the page says the same if not."""
    account = queries.find_account_by_email(email)
    if account is None or account.deactivated_at:
        return
    if account.activated_at is None:
        send_invitation(account, by=None)
    else:
        links.send_link(account, purpose, by=account)


def grant_role(
    account: Account,
    role: Role,
    *,
    structure_id: uuid.UUID | None = None,
    territory_key: str | None = None,
    by: Account | None,
) -> RoleGrant:
    """Give a role within one structure or one territory, or without limit; giving it twice changes nothing."""
    for known in account.grants:
        if (known.role, known.structure_id, known.territory_key) == (role, structure_id, territory_key):
            return known
    grant = RoleGrant(
        account=account,
        role=role,
        structure_id=structure_id,
        territory_key=territory_key,
        granted_at=clock.now(),
        granted_by_id=by.id if by else None,
    )
    db.session.add(grant)
    audit.write("account.grant", subject=account, by=by, details=_said(grant))
    db.session.flush()
    return grant


def remove_grant(grant: RoleGrant, *, by: Account) -> None:
    """Take a role back; the last administrator keeps hers."""
    account = grant.account
    rules.check_not_oneself(grant.role is Role.ADMINISTRATOR and account.id == by.id)
    rules.check_not_last(grant.role, queries.list_other_administrators(account))
    account.grants.remove(grant)
    db.session.delete(grant)
    audit.write("account.revoke", subject=account, by=by, details=_said(grant))
    db.session.flush()


def _said(grant: RoleGrant) -> dict[str, str]:
    structure = str(grant.structure_id or "")
    return {"role": grant.role.value, "structure": structure, "territory": grant.territory_key or ""}


def deactivate_account(account: Account, *, by: Account) -> Account:
    """Close an account: its sign-ins and links end at once, what it wrote remains."""
    rules.check_not_oneself(account.id == by.id)
    if any(grant.role is Role.ADMINISTRATOR for grant in account.grants):
        rules.check_not_last(Role.ADMINISTRATOR, queries.list_other_administrators(account))
    account.deactivated_at = clock.now()
    revoke_sessions(account, by=by)
    links.void_links(account)
    audit.write("account.deactivate", subject=account, by=by)
    db.session.flush()
    return account


def reactivate_account(account: Account, *, by: Account) -> Account:
    """Open a closed account again, with the roles it had."""
    account.deactivated_at = None
    audit.write("account.reactivate", subject=account, by=by)
    db.session.flush()
    return account


def update_account(account: Account, *, name: str, email: str, version: int, by: Account) -> Account:
    """Change name and address, unless somebody else changed the account since the form was opened."""
    if account.version != version:
        raise StaleVersion(N_("Quelqu’un d’autre a modifié ce compte entre-temps\u00a0: vérifiez, puis enregistrez."))
    if name.strip() != account.name:
        rename_account(account, name=name, by=by)
    return change_email(account, email=email, by=by)


def rename_account(account: Account, *, name: str, by: Account) -> Account:
    """Change the name shown."""
    account.name = name.strip()
    audit.write("account.rename", subject=account, by=by)
    db.session.flush()
    return account


def change_email(account: Account, *, email: str, by: Account) -> Account:
    """Change the address that signs in; the former one is told, and links sent to it no longer work."""
    former = str(account.email)
    if email_index(email) == account.email_index:
        return account
    taken = DomainError(N_("Cette adresse a déjà un compte."), field="email")
    with violations({"account.email_index": taken}):
        account.email, account.email_index = email.strip(), email_index(email)
        db.session.flush()
    links.void_links(account)
    letters.tell_new_address(account, former)
    audit.write("account.email", subject=account, by=by)
    db.session.flush()
    return account


def set_password(account: Account, password: str, *, by: Account | None) -> Account:
    """Choose the password of an account; links already sent no longer work."""
    rules.check_password(password, email=str(account.email))
    account.password_hash = passwords.hash_password(password)
    links.void_links(account)
    audit.write("account.password", subject=account, by=by)
    db.session.flush()
    return account


def activate_account(account: Account, *, name: str) -> Account:
    """Accept an invitation."""
    account.name = name.strip()
    account.activated_at = account.activated_at or clock.now()
    audit.write("account.activate", subject=account, by=account)
    db.session.flush()
    return account


def open_session(account: Account, *, device: str) -> tuple[SignInSession, str]:
    """Sign an account in on one browser; returns the row and the token for the cookie."""
    token, now = new_token(), clock.now()
    session = SignInSession(
        account=account,
        token_hash=hash_of(token),
        created_at=now,
        seen_at=now,
        expires_at=now + SESSION_LIFE,
        device=device[:80],
    )
    db.session.add(session)
    audit.write("account.sign_in", subject=account, by=account)
    db.session.flush()
    return session, token


def revoke_session(session: SignInSession, *, by: Account) -> None:
    """End one sign-in."""
    session.revoked_at = clock.now()
    audit.write("account.sign_out", subject=session.account, by=by)
    db.session.flush()


def revoke_sessions(account: Account, *, by: Account, keep: SignInSession | None = None) -> None:
    """End every sign-in of an account, but one if it is given."""
    for session in queries.list_sessions(account):
        if keep is None or session.id != keep.id:
            revoke_session(session, by=by)


def is_worth_noting(session: SignInSession) -> bool:
    """The last sight of this sign-in is old enough to be written again."""
    return clock.now() - session.seen_at > SEEN_STEP


def note_seen(session_id: uuid.UUID) -> None:
    """Write that this sign-in is in use, and prolong it."""
    session = db.session.get(SignInSession, session_id)
    if session is not None:
        session.seen_at = clock.now()
        session.expires_at = clock.now() + SESSION_LIFE


def save_draft(account: Account, form: str, content: Posted) -> Draft:
    """Keep what is being typed in the form at this path; one draft a form."""
    draft = queries.find_draft(account, form)
    if draft is None:
        discard_draft(account, form)
        draft = Draft(account_id=account.id, form=form)
        db.session.add(draft)
    draft.content = json.dumps({name: list(values) for name, values in content.items()})
    draft.saved_at = clock.now()
    db.session.flush()
    newest = select(Draft.id).where(Draft.account_id == account.id).order_by(Draft.saved_at.desc()).limit(MOST_DRAFTS)
    db.session.execute(delete(Draft).where(Draft.account_id == account.id, Draft.id.not_in(newest)))
    return draft


def discard_draft(account: Account, form: str) -> None:
    """Forget the draft of this form, if any: it was saved for good, or it is too old."""
    db.session.execute(delete(Draft).where(Draft.account_id == account.id, Draft.form == form))


def keep_expired_post(token: str, form: str, content: Posted) -> None:
    """What an expired sign-in was posting becomes a draft of its account; a revoked or very old one keeps nothing."""
    session = queries.find_session(token)
    if session is None or session.revoked_at or session.account.deactivated_at:
        return
    if session.expires_at > clock.now() - STILL_KEPT:
        save_draft(session.account, form, content)
