"""Pages that read about a citizen: the list, the page with its timeline, who read it, everything held."""

import uuid
from typing import Any

from flask import Blueprint, Response, json, render_template, request
from flask.typing import ResponseReturnValue

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.casework import documents, queries, timeline
from inclusion_app.casework.forms import SearchForm
from inclusion_app.casework.giving.citizens import given_to, offer_to
from inclusion_app.casework.safety.events import safety_of
from inclusion_app.citizens.models import Citizen
from inclusion_app.citizens.queries import reading
from inclusion_app.citizens.queries.assessments import count_done
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.phone import display_phone
from inclusion_app.web.pagination import requested_page

bp = Blueprint("casework", __name__, template_folder="templates")

_PAGE = 50


@bp.get("/citoyens")
@requires(Permission.CITIZENS_FOLLOW)
def citizens() -> ResponseReturnValue:
    """The people whom the caller follows or whom her team shares."""
    form, asked = SearchForm(), requested_page(_PAGE)
    text = form.q.data or ""
    rows, total = queries.list_followed(current_scope(), text=text, offset=asked.offset, limit=asked.size)
    deleted = reading.count_deleted(current_scope())
    return render_template(
        "casework/citizens.html", form=form, text=text, page=asked.page(rows, total), deleted=deleted
    )


@bp.get("/citoyens/<uuid:citizen_id>")
@requires(Permission.CITIZENS_FOLLOW)
def citizen(citizen_id: uuid.UUID) -> ResponseReturnValue:
    """Someone's page: who, how to reach them, what we work on, what was done."""
    scope, asked = current_scope(), requested_page(_PAGE)
    person = _read(citizen_id, "citizen.read")
    page = asked.page(*queries.list_timeline(scope, person, offset=asked.offset, limit=asked.size))
    themes, given = queries.list_main_themes(scope, person), given_to(scope, person, page.items)
    followed = reading.is_followed(scope, person)
    safety = safety_of(scope, person, followed=followed)
    return render_template(
        "casework/citizen.html",
        citizen=person,
        phone=display_phone(person.phone),
        page=page,
        steps=timeline.steps(
            page, [*given.events, *safety.events], queries.find_day_before(scope, person, asked.offset)
        ),
        gifts=given.by_record,
        offer=offer_to(scope, person, themes, given),
        themes=themes,
        follow_ups=reading.list_follow_ups(scope, person),
        reads=queries.count_reads(scope, person),
        followed=followed,
        safety=safety,
        assessed=count_done(scope, person),
        account_id=scope.account_id,
        where=documents.where,
        blocked=documents.blocked,
    )


@bp.get("/citoyens/<uuid:citizen_id>/consultations")
@requires(Permission.CITIZENS_FOLLOW)
def reads(citizen_id: uuid.UUID) -> ResponseReturnValue:
    """Who read someone's page, and when."""
    asked = requested_page(_PAGE)
    person = reading.get_citizen(current_scope(), citizen_id)
    traces, total = queries.list_traces(current_scope(), person, offset=asked.offset, limit=asked.size, reads_only=True)
    label = documents.action_label
    return render_template("casework/reads.html", citizen=person, page=asked.page(traces, total), label=label)


@bp.get("/citoyens/<uuid:citizen_id>/donnees")
@requires(Permission.CITIZENS_FOLLOW)
def held(citizen_id: uuid.UUID) -> ResponseReturnValue:
    """Everything held about someone, to read or to print with them."""
    person = _read(citizen_id, "citizen.export")
    document = documents.everything_held(current_scope(), person, clock.now())
    return render_template("casework/held.html", citizen=person, held=document, form_of=_form_of)


@bp.get("/citoyens/<uuid:citizen_id>/donnees.json")
@requires(Permission.CITIZENS_FOLLOW)
def held_file(citizen_id: uuid.UUID) -> ResponseReturnValue:
    """The same as a file that a machine reads, for the person to take away."""
    person = _read(citizen_id, "citizen.export")
    document = documents.everything_held(current_scope(), person, clock.now())
    text = json.dumps(document.as_json(), ensure_ascii=False, indent=2, sort_keys=False)
    response = Response(text, mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="donnees-{clock.today():%Y-%m-%d}.json"'
    return response


def _read(citizen_id: uuid.UUID, action: str) -> Citizen:
    person = reading.get_citizen(current_scope(), citizen_id)
    if request.method == "GET":  # a browser that asks for the headers alone has shown nothing
        audit.note_read(action, subject=person, by=current_account())
    return person


def _form_of(value: Any) -> str:
    """How the page writes a value: "instant", "day" or "text"."""
    return {"datetime": "instant", "date": "day"}.get(type(value).__name__, "text")
