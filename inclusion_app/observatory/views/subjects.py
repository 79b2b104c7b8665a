"""The exact figures of a structure, a place, a mediator, for who may read them."""

import uuid
from collections.abc import Iterable

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from inclusion_app.access.guard import current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import NotFound
from inclusion_app.observatory import exports
from inclusion_app.observatory.figures import TerritoryFigures
from inclusion_app.observatory.long_run import long_run
from inclusion_app.observatory.phrases import said_of
from inclusion_app.observatory.subject_figures import subject_figures
from inclusion_app.observatory.subject_page import KIND_NAMES, make_subject_page
from inclusion_app.observatory.subjects import Subject, SubjectKind, get_readable_subject
from inclusion_app.observatory.views.addresses import Address
from inclusion_app.observatory.views.asking import asked_against, asked_dates, asked_period, offered
from inclusion_app.observatory.views.blueprint import bp
from inclusion_app.observatory.workbook import sheets_of
from inclusion_app.web.downloads import book_response, csv_response

KINDS = {
    "structures": SubjectKind.STRUCTURE,
    "lieux": SubjectKind.PLACE,
    "mediateurs": SubjectKind.MEDIATOR,
}
"""The first part of the address."""

ONE = "/<any(structures, lieux, mediateurs):kind>/<uuid:key>"


@bp.get(ONE)
@requires(Permission.STRUCTURES_READ)
def subject(kind: str, key: uuid.UUID) -> ResponseReturnValue:
    """What it did over a period."""
    found = _subject(kind, key)
    at = Address("observatory.subject", {"kind": kind, "key": key}, asked_period(), asked_against())
    return page_of(found, at, (found.name, _home_of(found)))


@bp.get(f"{ONE}/<block>.csv")
@requires(Permission.STRUCTURES_READ)
def subject_table(kind: str, key: uuid.UUID, block: str) -> Response:
    """One of its tables."""
    return table_of(subject_figures(_subject(kind, key), asked_period(), asked_against()), block, kind)


@bp.get(f"{ONE}/tableur.xlsx")
@requires(Permission.STRUCTURES_READ)
def subject_book(kind: str, key: uuid.UUID) -> Response:
    """All its tables."""
    figures = subject_figures(_subject(kind, key), asked_period(), asked_against())
    return book_response(f"{kind}-{figures.period.key}.xlsx", sheets_of(figures))


def page_of(
    subject: Subject, at: Address, back: tuple[str, str], members: Iterable[Subject] = (), **more: object
) -> ResponseReturnValue:
    """The page of a subject; a period that has not begun has nothing to show."""
    dates, chosen = asked_dates()
    if chosen:
        return redirect(at.over(chosen), 303)
    choices = offered(at, parent=False, dates=dates)
    at = choices["at"]
    if at.period.start > clock.today():
        return render_template("observatory/early.html", name=subject.name, **choices)
    figures = subject_figures(subject, at.period, at.against)
    each = [(one.key, one.name, subject_figures(one, at.period, at.against)) for one in members]
    return render_template(
        "observatory/subject.html",
        page=make_subject_page(figures, each),
        subject=subject,
        back=back,
        caption=KIND_NAMES[subject.kind],
        long=long_run(subject, clock.today()),
        lead=said_of(at.period, figures.previous_period, at.against, None, clock.today()),
        **choices,
        **more,
    )


def table_of(figures: TerritoryFigures, block: str, name: str) -> Response:
    """A table of a subject as a file."""
    found = figures.blocks.get(block)
    if found is None:
        raise NotFound
    return csv_response(f"{block}-{name}-{figures.period.key}.csv", exports.columns_of(figures, found), found.by_size)


def _subject(kind: str, key: uuid.UUID) -> Subject:
    return get_readable_subject(current_scope(), KINDS[kind], str(key))


def _home_of(subject: Subject) -> str:
    """The page that says what it is; a mediator's own is her home."""
    (key,) = subject.ids
    match subject.kind:
        case SubjectKind.STRUCTURE:
            return url_for("network.structure", structure_id=key)
        case SubjectKind.PLACE:
            return url_for("network.place", place_id=key)
        case _ if current_scope().allows(Permission.MEDIATORS_READ):
            return url_for("network.mediator", mediator_id=key)
        case _:
            return url_for("home.index")
