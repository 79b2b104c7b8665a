"""One record: its page, deleted and restored."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.accompaniments.entry import entry_of
from inclusion_app.accompaniments.giving import offer_after
from inclusion_app.accompaniments.models import Record
from inclusion_app.accompaniments.queries.names import list_citizens_seen, mediator_names, names_of
from inclusion_app.accompaniments.queries.records import get_record, get_team_record
from inclusion_app.accompaniments.rules import can_restore
from inclusion_app.accompaniments.services import delete_record, restore_record
from inclusion_app.accompaniments.views.blueprint import bp
from inclusion_app.accompaniments.views.keeping import new_endpoint
from inclusion_app.accompaniments.wording import label_of, lines_of
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError
from inclusion_app.resources.offering import Offer


@bp.get("/accompagnements/<uuid:record_id>")
@requires(Permission.RECORDS_LOG)
def detail(record_id: uuid.UUID) -> ResponseReturnValue:
    found = get_record(current_scope(), record_id)
    entry = entry_of(found)
    names = names_of(current_scope(), [entry])
    people = [(names[one.citizen_id], one.citizen_id) for one in entry.participants if one.citizen_id in names]
    offer = None
    if found.deleted_at is None:
        seen = list_citizens_seen(current_scope(), (one.citizen_id for one in entry.participants))
        offer = offer_after(current_scope(), found, seen)
    return _page(found, own=True, lines=lines_of(entry, names), people=sorted(people), offer=offer)


@bp.get("/equipe/accompagnements/<uuid:record_id>")
@requires(Permission.RECORDS_READ_TEAM)
def team_detail(record_id: uuid.UUID) -> ResponseReturnValue:
    found = get_team_record(current_scope(), record_id)
    entry = entry_of(found, with_notes=False)
    names = names_of(current_scope(), [entry], citizens=False)
    mediator = mediator_names([found.mediator_id])[found.mediator_id]
    return _page(found, own=False, lines=lines_of(entry, names), mediator=mediator)


@bp.post("/accompagnements/<uuid:record_id>/supprimer")
@requires(Permission.RECORDS_LOG)
def delete(record_id: uuid.UUID) -> ResponseReturnValue:
    found = delete_record(get_record(current_scope(), record_id), by=current_account())
    return redirect(url_for("accompaniments.index", supprime=found.id), 303)


@bp.post("/accompagnements/<uuid:record_id>/retablir")
@requires(Permission.RECORDS_LOG)
def restore(record_id: uuid.UUID) -> ResponseReturnValue:
    found = get_record(current_scope(), record_id)
    try:
        restore_record(found, by=current_account())
    except DomainError as error:
        flash(_(error.message), "error")
    else:
        flash(_("L’accompagnement est revenu dans votre liste."), "success")
    return redirect(url_for("accompaniments.detail", record_id=found.id), 303)


def _page(
    found: Record, *, own: bool, lines: object, mediator: str = "", people: object = (), offer: Offer | None = None
) -> ResponseReturnValue:
    return render_template(
        "accompaniments/record.html",
        record=found,
        own=own,
        lines=lines,
        mediator=mediator,
        people=people,
        offer=offer,
        title=label_of(found.kind),
        again_url=url_for(new_endpoint(found.kind), modele=found.id),
        restorable=can_restore(found.deleted_at, clock.now()),
    )
