"""What a mediator saw, what an external test found."""

import uuid

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.casework.assessing.forms import FindingsForm, level_values
from inclusion_app.casework.assessing.overview import back_to
from inclusion_app.casework.assessing.suggested import Suggestion, get_suggestion
from inclusion_app.casework.views import bp
from inclusion_app.citizens import assessment_services as services
from inclusion_app.citizens.models import AssessmentSource, Citizen
from inclusion_app.citizens.queries.reading import get_citizen
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.network.queries import get_my_mediator


@bp.route("/citoyens/<uuid:citizen_id>/competences/nouvelle/observation", methods=["GET", "POST"])
@requires(Permission.CITIZENS_FOLLOW)
def new_observation(citizen_id: uuid.UUID) -> ResponseReturnValue:
    """Levels of the competences that were seen; an accompaniment may propose some."""
    person = get_citizen(current_scope(), citizen_id)
    return _page(person, AssessmentSource.OBSERVATION, _suggestion(person))


@bp.route("/citoyens/<uuid:citizen_id>/competences/nouvelle/test", methods=["GET", "POST"])
@requires(Permission.CITIZENS_FOLLOW)
def new_test(citizen_id: uuid.UUID) -> ResponseReturnValue:
    """What Pix or another test found."""
    return _page(get_citizen(current_scope(), citizen_id), AssessmentSource.TEST, None)


def _page(person: Citizen, source: AssessmentSource, suggestion: Suggestion | None) -> ResponseReturnValue:
    test = source is AssessmentSource.TEST
    day = suggestion.record.held_on if suggestion else clock.today()
    form = FindingsForm(data={"taken_on": day, **level_values(suggestion.levels if suggestion else {})})
    form.offer(test=test)
    if form.validate_on_submit():
        try:
            services.note_findings(
                person,
                form.findings(),
                source=source,
                record=suggestion.record if suggestion else None,
                mediator=get_my_mediator(current_scope()),
                by=current_account(),
            )
            flash(_("C’est noté. Rien d’autre n’a été modifié."), "success")
            return back_to(person)
        except DomainError as error:
            form.attach(error)
    page = render_template("casework/skills/findings.html", form=form, citizen=person, test=test, suggestion=suggestion)
    return page, 422 if form.is_submitted() else 200


def _suggestion(person: Citizen) -> Suggestion | None:
    """That of the accompaniment named in the address."""
    key = request.args.get("accompagnement")
    if not key:
        return None
    try:
        return get_suggestion(current_scope(), person, uuid.UUID(key))
    except ValueError as error:
        raise NotFound from error
