"""Reads of accounts, sign-ins, drafts, audit lines."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from inclusion_app.access.models import Account, Draft, RoleGrant, SignInSession, email_index
from inclusion_app.access.permissions import Permission, Role
from inclusion_app.access.rules import AccountState
from inclusion_app.access.scope import Scope
from inclusion_app.access.tokens import hash_of
from inclusion_app.kernel import clock, crypto
from inclusion_app.kernel.audit import AuditLine
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import NotFound
from inclusion_app.kernel.text import fold

DRAFT_LIFE = timedelta(hours=24)
_MOST_NAMES = 5000


def get_account(account_id: uuid.UUID) -> Account:
    """An account by its key, whatever its state."""
    account = db.session.get(Account, account_id)
    if account is None:
        raise NotFound
    return account


def find_account_by_email(email: str) -> Account | None:
    """The account of this address."""
    return db.session.scalar(select(Account).where(Account.email_index == email_index(email)))


@dataclass(frozen=True)
class AccountFilter:
    """Which accounts are looked at; `text` is a whole address, or a part of a name."""

    text: str = ""
    role: Role | None = None
    state: AccountState | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if "@" in self.text:
            found.append(Account.email_index == email_index(self.text))
        if self.role:
            found.append(Account.id.in_(select(RoleGrant.account_id).where(RoleGrant.role == self.role)))
        if self.state:
            found.append(_STATES[self.state])
        return found


_STATES: dict[AccountState, ColumnElement[bool]] = {
    AccountState.CLOSED: Account.deactivated_at.is_not(None),
    AccountState.INVITED: Account.deactivated_at.is_(None) & Account.activated_at.is_(None),
    AccountState.ACTIVE: Account.deactivated_at.is_(None) & Account.activated_at.is_not(None),
}


def list_accounts(scope: Scope, wanted: AccountFilter, *, offset: int, limit: int) -> tuple[Sequence[Account], int]:
    """One page of accounts in the order of names, and how many there are in all.

    Names are sealed: those of the newest accounts, 5,000 at most, are opened to be sorted and searched.
    """
    scope.check(Permission.ACCOUNTS_MANAGE)
    newest = select(Account.id, Account.name_sealed).where(*wanted.conditions()).order_by(Account.id.desc())
    rows = db.session.execute(newest.limit(_MOST_NAMES)).all()
    named = sorted((fold(crypto.unseal(sealed, Account.name.associated("account", key))), key) for key, sealed in rows)
    part = "" if "@" in wanted.text else fold(wanted.text)
    found = [key for name, key in named if part in name]
    page = found[offset : offset + limit]
    accounts = {row.id: row for row in db.session.scalars(select(Account).where(Account.id.in_(page)))}
    return [accounts[key] for key in page], len(found)


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
    query = select(SignInSession).where(SignInSession.token_hash == hash_of(token))
    return db.session.scalar(query.options(joinedload(SignInSession.account)))


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


def get_session(account: Account, session_id: uuid.UUID) -> SignInSession:
    """One of the account's own sign-ins still open."""
    session = db.session.get(SignInSession, session_id)
    if session is None or session.account_id != account.id or session.revoked_at:
        raise NotFound
    return session


def find_draft(account: Account, form: str) -> Draft | None:
    """What this account was typing in the form at this path, less than a day ago."""
    return db.session.scalar(select(Draft).where(*_drafts(account), Draft.form == form))


def list_forms_begun(account: Account, forms: Collection[str]) -> Sequence[str]:
    """Those of these paths at which this account was typing less than a day ago."""
    return db.session.scalars(select(Draft.form).where(*_drafts(account), Draft.form.in_(forms))).all()


def _drafts(account: Account) -> tuple[ColumnElement[bool], ...]:
    return Draft.account_id == account.id, Draft.saved_at > clock.now() - DRAFT_LIFE


@dataclass(frozen=True)
class AuditFilter:
    """What part of the audit is looked at; `until` is included."""

    action: str | None = None
    account_id: uuid.UUID | None = None
    since: date | None = None
    until: date | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if self.action:
            found.append(AuditLine.action == self.action)
        if self.account_id:
            mine = (AuditLine.account_id == self.account_id) | (AuditLine.subject_id == self.account_id)
            found.append(mine)
        if self.since:
            found.append(AuditLine.at >= clock.start_of(self.since))
        if self.until:
            found.append(AuditLine.at < clock.start_of(self.until + timedelta(days=1)))
        return found


def list_audit_lines(scope: Scope, wanted: AuditFilter, *, offset: int, limit: int) -> Sequence[AuditLine]:
    """Lines of the audit, newest first."""
    scope.check(Permission.AUDIT_READ)
    query = select(AuditLine).where(*wanted.conditions()).order_by(AuditLine.at.desc(), AuditLine.id.desc())
    return db.session.scalars(query.offset(offset).limit(limit)).all()


def count_audit_lines(scope: Scope, wanted: AuditFilter) -> int:
    """How many lines there are in all."""
    scope.check(Permission.AUDIT_READ)
    return db.session.scalar(select(func.count()).select_from(AuditLine).where(*wanted.conditions())) or 0


def names_of(scope: Scope, account_ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """The names of these accounts, for whoever manages accounts or reads the audit."""
    scope.check(Permission.AUDIT_READ)
    wanted = {account_id for account_id in account_ids if account_id}
    accounts = db.session.scalars(select(Account).where(Account.id.in_(wanted)))
    return {account.id: str(account.name) for account in accounts}
