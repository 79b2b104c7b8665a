"""Reads of accounts, sign-ins, drafts."""

import uuid
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from inclusion_app.access.models import Account, Draft, RoleGrant, SignInSession, email_index
from inclusion_app.access.permissions import Role
from inclusion_app.access.tokens import hash_of
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import NotFound

DRAFT_LIFE = timedelta(hours=24)


def get_account(account_id: uuid.UUID) -> Account:
    """An account by its key, whatever its state."""
    account = db.session.get(Account, account_id)
    if account is None:
        raise NotFound
    return account


def find_account_by_email(email: str) -> Account | None:
    """The account of this address."""
    return db.session.scalar(select(Account).where(Account.email_index == email_index(email)))


def list_other_administrators(account: Account) -> Sequence[Account]:
    """The administrators besides this account who can sign in now."""
    query = (
        select(Account)
        .join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(RoleGrant.role == Role.ADMINISTRATOR, Account.id != account.id)
        .where(Account.deactivated_at.is_(None), Account.activated_at.is_not(None))
    )
    return db.session.scalars(query.distinct().order_by(Account.id)).all()


def find_session(token: str) -> SignInSession | None:
    """The sign-in of this token, valid or not."""
    return db.session.scalar(select(SignInSession).where(SignInSession.token_hash == hash_of(token)))


def find_valid_session(token: str) -> SignInSession | None:
    """The sign-in of this token, unless it expired, was revoked, or its account was closed."""
    session = find_session(token)
    if session is None or session.revoked_at or session.expires_at <= clock.now() or session.account.deactivated_at:
        return None
    return session


def list_sessions(account: Account) -> Sequence[SignInSession]:
    """The account's sign-ins still open, newest first."""
    query = select(SignInSession).where(
        SignInSession.account_id == account.id,
        SignInSession.revoked_at.is_(None),
        SignInSession.expires_at > clock.now(),
    )
    return db.session.scalars(query.order_by(SignInSession.seen_at.desc(), SignInSession.id)).all()


def find_draft(account: Account, form: str) -> Draft | None:
    """What this account was typing in the form at this path, less than a day ago."""
    return db.session.scalar(
        select(Draft).where(
            Draft.account_id == account.id, Draft.form == form, Draft.saved_at > clock.now() - DRAFT_LIFE
        )
    )
