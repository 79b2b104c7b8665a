"""The calendar: month, week, list; the sessions open to the public."""

from inclusion_app.access.guard import public
from inclusion_app.trainings.views.blueprint import bp


@bp.get("/calendrier")
@public
def calendar() -> str:
    """Later today."""
    return ""
