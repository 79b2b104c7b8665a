"""What is asked of the search, what it answers, and how much each part of a resource weighs. Pure."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntFlag, StrEnum

from inclusion_app.kernel.text import N_
from inclusion_app.resources.lists import Difficulty, Licence, Readers, ResourceKind
from inclusion_app.resources.rules.search_words import stem, words_of
from inclusion_app.vocabulary.listed import Listed
from inclusion_app.vocabulary.themes import Theme

MAX_TEXT = 200_000
"""Characters read in each part."""
MAX_WORDS = 3_000
"""Different stems kept of a resource, the heaviest first."""
MAX_TERMS = 8
"""Words of a question that are looked for."""


class Part(IntFlag):
    """Where a word was read."""

    TITLE = 1
    SUMMARY = 2
    LABELS = 4
    SHEET = 8
    FILE = 16


PART_LABELS: dict[Part, str] = {
    Part.TITLE: N_("dans le titre"),
    Part.SUMMARY: N_("dans le résumé"),
    Part.LABELS: N_("dans les thèmes"),
    Part.SHEET: N_("dans la fiche"),
    Part.FILE: N_("dans le fichier"),
}
PART_BITS = 5
"""Bits of the parts in a posting, below its weight."""


class Sort(Listed):
    """In which order results come."""

    RELEVANCE = "pertinence", N_("Les plus proches")
    NEWEST = "recent", N_("Les plus récentes")
    GIVEN = "donnees", N_("Les plus données")


class LicenceFamily(Listed):
    """What a licence lets do, in words."""

    FREE = "libre", N_("À réutiliser librement")
    NON_COMMERCIAL = "non-commercial", N_("À réutiliser sans vendre")
    RESERVED = "reserve", N_("Tous droits réservés")


FAMILY_OF: dict[Licence, LicenceFamily] = {
    Licence.ETALAB: LicenceFamily.FREE,
    Licence.CC0: LicenceFamily.FREE,
    Licence.BY: LicenceFamily.FREE,
    Licence.BY_SA: LicenceFamily.FREE,
    Licence.BY_NC: LicenceFamily.NON_COMMERCIAL,
    Licence.BY_NC_SA: LicenceFamily.NON_COMMERCIAL,
    Licence.LINK_ONLY: LicenceFamily.RESERVED,
    Licence.AGREED: LicenceFamily.RESERVED,
}


class Domain(Listed):
    """The five domains of the competence framework; the code is the first digit of their competences."""

    INFORMATION = "1", N_("Informations et données")
    COMMUNICATION = "2", N_("Communication et collaboration")
    CREATION = "3", N_("Création de contenu")
    PROTECTION = "4", N_("Protection et sécurité")
    ENVIRONMENT = "5", N_("Environnement numérique")


@dataclass(frozen=True)
class SearchFilter:
    """What is asked for: words, and at most one value of each filter."""

    text: str = ""
    theme: Theme | None = None
    domain: Domain | None = None
    difficulty: Difficulty | None = None
    reader: Readers | None = None
    language: str | None = None
    kind: ResourceKind | None = None
    licence: LicenceFamily | None = None
    collection: uuid.UUID | None = None
    sort: Sort = Sort.RELEVANCE

    @property
    def narrowed(self) -> dict[str, object]:
        """The filters in use, by name."""
        return {name: value for name in FACETS if (value := getattr(self, name)) is not None}


FACETS = ("theme", "domain", "difficulty", "reader", "language", "kind", "licence", "collection")
"""The filters that are counted."""

Counts = Mapping[str, Counter[object]]
"""How many results each value of each filter would leave, the other filters kept."""


class Meaning(StrEnum):
    """How a word of the question was found."""

    EXACT = "exact"
    CORRECTED = "corrected"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Term:
    """A word of the question: what was typed, the stems looked for and how much each counts."""

    typed: str
    stems: Mapping[str, float]
    meaning: Meaning = Meaning.EXACT
    instead: str = ""
    """The word that was looked for instead."""


@dataclass(frozen=True)
class Understood:
    """What the search made of the question. `relaxed`: nothing has all the words, so some have only a few."""

    terms: Sequence[Term] = ()
    relaxed: bool = False

    @property
    def corrections(self) -> list[tuple[str, str]]:
        return [(term.typed, term.instead) for term in self.terms if term.meaning is Meaning.CORRECTED]

    @property
    def unknown(self) -> list[str]:
        return [term.typed for term in self.terms if term.meaning is Meaning.UNKNOWN]

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(one for term in self.terms for one in term.stems)


@dataclass
class Gathered:
    """The stems of a resource: how much each weighs, where it was read; and its whole words, for typing errors."""

    weights: Counter[str] = field(default_factory=Counter)
    parts: dict[str, Part] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)


def gather(texts: Mapping[Part, str], language: str) -> Gathered:
    """Count the words of each part. Labels are in French whatever the language of the resource."""
    gathered = Gathered()
    for part, text in texts.items():
        counted = Counter(words_of(text[:MAX_TEXT]))
        total = counted.total()
        for word, count in counted.items():
            key = stem(word, "fr" if part is Part.LABELS else language)
            gathered.weights[key] += _weight(part, count, total)
            gathered.parts[key] = gathered.parts.get(key, Part(0)) | part
        gathered.words |= _worth_correcting(part, counted)
    return gathered


def _weight(part: Part, count: int, total: int) -> int:
    """A word of a short title says more than one of a long one; repeating it in a text helps a little."""
    if part is Part.TITLE:
        return 40 + 80 // total
    return {Part.SUMMARY: 20, Part.LABELS: 16, Part.SHEET: 4 * min(count, 4), Part.FILE: 2 * min(count, 4)}[part]


def _worth_correcting(part: Part, counted: Mapping[str, int]) -> set[str]:
    """Files hold misread words: those read once are not proposed instead of a typing error."""
    if part is not Part.FILE:
        return set(counted)
    return {word for word, count in counted.items() if count > 1 and word.isalpha() and len(word) <= 24}
