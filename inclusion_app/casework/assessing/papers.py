"""Papers of what a person knows how to do: their own sheet, and the questionnaire."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from flask_babel import gettext as _
from markupsafe import Markup

from inclusion_app.accompaniments.models import Record
from inclusion_app.citizens.models import Assessment, AssessmentSource, Citizen
from inclusion_app.citizens.progression import Progress, Progression, progressions
from inclusion_app.kernel.text import N_
from inclusion_app.printing.pdf import Document
from inclusion_app.resources.papers import render_paper
from inclusion_app.resources.sheets.drawings import drawing_path
from inclusion_app.skills.domains import PLAIN, STEPS
from inclusion_app.skills.questionnaire import QUESTIONS, SHORT_ANSWERS
from inclusion_app.vocabulary.competences import Competence

_MOST_STEPS = 3
_GROUPS = (
    (4, 8, N_("Je le fais facilement")),
    (3, 3, N_("Je le fais sans aide")),
    (2, 2, N_("Je le fais sans aide, quand c’est simple")),
    (1, 1, N_("Je le fais avec de l’aide")),
)
_WHO = {
    AssessmentSource.QUESTIONNAIRE: N_("D’après mes réponses."),
    AssessmentSource.OBSERVATION: N_("D’après ce que nous avons fait ensemble."),
    AssessmentSource.TEST: N_("D’après un test."),
}


@dataclass(frozen=True)
class Sheet:
    """What the person's own sheet says; no score and no number."""

    first_name: str
    made_on: date
    who: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    progress: tuple[str, ...]
    wish: str | None
    steps: tuple[str, ...]


def sheet_of(citizen: Citizen, assessments: Sequence[Assessment], source: str = "") -> Sheet | None:
    """The sheet according to one source: that asked for, else the person's own words. None when there is none."""
    found = {one.key: one for one in progressions(assessments)}
    chosen = found.get(source) if source else next(iter(found.values()), None)
    if chosen is None:
        return None
    return Sheet(
        first_name=citizen.first_name or "",
        made_on=chosen.last_on,
        who=str(_(_WHO[chosen.source])),
        groups=tuple(_groups(chosen)),
        progress=tuple(_said(line.competence) for line in chosen.lines if line.change > 0),
        wish=next((one.wish for one in assessments if one.wish), None),
        steps=tuple(str(_(STEPS[line.competence])) for line in _next(chosen)),
    )


def draw_sheet(sheet: Sheet, appointment: Record | None) -> Document:
    """The sheet, in large plain words."""
    return render_paper(
        "casework/skills/sheet.html",
        title=str(_("Ce que je sais faire")),
        sheet=sheet,
        appointment=appointment,
        pictures={name: drawing_path(name) for name in ("coche", "coeur")},
    )


def draw_questionnaire() -> Document:
    """The questionnaire, to tick with a pen."""
    return render_paper(
        "casework/skills/questionnaire.html",
        title=str(_("Ce que je sais faire avec le numérique")),
        questions=QUESTIONS,
        answers=SHORT_ANSWERS,
        pictures={one.picture: drawing_path(one.picture) for one in QUESTIONS},
    )


@lru_cache
def picture(name: str) -> Markup:
    """A drawing of the library inside a page, ignored by screen readers: the words beside it say the same."""
    text = drawing_path(name).read_text(encoding="utf-8")
    head, _end, body = text.partition("</title>")
    tag = head[: head.index(">") + 1].replace('role="img"', 'aria-hidden="true" focusable="false"')
    return Markup(tag + body)  # noqa: S704 (a file of this project)


def _groups(progression: Progression) -> list[tuple[str, tuple[str, ...]]]:
    groups = []
    for lowest, highest, title in _GROUPS:
        known = tuple(_said(line.competence) for line in progression.lines if lowest <= line.last <= highest)
        if known:
            groups.append((str(_(title)), known))
    return groups


def _next(progression: Progression) -> list[Progress]:
    """The few competences where a small step is near: those done with help first, then those not done yet."""
    near = [line for line in progression.lines if line.last <= 2]
    order = {1: 0, 0: 1, 2: 2}
    return sorted(near, key=lambda line: (order[line.last], line.competence.bit))[:_MOST_STEPS]


def _said(competence: Competence) -> str:
    return str(_(PLAIN[competence]))
