"""The figures of trainings over a span of days, on a page and as tables to download."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import NotFound
from inclusion_app.trainings import exports_figures as tables
from inclusion_app.trainings.exports_summary import FILE_COLUMNS, file_rows, parts_of
from inclusion_app.trainings.forms.figures import FiguresForm, YearForm
from inclusion_app.trainings.queries.body import find_body
from inclusion_app.trainings.queries.figures import CountedSession, Tally, list_counted
from inclusion_app.trainings.queries.figures_summary import make_summary
from inclusion_app.trainings.rules.satisfaction import MIN_ANSWERS
from inclusion_app.trainings.rules.spans import Span, make_span, quarter_before, quarter_of, school_year_of, year_of
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.web.choices import Choice
from inclusion_app.web.downloads import Column, csv_response, xlsx_response
from inclusion_app.web.formats import hours, number, percent

ABSENCES = "absences"
_NAMES = ("du", "au", "cours", "lieu", "intervenant")
_FORMATS = {"csv": csv_response, "xlsx": xlsx_response}


@dataclass(frozen=True)
class Asked:
    """What the address asks for: the filters, their span, the sessions that they leave."""

    form: FiguresForm
    span: Span
    rows: Sequence[CountedSession]


@bp.get("/formations/bilan")
@requires(Permission.SESSIONS_MANAGE)
def figures() -> ResponseReturnValue:
    """What the caller's sessions gave."""
    asked = _asked(current_scope())
    return render_template(
        "trainings/figures/index.html",
        form=asked.form,
        span=asked.span,
        spans=_spans(asked.span),
        chips=_chips(asked.form),
        reset=url_for(".figures", du=asked.span.start, au=asked.span.end),
        total=tables.total_of(asked.rows),
        reasons=tables.reasons_of(asked.rows),
        tables=[(grouping, tables.lines_of(grouping, asked.rows)) for grouping in tables.GROUPINGS],
        least=MIN_ANSWERS,
        file_url=_file_url,
        counts=_counts,
        sees_summary=current_scope().allows(Permission.TRAININGS_QUALITY),
    )


@bp.get("/formations/bilan/<table>.<any(csv, xlsx):kind>")
@requires(Permission.SESSIONS_MANAGE)
def figures_file(table: str, kind: str) -> Response:
    """One table of the page, with all its columns."""
    asked = _asked(current_scope())
    name = f"formations-{table}-{asked.span.start}-{asked.span.end}.{kind}"
    if table == ABSENCES:
        return _FORMATS[kind](name, tables.REASON_COLUMNS, tables.reasons_of(asked.rows))
    grouping = tables.BY_KEY.get(table)
    if grouping is None:
        raise NotFound
    columns: list[Column[tables.Line]] = tables.columns_of(grouping)
    return _FORMATS[kind](name, columns, tables.lines_of(grouping, asked.rows))


def _asked(scope: Scope) -> Asked:
    """The sessions of the span; the menus offer what they have, and narrow them."""
    form = FiguresForm()
    span = make_span(form.since.data, form.until.data, clock.today())
    rows = list_counted(scope, span)
    by_course, by_place, by_trainer, _by_commune = tables.GROUPINGS
    for field, grouping in ((form.course, by_course), (form.place, by_place), (form.trainer, by_trainer)):
        field.choices = [Choice(line.key, line.name) for line in tables.lines_of(grouping, rows) if line.key]
    form.validate()
    for field, grouping in ((form.course, by_course), (form.place, by_place), (form.trainer, by_trainer)):
        key = _as_uuid(field.data)
        if key:
            rows = [row for row in rows if key in grouping.keys(row)]
    form.since.data, form.until.data = span.start, span.end
    return Asked(form, span, rows)


def _as_uuid(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def _spans(shown: Span) -> list[tuple[str, str, bool]]:
    """The usual spans as links: label, address, whether it is the one shown."""
    today = clock.today()
    usual = (
        (_("Cette année"), year_of(today.year)),
        (_("L’année dernière"), year_of(today.year - 1)),
        (_("Ce trimestre"), quarter_of(today)),
        (_("Le trimestre dernier"), quarter_before(today)),
        (_("Année scolaire"), school_year_of(today)),
    )
    kept = _said("cours", "lieu", "intervenant")
    return [(label, url_for(".figures", du=span.start, au=span.end, **kept), span == shown) for label, span in usual]


def _chips(form: FiguresForm) -> list[tuple[str, str]]:
    """The menus in use, each with the address without it."""
    found = []
    for field in (form.course, form.place, form.trainer):
        chosen = [choice.label for choice in field.propositions() if choice.checked and choice.value]
        if field.data and chosen:
            others = (name for name in _NAMES if name != field.name)
            found.append((chosen[0], url_for(".figures", **_said(*others))))
    return found


def _counts(name: str, tally: Tally, mark: float | None) -> tuple[str, ...]:
    """The cells of a line of a table on the page; the files have more."""
    return (
        name,
        number(tally.held),
        _("%(count)s sur %(total)s", count=number(tally.registered), total=number(tally.seats)),
        "–" if tally.fill_rate is None else percent(tally.fill_rate),
        number(tally.present),
        hours(tally.minutes),
        "–" if mark is None else number(mark, 1),
    )


def _file_url(table: str, kind: str) -> str:
    return url_for(".figures_file", table=table, kind=kind, **_said(*_NAMES))


def _said(*names: str) -> dict[str, Any]:
    """What the address says under these names."""
    return {name: request.args[name] for name in names if request.args.get(name)}


@bp.get("/formations/bilan-pedagogique")
@requires(Permission.TRAININGS_QUALITY)
def summary() -> ResponseReturnValue:
    """The annual teaching and financial summary of the training body, to read, print and copy."""
    year = _year()
    found = make_summary(year)
    return render_template(
        "trainings/figures/summary.html",
        summary=found,
        parts=parts_of(found),
        body=find_body(),
        years=_years(year),
        file_url=url_for(".summary_file", annee=year),
        sees_figures=current_scope().allows(Permission.SESSIONS_MANAGE),
    )


@bp.get("/formations/bilan-pedagogique.csv")
@requires(Permission.TRAININGS_QUALITY)
def summary_file() -> Response:
    """The same lines, as one table."""
    year = _year()
    rows = file_rows(parts_of(make_summary(year)))
    return csv_response(f"bilan-pedagogique-{year}.csv", FILE_COLUMNS, rows)


def _year() -> int:
    """The year of the address; last year until it says one, since that is the one to declare."""
    form = YearForm()
    year: int | None = form.year.data if form.validate() else None
    return year or clock.today().year - 1


def _years(shown: int) -> list[tuple[str, str, bool]]:
    this = clock.today().year
    years = sorted({shown, this, this - 1, this - 2}, reverse=True)
    return [(str(year), url_for(".summary", annee=year), year == shown) for year in years]
