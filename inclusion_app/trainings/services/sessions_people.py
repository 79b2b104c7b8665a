"""What a change of a session asks of those who handle its people: seats to fill, people to tell, then to dismiss."""

from collections.abc import Sequence

from inclusion_app.access.models import Account
from inclusion_app.kernel import clock
from inclusion_app.trainings.lists import NoticeKind
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.rules.sessions import RemovedHalfDay
from inclusion_app.trainings.services.notices import tell_everyone
from inclusion_app.trainings.services.registrations import cancel_all
from inclusion_app.trainings.services.seats import fill_seats


def fill_freed_seats(session: TrainingSession) -> None:
    """More seats than before: the waiting list moves up."""
    fill_seats(session)


def tell_of(session: TrainingSession, kind: NoticeKind, *, by: Account, removed: Sequence[RemovedHalfDay] = ()) -> int:
    """Tell everyone, once for each change; nobody when all is over. Returns how many will be told.

    `removed` are the half-days that the change took away: those to come leave people's calendars.
    """
    now = clock.now()
    gone = [one for one in removed if one.ends_at > now]
    if session.ends_at <= now and not gone:
        return 0
    return tell_everyone(session, kind, session.sequence, by, removed=gone)


def dismiss_everyone(session: TrainingSession, *, by: Account) -> None:
    """End every registration of a session that is cancelled; everyone was told first."""
    cancel_all(session, by=by)
