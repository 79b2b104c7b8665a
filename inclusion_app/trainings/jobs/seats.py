"""Seats that nobody answered for go to the next of the waiting list."""

from inclusion_app.kernel import clock
from inclusion_app.kernel.db import unit_of_work
from inclusion_app.trainings.queries.seats import list_sessions_lapsed
from inclusion_app.trainings.services.seats import lapse_session

MOST_SESSIONS = 500


def lapse_unanswered() -> dict[str, int]:
    """End the registrations and proposals whose time to answer is over; one transaction a session."""
    with unit_of_work():
        waiting = list_sessions_lapsed(clock.now(), MOST_SESSIONS)
    ended = 0
    for session_id in waiting:
        with unit_of_work():
            ended += lapse_session(session_id)
    return {"lapsed": ended}
