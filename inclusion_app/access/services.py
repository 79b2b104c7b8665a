"""Writes of accounts, grants, sign-ins, drafts."""

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import delete

from inclusion_app.access import queries
from inclusion_app.access.models import Account, Draft, RoleGrant, SignInSession, email_index
from inclusion_app.access.permissions import Role
from inclusion_app.access.tokens import hash_of, new_token
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db, violations
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_

SESSION_LIFE = timedelta(hours=12)
SEEN_STEP = timedelta(minutes=5)

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
    details = {"role": role.value, "structure": str(structure_id or ""), "territory": territory_key or ""}
    audit.write("account.grant", subject=account, by=by, details=details)
    db.session.flush()
    return grant


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
    return draft


def discard_draft(account: Account, form: str) -> None:
    """Forget the draft of this form, if any: it was saved for good, or it is too old."""
    db.session.execute(delete(Draft).where(Draft.account_id == account.id, Draft.form == form))


def keep_expired_post(token: str, form: str, content: Posted) -> None:
    """What an expired sign-in was posting becomes a draft of its account; a revoked one keeps nothing."""
    session = queries.find_session(token)
    if session is not None and session.revoked_at is None and session.account.deactivated_at is None:
        save_draft(session.account, form, content)
