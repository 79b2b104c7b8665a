"""Whether an account may act in one structure or one commune: the writing side of the scope."""

import uuid

from sqlalchemy import false, or_, select

from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Reach, scope_of
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.territories.models import Commune
from inclusion_app.territories.queries import commune_filter, get_territory


def covers(reach: Reach, *, structure_id: uuid.UUID | None, commune_code: str) -> bool:
    """The reach holds this structure or this commune."""
    if reach.everywhere or structure_id in reach.structure_ids:
        return True
    inside = (commune_filter(get_territory(key), Commune.code) for key in sorted(reach.territory_keys))
    query = select(Commune.code).where(Commune.code == commune_code, or_(false(), *inside))
    return db.session.scalar(query) is not None


def check_reach(
    by: Account | None, permission: Permission, *, structure_id: uuid.UUID | None, commune_code: str
) -> None:
    """Refuse, at the field of the commune, to act where the account has no right; `by` None is the command line."""
    if by is None:
        return
    if not covers(scope_of(by).reach(permission), structure_id=structure_id, commune_code=commune_code):
        raise DomainError(N_("Cette commune est en dehors de votre territoire."), field="commune_code")
