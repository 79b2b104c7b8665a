"""Roles in words, and the choice of where they hold."""

import uuid
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from flask_babel import gettext as _

from inclusion_app.access.guard import current_scope
from inclusion_app.access.models import Account, RoleGrant
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import NotFound
from inclusion_app.network.forms.accounts import GrantForm
from inclusion_app.network.models import Structure
from inclusion_app.network.queries import get_structure
from inclusion_app.territories.queries import get_territory
from inclusion_app.territories.search import match_territories
from inclusion_app.web.choices import choices_of
from inclusion_app.web.lookups import Candidate

F = TypeVar("F", bound=GrantForm)


class Granted(NamedTuple):
    """A role of an account, in words."""

    id: uuid.UUID
    role: str
    place: str


def describe_grants(account: Account) -> list[Granted]:
    """The roles of an account, with the name of their structure or territory."""
    return [Granted(grant.id, _(grant.role.label), _place_of(grant)) for grant in account.grants]


def prepare(form: F, structures: Sequence[Structure]) -> F:
    """Give the form what it proposes."""
    form.structure.choices = list(choices_of(structures))
    form.territory.resolver = territory_candidates
    return form


def where(form: GrantForm) -> tuple[Structure | None, str | None]:
    """The structure and the territory chosen."""
    chosen = form.structure.data
    structure = get_structure(current_scope(), uuid.UUID(str(chosen))) if chosen else None
    return structure, form.territory.data or None


def territory_candidates(text: str) -> list[Candidate]:
    """The territories that a text or a key may mean."""
    return [Candidate(territory.key, territory.label) for territory in match_territories(text)]


def _place_of(grant: RoleGrant) -> str:
    if grant.structure_id:
        structure = db.session.get(Structure, grant.structure_id)
        return structure.name if structure else ""
    try:
        return get_territory(grant.territory_key).label if grant.territory_key else ""
    except NotFound:
        return str(grant.territory_key)
