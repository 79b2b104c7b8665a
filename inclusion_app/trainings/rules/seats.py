"""Who moves up the waiting list, and until when somebody may answer."""

from datetime import datetime, timedelta

from inclusion_app.trainings.lists import SessionState
from inclusion_app.trainings.models.sessions import TrainingSession

CONFIRM_WITHIN = timedelta(hours=48)
"""How long a seat is held for somebody who has not answered from the address given."""
LAST_CALL = timedelta(hours=2)
"""No seat is proposed, nor kept waiting for an answer, so near the beginning."""


def may_offer(session: TrainingSession, now: datetime) -> bool:
    """A freed seat can still be proposed to whoever waits."""
    return session.state is SessionState.OPEN and now < session.starts_at - LAST_CALL


def offer_deadline(session: TrainingSession, now: datetime) -> datetime:
    """Until when somebody of the waiting list may take the seat: as long as the session gives, two hours before at
    the latest."""
    return min(now + timedelta(hours=session.answer_hours), session.starts_at - LAST_CALL)


def confirm_deadline(session: TrainingSession, now: datetime) -> datetime:
    """Until when a seat is held for an answer: 48 hours, two hours before at the latest; until the beginning for
    whoever registers later than that."""
    latest = session.starts_at - LAST_CALL
    return min(now + CONFIRM_WITHIN, latest) if now < latest else session.starts_at
