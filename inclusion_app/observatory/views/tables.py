"""Tables of the observatory as files, as the page shows them to the same reader."""

from flask import Response

from inclusion_app.access.guard import current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel.errors import NotFound
from inclusion_app.observatory import exports, gains, trainings
from inclusion_app.observatory.queries import get_readable_territory
from inclusion_app.observatory.views.asking import asked_against, asked_period, figures_of
from inclusion_app.observatory.views.blueprint import bp
from inclusion_app.observatory.workbook import sheets_of
from inclusion_app.web.downloads import book_response, csv_response


@bp.get("/<key>/<block>.csv")
@requires(Permission.OBSERVATORY_READ)
def territory_table(key: str, block: str) -> Response:
    """One table, as the page shows it to the same reader."""
    here = get_readable_territory(current_scope(), key)
    figures = figures_of(here, asked_period(), asked_against())
    if block == trainings.KEY and figures.trainings:
        name = f"{block}-{here.key}-{figures.period.key}.csv".lower()
        return csv_response(name, exports.training_columns(figures), figures.trainings.measures)
    if block == gains.KEY and (lines := gains.find_gains(here, figures.period, published=figures.published)):
        name = f"{block}-{here.key}-{figures.period.key}.csv".lower()
        return csv_response(name, exports.gain_columns(figures), lines)
    found = figures.blocks.get(block)
    if found is None or found.hidden:
        raise NotFound
    name = f"{block}-{found.territory.key}-{figures.period.key}.csv".lower()
    return csv_response(name, exports.columns_of(figures, found), found.by_size)


@bp.get("/<key>/tableur.xlsx")
@requires(Permission.OBSERVATORY_READ)
def territory_book(key: str) -> Response:
    """All the tables of the page, one sheet each."""
    here = get_readable_territory(current_scope(), key)
    figures = figures_of(here, asked_period(), asked_against())
    return book_response(f"observatoire-{here.key}-{figures.period.key}.xlsx".lower(), sheets_of(figures))
