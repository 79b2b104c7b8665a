"""Work without a user: tell those who subscribed to a report that its period is over."""

from datetime import timedelta

from inclusion_app.access.scope import scope_of
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import unit_of_work
from inclusion_app.kernel.errors import NotFound
from inclusion_app.observatory.letters import tell_ready
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.queries import get_readable_territory
from inclusion_app.observatory.rhythm import Rhythm
from inclusion_app.observatory.subscribing import ReportSubscription, list_due, note_told, stop

LOT = 100
LATE = timedelta(days=5)
"""Accompaniments are often logged a few days late: a report is told of once they are."""


def tell_subscribers() -> dict[str, int]:
    """Send the link of the reports whose period is over, once each; who may not read any more is not told again."""
    told = stopped = 0
    for rhythm in Rhythm:
        period = rhythm.last_period(clock.today() - LATE)
        more = True
        while more:
            with unit_of_work():
                due = list_due(rhythm, period, LOT)
                kept = [_tell(subscription, period) for subscription in due]
            told, stopped, more = told + kept.count(True), stopped + kept.count(False), len(due) == LOT
    return {"told": told, "stopped": stopped}


def _tell(subscription: ReportSubscription, period: Period) -> bool:
    """Whether the letter left."""
    account = subscription.account
    try:
        if account.deactivated_at is not None:
            raise NotFound
        territory = get_readable_territory(scope_of(account), subscription.territory_key)
    except NotFound:
        stop(subscription, by=None)
        return False
    tell_ready(subscription, territory, period)
    note_told(subscription, period)
    return True
