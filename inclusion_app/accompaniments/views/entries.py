"""Logging and changing: the individual entry, the workshop entry."""

import uuid

from flask import render_template, request
from flask.typing import ResponseReturnValue

from inclusion_app.access.guard import current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.accompaniments.forms.entry import EntryForm
from inclusion_app.accompaniments.forms.workshop import WorkshopForm
from inclusion_app.accompaniments.models import Record
from inclusion_app.accompaniments.queries.habits import list_tags
from inclusion_app.accompaniments.queries.records import get_record
from inclusion_app.accompaniments.views.blueprint import bp
from inclusion_app.accompaniments.views.keeping import keep_change, keep_new
from inclusion_app.accompaniments.views.opening import citizen_candidates, draft_address, open_form
from inclusion_app.kernel.errors import NotFound
from inclusion_app.vocabulary.activity import RecordKind
from inclusion_app.web.choices import Choice

TEMPLATES = {
    RecordKind.INDIVIDUAL: "accompaniments/individual.html",
    RecordKind.ONE_OFF: "accompaniments/individual.html",
    RecordKind.WORKSHOP: "accompaniments/workshop.html",
}


@bp.route("/accompagnements/individuel/nouveau", methods=["GET", "POST"])
@requires(Permission.RECORDS_LOG)
def new_individual() -> ResponseReturnValue:
    return _new(RecordKind.INDIVIDUAL)


@bp.route("/accompagnements/atelier/nouveau", methods=["GET", "POST"])
@requires(Permission.RECORDS_LOG)
def new_workshop() -> ResponseReturnValue:
    return _new(RecordKind.WORKSHOP)


@bp.route("/accompagnements/<uuid:record_id>/modifier", methods=["GET", "POST"])
@requires(Permission.RECORDS_LOG)
def edit(record_id: uuid.UUID) -> ResponseReturnValue:
    record = get_record(current_scope(), record_id)
    if record.deleted_at is not None:
        raise NotFound
    form, found_again = open_form(record.kind, record)
    answer = None if _names_someone(form) else keep_change(form, record) if request.method == "POST" else None
    return answer or _page(form, record.kind, found_again, record)


def _new(kind: RecordKind) -> ResponseReturnValue:
    form, found_again = open_form(kind)
    answer = None if _names_someone(form) else keep_new(form, kind) if request.method == "POST" else None
    return answer or _page(form, kind, found_again)


def _names_someone(form: EntryForm) -> bool:
    """The button « Ajouter » of a workshop: the person named joins the tiles, nothing is kept yet."""
    if not isinstance(form, WorkshopForm) or "add_person" not in request.form:
        return False
    form.validate_names()
    if form.citizen.data:
        form.add_person(Choice(form.citizen.data, citizen_candidates(form.citizen.data)[0].label))
    return True


def _page(form: EntryForm, kind: RecordKind, found_again: bool, record: Record | None = None) -> ResponseReturnValue:
    status = 422 if form.errors else 200
    page = render_template(
        TEMPLATES[kind],
        form=form,
        record=record,
        found_again=found_again,
        draft_url=draft_address(),
        known_tags=list_tags(current_scope()),
    )
    return page, status
