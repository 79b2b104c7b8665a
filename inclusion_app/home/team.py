"""The team over a period: what each mediator did, on a page and as a table to download."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from inclusion_app.access.guard import current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.accompaniments.filters import RecordFilter
from inclusion_app.accompaniments.queries.figures import MediatorFigures, get_totals, team_figures
from inclusion_app.home.attention import last_days
from inclusion_app.home.month import beside, month_so_far
from inclusion_app.home.views import bp
from inclusion_app.kernel import clock
from inclusion_app.kernel.text import N_
from inclusion_app.network.mediators import list_mediators
from inclusion_app.web.downloads import Column, csv_response
from inclusion_app.web.fields import DateField
from inclusion_app.web.forms import FilterForm


class PeriodForm(FilterForm):
    """From one day to another, both included."""

    since = DateField(_l("Du"), name="du")
    until = DateField(_l("Au"), name="au")


@dataclass(frozen=True)
class Line:
    """A mediator over the period; `last_on` is her last day of all."""

    mediator_id: uuid.UUID
    name: str
    structures: str
    records: int
    workshops: int
    accompaniments: int
    minutes: int
    people: int
    last_on: date | None
    known: bool
    """She is still of the team: her page may be opened."""


COLUMNS: list[Column[Line]] = [
    Column(N_("Médiatrice ou médiateur"), lambda line: line.name, width=30),
    Column(N_("Structures"), lambda line: line.structures, width=40),
    Column(N_("Accompagnements"), lambda line: line.accompaniments),
    Column(N_("Saisies"), lambda line: line.records),
    Column(N_("dont ateliers"), lambda line: line.workshops),
    Column(N_("Minutes"), lambda line: line.minutes),
    Column(N_("Personnes suivies"), lambda line: line.people),
    Column(N_("Dernière date"), lambda line: line.last_on),
]


@bp.get("/equipe")
@requires(Permission.RECORDS_READ_TEAM)
def team() -> ResponseReturnValue:
    """What each mediator of the team did."""
    scope, form = current_scope(), PeriodForm()
    wanted = _period(form)
    form.since.data, form.until.data = wanted.since, wanted.until
    return render_template(
        "home/team.html",
        form=form,
        wanted=wanted,
        lines=team_lines(scope, wanted),
        totals=get_totals(scope, wanted, of_team=True),
        beside=beside,
        periods=_periods(wanted),
        export_url=url_for(".export_team", du=wanted.since, au=wanted.until),
    )


@bp.get("/equipe/export.csv")
@requires(Permission.RECORDS_READ_TEAM)
def export_team() -> Response:
    """The same lines, as a table."""
    wanted = _period(PeriodForm())
    return csv_response(f"equipe-{wanted.since}-{wanted.until}.csv", COLUMNS, team_lines(current_scope(), wanted))


def team_lines(scope: Scope, wanted: RecordFilter) -> list[Line]:
    """One line for each mediator who logged something or works there today; the most active first, then by name."""
    figures = {row.mediator.id: row for row in team_figures(scope, wanted)}
    seen = {one.mediator.id: one for gone in (True, False) for one in list_mediators(scope, gone=gone)}
    working = [key for key, one in seen.items() if one.current]
    keys = list(dict.fromkeys([*figures, *working]))
    last = last_days(scope, keys)
    lines = []
    for key in keys:
        known, row = seen.get(key), figures.get(key)
        name = known.name if known else (row.mediator.name if row else None)
        structures = ", ".join(membership.structure.name for membership in known.current) if known else ""
        lines.append(_line(key, name or "", structures, row, last.get(key), known is not None))
    return sorted(lines, key=lambda line: (-line.accompaniments, line.name, line.mediator_id))


def _line(
    key: uuid.UUID, name: str, structures: str, row: MediatorFigures | None, last_on: date | None, known: bool
) -> Line:
    return Line(
        mediator_id=key,
        name=name,
        structures=structures,
        records=row.records if row else 0,
        workshops=row.workshops if row else 0,
        accompaniments=row.accompaniments if row else 0,
        minutes=row.minutes if row else 0,
        people=row.people if row else 0,
        last_on=last_on,
        known=known,
    )


def _period(form: PeriodForm) -> RecordFilter:
    """What the address says; this month when it says nothing that can be read."""
    form.validate()
    since, until = form.since.data, form.until.data
    if since is None and until is None:
        return month_so_far(clock.today())
    until = until or clock.today()
    since = since or until.replace(day=1)
    return RecordFilter(since=min(since, until), until=max(since, until))


def _periods(wanted: RecordFilter) -> list[tuple[str, str, bool]]:
    """The usual periods as links: label, address, whether it is the one shown."""
    today = clock.today()
    last = today.replace(day=1) - timedelta(days=1)
    usual = (
        (_("Ce mois-ci"), today.replace(day=1), today),
        (_("Le mois dernier"), last.replace(day=1), last),
        (_("Cette année"), date(today.year, 1, 1), today),
        (_("L’année dernière"), date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    )
    return [
        (label, url_for(".team", du=since, au=until), (since, until) == (wanted.since, wanted.until))
        for label, since, until in usual
    ]
