"""The search: one question, its results in order with why each was found, and what each filter would leave."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import String, cast, func, or_, select
from sqlalchemy.orm import joinedload

from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.kernel.db import db
from inclusion_app.resources.lists import Visibility
from inclusion_app.resources.models.given import GivenResource
from inclusion_app.resources.models.resources import Collection, CollectionItem, Resource, ResourceVersion
from inclusion_app.resources.queries.resources import visible
from inclusion_app.resources.queries.search_facets import Lanes, Shelf, narrow, shelf
from inclusion_app.resources.queries.search_words import parts_at, places, understand, worth_of
from inclusion_app.resources.rules.search import Counts, Part, SearchFilter, Sort, Understood
from inclusion_app.resources.rules.search_extracts import Piece, marked, passage, readable

_READ = 60_000
"""Characters of a text in which a passage is looked for."""
_PASSAGES = Part.SHEET | Part.FILE


@dataclass(frozen=True)
class Result:
    """A resource found: its title and its summary with the words of the question apart, where they were, a passage."""

    resource: Resource
    title: Sequence[Piece]
    summary: Sequence[Piece]
    parts: Part
    extract: Sequence[Piece] = ()


@dataclass(frozen=True)
class Found:
    """What a question found."""

    results: Sequence[Result]
    total: int
    counts: Counts
    understood: Understood = field(default_factory=Understood)
    collections: Mapping[uuid.UUID, str] = field(default_factory=dict)
    """Titles of the collections that hold some of them."""


def search(scope: Scope | None, wanted: SearchFilter, *, offset: int = 0, limit: int = 20) -> Found:
    """The resources that the caller may read and that answer; all of them when no word is asked."""
    shelved = shelf()
    among = shelved.everything if _of_network(scope) else shelved.public_set
    terms, postings = understand(wanted.text, shelved)
    answers, words, relaxed = _answers([places(term, postings) for term in terms], among, shelved)
    titles, holding = _collections(scope, shelved)
    kept, counts = narrow(answers, shelved, wanted, holding)
    order = list(shelved.positions_in(kept))
    if wanted.sort is Sort.GIVEN:
        given = _given(shelved)
        order.sort(key=lambda position: -given[position])
    elif terms and wanted.sort is not Sort.NEWEST:
        order.sort(key=worth_of(order, terms, postings).__getitem__, reverse=True)
        if relaxed:
            order.sort(key=words.__getitem__, reverse=True)
    shown = [
        (shelved.keys[position], parts_at(position, terms, postings)) for position in order[offset : offset + limit]
    ]
    understood = Understood(terms, relaxed)
    return Found(_results(scope, shown, understood.stems, shelved.languages), len(order), counts, understood, titles)


def _of_network(scope: Scope | None) -> bool:
    return scope is not None and scope.allows(Permission.RESOURCES_READ)


def _answers(found: Sequence[Lanes], among: Lanes, shelved: Shelf) -> tuple[Lanes, bytes, bool]:
    """Those that have all the words; when none has, those that have at least half of the words that exist.

    With them how many words each resource has, and whether some words are missing.
    """
    whole = among
    for one in found:
        whole &= one
    if whole or not found:
        return whole, b"", False
    words = shelved.lanes(sum(found))
    least = max(1, -(-sum(1 for one in found if one & among) // 2))
    return shelved.set_of(at for at, count in enumerate(words) if count >= least) & among, words, True


def _given(shelved: Shelf) -> Counter[int]:
    """How many copies of each were given, by position."""
    key = cast(GivenResource.resource_id, String)
    rows = db.session.execute(select(key, func.sum(GivenResource.copies)).group_by(GivenResource.resource_id))
    return Counter({shelved.rank[key]: int(copies) for key, copies in rows if key in shelved.rank})


def _collections(scope: Scope | None, shelved: Shelf) -> tuple[dict[uuid.UUID, str], dict[uuid.UUID, Lanes]]:
    """The titles of the collections that the caller reads, and their resources."""
    query = (
        select(Collection.id, Collection.title, cast(CollectionItem.resource_id, String))
        .join(CollectionItem, CollectionItem.collection_id == Collection.id)
        .order_by(Collection.title, Collection.id)
    )
    if not _of_network(scope):
        query = query.where(Collection.visibility == Visibility.PUBLIC)
    titles: dict[uuid.UUID, str] = {}
    holding: dict[uuid.UUID, list[int]] = defaultdict(list)
    for collection_id, title, key in db.session.execute(query):
        titles[collection_id] = title
        if key in shelved.rank:
            holding[collection_id].append(shelved.rank[key])
    return titles, {key: shelved.set_of(positions) for key, positions in holding.items()}


def _results(
    scope: Scope | None, shown: Sequence[tuple[str, Part]], stems: frozenset[str], spoken: frozenset[str]
) -> list[Result]:
    ids = [uuid.UUID(key) for key, _ in shown]
    query = select(Resource).where(Resource.id.in_(ids), visible(scope)).options(joinedload(Resource.structure))
    rows = {resource.id: resource for resource in db.session.scalars(query)}
    texts = _texts(ids) if stems else {}
    results = []
    for resource_id, (_, parts) in zip(ids, shown, strict=True):
        resource = rows.get(resource_id)
        if resource is None:
            continue
        results.append(
            Result(
                resource,
                marked(resource.title, stems, spoken),
                marked(resource.summary, stems, spoken),
                parts,
                passage(texts.get(resource.id, ""), stems, spoken) if parts & _PASSAGES else (),
            )
        )
    return results


def _texts(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    """What the latest versions say, the beginning of long ones."""
    query = (
        select(
            Resource.id,
            func.substr(ResourceVersion.body, 1, _READ),
            func.substr(ResourceVersion.file_text, 1, _READ),
        )
        .join(ResourceVersion, ResourceVersion.resource_id == Resource.id)
        .where(
            Resource.id.in_(ids),
            ResourceVersion.number == Resource.latest,
            or_(ResourceVersion.body.is_not(None), ResourceVersion.file_text.is_not(None)),
        )
    )
    return {key: readable(body or "") or file_text or "" for key, body, file_text in db.session.execute(query)}
