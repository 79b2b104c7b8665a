"""What every published resource is, kept in memory by each process: how filters are counted without reading a table.

What is kept is thrown away as soon as a resource was added, changed or removed: how many there are, the sum of their
versions, the last change and the newest key tell. Nothing personal is in it.

Resources have a position, the newest first. A set of them is one whole number with a byte for each position, 0 or 1:
two sets cross in one operation, and the bytes of a sum say in how many sets each resource is.
"""

import uuid
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress
from typing import Any, NamedTuple

from sqlalchemy import String, cast, func, select, type_coerce
from sqlalchemy import types as sql_types

from inclusion_app.kernel.db import db
from inclusion_app.resources.lists import Difficulty, Licence, Readers, ResourceKind, ResourceState, Visibility
from inclusion_app.resources.models.resources import Resource
from inclusion_app.resources.rules.search import FACETS, FAMILY_OF, Counts, Domain, SearchFilter
from inclusion_app.vocabulary.competences import Competence
from inclusion_app.vocabulary.themes import Theme

Lanes = int
"""A set of resources, or a small number for each."""

_FAMILIES = {licence.value: family for licence, family in FAMILY_OF.items()}
KEY = cast(Resource.id, String)
"""The key of a resource as text, as each database writes it."""


def key_of(resource_id: uuid.UUID) -> str:
    """The same for a key that is known."""
    return str(resource_id) if db.engine.dialect.name == "postgresql" else resource_id.hex


class Entry(NamedTuple):
    """A published resource, by its filters. Lists of several values are tuples, shared between entries."""

    public: bool
    theme: tuple[Theme, ...]
    domain: tuple[Domain, ...]
    difficulty: tuple[Difficulty, ...]
    reader: tuple[Readers, ...]
    language: tuple[str, ...]
    kind: tuple[ResourceKind, ...]
    licence: tuple[object, ...]


@dataclass(frozen=True)
class Posting:
    """Where a stem is: the resources that have it, and for each position its weight and parts in one number."""

    places: Lanes
    packed: Sequence[int]

    @property
    def count(self) -> int:
        """Resources that have it."""
        return self.places.bit_count()


@dataclass(frozen=True)
class Shelf:
    """All published resources, newest first; `stamp` tells whether they still are."""

    stamp: tuple[Any, ...]
    entries: dict[str, Entry]
    postings: OrderedDict[str, Posting] = field(default_factory=OrderedDict)
    """The stems asked lately, see `search_words`."""

    @cached_property
    def keys(self) -> Sequence[str]:
        """By position."""
        return tuple(self.entries)

    @cached_property
    def rank(self) -> dict[str, int]:
        """The position by key."""
        return {key: position for position, key in enumerate(self.entries)}

    @cached_property
    def public(self) -> dict[str, Entry]:
        return {key: entry for key, entry in self.entries.items() if entry.public}

    @cached_property
    def everything(self) -> Lanes:
        return self.set_of(range(len(self.entries)))

    @cached_property
    def public_set(self) -> Lanes:
        return self.set_of(at for at, entry in enumerate(self.entries.values()) if entry.public)

    @cached_property
    def facets(self) -> Mapping[str, Mapping[Any, Lanes]]:
        """For each filter, the resources of each of its values."""
        found: dict[str, dict[Any, list[int]]] = {name: defaultdict(list) for name in Entry._fields[1:]}
        for position, entry in enumerate(self.entries.values()):
            for name, places in found.items():
                for value in getattr(entry, name):
                    places[value].append(position)
        return {name: {one: self.set_of(at) for one, at in places.items()} for name, places in found.items()}

    @cached_property
    def languages(self) -> frozenset[str]:
        return frozenset(self.facets["language"])

    def set_of(self, positions: Iterable[int]) -> Lanes:
        """The set of these positions."""
        lanes = bytearray(len(self.entries))
        for position in positions:
            lanes[position] = 1
        return int.from_bytes(lanes, "little")

    def lanes(self, numbers: Lanes) -> bytes:
        """The number of each position."""
        return numbers.to_bytes(len(self.entries), "little")

    def positions_in(self, chosen: Lanes) -> Iterator[int]:
        """The positions of a set, the newest first."""
        return compress(range(len(self.entries)), self.lanes(chosen))


