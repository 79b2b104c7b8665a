"""What some of the people followed learnt to do: two assessments each, some months apart.

Everything goes through the services that mediators use, on the clock of the day itself.
"""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from sqlalchemy import func, select

from inclusion_app.access.models import Account
from inclusion_app.accompaniments.models import Participation, Record
from inclusion_app.citizens.assessment_rules import Findings
from inclusion_app.citizens.assessment_services import (
    answer_questions,
    finish_questionnaire,
    note_findings,
    start_questionnaire,
)
from inclusion_app.citizens.models import AssessmentSource, Citizen
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.network.models import Mediator
from inclusion_app.skills.questionnaire import QUESTIONS
from inclusion_app.vocabulary.competences import Competence

PEOPLE = 120
_LONG_ENOUGH = timedelta(days=40)
_OBSERVED = 0.4
_SKIPPED = 0.1
_HIGHEST = 4
_BEFORE = (0, 0, 1, 1, 1, 2, 2, 3)
_PROGRESS = (0, 0, 0, 0, 1, 1, 1, 1, 2)
_WISHES = (
    "Envoyer des photos à mes petits-enfants.",
    "Prendre rendez-vous chez le médecin toute seule.",
    "Ne plus avoir peur de me tromper sur le site des impôts.",
    "Retrouver mes papiers dans mon téléphone.",
    "Écrire un e-mail avec mon CV.",
    "",
    "",
)
_SEEN = (Competence.SEARCH, Competence.INTERACT, Competence.SECURE, Competence.BUILD)
_LEARNT = {*_SEEN, *(question.competence for question in QUESTIONS)}

Levels = dict[Competence, int]


class _Regular(NamedTuple):
    """Someone who came often to one mediator: their first and last day of a year."""

    citizen_id: uuid.UUID
    mediator_id: uuid.UUID
    first: date
    last: date


def assess(random: Random, today: date) -> None:
    """Assess people who came over some months of a same year, the first time then the last."""
    for regular in _regulars(today):
        mediator = db.session.get_one(Mediator, regular.mediator_id)
        if mediator.account_id is None:
            continue
        citizen = db.session.get_one(Citizen, regular.citizen_id)
        by = db.session.get_one(Account, mediator.account_id)
        keep = _note if random.random() < _OBSERVED else _ask
        before = {one: random.choice(_BEFORE) for one in Competence if one in _LEARNT}
        after = {one: min(_HIGHEST, level + random.choice(_PROGRESS)) for one, level in before.items()}
        for day, levels in ((regular.first, before), (regular.last, after)):
            with clock.frozen(datetime.combine(day, time(15), UTC)):
                keep(citizen, levels, random, mediator, by)


def _regulars(today: date) -> Iterator[_Regular]:
    """People followed by one mediator who came over some months: half of them last year, half this year."""
    for year in (today.year - 1, today.year):
        first, last = func.min(Record.held_on), func.max(Record.held_on)
        query = (
            select(Participation.citizen_id, Record.mediator_id, first, last)
            .join(Record, Participation.record_id == Record.id)
            .where(Record.held_on.between(date(year, 1, 1), min(date(year, 12, 31), today)))
            .where(Participation.citizen_id.is_not(None), Record.deleted_at.is_(None))
            .group_by(Participation.citizen_id, Record.mediator_id)
            .having(first < last)
            .order_by(func.count().desc(), Participation.citizen_id, Record.mediator_id)
        )
        found = db.session.execute(query.limit(4 * PEOPLE))
        rows = [_Regular(citizen, mediator, *days) for citizen, mediator, *days in found if citizen]
        yield from [row for row in rows if row.last - row.first >= _LONG_ENOUGH][: PEOPLE // 2]


def _ask(citizen: Citizen, levels: Levels, random: Random, mediator: Mediator, by: Account) -> None:
    assessment = start_questionnaire(citizen, mediator=mediator, by=by)
    answers = {
        question.key: None if random.random() < _SKIPPED else levels[question.competence] for question in QUESTIONS
    }
    answer_questions(assessment, answers, by=by)
    finish_questionnaire(assessment, wish=random.choice(_WISHES), by=by)


def _note(citizen: Citizen, levels: Levels, random: Random, mediator: Mediator, by: Account) -> None:
    seen = {one: levels[one] for one in _SEEN}
    findings = Findings(seen, clock.today(), wish=random.choice(_WISHES))
    note_findings(citizen, findings, source=AssessmentSource.OBSERVATION, mediator=mediator, by=by)
