"""The lists: one's own records, the team's, and their exports, by the same filter."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.accompaniments.entry import entry_of
from inclusion_app.accompaniments.exports import OWN_COLUMNS, TEAM_COLUMNS
from inclusion_app.accompaniments.filters import RecordFilter
from inclusion_app.accompaniments.forms.entry import as_uuid
from inclusion_app.accompaniments.forms.filters import OwnFilterForm, TeamFilterForm
from inclusion_app.accompaniments.models import Record
from inclusion_app.accompaniments.queries.figures import Totals, get_totals
from inclusion_app.accompaniments.queries.names import Names, citizen_names, mediator_names
from inclusion_app.accompaniments.queries.records import (
    iterate_records,
    list_records,
    notes_period,
)
from inclusion_app.accompaniments.views.blueprint import bp
from inclusion_app.accompaniments.views.filtering import address_without_name, chips_of, own_form, team_form
from inclusion_app.accompaniments.wording import label_of, labels_of, people_in_words, who_in_words
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import read_only
from inclusion_app.kernel.text import N_
from inclusion_app.vocabulary.activity import PlaceKind
from inclusion_app.web.downloads import csv_response, xlsx_response
from inclusion_app.web.formats import date_short, duration, plural
from inclusion_app.web.pagination import requested_page

PAGE_SIZE = 25
MOST_XLSX_ROWS = 20_000
"""A spreadsheet is written whole before it is sent, a CSV file while it is read."""
_COLUMNS = (N_("Avec qui"), N_("Où"), N_("Thématiques"), N_("Durée"))


@dataclass(frozen=True)
class Row:
    """A line of the list."""

    url: str
    day: str
    kind: str
    title: str
    people: str
    place: str
    themes: str
    minutes: int
    mediator: str


@bp.get("/accompagnements")
@requires(Permission.RECORDS_LOG)
def index() -> ResponseReturnValue:
    form = own_form()
    typed = request.args.get(form.citizen.name, "")
    if form.citizen.data and typed != form.citizen.data:
        return redirect(address_without_name(form.citizen), 303)
    return _page(form, of_team=False)


@bp.get("/equipe/accompagnements")
@requires(Permission.RECORDS_READ_TEAM)
def team_list() -> ResponseReturnValue:
    return _page(team_form(), of_team=True)


@bp.get("/accompagnements/export.<any(csv, xlsx):suffix>")
@requires(Permission.RECORDS_LOG)
def own_export(suffix: str) -> ResponseReturnValue:
    return _export(own_form(), suffix, of_team=False)


@bp.get("/equipe/accompagnements/export.<any(csv, xlsx):suffix>")
@requires(Permission.RECORDS_READ_TEAM)
def team_export(suffix: str) -> ResponseReturnValue:
    return _export(team_form(), suffix, of_team=True)


def _page(form: OwnFilterForm | TeamFilterForm, *, of_team: bool) -> ResponseReturnValue:
    scope, wanted, asked = current_scope(), form.wanted(), requested_page(PAGE_SIZE)
    totals = get_totals(scope, wanted, of_team=of_team)
    records = list_records(scope, wanted, of_team=of_team, offset=asked.offset, size=asked.size)
    columns = [
        _("Date"),
        *([_("Médiatrice ou médiateur")] if of_team else []),
        _("Quoi"),
        *(_(name) for name in _COLUMNS),
    ]
    since, until = notes_period(wanted, clock.today()) if wanted.text and not of_team else (None, None)
    return render_template(
        "accompaniments/list.html",
        title=_("Accompagnements de l’équipe") if of_team else _("Mes accompagnements"),
        own=not of_team,
        form=form,
        chips=chips_of(form),
        page=asked.page(records, totals.records),
        rows=list(_rows(scope, records, of_team=of_team)),
        columns=columns,
        totals_text=totals_in_words(totals),
        notes_since=since,
        notes_until=until,
        undo=_just_deleted(),
        xlsx_url=_export_url("xlsx", of_team),
        csv_url=_export_url("csv", of_team),
    )


def totals_in_words(totals: Totals) -> str:
    """« 34 accompagnements en 21 h 30, dont 2 ateliers »."""
    helped = plural(totals.accompaniments, N_("%(num)s accompagnement"), N_("%(num)s accompagnements"))
    logged = plural(totals.records, N_("%(num)s enregistrement"), N_("%(num)s enregistrements"))
    workshops = plural(totals.workshops, N_("%(num)s atelier"), N_("%(num)s ateliers"))
    text = _("%(helped)s, %(time)s, en %(logged)s", helped=helped, time=duration(totals.minutes), logged=logged)
    return str(_("%(text)s dont %(workshops)s", text=text, workshops=workshops) if totals.workshops else text)


def _rows(scope: Scope, records: Any, *, of_team: bool) -> Iterator[Row]:
    people: Names = {}
    if not of_team:
        people = citizen_names(scope, (one.citizen_id for record in records for one in record.participations))
    mediators = mediator_names(record.mediator_id for record in records) if of_team else {}
    endpoint = "accompaniments.team_detail" if of_team else "accompaniments.detail"
    for record in records:
        entry = entry_of(record, with_notes=False)
        yield Row(
            url=url_for(endpoint, record_id=record.id),
            day=date_short(record.held_on),
            kind=label_of(record.kind),
            title=record.title or label_of(record.kind),
            people=people_in_words(entry) if of_team else who_in_words(entry, people),
            place=place_in_words(record),
            themes=labels_of(record.themes),
            minutes=record.minutes,
            mediator=mediators.get(record.mediator_id, ""),
        )


def place_in_words(record: Record) -> str:
    """The name of the place, or the kind of place and the commune."""
    if record.place:
        return record.place.name
    if record.place_kind is PlaceKind.REMOTE:
        return label_of(record.place_kind)
    return f"{label_of(record.place_kind)} ({record.held_commune.name})"


def _just_deleted() -> Record | None:
    """The record that the caller has just deleted, to undo it at once."""
    from_address = as_uuid(request.args.get("supprime"))
    return find_deleted(current_scope(), from_address) if from_address else None


def _export_url(suffix: str, of_team: bool) -> str:
    endpoint = "accompaniments.team_export" if of_team else "accompaniments.own_export"
    kept = {name: request.args.getlist(name) for name in request.args if name not in ("page", "supprime")}
    return url_for(endpoint, suffix=suffix) + (f"?{urlencode(kept, doseq=True)}" if kept else "")


def _export(form: OwnFilterForm | TeamFilterForm, suffix: str, *, of_team: bool) -> ResponseReturnValue:
    scope, wanted = current_scope(), form.wanted()
    columns = TEAM_COLUMNS if of_team else OWN_COLUMNS
    name = f"accompagnements-{clock.today():%Y-%m-%d}.{suffix}"
    if suffix == "csv":
        return csv_response(name, columns, _streamed(scope, wanted, of_team=of_team))
    if get_totals(scope, wanted, of_team=of_team).records > MOST_XLSX_ROWS:
        flash(_("Liste trop longue pour un tableur\u00a0: prenez le CSV, ou choisissez une période."), "warning")
        listed = "accompaniments.team_list" if of_team else "accompaniments.index"
        return redirect(url_for(listed) + f"?{request.query_string.decode()}", 303)
    rows = iterate_records(scope, wanted, of_team=of_team)
    return xlsx_response(name, columns, rows, title=_("Accompagnements"))


def _streamed(scope: Scope, wanted: RecordFilter, *, of_team: bool) -> Iterator[Record]:
    """The rows, read while they are sent: the request's own transaction has by then ended."""
    read_only()
    yield from iterate_records(scope, wanted, of_team=of_team)


def find_deleted(scope: Scope, record_id: uuid.UUID) -> Record | None:
    """One's own record, when it is deleted."""
    found = list_records(scope, RecordFilter(deleted=True, record_id=record_id), size=1)
    return found[0] if found else None
