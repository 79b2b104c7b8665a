"""Reads of mediators, within the caller's reach. Their names are sealed: a list decrypts those of one reach."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import Forbidden, NotFound
from inclusion_app.kernel.text import fold
from inclusion_app.network.models import Mediator, Membership, Structure
from inclusion_app.network.queries import structures_within
from inclusion_app.territories.queries import commune_filter, get_territory

LARGEST_TEAM = 5_000


@dataclass(frozen=True)
class Seen:
    """A mediator as her team sees her: the account, None when there is none, and her memberships of the caller's reach.

    `elsewhere`: she also works today for a structure that the caller does not see.
    """

    mediator: Mediator
    account: Account | None
    memberships: tuple[Membership, ...]
    current: tuple[Membership, ...]
    elsewhere: bool

    @property
    def name(self) -> str:
        """As she writes it in her account, else as her file says."""
        return (self.account.name if self.account else None) or self.mediator.name or ""

    @property
    def waiting(self) -> bool:
        """She has not accepted her invitation yet."""
        return self.account is not None and self.account.activated_at is None

    @property
    def reachable(self) -> bool:
        """Her address is shown, unless she left for a structure that the caller does not see."""
        return self.account is not None and (bool(self.current) or not self.elsewhere)


def is_current(membership: Membership, today: date) -> bool:
    """The membership has begun and is not over."""
    return membership.started_on <= today and (membership.ended_on is None or membership.ended_on > today)


def mediators_within(scope: Scope, permission: Permission = Permission.MEDIATORS_READ) -> ColumnElement[bool]:
    """SQL condition on Mediator: she works or worked for a structure of the reach; or she has none (imported) and
    usually works in one of its territories."""
    reach = scope.reach(permission)
    ours = select(Membership.mediator_id).join(Structure).where(structures_within(scope, permission))
    alone = Mediator.id.not_in(select(Membership.mediator_id))
    usual = Mediator.usual_commune_code
    places = [commune_filter(get_territory(key), usual) for key in sorted(reach.territory_keys)]
    if reach.everywhere:
        return or_(Mediator.id.in_(ours), alone)
    return or_(Mediator.id.in_(ours), *(and_(alone, place) for place in places))


def list_mediators(scope: Scope, *, text: str = "", gone: bool = False) -> list[Seen]:
    """The mediators that the caller may see, by name; those who left when `gone`."""
    left = Mediator.left_on.is_not(None) if gone else Mediator.left_on.is_(None)
    query = (
        select(Mediator)
        .where(mediators_within(scope), left)
        .options(selectinload(Mediator.memberships).joinedload(Membership.structure), joinedload(Mediator.usual_place))
        .order_by(Mediator.id)
        .limit(LARGEST_TEAM)
    )
    found = list(db.session.scalars(query))
    keys = [mediator.account_id for mediator in found if mediator.account_id]
    accounts = {account.id: account for account in db.session.scalars(select(Account).where(Account.id.in_(keys)))}
    words = fold(text).split()
    ours = _structures(scope, found)
    seen = [_seen(mediator, accounts.get(mediator.account_id), ours) for mediator in found]  # type: ignore[arg-type]
    kept = (one for one in seen if all(f" {word}" in f" {_folded(one)}" for word in words))
    return sorted(kept, key=lambda one: (_folded(one), one.mediator.id))


def get_mediator(scope: Scope, mediator_id: uuid.UUID) -> Seen:
    """A mediator inside the caller's reach. Raises NotFound."""
    mediator = db.session.scalar(select(Mediator).where(Mediator.id == mediator_id, mediators_within(scope)))
    if mediator is None:
        raise NotFound
    account = db.session.get(Account, mediator.account_id) if mediator.account_id else None
    return _seen(mediator, account, _structures(scope, [mediator]))


