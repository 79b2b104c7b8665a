"""What the index knows of the words of a question."""

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from itertools import repeat
from math import log
from operator import or_

from sqlalchemy import String, cast, func, select

from inclusion_app.kernel.db import db
from inclusion_app.resources.models.resources import ResourceWord, WordVariant
from inclusion_app.resources.queries.search_facets import Lanes, Posting, Shelf
from inclusion_app.resources.rules.search import MAX_TERMS, PART_BITS, Meaning, Part, Term
from inclusion_app.resources.rules.search_typos import forgiven, nearest, variants
from inclusion_app.resources.rules.search_words import MIN_PREFIX, stem, stems, synonyms, words_of

SYNONYM, BEGINNING, CORRECTED = 0.6, 0.4, 0.8
"""How much a word found in another way counts, beside one found as it was typed."""
_MOST_ENDINGS, _MOST_CANDIDATES = 40, 400
_PARTS = (1 << PART_BITS) - 1

_MOST_KEPT = 3_000_000
"""Numbers that a process remembers, of four bytes: one for each resource and stem asked lately."""

Postings = Mapping[str, Posting]
"""By stem."""


def understand(text: str, shelved: Shelf) -> tuple[list[Term], Postings]:
    """The words of a question, each with the stems that stand for it, and where these are."""
    typed, languages = list(dict.fromkeys(words_of(text)))[:MAX_TERMS], shelved.languages
    if not typed:
        return [], {}
    asked = [Term(word, _as_typed(word, languages)) for word in typed]
    asked[-1] = replace(asked[-1], stems=_unfinished(asked[-1], languages))
    postings = _postings({one for term in asked for one in term.stems}, shelved)
    missing = [term.typed for term in asked if not postings.keys() & term.stems.keys()]
    near = {word: nearest(word, found) for word, found in _candidates(missing).items()}
    postings |= _postings({one for words in near.values() for word in words for one in stems(word, languages)}, shelved)
    terms = [_corrected(term, near.get(term.typed, []), postings, languages) for term in asked]
    return [_settled(term, postings) for term in terms], postings


def _most_found(words: list[str], postings: Postings, languages: frozenset[str]) -> str:
    return max(
        words,
        key=lambda word: sum(postings[one].count if one in postings else 0 for one in stems(word, languages)),
    )


def places(term: Term, postings: Postings) -> Lanes:
    """The resources that have a term."""
    return reduce(or_, (postings[one].places for one in term.stems), 0)


def worth_of(positions: Sequence[int], terms: Iterable[Term], postings: Postings) -> dict[int, float]:
    """What the terms are worth in each resource; a rare word is worth more, and of several stems the best counts."""
    total = [0.0] * len(positions)
    for term in terms:
        stems = [(postings[one].packed, factor * _rarity(postings[one])) for one, factor in term.stems.items()]
        if len(stems) == 1:
            ((packed, worth),) = stems
            total = [before + (packed[at] >> PART_BITS) * worth for before, at in zip(total, positions, strict=True)]
        else:
            total = [
                before + max([(packed[at] >> PART_BITS) * worth for packed, worth in stems], default=0)
                for before, at in zip(total, positions, strict=True)
            ]
    return dict(zip(positions, total, strict=True))


def parts_at(position: int, terms: Iterable[Term], postings: Postings) -> Part:
    """Where in a resource the terms are."""
    return Part(reduce(or_, (postings[one].packed[position] & _PARTS for term in terms for one in term.stems), 0))


def _rarity(posting: Posting) -> float:
    return log(1 + len(posting.packed) / posting.count)


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
    useful = {one: factor for one, factor in term.stems.items() if one in postings}
    if not useful:
        return replace(term, stems={}, meaning=Meaning.UNKNOWN)
    return replace(term, stems=useful)


def _postings(words: Iterable[str], shelved: Shelf) -> dict[str, Posting]:
    """Where these stems are, from memory or from the index; one that leads nowhere is left out."""
    known, asked = shelved.postings, set(words)
    known.update(_read_postings(asked - known.keys(), shelved))
    for word in asked:
        known.move_to_end(word)
    found = {word: known[word] for word in asked if known[word].places}
    while len(known) * len(shelved.keys) > _MOST_KEPT and len(known) > len(asked):
        known.popitem(last=False)
    return found


def _read_postings(words: Collection[str], shelved: Shelf) -> dict[str, Posting]:
    """One row a stem: thousands of small rows would take longer to read."""
    if not words:
        return {}
    packed = ResourceWord.weight * (1 << PART_BITS) + ResourceWord.parts
    query = (
        select(
            ResourceWord.word,
            func.aggregate_strings(cast(ResourceWord.resource_id, String), ","),
            func.aggregate_strings(cast(packed, String), ","),
        )
        .where(ResourceWord.word.in_(sorted(words)))
        .group_by(ResourceWord.word)
    )
    found = dict.fromkeys(words, Posting(0, ()))
    for word, keys, values in db.session.execute(query):
        numbers = dict(zip(keys.split(","), map(int, values.split(",")), strict=True))
        found[word] = _posting(array("I", map(numbers.get, shelved.keys, repeat(0))))
    return found


def _posting(packed: Sequence[int]) -> Posting:
    return Posting(int.from_bytes(bytes(map(bool, packed)), "little"), packed)
