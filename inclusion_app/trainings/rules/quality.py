"""The quality register: what may be written, what waits for an answer. Without database nor clock."""

from dataclasses import dataclass
from datetime import date

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.lists import QualityKind
from inclusion_app.trainings.rules.spans import FIRST_DAY, LAST_DAY, Span

ANSWERED_KINDS = frozenset({QualityKind.COMPLAINT, QualityKind.OPINION, QualityKind.IMPROVEMENT})
"""Kinds that call for an answer: what was done about it."""
MOST_DAYS = 5 * 366


@dataclass(frozen=True)
class QualitySheet:
    """What is written of an entry."""

    kind: QualityKind
    noted_on: date
    title: str
    details: str = ""
    indicators: tuple[int, ...] = ()


def check_sheet(sheet: QualitySheet, today: date) -> None:
    """Refuse an entry without a title, or of a day that is not yet, or long ago."""
    if not sheet.title.strip():
        raise DomainError(N_("Donnez un titre court\u00a0: il se lit dans la liste."), field="title")
    if not FIRST_DAY <= sheet.noted_on <= today:
        raise DomainError(N_("Choisissez une date passée, ou aujourd’hui."), field="noted_on")


def check_answer(noted_on: date, answer: str, answered_on: date, today: date) -> None:
    """Refuse an empty answer, one given before what it answers, or tomorrow."""
    if not answer.strip():
        raise DomainError(N_("Écrivez ce qui a été répondu ou fait."), field="answer")
    if not noted_on <= answered_on <= today:
        raise DomainError(N_("La réponse date d’après l’entrée, et d’aujourd’hui au plus tard."), field="answered_on")


def check_proof_span(start: date, end: date) -> Span:
    """The span of a proof file. Refuses one that ends before it starts, or of more than five years."""
    if end < start:
        raise DomainError(N_("La fin vient après le début."), field="end")
    if start < FIRST_DAY or end > LAST_DAY:
        raise DomainError(N_("Vérifiez l’année\u00a0: elle va de 2000 à 2100."), field="start")
    if (end - start).days > MOST_DAYS:
        raise DomainError(N_("Choisissez au plus cinq ans."), field="start")
    return Span(start, end)
