"""Who may see a citizen: the mediators who follow them, and the team when the follow-up is shared."""

import uuid

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.citizens.models import Citizen, FollowUp
from inclusion_app.kernel import clock
from inclusion_app.network.models import Mediator, Membership


def own_mediators(scope: Scope) -> Select[uuid.UUID]:
    """The caller's own row of mediator, while she works."""
    working = or_(Mediator.left_on.is_(None), Mediator.left_on > clock.today())
    return select(Mediator.id).where(Mediator.account_id == scope.account_id, working).correlate(None)


def own_structures(scope: Scope) -> Select[uuid.UUID]:
    """The structures where the caller works today."""
    today = clock.today()
    current = and_(Membership.started_on <= today, or_(Membership.ended_on.is_(None), Membership.ended_on > today))
    mine = Membership.mediator_id.in_(own_mediators(scope))
    return select(Membership.structure_id).where(mine, current).correlate(None)


def followed_by(scope: Scope) -> ColumnElement[bool]:
    """SQL: the caller follows the citizen."""
    mine = and_(FollowUp.ended_on.is_(None), FollowUp.mediator_id.in_(own_mediators(scope)))
    return Citizen.id.in_(select(FollowUp.citizen_id).where(mine).correlate(None))


def in_own_structures(scope: Scope) -> ColumnElement[bool]:
    """SQL: a structure of the caller opened the follow-up."""
    return Citizen.structure_id.in_(own_structures(scope))


def visible_to(scope: Scope) -> ColumnElement[bool]:
    """SQL: the caller may read who the citizen is."""
    if not scope.allows(Permission.CITIZENS_FOLLOW):
        return false()
    seen = or_(followed_by(scope), and_(Citizen.shared_with_team.is_(True), in_own_structures(scope)))
    return and_(Citizen.deleted_at.is_(None), seen)


def known_to(scope: Scope) -> ColumnElement[bool]:
    """SQL: the citizen is within the caller's structures or territories, whether or not she may see who it is."""
    reach = scope.reach(Permission.RECORDS_READ_TEAM)
    managed = reach.condition(structure=Citizen.structure_id.expression, commune=Citizen.commune_code.expression)
    colleague = in_own_structures(scope) if scope.allows(Permission.CITIZENS_FOLLOW) else false()
    return or_(managed, colleague)