_kept: list[Shelf] = []


def shelf() -> Shelf:
    """What is published now."""
    stamp = _stamp()
    for held in _kept:
        if held.stamp == stamp:
            return held
    made = Shelf(stamp, dict(_read()))
    _kept[:] = [made]
    return made


def _stamp() -> tuple[Any, ...]:
    published = Resource.state == ResourceState.PUBLISHED
    told = select(func.count(), func.sum(Resource.version), func.max(Resource.updated_at)).where(published)
    newest = select(Resource.id).order_by(Resource.id.desc()).limit(1)
    return (*db.session.execute(told).one(), db.session.scalar(newest))


def _read() -> Iterator[tuple[str, Entry]]:
    bits = sql_types.BigInteger()
    query = (
        select(
            KEY,
            type_coerce(Resource.visibility, sql_types.String()) == Visibility.PUBLIC.value,
            type_coerce(Resource.themes, bits),
            type_coerce(Resource.competences, bits),
            type_coerce(Resource.difficulty, sql_types.String()),
            type_coerce(Resource.readers, bits),
            Resource.language,
            type_coerce(Resource.kind, sql_types.String()),
            type_coerce(Resource.licence, sql_types.String()),
        )
        .where(Resource.state == ResourceState.PUBLISHED)
        .order_by(Resource.updated_at.desc(), Resource.id.desc())
    )
    values = _Values()
    for key, public, themes, competences, difficulty, readers, language, kind, licence in db.session.execute(query):
        yield (
            key,
            Entry(
                bool(public),
                values.members(Theme, themes),
                values.domains(competences),
                values.one(Difficulty, difficulty),
                values.members(Readers, readers),
                values.text(language),
                values.one(ResourceKind, kind),
                values.family(licence),
            ),
        )


class _Values:
    """The tuples of entries, each made once."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, object], tuple[Any, ...]] = {}

    def members(self, listed: Any, bits: int | None) -> tuple[Any, ...]:
        key = (listed, bits)
        if key not in self._made:
            self._made[key] = tuple(member for member in listed if (bits or 0) >> member.bit & 1)
        return self._made[key]

    def domains(self, bits: int | None) -> tuple[Domain, ...]:
        key = (Domain, bits)
        if key not in self._made:
            held = {competence.value[0] for competence in self.members(Competence, bits)}
            self._made[key] = tuple(domain for domain in Domain if domain.value in held)
        return self._made[key]

    def one(self, listed: Any, text: str | None) -> tuple[Any, ...]:
        key = (listed, text)
        if key not in self._made:
            self._made[key] = (listed(text),) if text else ()
        return self._made[key]

    def text(self, text: str) -> tuple[str, ...]:
        return self._made.setdefault((str, text), (text,))

    def family(self, text: str) -> tuple[object, ...]:
        return self._made.setdefault((Licence, text), (_FAMILIES[text],))


def narrow(
    found: Lanes, shelved: Shelf, wanted: SearchFilter, collections: Mapping[uuid.UUID, Lanes]
) -> tuple[Lanes, Counts]:
    """Those found that pass all the filters, and what each filter would leave if it alone changed."""
    facets: Mapping[str, Mapping[Any, Lanes]] = {**shelved.facets, "collection": collections}
    passing = {name: facets[name].get(value, 0) for name, value in wanted.narrowed.items()}
    counts: dict[str, Counter[object]] = {}
    for name in FACETS:
        left = found
        for other, chosen in passing.items():
            left = left if other == name else left & chosen
        counted = {value: (left & chosen).bit_count() for value, chosen in facets[name].items()}
        counts[name] = Counter({value: count for value, count in counted.items() if count})
    for chosen in passing.values():
        found &= chosen
    return found, counts
