"""What a page was asked: the period of its address, and the figures that its reader may see."""

from dataclasses import replace
from typing import Any

from flask import request

from inclusion_app.access.guard import current_scope
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.observatory.against import Against, is_under_way, parse_against
from inclusion_app.observatory.figures import TerritoryFigures
from inclusion_app.observatory.forms import DatesForm
from inclusion_app.observatory.offers import default_period, offer_against, offer_periods
from inclusion_app.observatory.page import MAPS
from inclusion_app.observatory.periods import Period, asked, parse_period
from inclusion_app.observatory.queries import figures_for
from inclusion_app.observatory.views.addresses import Address
from inclusion_app.territories.territory import Territory


def asked_period() -> Period:
    """The period of the address, else the last whole year."""
    key = request.args.get("periode")
    if not key:
        return default_period(clock.today())
    try:
        return parse_period(key)
    except DomainError as error:
        raise NotFound(error.message) from error


def asked_against() -> Against:
    """What the address compares with: the period before when it says nothing that we know."""
    return parse_against(request.args.get("comparer"))


def asked_map() -> str:
    """What the map shows; empty: the activity."""
    shown = request.args.get("carte", "")
    return shown if shown in MAPS else ""


def asked_dates() -> tuple[DatesForm, Period | None]:
    """The form of free dates, and the period that it asks for, if it does."""
    form = DatesForm()
    if request.args.get("du") is None or not form.validate() or not form.start.data or not form.end.data:
        return form, None
    try:
        return form, asked(form.start.data, form.end.data)
    except DomainError as error:
        form.attach(error)
        return form, None


def offered(at: Address, *, parent: bool, dates: DatesForm | None, similar: bool = False) -> dict[str, Any]:
    """What every page of figures offers; a comparison that it cannot make is that with the period before."""
    today = clock.today()
    against = offer_against(at.period, today, parent=parent, similar=similar)
    return {
        "at": at if at.against in against else replace(at, against=Against.BEFORE),
        "offer": offer_periods(at.period, today),
        "against": against,
        "dates": dates,
        "under_way": is_under_way(at.period, today),
    }


def figures_of(here: Territory, period: Period, against: Against = Against.BEFORE) -> TerritoryFigures:
    """What this reader may see; free dates are only for those who see exact figures."""
    try:
        return figures_for(current_scope(), here, period, against)
    except DomainError as error:
        raise NotFound(error.message) from error
