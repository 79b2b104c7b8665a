"""What follows a form that was sent: the rules' refusals at their fields, the record kept, the next step offered."""

import uuid
from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from inclusion_app.access.guard import current_account, current_scope
from inclusion_app.access.services import discard_draft
from inclusion_app.accompaniments.entry import Entry, entry_of
from inclusion_app.accompaniments.forms.entry import EntryForm
from inclusion_app.accompaniments.models import Record
from inclusion_app.accompaniments.queries.names import names_of
from inclusion_app.accompaniments.queries.records import find_record_by_form
from inclusion_app.accompaniments.rules import refusals
from inclusion_app.accompaniments.services import log_record, update_record
from inclusion_app.accompaniments.wording import differences
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError, StaleVersion
from inclusion_app.kernel.text import N_
from inclusion_app.network.queries import find_my_mediator
from inclusion_app.vocabulary.activity import RecordKind

_NO_MEDIATOR = DomainError(
    N_("Votre fiche dans le réseau n’est pas encore ouverte\u00a0: demandez-la à la personne qui le coordonne.")
)


def new_endpoint(kind: RecordKind) -> str:
    """The page where another of this kind is logged."""
    return "accompaniments.new_workshop" if kind is RecordKind.WORKSHOP else "accompaniments.new_individual"


def keep_new(form: EntryForm, kind: RecordKind) -> ResponseReturnValue | None:
    """Log what was sent; None when the form has to be shown again with its refusals."""
    if not form.validate_on_submit() or _refused(form, form.entry(), None):
        return None
    known = find_record_by_form(current_scope(), form.key) if form.key else None
    if known is not None:
        return _sent_again(form, known, kind)
    mediator = find_my_mediator(current_scope())
    if mediator is None:
        form.attach(_NO_MEDIATOR)
        return None
    try:
        record = log_record(form.entry(), mediator=mediator, by=current_account(), form_key=form.key or uuid.uuid4())
    except DomainError as error:
        form.attach(error)
        return None
    return _kept(record, kind, _("C’est enregistré."))


def keep_change(form: EntryForm, record: Record) -> ResponseReturnValue | None:
    """Change the record as sent; None when the form has to be shown again, a comparison when it is stale."""
    before = entry_of(record)
    if not form.validate_on_submit():
        return None
    entry = _as_kept(form.entry(), before)
    if _refused(form, entry, before):
        return None
    try:
        update_record(record, entry, version=form.opened_version, by=current_account())
    except StaleVersion:
        return compare(entry, record)
    except DomainError as error:
        form.attach(error)
        return None
    discard_draft(current_account(), request.path)
    flash(_("Les changements sont enregistrés."), "success")
    return redirect(url_for("accompaniments.detail", record_id=record.id), 303)


def compare(mine: Entry, record: Record) -> ResponseReturnValue:
    """The page that shows both values of each line that differs; nothing was overwritten."""
    kept = entry_of(record)
    found = differences(mine, kept, names_of(current_scope(), [mine, kept]))
    sent = [(name, value) for name, value in request.form.items(multi=True) if name not in ("csrf_token", "version")]
    page = render_template("accompaniments/compare.html", record=record, differences=found, sent=sent)
    return page, 409


def _as_kept(entry: Entry, before: Entry) -> Entry:
    """What the form does not show stays: the only structure, the kind and the bands of an old report."""
    entry = replace(entry, kind=before.kind, structure_id=entry.structure_id or before.structure_id)
    if entry.group and before.group:
        old = {band: count for band, count in before.group.ages.items() if band.retired and count}
        entry = replace(entry, group=replace(entry.group, ages={**entry.group.ages, **old}))
    return entry


def _refused(form: EntryForm, entry: Entry, before: Entry | None) -> bool:
    found = list(refusals(entry, clock.today(), before))
    for error in found:
        form.attach(error)
    return bool(found)


def _sent_again(form: EntryForm, known: Record, kind: RecordKind) -> ResponseReturnValue:
    """The same form twice leads to its record; sent again with other values, nothing typed is lost."""
    kept = entry_of(known)
    entry = _as_kept(form.entry(), kept)
    if known.deleted_at is None and differences(entry, kept, names_of(current_scope(), [entry, kept])):
        return compare(entry, known)
    return _kept(known, kind, _("C’est enregistré."))


def _kept(record: Record, kind: RecordKind, said: str) -> ResponseReturnValue:
    discard_draft(current_account(), request.path)
    if request.form.get("again"):
        flash(_with_next_step(said, record), "success")
        return redirect(url_for(new_endpoint(kind), suite=record.id), 303)
    flash(said, "success")
    return redirect(url_for("accompaniments.detail", record_id=record.id), 303)


def _with_next_step(said: str, record: Record) -> Markup:
    """What was kept, and where to find something to give: another form comes at once, the record's page does not."""
    page = url_for("accompaniments.detail", record_id=record.id, _anchor="aller-plus-loin")
    link = Markup('<a class="govuk-link" href="{}">{}</a>').format(page, _("Donner une fiche pour aller plus loin"))
    return Markup("{} {}").format(said, link)
