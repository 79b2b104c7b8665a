"""Writes of accounts that concern structures: a mediator's role goes with her place in a structure."""

import uuid

from sqlalchemy import select

from inclusion_app.access import rules
from inclusion_app.access.models import Account, RoleGrant
from inclusion_app.access.permissions import Role
from inclusion_app.access.queries import get_account
from inclusion_app.access.services import grant_role, invite_account, remove_grant
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.kernel.text import N_
from inclusion_app.network.models import Mediator, Membership, Structure
from inclusion_app.network.services.mediators import end_membership, invite_mediator


def invite(
    *, email: str, name: str, role: Role, structure: Structure | None, territory_key: str | None, by: Account
) -> Account:
    """Invite somebody with her first role."""
    _check(role, structure, territory_key)
    if role is Role.MEDIATOR and structure:
        return _as_mediator(name, email, structure, by)
    account = invite_account(email=email, name=name, by=by)
    grant_role(account, role, structure_id=structure.id if structure else None, territory_key=territory_key, by=by)
    return account


def give_role(
    account: Account, *, role: Role, structure: Structure | None, territory_key: str | None, by: Account
) -> None:
    """Give one more role; a mediator joins the structure."""
    _check(role, structure, territory_key)
    structure_id = structure.id if structure else None
    if any((g.role, g.structure_id, g.territory_key) == (role, structure_id, territory_key) for g in account.grants):
        raise DomainError(N_("Ce compte a déjà ce rôle."), field="role")
    if role is Role.MEDIATOR and structure:
        _as_mediator(str(account.name), str(account.email), structure, by)
    else:
        grant_role(account, role, structure_id=structure_id, territory_key=territory_key, by=by)


def take_role(grant: RoleGrant, *, by: Account) -> None:
    """Take a role back; a mediator leaves the structure today, what she recorded remains."""
    membership = _membership_of(grant)
    if membership is None:
        remove_grant(grant, by=by)
    else:
        end_membership(membership, ended_on=clock.today(), by=by)


def get_grant(account: Account, grant_id: uuid.UUID) -> RoleGrant:
    """One of the roles of this account."""
    for grant in account.grants:
        if grant.id == grant_id:
            return grant
    raise NotFound


def _as_mediator(name: str, email: str, structure: Structure, by: Account) -> Account:
    mediator = invite_mediator(name=name, email=email, structure=structure, usual_place=None, by=by)
    if mediator.account_id is None:
        raise NotFound
    return get_account(mediator.account_id)


def _membership_of(grant: RoleGrant) -> Membership | None:
    if grant.role is not Role.MEDIATOR or grant.structure_id is None:
        return None
    query = select(Membership).join(Mediator, Membership.mediator_id == Mediator.id)
    own = (Mediator.account_id == grant.account_id) & (Membership.structure_id == grant.structure_id)
    return db.session.scalar(query.where(own, Membership.ended_on.is_(None)))


def _check(role: Role, structure: Structure | None, territory_key: str | None) -> None:
    if role is Role.MEDIATOR and structure is None:
        raise DomainError(N_("Dites dans quelle structure ce rôle est donné."), field="structure")
    rules.check_limit(role, structure=structure is not None, territory=territory_key is not None)
