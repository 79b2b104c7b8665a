"""The questionnaire: one question a screen, stopped and resumed at will; or copied from paper on one page."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.casework.assessing.forms import AnswerForm, FinishForm, make_copy_form
from inclusion_app.casework.assessing.overview import back_to
from inclusion_app.casework.assessing.papers import picture
from inclusion_app.casework.views import bp
from inclusion_app.citizens import assessment_services as services
from inclusion_app.citizens.assessment_rules import read_answers
from inclusion_app.citizens.models import Assessment, AssessmentState, Citizen
from inclusion_app.citizens.queries.assessments import get_assessment
from inclusion_app.citizens.queries.reading import get_citizen
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.network.queries import get_my_mediator
from inclusion_app.skills.questionnaire import ANSWERS, QUESTIONS


@bp.post("/citoyens/<uuid:citizen_id>/competences/questionnaire")
@requires(Permission.CITIZENS_FOLLOW)
def start_questionnaire(citizen_id: uuid.UUID) -> ResponseReturnValue:
    """Begin, or go on where it was stopped; `copie` goes to the page that copies from paper."""
    person = get_citizen(current_scope(), citizen_id)
    mediator = get_my_mediator(current_scope())
    assessment = services.start_questionnaire(person, mediator=mediator, by=current_account())
    if request.form.get("copie"):
        return redirect(url_for(".copy_questionnaire", citizen_id=person.id, assessment_id=assessment.id), 303)
    answers = read_answers(assessment.answers)
    return _go_to(person, assessment, next((n for n, one in enumerate(QUESTIONS, 1) if one.key not in answers), None))


@bp.route("/citoyens/<uuid:citizen_id>/competences/<uuid:assessment_id>/question/<int:number>", methods=["GET", "POST"])
@requires(Permission.CITIZENS_FOLLOW)
def question(citizen_id: uuid.UUID, assessment_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """One question: an answer is one press, kept at once."""
    person, assessment = _find(citizen_id, assessment_id)
    if not 1 <= number <= len(QUESTIONS):
        raise NotFound
    if assessment.state is not AssessmentState.STARTED:
        return _already(person)
    asked, form = QUESTIONS[number - 1], AnswerForm()
    if form.validate_on_submit():
        try:
            answer = _read(form.answer.data)
            services.answer_questions(assessment, {asked.key: answer}, by=current_account())
            return _go_to(person, assessment, number + 1 if number < len(QUESTIONS) else None)
        except DomainError as error:
            form.attach(error)
    answers = read_answers(assessment.answers)
    page = render_template(
        "casework/skills/question.html",
        form=form,
        citizen=person,
        assessment=assessment,
        asked=asked,
        number=number,
        questions=len(QUESTIONS),
        choices=ANSWERS,
        given=answers.get(asked.key),
        seen=asked.key in answers,
        picture=picture(asked.picture),
    )
    return page, 422 if form.is_submitted() else 200


@bp.route("/citoyens/<uuid:citizen_id>/competences/<uuid:assessment_id>/fin", methods=["GET", "POST"])
@requires(Permission.CITIZENS_FOLLOW)
def finish_questionnaire(citizen_id: uuid.UUID, assessment_id: uuid.UUID) -> ResponseReturnValue:
    """The answers to look at again, what the person would like to learn, and the end."""
    person, assessment = _find(citizen_id, assessment_id)
    if assessment.state is not AssessmentState.STARTED:
        return _already(person)
    form = FinishForm()
    if form.validate_on_submit():
        try:
            services.finish_questionnaire(assessment, wish=form.wish.data, by=current_account())
            return _done(person)
        except DomainError as error:
            form.attach(error)
    answers = read_answers(assessment.answers)
    page = render_template(
        "casework/skills/finish.html",
        form=form,
        citizen=person,
        assessment=assessment,
        lines=[(number, one, answers.get(one.key)) for number, one in enumerate(QUESTIONS, 1)],
        given=sum(level is not None for level in answers.values()),
        choices=ANSWERS,
    )
    return page, 422 if form.is_submitted() else 200


@bp.route("/citoyens/<uuid:citizen_id>/competences/<uuid:assessment_id>/recopier", methods=["GET", "POST"])
@requires(Permission.CITIZENS_FOLLOW)
def copy_questionnaire(citizen_id: uuid.UUID, assessment_id: uuid.UUID) -> ResponseReturnValue:
    """The whole questionnaire on one page, as on the paper."""
    person, assessment = _find(citizen_id, assessment_id)
    if assessment.state is not AssessmentState.STARTED:
        return _already(person)
    form = make_copy_form(read_answers(assessment.answers))
    if form.validate_on_submit():
        try:
            services.answer_questions(assessment, form.answers(), by=current_account())
            services.finish_questionnaire(assessment, wish=form.wish.data, by=current_account())
            return _done(person)
        except DomainError as error:
            form.attach(error)
    page = render_template("casework/skills/copy.html", form=form, citizen=person, assessment=assessment)
    return page, 422 if form.is_submitted() else 200


def _read(text: str | None) -> int | None:
    """The level pressed; None to skip. Raises DomainError on anything else."""
    if not text:
        return None
    if text not in {str(level) for level in ANSWERS}:
        raise DomainError(_("Cette réponse n’est pas proposée\u00a0: choisissez-en une de la page."))
    return int(text)


def _go_to(person: Citizen, assessment: Assessment, number: int | None) -> ResponseReturnValue:
    """To a question, or to the end."""
    if number is None:
        return redirect(url_for(".finish_questionnaire", citizen_id=person.id, assessment_id=assessment.id), 303)
    return redirect(url_for(".question", citizen_id=person.id, assessment_id=assessment.id, number=number), 303)


def _find(citizen_id: uuid.UUID, assessment_id: uuid.UUID) -> tuple[Citizen, Assessment]:
    person = get_citizen(current_scope(), citizen_id)
    return person, get_assessment(current_scope(), person, assessment_id)


def _already(person: Citizen) -> ResponseReturnValue:
    flash(_("Ce questionnaire est déjà terminé."), "info")
    return back_to(person)


def _done(person: Citizen) -> ResponseReturnValue:
    flash(
        _("Merci\u00a0! Les réponses sont gardées. Vous pouvez imprimer la fiche «\u00a0Ce que je sais faire\u00a0»."),
        "success",
    )
    return back_to(person)
