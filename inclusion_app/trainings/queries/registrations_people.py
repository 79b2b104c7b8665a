"""Whom the caller knows: the colleagues whom she may register, the registered whose page she may open."""

import uuid
from collections.abc import Iterable

from sqlalchemy import or_, select

from inclusion_app.access.models import Account, RoleGrant
from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.citizens.models import Citizen
from inclusion_app.citizens.queries.scoped import visible_to
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import NotFound
from inclusion_app.kernel.text import fold
from inclusion_app.network.models import Mediator, Membership, Structure
from inclusion_app.network.queries import structures_within
from inclusion_app.trainings.models.registrations import Registration

MOST_DECRYPTED = 5_000
MOST_SUGGESTED = 10
LEAST_LETTERS = 2


def match_colleagues(scope: Scope, text: str) -> list[Account]:
    """Those whose name the text begins, by name; each word typed begins a word of the name."""
    words = fold(text).split()
    if sum(map(len, words)) < LEAST_LETTERS:
        return []
    named = ((fold(account.name or ""), account) for account in _colleagues(scope))
    found = [(name, account) for name, account in named if all(f" {word}" in f" {name}" for word in words)]
    return [account for _, account in sorted(found, key=lambda one: (one[0], one[1].id))[:MOST_SUGGESTED]]


def get_colleague(scope: Scope, account_id: uuid.UUID) -> Account:
    """One of those colleagues. Raises NotFound."""
    for account in _colleagues(scope, account_id):
        return account
    raise NotFound


def _colleagues(scope: Scope, account_id: uuid.UUID | None = None) -> list[Account]:
    ours = select(Structure.id).where(structures_within(scope, Permission.SESSIONS_MANAGE))
    today = clock.today()
    going = or_(Membership.ended_on.is_(None), Membership.ended_on > today)
    working = select(Mediator.account_id).join(Membership).where(Membership.structure_id.in_(ours), going)
    granted = select(RoleGrant.account_id).where(RoleGrant.structure_id.in_(ours))
    query = select(Account).where(
        or_(Account.id.in_(working), Account.id.in_(granted), Account.id == scope.account_id),
        Account.deactivated_at.is_(None),
        Account.activated_at.is_not(None),
    )
    if account_id:
        query = query.where(Account.id == account_id)
    return list(db.session.scalars(query.order_by(Account.id.desc()).limit(MOST_DECRYPTED)))


def list_citizens_seen(scope: Scope, registrations: Iterable[Registration]) -> frozenset[uuid.UUID]:
    """Those of the registered whose page of a followed person the caller may open."""
    keys = [registration.citizen_id for registration in registrations if registration.citizen_id]
    if not keys:
        return frozenset()
    return frozenset(db.session.scalars(select(Citizen.id).where(Citizen.id.in_(keys), visible_to(scope))))
