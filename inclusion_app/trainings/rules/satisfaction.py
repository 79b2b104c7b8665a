"""Satisfaction: what is asked, and under how many answers nothing is shown. Without database nor clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.lists import Moment
from inclusion_app.vocabulary.listed import Listed

K = TypeVar("K")

MIN_ANSWERS = 5
"""Fewer answers are not shown to the team: who attended knows who was there, and would guess who said what."""
MIN_PUBLIC_ANSWERS = 11
"""On public pages: the threshold of published tables, since anybody may compare them over time."""
SATISFIED = 3
"""From this mark on, a person is satisfied."""
BEST = 4
MAX_COMMENT = 2000


class Mark(Listed):
    """The five marks; a value is a column of SatisfactionAnswer."""

    OVERALL = "overall", N_("Ensemble")
    CONTENT = "content", N_("Contenu")
    TEACHING = "teaching", N_("Explications")
    CONDITIONS = "conditions", N_("Conditions")
    USEFULNESS = "usefulness", N_("Utilité")


SENTENCES: dict[Mark, str] = {
    Mark.OVERALL: N_("Dans l’ensemble, je suis content·e d’être venu·e."),
    Mark.CONTENT: N_("J’y ai appris ce que je voulais apprendre."),
    Mark.TEACHING: N_("Les explications étaient claires."),
    Mark.CONDITIONS: N_("La salle, le matériel et les horaires convenaient."),
    Mark.USEFULNESS: N_("Ce que j’ai appris me servira."),
}
_COLD = {Mark.USEFULNESS: N_("Je me sers de ce que j’ai appris.")}

ANSWERS: dict[int, str] = {
    1: N_("Pas du tout"),
    2: N_("Pas vraiment"),
    3: N_("Plutôt oui"),
    4: N_("Tout à fait"),
}

Marks = Mapping[Mark, int | None]


def sentence(mark: Mark, moment: Moment) -> str:
    """The sentence that people agree with or not; after a month the last one is told in the present."""
    return _COLD.get(mark, SENTENCES[mark]) if moment is Moment.COLD else SENTENCES[mark]


def check_answer(marks: Marks, comment: str) -> None:
    """Refuse an empty questionnaire, a mark that does not exist, a comment without end."""
    if not any(marks.values()) and not comment.strip():
        raise DomainError(N_("Répondez à une question au moins."), field="overall")
    for mark, value in marks.items():
        if value is not None and not 1 <= value <= BEST:
            raise DomainError(N_("Une réponse est un chiffre de 1 à 4."), field=mark.value)
    if len(comment) > MAX_COMMENT:
        raise DomainError(
            N_("Écrivez au plus %(most)s caractères\u00a0: gardez l’essentiel."), field="comment", most=MAX_COMMENT
        )


@dataclass(frozen=True)
class Satisfaction:
    """What answers say together. Under the threshold only `answers` is told: `shown` is false, the rest is empty."""

    answers: int = 0
    shown: bool = False
    means: Mapping[Mark, float] | None = None
    """Means of the marks, from 1 to 4; a mark that few people gave is not there."""
    satisfied: float | None = None
    """Share of those who answered 3 or 4 to the first question, from 0 to 1."""

    def mean(self, mark: Mark) -> float | None:
        """The mean of a mark; None when it is hidden or when too few people gave one."""
        return (self.means or {}).get(mark)

    @property
    def overall(self) -> float | None:
        return self.mean(Mark.OVERALL)


def hidden_groups(answers: Mapping[K, int], minimum: int = MIN_ANSWERS) -> set[K]:
    """Which lines of a table with a total to hide: those with few answers, and one more when it would give them away.

    Whoever sees the total and the other lines finds what the hidden ones say together: that must be as many answers
    as a line that may be shown.
    """
    hidden = {key for key, count in answers.items() if 0 < count < minimum}
    shown = sorted((key for key, count in answers.items() if count >= minimum), key=lambda key: answers[key])
    if hidden and shown and sum(answers[key] for key in hidden) < minimum:
        hidden.add(shown[0])
    return hidden
