"""What stands beside a resource: those like it, and itself in other languages."""

import uuid
from collections.abc import Sequence

from sqlalchemy import or_, select

from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.kernel.db import db
from inclusion_app.resources.models.resources import Resource
from inclusion_app.resources.queries.resources import visible
from inclusion_app.resources.queries.search_facets import Entry, key_of, shelf

_THEME, _DOMAIN, _LEVEL, _READER = 4, 2, 1, 1
"""What each value shared is worth."""
_LEAST = _THEME


def list_similar(scope: Scope | None, resource: Resource, limit: int = 3) -> Sequence[Resource]:
    """The nearest in the same language: the same themes first, then competences, level, readers."""
    shelved = shelf()
    network = scope is not None and scope.allows(Permission.RESOURCES_READ)
    entries = shelved.entries if network else shelved.public
    own = entries.get(key_of(resource.id))
    if own is None:
        return []
    scored = (
        (_likeness(own, entry), -shelved.rank[key], key)
        for key, entry in entries.items()
        if entry is not own and entry.language == own.language
    )
    others = {key_of(one.id) for one in list_translations(scope, resource)}
    best = sorted((one for one in scored if one[0] >= _LEAST and one[2] not in others), reverse=True)[:limit]
    ids = [uuid.UUID(key) for *_, key in best]
    found = {one.id: one for one in db.session.scalars(select(Resource).where(Resource.id.in_(ids), visible(scope)))}
    return [found[one] for one in ids if one in found]


def list_translations(scope: Scope | None, resource: Resource) -> Sequence[Resource]:
    """The same resource in other languages, that the reader may open."""
    first = resource.translation_of_id or resource.id
    query = select(Resource).where(
        or_(Resource.id == first, Resource.translation_of_id == first), Resource.id != resource.id, visible(scope)
    )
    return db.session.scalars(query.order_by(Resource.language, Resource.id)).all()


def _likeness(one: Entry, other: Entry) -> int:
    return (
        _THEME * len(set(one.theme).intersection(other.theme))
        + _DOMAIN * len(set(one.domain).intersection(other.domain))
        + _LEVEL * (bool(one.difficulty) and one.difficulty == other.difficulty)
        + _READER * len(set(one.reader).intersection(other.reader))
    )
