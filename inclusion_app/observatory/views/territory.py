"""Choose a territory, then read its figures over a period."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.observatory import gains
from inclusion_app.observatory.forms import DatesForm, ReportForm, TerritoryForm
from inclusion_app.observatory.offers import list_inside, list_wider, offer_periods, offer_territories
from inclusion_app.observatory.page import make_page
from inclusion_app.observatory.periods import asked
from inclusion_app.observatory.queries import get_readable_territory, sees_exactly
from inclusion_app.observatory.views.asking import asked_period, figures_of
from inclusion_app.observatory.views.blueprint import bp
from inclusion_app.territories.search import match_territories
from inclusion_app.web.lookups import Candidate


@bp.get("")
@requires(Permission.OBSERVATORY_READ)
def index() -> ResponseReturnValue:
    """Somebody with one territory goes straight to it."""
    scope = current_scope()
    offered = offer_territories(scope)
    if len(offered) == 1 and not scope.allows(Permission.OBSERVATORY_EXACT):
        return redirect(url_for("observatory.territory", key=offered[0].key), 303)
    form = TerritoryForm()
    form.territory.resolver = _candidates
    if request.args.get("territoire") is not None and form.validate():
        try:
            found = get_readable_territory(scope, form.territory.data)
            return redirect(url_for("observatory.territory", key=found.key), 303)
        except NotFound:
            form.attach(DomainError(_("Ce territoire n’est pas dans votre périmètre."), field="territory"))
    status = 422 if form.errors else 200
    return render_template("observatory/index.html", form=form, offered=offered), status


def _candidates(text: str) -> list[Candidate]:
    return [Candidate(found.key, found.label) for found in match_territories(text)]


@bp.get("/<key>")
@requires(Permission.OBSERVATORY_READ)
def territory(key: str) -> ResponseReturnValue:
    """The figures of a territory over a period; `carte=besoins` shows the needs on the map."""
    scope = current_scope()
    here = get_readable_territory(scope, key)
    if here.key != key:
        return redirect(url_for("observatory.territory", key=here.key, periode=request.args.get("periode")), 301)
    exact = sees_exactly(scope, here)
    dates = DatesForm() if exact else None
    if dates and request.args.get("du") is not None and dates.validate() and dates.start.data and dates.end.data:
        try:
            period = asked(dates.start.data, dates.end.data)
            return redirect(url_for("observatory.territory", key=key, periode=period.key), 303)
        except DomainError as error:
            dates.attach(error)
    period = asked_period()
    return render_template(
        "observatory/territory.html",
        page=make_page(figures_of(here, period), needs=request.args.get("carte") == "besoins"),
        gains=gains.find_gains(here, period, published=not exact),
        offer=offer_periods(period, clock.today()),
        wider=list_wider(scope, here),
        inside=list_inside(scope, here),
        dates=dates,
        exact=exact,
        report=ReportForm(data={"period": period.key}),
    )
