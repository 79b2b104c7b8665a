"""What everyone reads: the publications, the pages of their territories."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from inclusion_app.access.guard import public
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.observatory.periods import Period, parse_period
from inclusion_app.observatory.publishing import queries
from inclusion_app.observatory.publishing.models import Publication, PublicationState
from inclusion_app.observatory.publishing.opendata.tables import TABLES, TOTALS
from inclusion_app.observatory.publishing.reading import read_place
from inclusion_app.observatory.publishing.views import shown
from inclusion_app.observatory.publishing.views.blueprint import bp, named


@bp.get("/observatoire/publie")
@public
def published() -> ResponseReturnValue:
    """The publications, the latest first."""
    return render_template(
        "observatory/publishing/published.html",
        publications=named(queries.list_published()),
    )


@bp.get("/observatoire/publie/<int:number>")
@public
def publication(number: int) -> ResponseReturnValue:
    """The territory of a publication."""
    found = _publication(number)
    return _page(found, found.territory_key)


@bp.get("/observatoire/publie/<int:number>/<node>")
@public
def place(number: int, node: str) -> ResponseReturnValue:
    """A place inside."""
    found = _publication(number)
    if node == found.territory_key:
        version, span = request.args.get("version"), request.args.get("periode")
        return redirect(url_for("publishing.publication", number=number, version=version, periode=span), 301)
    return _page(found, node)


def _publication(number: int) -> Publication:
    """The version of the address, else the last one."""
    version = request.args.get("version", "")
    if version and not (version.isdecimal() and len(version) < 6):
        raise NotFound
    return queries.get_published(number, int(version) if version else None)


def _page(found: Publication, node: str) -> ResponseReturnValue:
    page = read_place(found, node, _span())
    replaced, number = found.state is PublicationState.REPLACED, found.number or 0
    version = found.version if replaced else None
    return render_template(
        "observatory/publishing/place.html",
        page=page,
        publication=found,
        replaced=replaced,
        versions=queries.list_versions(number),
        files={TABLES[name]: name for name in TABLES if name != TOTALS},
        lines=shown.line_rows,
        inside=shown.place_rows(page, version),
        crumbs=shown.crumbs(page, version),
        span_links=shown.span_links(page, version),
    )


def _span() -> Period | None:
    """The span of the address."""
    key = request.args.get("periode")
    if not key:
        return None
    try:
        return parse_period(key)
    except DomainError as error:
        raise NotFound(error.message) from error
