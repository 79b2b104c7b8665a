"""What may be kept of an assessment; no session, no clock."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inclusion_app.citizens.models import AssessmentSource
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.skills.levels import HIGHEST, LOWEST
from inclusion_app.skills.questionnaire import ANSWERS, QUESTIONS, VERSION, Answers
from inclusion_app.vocabulary.competences import Competence

LONGEST_WISH = 500
LONGEST_TEST = 80
Levels = Mapping[Competence, int]

NOTHING_ANSWERED = N_("Aucune réponse pour l’instant\u00a0: répondez à une question au moins, ou arrêtez là.")
NOTHING_SEEN = N_("Choisissez un niveau pour une compétence au moins.")
WISH_TOO_LONG = N_("Écrivez au plus 500 caractères.")
_KEYS = {question.key for question in QUESTIONS}


@dataclass(frozen=True)
class Findings:
    """What a mediator saw, or an external test found, on a day."""

    levels: Levels
    taken_on: date
    test_name: str | None = None
    wish: str | None = None


def check_findings(findings: Findings, source: AssessmentSource, today: date) -> None:
    """Raises DomainError on the first thing that does not fit its source."""
    test = source is AssessmentSource.TEST
    if test and not findings.test_name:
        raise DomainError(N_("Écrivez le nom du test."), field="test_name")
    if findings.test_name and len(findings.test_name) > LONGEST_TEST:
        raise DomainError(N_("Écrivez au plus 80 caractères."), field="test_name")
    if findings.taken_on > today:
        raise DomainError(N_("Cette date est dans le futur."), field="taken_on")
    if findings.taken_on.year < 2000:
        raise DomainError(N_("Cette date est trop ancienne\u00a0: vérifiez l’année."), field="taken_on")
    check_levels(findings.levels, lowest=1 if test else LOWEST)
    check_wish(findings.wish)


def check_levels(levels: Levels, *, lowest: int = LOWEST) -> None:
    """A test knows nothing of our zero."""
    if not levels:
        raise DomainError(NOTHING_SEEN)
    if any(not lowest <= level <= HIGHEST for level in levels.values()):
        raise DomainError(N_("Choisissez un niveau de la liste."))


def check_wish(wish: str | None) -> None:
    """Raises DomainError when it is too long."""
    if wish and len(wish) > LONGEST_WISH:
        raise DomainError(WISH_TOO_LONG, field="wish")


def check_answers(answers: Answers) -> None:
    """Raises DomainError on an answer or a question that is not of the questionnaire."""
    if any(key not in _KEYS or (level is not None and level not in ANSWERS) for key, level in answers.items()):
        raise DomainError(N_("Cette réponse n’est pas proposée\u00a0: choisissez-en une de la page."))


def read_answers(text: str | None) -> dict[str, int | None]:
    """The answers kept; nothing when they were given to an older questionnaire."""
    kept = json.loads(text) if text else {}
    return dict(kept["answers"]) if kept.get("version") == VERSION else {}


def write_answers(answers: Answers) -> str:
    """The answers as they are kept, with the version of the questionnaire."""
    return json.dumps({"version": VERSION, "answers": dict(answers)})
