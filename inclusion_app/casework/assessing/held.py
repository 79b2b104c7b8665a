"""The assessments of a person, for the document of everything held."""

from datetime import date, datetime

from flask_babel import gettext as _

from inclusion_app.access.scope import Scope
from inclusion_app.casework.assessing.words import numbered_level
from inclusion_app.citizens.assessment_rules import read_answers
from inclusion_app.citizens.models import Assessment, Citizen
from inclusion_app.citizens.queries.assessments import list_assessments
from inclusion_app.skills.questionnaire import ANSWERS, find_question

Item = dict[str, str | int | date | datetime | None]


def list_skills(scope: Scope, citizen: Citizen) -> list[Item]:
    """Each assessment: its source, its day, its author, what was found, what was answered so far, what was wished."""
    return [_item(one) for one in list_assessments(scope, citizen)]


def _item(one: Assessment) -> Item:
    return {
        _("Date"): one.taken_on,
        _("Source"): one.test_name or _(one.source.label),
        _("État"): _(one.state.label),
        _("Avec"): one.mediator.name,
        _("Cadre"): one.framework,
        _("Niveaux"): "\n".join(
            f"{skill.competence.value} {_(skill.competence.label)}\u00a0: {numbered_level(skill.level)}"
            for skill in one.skills
        ),
        _("Réponses données"): "\n".join(_answers(one)),
        _("Envie d’apprendre"): one.wish,
        _("D’après un accompagnement"): _("oui") if one.record_id else None,
        _("Commencé le"): one.created_at,
        _("Terminé le"): one.finished_at,
    }


def _answers(one: Assessment) -> list[str]:
    return [
        f"{_(question.text)} {_(ANSWERS[level]) if level is not None else _('Question passée')}"
        for key, level in read_answers(one.answers).items()
        if (question := find_question(key))
    ]
