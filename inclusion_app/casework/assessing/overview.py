"""What a person knows how to do, on one page; their refusal; what was entered by mistake; the sheets to print."""

import uuid

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.casework.assessing import chart, papers, words
from inclusion_app.casework.assessing.suggested import find_next_appointment, list_suggestions
from inclusion_app.casework.views import bp
from inclusion_app.citizens import assessment_services as services
from inclusion_app.citizens.assessment_rules import read_answers
from inclusion_app.citizens.models import Assessment, AssessmentState, Citizen
from inclusion_app.citizens.progression import progressions
from inclusion_app.citizens.queries.assessments import get_assessment, list_assessments
from inclusion_app.citizens.queries.reading import get_citizen
from inclusion_app.kernel import audit
from inclusion_app.kernel.errors import Forbidden, NotFound
from inclusion_app.network.queries import get_my_mediator
from inclusion_app.printing.pdf import Document, to_pdf
from inclusion_app.skills.domains import PLAIN
from inclusion_app.skills.questionnaire import QUESTIONS


@bp.get("/citoyens/<uuid:citizen_id>/competences")
@requires(Permission.CITIZENS_FOLLOW)
def skills(citizen_id: uuid.UUID) -> ResponseReturnValue:
    """What they say, what we saw, what a test found, each apart; from first to last."""
    scope = current_scope()
    person = read_citizen(citizen_id)
    assessments = list_assessments(scope, person)
    started = next((one for one in assessments if one.state is AssessmentState.STARTED), None)
    return render_template(
        "casework/skills/overview.html",
        citizen=person,
        assessments=assessments,
        started=started,
        answered=len(read_answers(started.answers)) if started else 0,
        questions=len(QUESTIONS),
        refused=assessments[0] if assessments and assessments[0].state is AssessmentState.REFUSED else None,
        progressions=progressions(assessments),
        suggestions=list_suggestions(scope, person),
        wish=next((one for one in assessments if one.wish), None),
        account_id=scope.account_id,
        plain=PLAIN,
        words=words,
        chart=chart,
    )


@bp.route("/citoyens/<uuid:citizen_id>/competences/refus", methods=["GET", "POST"])
@requires(Permission.CITIZENS_FOLLOW)
def refuse_assessment(citizen_id: uuid.UUID) -> ResponseReturnValue:
    """The person does not wish to: kept, without any level."""
    person = get_citizen(current_scope(), citizen_id)
    if request.method == "POST":
        services.refuse_assessment(person, mediator=get_my_mediator(current_scope()), by=current_account())
        flash(_("C’est noté\u00a0: la personne ne souhaite pas répondre. Son aide ne change pas."), "success")
        return back_to(person)
    return render_template(
        "web/confirm.html",
        title=_("La personne ne souhaite pas répondre"),
        text=_(
            "C’est son droit. Aucun niveau n’est gardé, les réponses commencées sont effacées, son aide ne change pas."
        ),
        action=request.path,
        label=_("Noter qu’elle ne souhaite pas"),
        cancel=url_for(".skills", citizen_id=person.id),
        danger=False,
    )


@bp.route("/citoyens/<uuid:citizen_id>/competences/<uuid:assessment_id>/effacer", methods=["GET", "POST"])
@requires(Permission.CITIZENS_FOLLOW)
def delete_assessment(citizen_id: uuid.UUID, assessment_id: uuid.UUID) -> ResponseReturnValue:
    """Take away what oneself entered by mistake."""
    person, assessment = _find(citizen_id, assessment_id)
    if assessment.mediator.account_id != current_account().id:
        raise Forbidden
    if request.method == "POST":
        services.delete_assessment(assessment, by=current_account())
        flash(_("C’est effacé."), "success")
        return back_to(person)
    return render_template(
        "web/confirm.html",
        title=_("Effacer cette évaluation"),
        text=_("Elle disparaît tout de suite et ne revient pas. Les autres restent."),
        action=request.path,
        label=_("Effacer"),
        cancel=url_for(".skills", citizen_id=person.id),
        danger=True,
    )


@bp.get("/citoyens/<uuid:citizen_id>/competences/fiche.pdf")
@requires(Permission.CITIZENS_FOLLOW)
def skills_sheet(citizen_id: uuid.UUID) -> Response:
    """The person's own sheet, to print; `source` chooses who says it, the person by default."""
    person = read_citizen(citizen_id)
    assessments = list_assessments(current_scope(), person)
    sheet = papers.sheet_of(person, assessments, request.args.get("source", ""))
    if sheet is None:
        raise NotFound
    return _printed(papers.draw_sheet(sheet, find_next_appointment(current_scope(), person)), "ce-que-je-sais-faire")


@bp.get("/citoyens/<uuid:citizen_id>/competences/questionnaire.pdf")
@requires(Permission.CITIZENS_FOLLOW)
def paper_questionnaire(citizen_id: uuid.UUID) -> Response:
    """The questionnaire on paper; no name is printed on it."""
    get_citizen(current_scope(), citizen_id)
    return _printed(papers.draw_questionnaire(), "questionnaire")


def read_citizen(citizen_id: uuid.UUID) -> Citizen:
    """Someone whom the caller may see, and the trace that she looked."""
    person = get_citizen(current_scope(), citizen_id)
    if request.method == "GET":
        audit.note_read("citizen.read", subject=person, by=current_account())
    return person


def back_to(person: Citizen) -> ResponseReturnValue:
    """To the page of what they know how to do."""
    return redirect(url_for(".skills", citizen_id=person.id), 303)


def _find(citizen_id: uuid.UUID, assessment_id: uuid.UUID) -> tuple[Citizen, Assessment]:
    person = get_citizen(current_scope(), citizen_id)
    return person, get_assessment(current_scope(), person, assessment_id)


def _printed(document: Document, name: str) -> Response:
    response = Response(to_pdf(document), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
