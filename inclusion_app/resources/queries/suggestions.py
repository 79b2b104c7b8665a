"""From a need to a few resources, each with why it is there."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import String, cast, func, or_, select

from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.kernel.db import db
from inclusion_app.resources.lists import Difficulty, ResourceKind, Visibility
from inclusion_app.resources.models.resources import Resource, ResourceReview, ResourceWord
from inclusion_app.resources.queries.given import counts_given
from inclusion_app.resources.queries.resources import visible
from inclusion_app.resources.queries.search_facets import Entry, key_of, shelf
from inclusion_app.resources.rules.search import Part
from inclusion_app.resources.rules.search_words import stem, words_of
from inclusion_app.resources.rules.suggestions import (
    PROCEDURE_WORDS,
    Facts,
    Need,
    is_easy_enough,
    is_for_helpers,
    is_right_level,
    matches,
    themes_of,
    worth,
)
from inclusion_app.skills.themes import competences_for
from inclusion_app.vocabulary.listed import Listed
from inclusion_app.vocabulary.themes import AdministrativeTheme, Theme

_LOOKED_AT = 60
"""The nearest ones, of which the most useful are kept."""
_NAMES = Part.TITLE | Part.SUMMARY


@dataclass(frozen=True)
class Suggestion:
    """A resource to give, and why: what it is about, its level when it is the right one, what others made of it."""

    resource: Resource
    about: tuple[Listed, ...]
    level: Difficulty | None
    useful: int
    given: int


def suggest(scope: Scope, need: Need, *, without: Collection[uuid.UUID] = (), limit: int = 3) -> Sequence[Suggestion]:
    """The resources that answer best and that may be given: French first, then the most precise at the right level, the
    most useful, the most given, the newest; when few are about it, others that work on the same competence.

    Those of `without` are left out, with their translations.
    """
    if not need:
        return []
    shelved = shelf()
    entries = shelved.entries if scope.allows(Permission.RESOURCES_READ) else shelved.public
    hidden = _families(without)
    facts = {key: one for key, one in _facts(entries, need) if key not in hidden}
    worths = {one: worth(need, one) for one in set(facts.values())}
    scored = {key: score for key, one in facts.items() if (score := worths[one])}
    nearest = sorted(scored, key=lambda key: (_foreign(entries[key]), -scored[key], shelved.rank[key]))[:_LOOKED_AT]
    found = _suggestions(scope, need, nearest, facts)
    rank = {key: at for at, key in enumerate(nearest)}
    best = sorted(
        found,
        key=lambda key: (_foreign(entries[key]), -scored[key], -found[key].useful, -found[key].given, rank[key]),
    )
    chosen = list(_one_of_each([found[key] for key in best]))[:limit]
    if len(chosen) < limit:
        chosen += _neighbours(scope, need, hidden | set(scored))[: limit - len(chosen)]
    return chosen


def _facts(entries: Mapping[str, Entry], need: Need) -> Iterator[tuple[str, Facts]]:
    """What is compared of those that may answer; many have the same facts."""
    named, themes = _named(need), themes_of(need)
    made: dict[tuple[object, ...], Facts] = {}
    for key, entry in entries.items():
        if (key in named or not themes.isdisjoint(entry.theme)) and _may_be_given(entry):
            procedures = frozenset(named.get(key, ()))
            told = (entry.theme, entry.difficulty, procedures)
            if told not in made:
                made[told] = Facts(
                    frozenset(entry.theme), entry.difficulty[0] if entry.difficulty else None, procedures
                )
            yield key, made[told]


def _may_be_given(entry: Entry) -> bool:
    """It is not for helpers alone; a link for the network can be neither printed nor sent."""
    return (entry.public or ResourceKind.LINK not in entry.kind) and not is_for_helpers(entry.reader)


def _neighbours(scope: Scope, need: Need, left_out: Collection[str]) -> list[Suggestion]:
    """Those in French that work on the competence of these themes, though about something else.

    All procedures ask the same competence: it says nothing of one that is known.
    """
    wanted = competences_for(need.themes - {Theme.ADMINISTRATIVE} if need.procedures else need.themes)
    shares = Resource.competences.bitwise_and(sum(1 << one.bit for one in wanted)) != 0
    given_away = or_(Resource.kind != ResourceKind.LINK, Resource.visibility == Visibility.PUBLIC)
    query = select(Resource).where(visible(scope), Resource.language == "fr", shares, given_away)
    newest = query.order_by(Resource.updated_at.desc(), Resource.id.desc()).limit(_LOOKED_AT)
    rows = [row for row in db.session.scalars(newest) if key_of(row.id) not in left_out]
    rows = [row for row in rows if not is_for_helpers(row.readers) and is_easy_enough(need, row.difficulty)]
    ids = [row.id for row in rows]
    useful, given = _useful(ids), counts_given(ids)
    found = [
        Suggestion(
            row,
            tuple(one for one in wanted if one in row.competences),
            row.difficulty if is_right_level(need, row.difficulty) else None,
            useful.get(row.id, 0),
            given.get(row.id, 0),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.level is None, -one.useful, -one.given))


def _foreign(entry: Entry) -> bool:
    return "fr" not in entry.language


def _named(need: Need) -> Mapping[str, set[AdministrativeTheme]]:
    """By resource, the procedures that its title or its summary names; nothing when the need has none."""
    if not need.procedures:
        return {}
    found: dict[str, set[AdministrativeTheme]] = defaultdict(set)
    there = ResourceWord.parts.bitwise_and(int(_NAMES)) != 0
    query = select(cast(ResourceWord.resource_id, String), ResourceWord.word)
    for key, word in db.session.execute(query.where(ResourceWord.word.in_(sorted(_procedure_stems())), there)):
        found[key] |= _procedure_stems()[word]
    return found


@cache
def _procedure_stems() -> Mapping[str, set[AdministrativeTheme]]:
    """The procedures that each word of the index names."""
    found: dict[str, set[AdministrativeTheme]] = defaultdict(set)
    for procedure, words in PROCEDURE_WORDS.items():
        for word in words_of(words):
            found[stem(word, "fr")].add(procedure)
    return found


def _families(resource_ids: Collection[uuid.UUID]) -> set[str]:
    """These resources and all their translations."""
    if not resource_ids:
        return set()
    first = func.coalesce(Resource.translation_of_id, Resource.id)
    firsts = select(first).where(Resource.id.in_(resource_ids))
    query = select(Resource.id).where(or_(Resource.id.in_(firsts), Resource.translation_of_id.in_(firsts)))
    return {key_of(key) for key in db.session.scalars(query)}


def _suggestions(scope: Scope, need: Need, keys: Sequence[str], facts: Mapping[str, Facts]) -> dict[str, Suggestion]:
    ids = [uuid.UUID(key) for key in keys]
    rows = db.session.scalars(select(Resource).where(Resource.id.in_(ids), visible(scope))).all()
    useful, given = _useful(ids), counts_given(ids)
    return {
        key: Suggestion(
            row,
            matches(need, facts[key]),
            row.difficulty if is_right_level(need, row.difficulty) else None,
            useful.get(row.id, 0),
            given.get(row.id, 0),
        )
        for row in rows
        if (key := key_of(row.id)) in facts
    }


def _useful(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    query = select(ResourceReview.resource_id, func.count()).where(
        ResourceReview.resource_id.in_(ids), ResourceReview.useful.is_(True)
    )
    rows = db.session.execute(query.group_by(ResourceReview.resource_id))
    return dict(rows.all())


def _one_of_each(found: Sequence[Suggestion]) -> Iterator[Suggestion]:
    """One language of each."""
    seen: set[uuid.UUID] = set()
    for one in found:
        first = one.resource.translation_of_id or one.resource.id
        if first not in seen:
            seen.add(first)
            yield one
