"""Writes of assessments. Nothing is ever merged: another day or another source makes another row."""

from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.citizens.assessment_rules import (
    NOTHING_ANSWERED,
    Findings,
    Levels,
    check_answers,
    check_findings,
    check_wish,
    read_answers,
    write_answers,
)
from inclusion_app.citizens.models import AssessedSkill, Assessment, AssessmentSource, AssessmentState, Citizen
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError, Forbidden
from inclusion_app.kernel.text import N_
from inclusion_app.network.models import Mediator
from inclusion_app.skills.levels import FRAMEWORK_VERSION
from inclusion_app.skills.questionnaire import Answers, levels_of

_OVER = N_("Ce questionnaire est déjà terminé.")


def start_questionnaire(citizen: Citizen, *, mediator: Mediator, by: Account) -> Assessment:
    """Begin, or go on with the questionnaire that was stopped."""
    if started := _find_started(citizen):
        return started
    assessment = _new(citizen, AssessmentSource.QUESTIONNAIRE, AssessmentState.STARTED, mediator)
    _keep(assessment, "assessment.start", by)
    return assessment


def answer_questions(assessment: Assessment, answers: Answers, *, by: Account) -> Assessment:
    """Keep these answers beside those already given; None is a question skipped."""
    check_answers(answers)
    _lock(assessment)
    _check_started(assessment)
    assessment.answers = write_answers(read_answers(assessment.answers) | dict(answers))
    db.session.flush()
    return assessment


def finish_questionnaire(assessment: Assessment, *, wish: str | None, by: Account) -> Assessment:
    """Turn the answers into levels; the answers themselves are kept no longer. Done twice, it changes nothing."""
    check_wish(wish)
    _lock(assessment)
    if assessment.state is AssessmentState.DONE:
        return assessment
    _check_started(assessment)
    levels = levels_of(read_answers(assessment.answers))
    if not levels:
        raise DomainError(NOTHING_ANSWERED)
    assessment.wish = wish or None
    assessment.answers = None
    assessment.taken_on = clock.today()
    _finish(assessment, levels)
    _keep(assessment, "assessment.finish", by)
    return assessment


def refuse_assessment(citizen: Citizen, *, mediator: Mediator, by: Account) -> Assessment:
    """The person does not wish to be assessed: that is kept, with no level; what was begun is forgotten."""
    today, assessment = clock.today(), _find_started(citizen)
    if assessment is None:
        same = select(Assessment).where(
            Assessment.citizen_id == citizen.id,
            Assessment.state == AssessmentState.REFUSED,
            Assessment.taken_on == today,
        )
        if kept := db.session.scalars(same).first():
            return kept
        assessment = _new(citizen, AssessmentSource.QUESTIONNAIRE, AssessmentState.REFUSED, mediator)
    assessment.state, assessment.answers, assessment.taken_on = AssessmentState.REFUSED, None, today
    _keep(assessment, "assessment.refuse", by)
    return assessment


def note_findings(
    citizen: Citizen,
    findings: Findings,
    *,
    source: AssessmentSource,
    record: object | None = None,
    mediator: Mediator,
    by: Account,
) -> Assessment:
    """Keep what a mediator saw or a test found; `record` is the accompaniment that suggested it.

    The same page sent twice gives the first row again.
    """
    check_findings(findings, source, clock.today())
    assessment = _new(citizen, source, AssessmentState.DONE, mediator)
    assessment.taken_on, assessment.test_name = findings.taken_on, findings.test_name or None
    assessment.record_id = getattr(record, "id", None)
    if kept := _find_same(assessment, findings.levels):
        return kept
    assessment.wish = findings.wish or None
    _finish(assessment, findings.levels)
    _keep(assessment, "assessment.note", by)
    return assessment


def delete_assessment(assessment: Assessment, *, by: Account) -> None:
    """Take away what was entered by mistake; only whoever entered it may."""
    if assessment.mediator.account_id != by.id:
        raise Forbidden
    details = {"source": assessment.source.value, "taken_on": assessment.taken_on.isoformat()}
    audit.write("assessment.delete", subject=assessment.citizen, by=by, details=details)
    db.session.delete(assessment)
    db.session.flush()


def _new(citizen: Citizen, source: AssessmentSource, state: AssessmentState, mediator: Mediator) -> Assessment:
    return Assessment(
        citizen_id=citizen.id,
        source=source,
        state=state,
        framework=FRAMEWORK_VERSION,
        taken_on=clock.today(),
        mediator_id=mediator.id,
        created_at=clock.now(),
    )


def _finish(assessment: Assessment, levels: Levels) -> None:
    assessment.state, assessment.finished_at = AssessmentState.DONE, clock.now()
    assessment.skills = [AssessedSkill(competence=one, level=level) for one, level in levels.items()]


def _keep(assessment: Assessment, action: str, by: Account) -> None:
    db.session.add(assessment)
    db.session.flush()
    details = {"source": assessment.source.value, "assessment": str(assessment.id)}
    audit.write(action, subject=assessment.citizen, by=by, details=details)
    db.session.flush()


def _lock(assessment: Assessment) -> None:
    """Two people answering the same questionnaire wait for each other."""
    db.session.refresh(assessment, with_for_update=True)


def _check_started(assessment: Assessment) -> None:
    if assessment.state is not AssessmentState.STARTED:
        raise DomainError(_OVER)


def _find_started(citizen: Citizen) -> Assessment | None:
    query = select(Assessment).where(Assessment.citizen_id == citizen.id, Assessment.state == AssessmentState.STARTED)
    return db.session.scalars(query.order_by(Assessment.id.desc())).first()


def _find_same(made: Assessment, levels: Levels) -> Assessment | None:
    query = select(Assessment).where(
        Assessment.citizen_id == made.citizen_id,
        Assessment.source == made.source,
        Assessment.state == AssessmentState.DONE,
        Assessment.taken_on == made.taken_on,
        Assessment.mediator_id == made.mediator_id,
    )
    for kept in db.session.scalars(query.order_by(Assessment.id)):
        same = {skill.competence: skill.level for skill in kept.skills} == dict(levels)
        if same and (kept.test_name, kept.record_id) == (made.test_name, made.record_id):
            return kept
    return None
