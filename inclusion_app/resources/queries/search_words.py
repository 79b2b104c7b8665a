"""What the index knows of the words of a question."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import log

from sqlalchemy import String, cast, func, select

from inclusion_app.kernel.db import db
from inclusion_app.resources.models.resources import ResourceWord, WordVariant
from inclusion_app.resources.rules.search import MAX_TERMS, PART_BITS, Meaning, Part, Term
from inclusion_app.resources.rules.search_typos import forgiven, nearest, variants
from inclusion_app.resources.rules.search_words import MIN_PREFIX, stem, stems, synonyms, words_of

SYNONYM, BEGINNING, CORRECTED = 0.6, 0.4, 0.8
"""How much a word found in another way counts, beside one found as it was typed."""
_MOST_ENDINGS, _MOST_CANDIDATES = 40, 400
_PARTS = (1 << PART_BITS) - 1

Postings = dict[str, dict[str, int]]
"""For each stem, its resources (their keys as text): the weight and the parts in one number."""
Hits = dict[str, tuple[float, int]]
"""For each resource, what a term is worth there and the parts in which it was read."""


def understand(text: str, languages: frozenset[str]) -> tuple[list[Term], Postings]:
    """The words of a question, each with the stems that stand for it, and where these are."""
    typed = list(dict.fromkeys(words_of(text)))[:MAX_TERMS]
    if not typed:
        return [], {}
    asked = [Term(word, _as_typed(word, languages)) for word in typed]
    asked[-1] = replace(asked[-1], stems=_unfinished(asked[-1], languages))
    postings = _postings({one for term in asked for one in term.stems})
    missing = [term.typed for term in asked if not postings.keys() & term.stems.keys()]
    near = {word: nearest(word, found) for word, found in _candidates(missing).items()}
    postings |= _postings({one for words in near.values() for word in words for one in stems(word, languages)})
    terms = [_corrected(term, near.get(term.typed, []), postings, languages) for term in asked]
    return [_settled(term, postings) for term in terms], postings


def _most_found(words: list[str], postings: Postings, languages: frozenset[str]) -> str:
    return max(words, key=lambda word: sum(len(postings.get(one, ())) for one in stems(word, languages)))


def hits(term: Term, postings: Postings, among: Mapping[str, object], total: int) -> Hits:
    """Where a term is found among these resources; a rare word is worth more."""
    found: Hits = {}
    for one, factor in term.stems.items():
        places = postings.get(one)
        if not places:
            continue
        worth = factor * log(1 + total / len(places))
        if not found:
            found = {k: ((packed >> PART_BITS) * worth, packed & _PARTS) for k, packed in places.items() if k in among}
            continue
        for key, packed in places.items():
            if key not in among:
                continue
            value, parts = (packed >> PART_BITS) * worth, packed & _PARTS
            before = found.get(key)
            found[key] = (max(value, before[0]), parts | before[1]) if before else (value, parts)
    return found


def _as_typed(word: str, languages: frozenset[str]) -> dict[str, float]:
    near = {stem(other): SYNONYM for other in synonyms(word)}
    return near | dict.fromkeys(stems(word, languages), 1.0)


def _unfinished(term: Term, languages: frozenset[str]) -> dict[str, float]:
    """The last word may be the beginning of another."""
    start = term.typed
    if len(start) < MIN_PREFIX:
        return dict(term.stems)
    query = select(WordVariant.word).where(
        WordVariant.variant >= start,
        WordVariant.variant < start[:-1] + chr(ord(start[-1]) + 1),
        WordVariant.variant == WordVariant.word,
    )
    words = db.session.scalars(query.order_by(WordVariant.variant).limit(_MOST_ENDINGS)).all()
    longer = {one: BEGINNING for word in words for one in stems(word, languages)}
    return longer | dict(term.stems)


def _candidates(missing: Sequence[str]) -> dict[str, list[str]]:
    """For each word that nothing has, those that it may have meant: one reading for all of them."""
    left = {word: variants(word) for word in missing if forgiven(word)}
    if not left:
        return {}
    every = sorted(frozenset().union(*left.values()))
    query = select(WordVariant.variant, WordVariant.word).where(WordVariant.variant.in_(every))
    rows = db.session.execute(query.order_by(WordVariant.variant, WordVariant.word).limit(_MOST_CANDIDATES)).all()
    return {word: sorted({row.word for row in rows if row.variant in kept}) for word, kept in left.items()}


def _corrected(term: Term, near: list[str], postings: Postings, languages: frozenset[str]) -> Term:
    """The nearest word that the most resources have, instead of one that none has."""
    if not near:
        return term
    chosen = _most_found(near, postings, languages)
    found = dict.fromkeys(stems(chosen, languages), CORRECTED)
    return replace(term, stems=found, meaning=Meaning.CORRECTED, instead=chosen)


def _settled(term: Term, postings: Postings) -> Term:
    """Only the stems that lead somewhere are kept."""
    useful = {one: factor for one, factor in term.stems.items() if postings.get(one)}
    if not useful:
        return replace(term, stems={}, meaning=Meaning.UNKNOWN)
    return replace(term, stems=useful)


def _postings(words: Iterable[str]) -> Postings:
    """All the resources of these stems, a row a stem: thousands of small rows would take longer to read."""
    asked = sorted(words)
    if not asked:
        return {}
    packed = ResourceWord.weight * (1 << PART_BITS) + ResourceWord.parts
    query = (
        select(
            ResourceWord.word,
            func.aggregate_strings(cast(ResourceWord.resource_id, String), ","),
            func.aggregate_strings(cast(packed, String), ","),
        )
        .where(ResourceWord.word.in_(asked))
        .group_by(ResourceWord.word)
    )
    return {
        word: dict(zip(keys.split(","), map(int, values.split(",")), strict=True))
        for word, keys, values in db.session.execute(query)
    }


def part_set(parts: int) -> Part:
    """The parts of a hit."""
    return Part(parts)
