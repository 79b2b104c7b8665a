"""The search: one question, its results in order with why each was found, and what each filter would leave."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import String, cast, func, or_, select
from sqlalchemy.orm import joinedload

from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.kernel.db import db
from inclusion_app.resources.lists import Visibility
from inclusion_app.resources.models.given import GivenResource
from inclusion_app.resources.models.resources import Collection, CollectionItem, Resource, ResourceVersion
from inclusion_app.resources.queries.resources import visible
from inclusion_app.resources.queries.search_facets import narrow, shelf
from inclusion_app.resources.queries.search_words import Hits, Postings, hits, understand
from inclusion_app.resources.rules.search import Counts, Part, SearchFilter, Sort, Term, Understood
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
    entries = shelved.entries if _of_network(scope) else shelved.public
    terms, postings = understand(wanted.text, shelved.languages)
    scores, understood = _answers(terms, postings, entries, len(shelved.entries))
    titles, holding = _collections(scope)
    keys, counts = narrow(scores if terms else entries, entries, wanted, holding)
    order = _ordered(keys, scores, wanted.sort if terms or wanted.sort is Sort.GIVEN else Sort.NEWEST, shelved.rank)
    results = _results(scope, order[offset : offset + limit], scores, understood.stems, shelved.languages)
    return Found(results, len(keys), counts, understood, titles)


def _of_network(scope: Scope | None) -> bool:
    return scope is not None and scope.allows(Permission.RESOURCES_READ)


class _Score(NamedTuple):
    """What a resource is worth: how many words it has, then how well; the parts where they are."""

    words: int
    value: float
    parts: int


def _answers(
    terms: Sequence[Term], postings: Postings, entries: Mapping[str, object], total: int
) -> tuple[dict[str, _Score], Understood]:
    """Those that have all the words; when none has, those that have at least half of the words that exist."""
    found = [hits(term, postings, entries, total) for term in terms]
    whole = set(found[0]).intersection(*found[1:]) if found else set()
    scores = _scored(found, whole)
    if whole or not terms:
        return scores, Understood(terms)
    least = -(-sum(1 for one in found if one) // 2)
    some = _scored(found, set().union(*found))
    return {key: score for key, score in some.items() if score.words >= least}, Understood(terms, relaxed=True)


def _scored(found: Sequence[Hits], keys: set[str]) -> dict[str, _Score]:
    if len(found) == 1:
        return {key: _Score(1, value, parts) for key, (value, parts) in found[0].items()}
    return {key: _score([one[key] for one in found if key in one]) for key in keys}


def _score(values: Sequence[tuple[float, int]]) -> _Score:
    parts = 0
    for _, some in values:
        parts |= some
    return _Score(len(values), sum(value for value, _ in values), parts)


def _ordered(keys: list[str], scores: Mapping[str, _Score], sort: Sort, rank: Mapping[str, int]) -> list[str]:
    if sort is Sort.NEWEST:
        return sorted(keys, key=rank.__getitem__)
    if sort is Sort.GIVEN:
        given = _given()
        return sorted(keys, key=lambda key: (-given[key], rank[key]))
    return sorted(keys, key=lambda key: (-scores[key].words, -scores[key].value, rank[key]))


def _given() -> Counter[str]:
    key = cast(GivenResource.resource_id, String)
    query = select(key, func.count()).group_by(GivenResource.resource_id)
    rows = db.session.execute(query).all()
    return Counter({row[0]: row[1] for row in rows})


def _collections(scope: Scope | None) -> tuple[dict[uuid.UUID, str], dict[str, list[uuid.UUID]]]:
    """The collections that the caller reads, and those of each resource."""
    query = (
        select(Collection.id, Collection.title, cast(CollectionItem.resource_id, String))
        .join(CollectionItem, CollectionItem.collection_id == Collection.id)
        .order_by(Collection.title, Collection.id)
    )
    if not _of_network(scope):
        query = query.where(Collection.visibility == Visibility.PUBLIC)
    titles: dict[uuid.UUID, str] = {}
    holding: dict[str, list[uuid.UUID]] = defaultdict(list)
    for collection_id, title, key in db.session.execute(query):
        titles[collection_id] = title
        holding[key].append(collection_id)
    return titles, holding


def _results(
    scope: Scope | None,
    keys: Sequence[str],
    scores: Mapping[str, _Score],
    stems: frozenset[str],
    spoken: frozenset[str],
) -> list[Result]:
    ids = [uuid.UUID(key) for key in keys]
    query = select(Resource).where(Resource.id.in_(ids), visible(scope)).options(joinedload(Resource.structure))
    rows = {resource.id: resource for resource in db.session.scalars(query)}
    texts = _texts(ids) if stems else {}
    results = []
    for key, resource_id in zip(keys, ids, strict=True):
        resource = rows.get(resource_id)
        if resource is None:
            continue
        parts = Part(scores[key].parts) if key in scores else Part(0)
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
