"""What a page was asked: the period of its address, and the figures that its reader may see."""

from flask import request

from inclusion_app.access.guard import current_scope
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.observatory.figures import TerritoryFigures
from inclusion_app.observatory.offers import default_period
from inclusion_app.observatory.periods import Period, parse_period
from inclusion_app.observatory.queries import figures_for
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


def figures_of(here: Territory, period: Period) -> TerritoryFigures:
    """What this reader may see; free dates are only for those who see exact figures."""
    try:
        return figures_for(current_scope(), here, period)
    except DomainError as error:
        raise NotFound(error.message) from error
