"""The home of a coordinator or a manager: what needs her, then the month of her team."""

from flask import render_template
from flask.typing import ResponseReturnValue

from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.casework.safety.due import due_in_places
from inclusion_app.home.alerts import find_warnings
from inclusion_app.home.attention import SHOWN, find_attention
from inclusion_app.home.month import four_figures
from inclusion_app.kernel import clock


def render(scope: Scope) -> ResponseReturnValue:
    """The page."""
    today = clock.today()
    return render_template(
        "home/coordinator.html",
        today=today,
        warnings=find_warnings(),
        may_publish=scope.allows(Permission.ALERTS_PUBLISH),
        attention=find_attention(scope),
        safety_due=due_in_places(scope),
        figures=four_figures(scope, today),
        most=SHOWN,
    )