def get_mediator_to_change(scope: Scope, mediator_id: uuid.UUID) -> Seen:
    """A mediator who works where the caller may invite. Raises NotFound, or Forbidden when she may only see her.

    Where she worked before, her past is read and nothing of her present is changed.
    """
    seen = get_mediator(scope, mediator_id)
    if seen.mediator.memberships and not memberships_to_change(scope, seen):
        raise Forbidden
    query = select(Mediator.id).where(Mediator.id == mediator_id, mediators_within(scope, Permission.MEDIATORS_INVITE))
    if db.session.scalar(query) is None:
        raise Forbidden
    return seen


def get_membership(scope: Scope, membership_id: uuid.UUID) -> Membership:
    """A membership of a structure where the caller may invite. Raises NotFound."""
    ours = structures_within(scope, Permission.MEDIATORS_INVITE)
    query = select(Membership).join(Structure).where(Membership.id == membership_id, ours)
    found = db.session.scalar(query.options(joinedload(Membership.mediator)))
    if found is None:
        raise NotFound
    return found


def memberships_to_change(scope: Scope, seen: Seen) -> frozenset[uuid.UUID]:
    """The memberships of today that the caller may end."""
    keys = [membership.structure_id for membership in seen.current]
    query = select(Structure.id).where(Structure.id.in_(keys), structures_within(scope, Permission.MEDIATORS_INVITE))
    ours = set(db.session.scalars(query))
    return frozenset(membership.id for membership in seen.current if membership.structure_id in ours)


def count_mediators(structures: Sequence[Structure]) -> dict[uuid.UUID, int]:
    """How many mediators work for each structure today; those without any are absent."""
    today, keys = clock.today(), [structure.id for structure in structures]
    begun = and_(Membership.structure_id.in_(keys), Membership.started_on <= today)
    going = or_(Membership.ended_on.is_(None), Membership.ended_on > today)
    query = select(Membership.structure_id, func.count(Membership.mediator_id.distinct())).where(begun, going)
    rows = db.session.execute(query.group_by(Membership.structure_id))
    return {structure_id: count for structure_id, count in rows}  # noqa: C416 (rows are not pairs to mypy)


def find_mediators_of(scope: Scope, structure: Structure) -> list[Seen] | None:
    """The mediators who work for a structure today, by name; None when the caller may not know who they are."""
    readable = structures_within(scope, Permission.MEDIATORS_READ)
    if db.session.scalar(select(Structure.id).where(Structure.id == structure.id, readable)) is None:
        return None
    today = clock.today()
    query = (
        select(Membership)
        .where(Membership.structure_id == structure.id)
        .options(joinedload(Membership.mediator).selectinload(Mediator.memberships))
    )
    rows = [row for row in db.session.scalars(query) if is_current(row, today)]
    keys = [row.mediator.account_id for row in rows if row.mediator.account_id]
    accounts = {account.id: account for account in db.session.scalars(select(Account).where(Account.id.in_(keys)))}
    seen = {
        row.mediator_id: _seen(row.mediator, accounts.get(row.mediator.account_id), {structure.id})  # type: ignore[arg-type]
        for row in rows
    }
    return sorted(seen.values(), key=lambda one: (_folded(one), one.mediator.id))


def _structures(scope: Scope, mediators: Sequence[Mediator]) -> set[uuid.UUID]:
    """Those of the structures of these mediators that the caller sees."""
    keys = {membership.structure_id for mediator in mediators for membership in mediator.memberships}
    within = structures_within(scope, Permission.MEDIATORS_READ)
    return set(db.session.scalars(select(Structure.id).where(Structure.id.in_(keys), within)))


def _seen(mediator: Mediator, account: Account | None, ours: set[uuid.UUID]) -> Seen:
    today = clock.today()
    working = [row for row in mediator.memberships if is_current(row, today)]
    return Seen(
        mediator=mediator,
        account=account,
        memberships=tuple(row for row in mediator.memberships if row.structure_id in ours),
        current=tuple(row for row in working if row.structure_id in ours),
        elsewhere=any(row.structure_id not in ours for row in working),
    )


def _folded(seen: Seen) -> str:
    return fold(seen.name)
