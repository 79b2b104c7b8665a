"""Writes of questionnaires: one a person and a moment, or one a sheet of paper."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.audit import Actor
from inclusion_app.kernel.db import db, violations
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.lists import Moment
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.results import SatisfactionAnswer
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.rules import satisfaction as rules

ALREADY_ANSWERED = N_("Vous avez déjà répondu à ce questionnaire\u00a0: merci. Une réponse par personne suffit.")


@dataclass(frozen=True)
class PaperAnswer:
    """A questionnaire as copied from paper; `key` makes a row sent twice one answer."""

    key: uuid.UUID
    marks: rules.Marks
    comment: str = ""


def answer_survey(
    registration: Registration, marks: rules.Marks, comment: str, *, moment: Moment
) -> SatisfactionAnswer:
    """Keep what a person answers. Raises DomainError when nothing was, or when she had answered already."""
    rules.check_answer(marks, comment)
    answer = _answer(registration.session_id, marks, comment, moment)
    answer.registration_id = registration.id
    taken = DomainError(ALREADY_ANSWERED)
    unique = {"satisfaction_answer.registration_id": taken, "uq_satisfaction_answer": taken}
    with violations(unique):
        db.session.add(answer)
        db.session.flush()
    audit.write("survey.answer", subject=answer, by=None, details={"moment": moment.value})
    return answer


def copy_paper(session: TrainingSession, answers: Iterable[PaperAnswer], *, moment: Moment, by: Actor) -> int:
    """Keep questionnaires copied from paper, without names; a key already kept is not kept twice. Gives how many."""
    sent = {answer.key: answer for answer in answers}
    for answer in sent.values():
        rules.check_answer(answer.marks, answer.comment)
    known = set(
        db.session.scalars(select(SatisfactionAnswer.form_key).where(SatisfactionAnswer.form_key.in_(list(sent))))
    )
    new = [answer for key, answer in sent.items() if key not in known]
    for each in new:
        row = _answer(session.id, each.marks, each.comment, moment)
        row.form_key, row.noted_by_id = each.key, by.id
        db.session.add(row)
    again = DomainError(N_("Ces questionnaires viennent d’être enregistrés. Actualisez la page."))
    with violations({"satisfaction_answer.form_key": again, "uq_satisfaction_answer_form_key": again}):
        db.session.flush()
    if new:
        audit.write("survey.copy", subject=session, by=by, details={"moment": moment.value, "answers": len(new)})
    return len(new)


def _answer(session_id: uuid.UUID, marks: rules.Marks, comment: str, moment: Moment) -> SatisfactionAnswer:
    values: dict[str, Any] = {mark.value: marks.get(mark) for mark in rules.Mark}
    return SatisfactionAnswer(
        session_id=session_id, moment=moment, comment=comment.strip() or None, answered_at=clock.now(), **values
    )
