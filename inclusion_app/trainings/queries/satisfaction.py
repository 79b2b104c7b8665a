"""Reads of questionnaires: always together, never one by one."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, func, select

from inclusion_app.kernel.db import db
from inclusion_app.trainings.lists import Moment
from inclusion_app.trainings.models.results import SatisfactionAnswer
from inclusion_app.trainings.rules.satisfaction import MIN_ANSWERS, SATISFIED, Mark, Satisfaction

Sessions = Collection[uuid.UUID] | Select[Any]

_MARKS = tuple(getattr(SatisfactionAnswer, mark.value) for mark in Mark)
COUNTED = (
    func.count(),
    *(func.sum(column) for column in _MARKS),
    *(func.count(column) for column in _MARKS),
    func.count().filter(SatisfactionAnswer.overall >= SATISFIED),
)
"""What a line of figures is made of, for `satisfaction_of`: counts and sums, which add up."""


def averages(session_ids: Sessions, moment: Moment = Moment.HOT, *, minimum: int = MIN_ANSWERS) -> Satisfaction:
    """What the people of these sessions answered, together; hidden under `minimum` answers.

    `session_ids` is a collection, or a SELECT of identifiers. Public pages say `minimum=MIN_PUBLIC_ANSWERS`.
    """
    ids = session_ids if isinstance(session_ids, Select) else list(session_ids)
    query = select(*COUNTED).where(SatisfactionAnswer.session_id.in_(ids), SatisfactionAnswer.moment == moment)
    return satisfaction_of(tuple(db.session.execute(query).one()), minimum=minimum)


def satisfaction_of(counted: Sequence[Any], *, minimum: int = MIN_ANSWERS) -> Satisfaction:
    """The figures of a line of COUNTED."""
    answers, *figures, satisfied = counted
    if answers < minimum:
        return Satisfaction(answers)
    sums, given = figures[: len(Mark)], dict(zip(Mark, figures[len(Mark) :], strict=True))
    means = {mark: float(total) / given[mark] for mark, total in zip(Mark, sums, strict=True) if given[mark] >= minimum}
    rated = given[Mark.OVERALL]
    return Satisfaction(answers, True, means, satisfied / rated if rated >= minimum else None)


def count_answers(session_id: uuid.UUID) -> dict[Moment, int]:
    """How many questionnaires a session has, by moment."""
    query = (
        select(SatisfactionAnswer.moment, func.count())
        .where(SatisfactionAnswer.session_id == session_id)
        .group_by(SatisfactionAnswer.moment)
    )
    return dict.fromkeys(Moment, 0) | {row[0]: row[1] for row in db.session.execute(query)}


def has_answered(registration_id: uuid.UUID, moment: Moment) -> bool:
    """This person has answered the questionnaire of this moment."""
    same = (SatisfactionAnswer.registration_id == registration_id) & (SatisfactionAnswer.moment == moment)
    return db.session.scalar(select(SatisfactionAnswer.id).where(same)) is not None


def list_answered(session_id: uuid.UUID, moment: Moment) -> set[uuid.UUID]:
    """The registrations of a session whose questionnaire of this moment is in."""
    query = select(SatisfactionAnswer.registration_id).where(
        SatisfactionAnswer.session_id == session_id, SatisfactionAnswer.moment == moment
    )
    return {key for key in db.session.scalars(query) if key is not None}
