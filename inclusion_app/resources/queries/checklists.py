"""Safety checks of the people whom the caller may see and of the places that she may change."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import aliased, joinedload

from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.citizens.models import Citizen
from inclusion_app.citizens.queries.scoped import followed_by, visible_to
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import NotFound
from inclusion_app.network.models import Place
from inclusion_app.network.queries import places_within
from inclusion_app.resources.models.given import Checklist

MOST_SHOWN = 100


def list_of_citizen(scope: Scope, citizen: Citizen, limit: int = MOST_SHOWN) -> Sequence[Checklist]:
    """The checks made with somebody, the last first."""
    return db.session.scalars(_last_first(_of_citizen(scope, citizen)).limit(limit)).all()


def list_of_place(scope: Scope, place: Place, limit: int = MOST_SHOWN) -> Sequence[Checklist]:
    """The checks made in a place, the last first."""
    return db.session.scalars(_last_first(_of_place(scope, place)).limit(limit)).all()


def get_of_citizen(scope: Scope, citizen: Citizen, checklist_id: uuid.UUID) -> Checklist:
    """One of somebody's. Raises NotFound."""
    return _get(_of_citizen(scope, citizen), checklist_id)


def get_of_place(scope: Scope, place: Place, checklist_id: uuid.UUID) -> Checklist:
    """One of a place's. Raises NotFound."""
    return _get(_of_place(scope, place), checklist_id)


def list_due_citizens(scope: Scope, until: date, limit: int) -> list[tuple[Citizen, date]]:
    """Whom the caller follows and whose next check comes by this day, the longest due first."""
    query = (
        select(Citizen, Checklist.next_on)
        .join(Checklist, Checklist.citizen_id == Citizen.id)
        .where(followed_by(scope), Citizen.deleted_at.is_(None), Checklist.next_on <= until)
        .where(_is_last(Checklist.citizen_id.expression))
        .order_by(Checklist.next_on, Checklist.id)
    )
    return [(citizen, day) for citizen, day in db.session.execute(query.limit(limit)) if day]


def list_due_places(scope: Scope, until: date, limit: int) -> list[tuple[Place, date]]:
    """The places that the caller may change and whose next check comes by this day, the longest due first."""
    query = (
        select(Place, Checklist.next_on)
        .join(Checklist, Checklist.place_id == Place.id)
        .where(places_within(scope, Permission.PLACES_EDIT), Place.deleted_at.is_(None), Checklist.next_on <= until)
        .where(_is_last(Checklist.place_id.expression))
        .order_by(Checklist.next_on, Checklist.id)
    )
    return [(place, day) for place, day in db.session.execute(query.limit(limit)) if day]


def author_names(checks: Iterable[Checklist]) -> dict[uuid.UUID, str]:
    """Who made them."""
    keys = {check.checked_by_id for check in checks}
    accounts = db.session.scalars(select(Account).where(Account.id.in_(keys)))
    return {account.id: account.name or "" for account in accounts}


def _of_citizen(scope: Scope, citizen: Citizen) -> Select[Checklist]:
    return select(Checklist).join(Citizen).where(Checklist.citizen_id == citizen.id, visible_to(scope))


def _of_place(scope: Scope, place: Place) -> Select[Checklist]:
    seen = places_within(scope, Permission.PLACES_EDIT)
    query = select(Checklist).join(Checklist.place).options(joinedload(Checklist.place))
    return query.where(Checklist.place_id == place.id, Place.deleted_at.is_(None), seen)


def _last_first(query: Select[Checklist]) -> Select[Checklist]:
    return query.order_by(Checklist.checked_on.desc(), Checklist.id.desc())


def _is_last(subject: ColumnElement[uuid.UUID | None]) -> ColumnElement[bool]:
    """SQL: nothing was checked again since; the keys of checks follow the time of their making."""
    later = aliased(Checklist)
    same = later.citizen_id if subject.key == "citizen_id" else later.place_id
    newer = or_(
        later.checked_on > Checklist.checked_on,
        and_(later.checked_on == Checklist.checked_on, later.id > Checklist.id),
    )
    return ~select(later.id).where(same == subject, newer).exists()


def _get(query: Select[Checklist], checklist_id: uuid.UUID) -> Checklist:
    found = db.session.scalar(query.where(Checklist.id == checklist_id))
    if found is None:
        raise NotFound
    return found
