"""Where a notice stands: what its letter became, even before the job copies it."""

from datetime import datetime

from inclusion_app.kernel.mail import LetterState
from inclusion_app.trainings.lists import NoticeResult
from inclusion_app.trainings.models.registrations import Notice

RESULTS = {LetterState.SENT: NoticeResult.SENT, LetterState.FAILED: NoticeResult.FAILED}


def result_of(notice: Notice) -> NoticeResult:
    """What became of it, as far as is known."""
    if notice.result is NoticeResult.WAITING and notice.letter:
        return RESULTS.get(notice.letter.state, NoticeResult.WAITING)
    return notice.result


def sent_at_of(notice: Notice) -> datetime | None:
    """When it left."""
    return notice.sent_at or (notice.letter.sent_at if notice.letter else None)


def lot_of(moment: datetime) -> str:
    """How an address names the letters printed at a moment."""
    return f"{moment:%Y%m%dT%H%M%SZ}"


def moment_of_lot(text: str) -> datetime | None:
    """The moment that an address names; None when it names none."""
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%S%z")
    except ValueError:
        return None
