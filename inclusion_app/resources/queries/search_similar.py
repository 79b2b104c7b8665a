"""What stands beside a resource: those like it, and itself in other languages."""

import uuid
from collections.abc import Sequence
from heapq import nlargest

from sqlalchemy import or_, select

from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.kernel.db import db
from inclusion_app.resources.models.resources import Resource
from inclusion_app.resources.queries.resources import visible
from inclusion_app.resources.queries.search_facets import Entry, Lanes, Shelf, key_of, shelf

_WORTH = {"theme": 4, "domain": 2, "difficulty": 1, "reader": 1}
"""What each value shared is worth."""
_LEAST = _WORTH["theme"]
_MOST_VALUES = 25
"""Of each filter, so that what is shared fits in a byte."""


def list_similar(scope: Scope | None, resource: Resource, limit: int = 3) -> Sequence[Resource]:
    """The nearest in the same language: the same themes first, then competences, level, readers."""
    shelved = shelf()
    network = scope is not None and scope.allows(Permission.RESOURCES_READ)
    own = shelved.entries.get(key_of(resource.id))
    if own is None:
        return []
    among = (shelved.everything if network else shelved.public_set) & shelved.facets["language"][resource.language]
    for other in (resource, *list_translations(scope, resource)):
        among &= ~shelved.set_of(at for at in [shelved.rank.get(key_of(other.id))] if at is not None)
    likeness = shelved.lanes(_likeness(own, shelved))
    best = nlargest(limit, shelved.positions_in(among), key=likeness.__getitem__)
    ids = [uuid.UUID(shelved.keys[position]) for position in best if likeness[position] >= _LEAST]
    found = {one.id: one for one in db.session.scalars(select(Resource).where(Resource.id.in_(ids), visible(scope)))}
    return [found[one] for one in ids if one in found]


def list_translations(scope: Scope | None, resource: Resource) -> Sequence[Resource]:
    """The same resource in other languages, that the reader may open."""
    first = resource.translation_of_id or resource.id
    query = select(Resource).where(
        or_(Resource.id == first, Resource.translation_of_id == first), Resource.id != resource.id, visible(scope)
    )
    return db.session.scalars(query.order_by(Resource.language, Resource.id)).all()


def _likeness(one: Entry, shelved: Shelf) -> Lanes:
    """What each resource shares with this one."""
    return sum(
        worth * shelved.facets[name][value]
        for name, worth in _WORTH.items()
        for value in getattr(one, name)[:_MOST_VALUES]
    )
