"""One citizen, her followers, the caller's own place among them."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from inclusion_app.access.scope import Scope
from inclusion_app.citizens.models import Citizen, FollowUp
from inclusion_app.citizens.queries.scoped import followed_by, known_to, own_structures, visible_to
from inclusion_app.citizens.rules import UNDO
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import Forbidden, NotFound
from inclusion_app.network.models import Mediator, Membership, Structure


def get_citizen(scope: Scope, citizen_id: uuid.UUID) -> Citizen:
    """Someone whom the caller may see.

    Raises Forbidden to a colleague, a manager, a coordinator without that right, NotFound to a stranger.
    """
    one = select(Citizen).where(Citizen.id == citizen_id, Citizen.deleted_at.is_(None))
    citizen = db.session.scalar(one.where(visible_to(scope)).options(joinedload(Citizen.commune)))
    if citizen is not None:
        return citizen
    if db.session.scalar(select(one.where(known_to(scope)).exists())):
        raise Forbidden
    raise NotFound


def get_followed(scope: Scope, citizen_id: uuid.UUID) -> Citizen:
    """Someone whom the caller follows herself; a colleague with whom she is shared may not do what this is for."""
    citizen = get_citizen(scope, citizen_id)
    if not is_followed(scope, citizen):
        raise Forbidden
    return citizen


def get_deleted(scope: Scope, citizen_id: uuid.UUID) -> Citizen:
    """Someone whom the caller followed and whose deletion can still be undone."""
    found = db.session.scalar(_deleted(scope).where(Citizen.id == citizen_id))
    if found is None:
        raise NotFound
    return found


def list_deleted(scope: Scope) -> Sequence[Citizen]:
    """The caller's citizens deleted for less than 30 days, last deleted first."""
    return db.session.scalars(_deleted(scope).order_by(Citizen.deleted_at.desc(), Citizen.id)).all()


def count_deleted(scope: Scope) -> int:
    """How many deletions of the caller's citizens can still be undone."""
    return db.session.scalar(select(func.count()).select_from(_deleted(scope).subquery())) or 0


def _deleted(scope: Scope) -> Select[Citizen]:
    return (
        select(Citizen)
        .where(Citizen.deleted_at > clock.now() - UNDO, followed_by(scope))
        .options(joinedload(Citizen.commune))
    )


def was_sent(scope: Scope, form_key: uuid.UUID) -> bool:
    """The caller's form of this key already opened a follow-up."""
    mine = select(Citizen.id).where(Citizen.form_key == form_key, Citizen.created_by_id == scope.account_id)
    return db.session.scalar(mine) is not None


def is_followed(scope: Scope, citizen: Citizen) -> bool:
    """The caller follows this citizen."""
    return bool(db.session.scalar(select(Citizen.id).where(Citizen.id == citizen.id, followed_by(scope))))


def list_follow_ups(scope: Scope, citizen: Citizen) -> Sequence[FollowUp]:
    """Who follows a citizen whom the caller sees, in the order they began."""
    query = (
        select(FollowUp)
        .join(Citizen)
        .where(FollowUp.citizen_id == citizen.id, FollowUp.ended_on.is_(None), visible_to(scope))
        .options(joinedload(FollowUp.mediator))
        .order_by(FollowUp.started_on, FollowUp.id)
    )
    return db.session.scalars(query).all()


def list_own_structures(scope: Scope) -> Sequence[Structure]:
    """The structures where the caller works today, in the order of their names."""
    query = select(Structure).where(Structure.id.in_(own_structures(scope)), Structure.deleted_at.is_(None))
    return db.session.scalars(query.order_by(Structure.name, Structure.id)).all()


def list_team(scope: Scope, citizen: Citizen) -> list[str]:
    """Names of the caller's colleagues who would see this citizen once shared, in alphabetical order."""
    today = clock.today()
    query = (
        select(Mediator)
        .join(Membership)
        .where(
            Membership.structure_id == citizen.structure_id,
            Membership.structure_id.in_(own_structures(scope)),
            Membership.started_on <= today,
            Membership.ended_on.is_(None) | (Membership.ended_on > today),
            Mediator.left_on.is_(None) | (Mediator.left_on > today),
            Mediator.account_id.is_not(None),
            Mediator.account_id != scope.account_id,
        )
        .order_by(Mediator.id)
    )
    return sorted({mediator.name or "" for mediator in db.session.scalars(query)})
