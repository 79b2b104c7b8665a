"""Reads of trainers, of the network or from outside. Their names are sealed: a list decrypts those of a reach."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true
from sqlalchemy.orm import joinedload

from inclusion_app.access.models import Account, RoleGrant
from inclusion_app.access.permissions import Permission, Role
from inclusion_app.access.scope import Scope
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import NotFound
from inclusion_app.kernel.text import fold
from inclusion_app.network.models import Mediator, Membership, Structure
from inclusion_app.network.queries import structures_within
from inclusion_app.trainings.lists import SessionState
from inclusion_app.trainings.models.sessions import SessionTrainer, Trainer, TrainingSession
from inclusion_app.trainings.queries.courses import may_edit_whole_service

MOST_PEOPLE = 5_000
MOST_SUGGESTED = 20
_TEACHING = (Role.MEDIATOR, Role.MANAGER, Role.COORDINATOR)


def trainers_within(scope: Scope, permission: Permission = Permission.TRAININGS_READ) -> ColumnElement[bool]:
    """SQL condition on Trainer: she teaches for a structure of the reach, or for the whole service, or is the caller.

    Those of the whole service are changed by coordinators and administrators.
    """
    commune = select(Structure.commune_code).where(Structure.id == Trainer.structure_id).scalar_subquery()
    structure: ColumnElement[Any] = Trainer.structure_id.expression
    owned = and_(structure.is_not(None), scope.reach(permission).condition(structure=structure, commune=commune))
    everyone = permission is not Permission.COURSES_EDIT or may_edit_whole_service(scope)
    shared = structure.is_(None) if everyone else false()
    mine = Trainer.account_id == scope.account_id
    return or_(owned, shared, mine) if scope.allows(permission) else mine


def list_trainers(scope: Scope, *, retired: bool = False) -> list[Trainer]:
    """The trainers that the caller may choose, by name; or those who no longer teach."""
    kept = Trainer.retired_at.is_not(None) if retired else Trainer.retired_at.is_(None)
    query = select(Trainer).where(trainers_within(scope), kept).options(joinedload(Trainer.structure))
    found = db.session.scalars(query.order_by(Trainer.id).limit(MOST_PEOPLE))
    return sorted(found, key=lambda trainer: (fold(trainer.name or ""), trainer.id))


def count_trainers(scope: Scope) -> int:
    """How many trainers the caller may choose."""
    query = select(func.count(Trainer.id)).where(trainers_within(scope), Trainer.retired_at.is_(None))
    return db.session.scalar(query) or 0


def get_trainer(scope: Scope, trainer_id: uuid.UUID) -> Trainer:
    """A trainer that the caller may choose. Raises NotFound."""
    return _get(trainer_id, trainers_within(scope))


def get_trainer_to_edit(scope: Scope, trainer_id: uuid.UUID) -> Trainer:
    """A trainer that the caller may change. Raises NotFound."""
    return _get(trainer_id, trainers_within(scope, Permission.COURSES_EDIT))


def editable_trainer_ids(scope: Scope) -> frozenset[uuid.UUID]:
    """The trainers that the caller may change."""
    return frozenset(db.session.scalars(select(Trainer.id).where(trainers_within(scope, Permission.COURSES_EDIT))))


def find_own_trainer(scope: Scope) -> Trainer | None:
    """The caller as a trainer, None when she was never added, or no longer teaches."""
    query = select(Trainer).where(Trainer.account_id == scope.account_id, Trainer.retired_at.is_(None))
    return db.session.scalar(query)


def find_trainer_of(account: Account) -> Trainer | None:
    """Somebody of the network as a trainer, retired or not; None when never added."""
    return db.session.scalar(select(Trainer).where(Trainer.account_id == account.id))


def count_sessions_ahead(trainer: Trainer) -> int:
    """The sessions to come that somebody teaches."""
    ahead = (TrainingSession.ends_at > clock.now(), TrainingSession.state == SessionState.OPEN)
    query = select(func.count(TrainingSession.id)).join(SessionTrainer).where(SessionTrainer.trainer_id == trainer.id)
    return db.session.scalar(query.where(*ahead)) or 0


@dataclass(frozen=True)
class Person:
    """Somebody of the network who may teach, and where she works."""

    account: Account
    structure: Structure | None

    @property
    def label(self) -> str:
        """Her name, and where she works, so that two people of one name are told apart."""
        return f"{self.account.name} ({self.structure.name})" if self.structure else self.account.name or ""


def match_people(scope: Scope, text: str) -> list[Person]:
    """The people of the caller's reach, and herself, whose name or structure the text begins, by name.

    Accounts in use only; the text may be a key or a whole label.
    """
    found = _people(scope)
    chosen = [person for person in found if text in (str(person.account.id), person.label)]
    words = fold(text).split()
    matching = (one for one in found if all(f" {word}" in f" {fold(one.label)}" for word in words))
    return chosen or sorted(matching, key=lambda one: (fold(one.label), one.account.id))[:MOST_SUGGESTED]


def _people(scope: Scope) -> list[Person]:
    ours = structures_within(scope, Permission.MEDIATORS_READ)
    reach = scope.reach(Permission.MEDIATORS_READ)
    here = RoleGrant.structure_id.in_(select(Structure.id).where(ours))
    wide = and_(RoleGrant.territory_key.is_not(None), true() if reach.everywhere else _one_of(reach.territory_keys))
    granted = select(RoleGrant.account_id, RoleGrant.structure_id).where(RoleGrant.role.in_(_TEACHING), or_(here, wide))
    going = or_(Membership.ended_on.is_(None), Membership.ended_on > clock.today())
    working = select(Mediator.account_id, Membership.structure_id).join(Membership).join(Structure).where(ours, going)
    pairs = [(key, where) for query in (working, granted) for key, where in db.session.execute(query) if key]
    homes = {key: where for key, where in reversed(pairs)}  # noqa: C416 (the first of a person wins)
    homes.setdefault(scope.account_id, None)
    keys = list(homes)[:MOST_PEOPLE]
    accounts = db.session.scalars(select(Account).where(Account.id.in_(keys), Account.deactivated_at.is_(None)))
    structures = db.session.scalars(select(Structure).where(Structure.id.in_({key for key in homes.values() if key})))
    names = {structure.id: structure for structure in structures}
    return [Person(account, names.get(homes[account.id])) for account in accounts]


def _one_of(territory_keys: frozenset[str]) -> ColumnElement[bool]:
    return RoleGrant.territory_key.in_(sorted(territory_keys))


def _get(trainer_id: uuid.UUID, allowed: ColumnElement[bool]) -> Trainer:
    trainer = db.session.scalar(select(Trainer).where(Trainer.id == trainer_id, allowed))
    if trainer is None:
        raise NotFound
    return trainer
