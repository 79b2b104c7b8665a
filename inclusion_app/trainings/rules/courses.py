"""Rules of courses: what one must say, objectives that can be assessed, prices, addresses."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import count

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_, fold
from inclusion_app.trainings.lists import ActionKind, Audience
from inclusion_app.trainings.models.courses import MAX_COURSE_MINUTES, CourseVersion
from inclusion_app.vocabulary.competences import Competence

MAX_OBJECTIVES = 12
OBJECTIVE_LENGTH = 300
MAX_PRICE_CENTS = 10_000_000
_SLUG_LENGTH = 100
_RESERVED = frozenset({"reglages", "organisme", "resultats", "bilan"})
_PRICE = re.compile(r"([0-9]{1,6})(?:[.,]([0-9]{1,2}))?")
_BLANKS = re.compile(r"[\s\u00a0\u202f]+")
_VAGUE = (
    "comprendre",
    "connaitre",
    "savoir ce qu",
    "etre sensibilise",
    "se sensibiliser",
    "sensibiliser",
    "apprehender",
    "decouvrir",
    "se familiariser",
    "s initier",
    "maitriser",
    "prendre conscience",
    "avoir conscience",
    "acquerir des notions",
)
"""Verbs that nobody can observe at the end of a course, folded."""


@dataclass(frozen=True)
class CourseSheet:
    """All that a version of a course says; the names are those of its columns, `objectives` their texts in order."""

    title: str
    kind: ActionKind
    audiences: frozenset[Audience]
    objectives: tuple[str, ...]
    minutes: int
    summary: str = ""
    competences: frozenset[Competence] = frozenset()
    content: str = ""
    prerequisites: str = ""
    methods: str = ""
    evaluation: str = ""
    accessibility: str = ""
    access_delay: str = ""
    price_cents: int = 0
    price_note: str = ""
    validity_months: int | None = None


def sheet_of(version: CourseVersion) -> CourseSheet:
    """What a version says."""
    plain = {field.name: getattr(version, field.name) for field in fields(CourseSheet) if field.name != "objectives"}
    return CourseSheet(objectives=tuple(objective.text for objective in version.objectives), **plain)


def differences(one: CourseSheet, other: CourseSheet) -> list[str]:
    """The names of what differs between two sheets."""
    return [field.name for field in fields(CourseSheet) if getattr(one, field.name) != getattr(other, field.name)]


def check_course(sheet: CourseSheet) -> None:
    """What a course must say."""
    if not sheet.title.strip():
        raise DomainError(N_("Écrivez le titre de la formation."), field="title")
    if not sheet.audiences:
        raise DomainError(N_("Cochez au moins un public\u00a0: c’est par là que l’on cherche."), field="audiences")
    if not sheet.objectives:
        raise DomainError(N_("Écrivez au moins un objectif."), field="objectives")
    if len(sheet.objectives) > MAX_OBJECTIVES:
        message = N_("Gardez %(most)s\u00a0objectifs au plus\u00a0: au-delà, personne ne peut les évaluer.")
        raise DomainError(message, field="objectives", most=MAX_OBJECTIVES)
    if any(len(text) > OBJECTIVE_LENGTH for text in sheet.objectives):
        message = N_("Un objectif tient en %(most)s\u00a0caractères.")
        raise DomainError(message, field="objectives", most=OBJECTIVE_LENGTH)
    if not 1 <= sheet.minutes <= MAX_COURSE_MINUTES:
        raise DomainError(N_("La durée va d’une minute à 400\u00a0heures."), field="minutes")


def vague_objectives(texts: Iterable[str]) -> list[str]:
    """Those that begin with a verb that nobody can assess (« comprendre », « connaître », « être sensibilisé »)."""
    return [text for text in texts if is_vague(text)]


def is_vague(text: str) -> bool:
    """The objective begins with a verb that nobody can observe."""
    folded = f"{fold(text)} "
    return any(folded.startswith(verb) for verb in _VAGUE)


def read_price(text: str) -> int:
    """Cents of « 120 », « 120,50 », « 1 200 € »; nothing is 0. Raises DomainError on `price`."""
    typed = _BLANKS.sub("", text).removesuffix("€")
    found = _PRICE.fullmatch(typed) if typed else None
    if typed and found is None:
        raise DomainError(N_("Écrivez un prix en euros, comme 120 ou 120,50. 0 veut dire gratuit."), field="price")
    if found is None:
        return 0
    cents = int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))
    if cents > MAX_PRICE_CENTS:
        raise DomainError(N_("Ce prix dépasse 100\u00a0000\u00a0euros\u00a0: vérifiez-le."), field="price")
    return cents


def slugs_for(title: str) -> Iterator[str]:
    """Addresses that a course of this title may take, best first, without end."""
    plain = "".join(letter for letter in fold(title).replace(" ", "-") if letter.isascii())
    stem = plain.strip("-")[:_SLUG_LENGTH].strip("-") or "formation"
    if stem not in _RESERVED:
        yield stem
    yield from (f"{stem}-{number}" for number in count(2))
