"""What a change of a session asks of those who handle its people: seats to fill, people to dismiss or to tell."""

from typing import Any

from inclusion_app.access.models import Account
from inclusion_app.trainings.lists import NoticeKind
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.services import notices
from inclusion_app.trainings.services.seats import fill_seats


def fill_freed_seats(session: TrainingSession) -> None:
    """More seats than before: the waiting list moves up."""
    fill_seats(session)


def tell_of(session: TrainingSession, kind: NoticeKind, *, by: Account) -> None:
    """Tell everyone, once for each change."""
    tell: Any = getattr(notices, "tell_everyone", None)
    if tell:
        tell(session, kind, session.sequence, by)


def dismiss_everyone(session: TrainingSession, *, by: Account) -> None:
    """End every registration of a session that is cancelled."""
