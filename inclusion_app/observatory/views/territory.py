"""Choose a territory, then read its figures over a period."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.observatory import gains
from inclusion_app.observatory.against import Against
from inclusion_app.observatory.catalogue.similar import compare_similar, similar_communes
from inclusion_app.observatory.figures import TerritoryFigures
from inclusion_app.observatory.forms import ReportForm, TerritoryForm
from inclusion_app.observatory.long_run import long_run
from inclusion_app.observatory.offers import list_inside, list_wider, offer_territories
from inclusion_app.observatory.page import make_page
from inclusion_app.observatory.phrases import said_of
from inclusion_app.observatory.queries import get_readable_territory, parent_shown, sees_exactly
from inclusion_app.observatory.subjects import Subject, SubjectKind
from inclusion_app.observatory.surrounding import AmongSimilar, among, surroundings_of
from inclusion_app.observatory.views.addresses import Address
from inclusion_app.observatory.views.asking import (
    asked_against,
    asked_dates,
    asked_map,
    asked_period,
    figures_of,
    offered,
)
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
    form.territory.resolver = candidates
    if request.args.get("territoire") is not None and form.validate():
        try:
            found = get_readable_territory(scope, form.territory.data)
            return redirect(url_for("observatory.territory", key=found.key), 303)
        except NotFound:
            form.attach(DomainError(_("Ce territoire n’est pas dans votre périmètre."), field="territory"))
    status = 422 if form.errors else 200
    publishes = scope.allows(Permission.OBSERVATORY_PUBLISH)
    return render_template("observatory/index.html", form=form, offered=offered, publishes=publishes), status


def candidates(text: str) -> list[Candidate]:
    """The territories that a text may mean."""
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
    dates, chosen = asked_dates() if exact else (None, None)
    at = Address("observatory.territory", {"key": key}, asked_period(), asked_against(), asked_map())
    if chosen:
        return redirect(at.over(chosen), 303)
    alike = similar_communes(here)
    choices = offered(at, parent=parent_shown(here) is not None, dates=dates, similar=bool(alike))
    at = choices["at"]
    if at.period.start > clock.today():
        return render_template("observatory/early.html", name=here.name, **choices)
    figures = figures_of(here, at.period, at.against)
    wider, inside = list_wider(scope, here), list_inside(scope, here)
    return render_template(
        "observatory/territory.html",
        page=make_page(figures, at.against, shown=at.shown),
        gains=gains.find_gains(here, at.period, published=not exact),
        wider=wider,
        inside=inside,
        may_compare=bool(wider or inside or len(offer_territories(scope)) > 1),
        exact=exact,
        around=surroundings_of(figures),
        long=long_run(Subject(SubjectKind.TERRITORY, here.key, here.name), clock.today()) if exact else None,
        similar=_among_similar(figures, at),
        readable={one.key for one in alike if _reads(one.key)} if at.against is Against.SIMILAR else (),
        report=ReportForm(data={"period": at.period.key}),
        lead=said_of(at.period, figures.previous_period, at.against, figures.parent, clock.today()),
        **choices,
    )


def _among_similar(figures: TerritoryFigures, at: Address) -> AmongSimilar | None:
    """The comparison with communes alike, when it was chosen."""
    if at.against is not Against.SIMILAR:
        return None
    found = compare_similar(figures.territory, at.period)
    return among(figures, found) if found else None


def _reads(key: str) -> bool:
    try:
        return bool(get_readable_territory(current_scope(), key))
    except NotFound:
        return False
