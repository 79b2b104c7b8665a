"""What the caller may see and do, and where: every query of personal data takes one."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, false, or_, true

from inclusion_app.access.models import Account
from inclusion_app.access.permissions import ROLE_PERMISSIONS, Permission, Role
from inclusion_app.kernel.errors import Forbidden
from inclusion_app.territories.queries import commune_filter, get_territory


@dataclass(frozen=True)
class Grant:
    """A role and its limit, detached from the database."""

    role: Role
    structure_id: uuid.UUID | None
    territory_key: str | None

    @property
    def unlimited(self) -> bool:
        return self.structure_id is None and self.territory_key is None


@dataclass(frozen=True)
class Reach:
    """Where one permission holds."""

    everywhere: bool
    structure_ids: frozenset[uuid.UUID]
    territory_keys: frozenset[str]

    def condition(self, *, structure: ColumnElement[Any], commune: ColumnElement[Any]) -> ColumnElement[bool]:
        """SQL: the row's structure is one of these, or its commune lies in one of these territories."""
        if self.everywhere:
            return true()
        parts: list[ColumnElement[bool]] = []
        if self.structure_ids:
            parts.append(structure.in_(sorted(self.structure_ids)))
        parts += [commune_filter(get_territory(key), commune) for key in sorted(self.territory_keys)]
        return or_(false(), *parts)


@dataclass(frozen=True)
class Scope:
    """The caller's rights."""

    account_id: uuid.UUID
    grants: tuple[Grant, ...]

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the roles allow; one's own account is open to whoever signs in, even without a role yet."""
        granted = (permission for role in self.roles for permission in ROLE_PERMISSIONS[role])
        return frozenset({Permission.OWN_ACCOUNT, *granted})

    def allows(self, permission: Permission) -> bool:
        """The caller has this permission somewhere."""
        return permission in self.permissions

    def check(self, permission: Permission) -> None:
        """Raises Forbidden when the caller has this permission nowhere."""
        if not self.allows(permission):
            raise Forbidden

    def reach(self, permission: Permission) -> Reach:
        """Where the caller has this permission.

        A mediator's grant never reaches beyond her own work, whatever its limit: her own rows are found by her
        account, and the structures of her grants are where she logs.
        """
        grants = [grant for grant in self.grants if permission in ROLE_PERMISSIONS[grant.role]]
        return Reach(
            everywhere=any(grant.unlimited and grant.role is not Role.MEDIATOR for grant in grants),
            structure_ids=frozenset(grant.structure_id for grant in grants if grant.structure_id),
            territory_keys=frozenset(grant.territory_key for grant in grants if grant.territory_key),
        )


def scope_of(account: Account) -> Scope:
    """The scope that an account's grants give."""
    return Scope(account.id, tuple(_grants(account)))


def _grants(account: Account) -> Iterable[Grant]:
    return (Grant(row.role, row.structure_id, row.territory_key) for row in account.grants)
