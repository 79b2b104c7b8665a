"""Writes of mediators and of their memberships."""

import uuid
from datetime import date

from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Permission, Role
from inclusion_app.access.queries import get_account
from inclusion_app.access.services import grant_role, invite_account, remove_grant
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.network import rules
from inclusion_app.network.models import Mediator, Membership, Place, Structure
from inclusion_app.network.reach import check_reach


def invite_mediator(
    *, name: str, email: str, structure: Structure, usual_place: Place | None, by: Account | None
) -> Mediator:
    """Invite someone to work in a structure; whoever already works elsewhere keeps her account, with one more role."""
    check_reach(by, Permission.MEDIATORS_INVITE, structure_id=structure.id, commune_code=structure.commune_code)
    account = invite_account(email=email, name=name, by=by)
    mediator = db.session.scalar(select(Mediator).where(Mediator.account_id == account.id))
    if mediator is None:
        mediator = Mediator(account_id=account.id, name=account.name, created_at=clock.now())
        mediator.usual_commune_code = structure.commune_code
        db.session.add(mediator)
        db.session.flush()
    _join(mediator, structure, by=by)
    grant_role(account, Role.MEDIATOR, structure_id=structure.id, by=by)
    if mediator.usual_place_id is None and usual_place is not None:
        mediator.usual_place_id, mediator.usual_commune_code = usual_place.id, usual_place.commune_code
    audit.write("mediator.invite", subject=mediator, by=by, details={"structure": str(structure.id)})
    db.session.flush()
    return mediator


def _join(mediator: Mediator, structure: Structure, *, by: Account | None) -> Membership:
    today = clock.today()
    for known in mediator.memberships:
        if known.structure_id != structure.id:
            continue
        if known.ended_on is None:
            raise DomainError(N_("Cette personne travaille déjà dans cette structure."), field="email")
        if known.started_on == today:  # ended by mistake the very day
            known.ended_on = None
            mediator.left_on = None
            return known
    membership = Membership(mediator_id=mediator.id, structure_id=structure.id, started_on=today)
    mediator.memberships.append(membership)
    mediator.left_on = None
    return membership


def end_membership(membership: Membership, *, ended_on: date, by: Account) -> Membership:
    """The mediator no longer works there: her role there ends now, what she recorded remains."""
    if membership.ended_on is not None:
        raise DomainError(N_("Ce rattachement est déjà terminé."))
    rules.check_end(membership.started_on, ended_on, clock.today())
    membership.ended_on = ended_on
    mediator = membership.mediator
    if mediator.account_id is not None:
        _take_role_back(mediator.account_id, membership.structure_id, by=by)
    if all(row.ended_on is not None for row in mediator.memberships):
        mediator.left_on = max(row.ended_on for row in mediator.memberships if row.ended_on)
    details = {"structure": str(membership.structure_id), "on": ended_on.isoformat()}
    audit.write("mediator.leave", subject=mediator, by=by, details=details)
    db.session.flush()
    return membership


def _take_role_back(account_id: uuid.UUID, structure_id: uuid.UUID, *, by: Account) -> None:
    for grant in list(get_account(account_id).grants):
        if grant.role is Role.MEDIATOR and grant.structure_id == structure_id:
            remove_grant(grant, by=by)


def change_usual_place(mediator: Mediator, *, place: Place | None, by: Account) -> Mediator:
    """Where she usually works: proposed in her forms, and the commune of what she does at a distance."""
    mediator.usual_place_id = place.id if place else None
    if place is not None:
        mediator.usual_commune_code = place.commune_code
    audit.write("mediator.usual_place", subject=mediator, by=by)
    db.session.flush()
    return mediator
