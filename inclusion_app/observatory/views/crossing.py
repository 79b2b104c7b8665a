"""Two lists crossed over a territory, for who sees its exact figures."""

from collections.abc import Sequence

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError, Forbidden, NotFound
from inclusion_app.observatory.crossing_page import CrossedRow, CrossingPage, list_names, make_crossing
from inclusion_app.observatory.forms import CrossForm
from inclusion_app.observatory.offers import list_inside
from inclusion_app.observatory.queries import get_readable_territory, sees_exactly
from inclusion_app.observatory.rollups.crossing import COMMUNES, cross
from inclusion_app.observatory.subjects import Subject, SubjectKind
from inclusion_app.observatory.views.addresses import Address
from inclusion_app.observatory.views.asking import asked_dates, asked_period, offered
from inclusion_app.observatory.views.blueprint import bp
from inclusion_app.territories.territory import Territory
from inclusion_app.web.choices import Choice
from inclusion_app.web.downloads import Column, csv_response

DEFAULT = ("themes", "age_bands")


@bp.get("/<key>/croiser")
@requires(Permission.OBSERVATORY_EXACT)
def crossing(key: str) -> ResponseReturnValue:
    """Choose two lists, then read them crossed."""
    here = _exact_territory(key)
    lists = _lists()
    at = _address(here, lists)
    choices = offered(at, parent=False, dates=asked_dates()[0]) | {"against": [], "dates": None}
    if at.period.start > clock.today():
        return render_template("observatory/early.html", name=here.name, **choices)
    form, page, refusal = _form(lists), None, ""
    try:
        page = _crossed(here, lists)
    except DomainError as error:
        if error.field == "period":
            refusal = _(error.message)
        else:
            form.attach(error)
    shown = render_template(
        "observatory/crossing.html",
        here=here,
        form=form,
        page=page,
        refusal=refusal,
        inside=list_inside(current_scope(), here) if refusal else [],
        **choices,
    )
    return shown, 200 if page else 422


@bp.get("/<key>/croiser.csv")
@requires(Permission.OBSERVATORY_EXACT)
def crossing_table(key: str) -> Response:
    """The same as a file: a row for each value of the first list."""
    here = _exact_territory(key)
    try:
        page = _crossed(here, _lists())
    except DomainError as error:
        raise NotFound(error.message) from error
    columns: list[Column[CrossedRow]] = [Column(list_names()[_lists()[0]], lambda row: row.label)]
    for rank, name in enumerate(page.columns):
        columns.append(Column(name, lambda row, rank=rank: row.counts[rank]))  # type: ignore[misc]
    columns.append(Column(_("Accompagnements"), lambda row: row.total))
    name = "-".join(("croisement", *_lists(), here.key, asked_period().key)).lower()
    return csv_response(f"{name}.csv", columns, page.rows)


def _exact_territory(key: str) -> Territory:
    """Not found outside the reach; forbidden where only published figures are read."""
    here = get_readable_territory(current_scope(), key)
    if not sees_exactly(current_scope(), here):
        raise Forbidden
    return here


def _crossed(here: Territory, lists: Sequence[str]) -> CrossingPage:
    subject = Subject(SubjectKind.TERRITORY, here.key, here.name)
    return make_crossing(cross(subject, asked_period(), lists[0], lists[1]))


def _lists() -> tuple[str, str]:
    """The two lists of the address; communes are many, hence always rows."""
    rows = request.args.get("lignes") or DEFAULT[0]
    columns = request.args.get("colonnes") or DEFAULT[1]
    return (columns, rows) if columns == COMMUNES else (rows, columns)


def _address(here: Territory, lists: Sequence[str]) -> Address:
    more = {"lignes": [lists[0]], "colonnes": [lists[1]]}
    return Address("observatory.crossing", {"key": here.key}, asked_period(), more=more)


def _form(lists: Sequence[str]) -> CrossForm:
    form = CrossForm(data={"rows": lists[0], "columns": lists[1]})
    choices = [Choice(key, name) for key, name in list_names().items()]
    form.rows.choices = choices
    form.columns.choices = [choice for choice in choices if choice.value != COMMUNES]
    form.rows.data, form.columns.data = lists
    form.period.data = asked_period().key
    return form
