"""What is kept for a while and then forgotten."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete

from inclusion_app.access.models import Draft, FailedAttempt, OneUseLink, SignInSession
from inclusion_app.access.queries import DRAFT_LIFE
from inclusion_app.jobs.models import JobRun
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import Base, db, unit_of_work
from inclusion_app.kernel.mail import Letter, LetterState
from inclusion_app.kernel.tasks import Task, TaskState

LINKS_KEPT = timedelta(days=7)
ATTEMPTS_KEPT = timedelta(days=2)
SESSIONS_KEPT = timedelta(days=30)
LETTERS_KEPT = timedelta(days=30)
TASKS_KEPT = timedelta(days=30)
RUNS_KEPT = timedelta(days=90)


def forget_old_rows() -> dict[str, int]:
    """Delete drafts of more than a day, links and sign-ins over, letters sent, tasks and runs finished long ago."""
    now = clock.now()
    over = (TaskState.DONE, TaskState.FAILED)
    rules = (
        ("drafts", Draft, Draft.saved_at < now - DRAFT_LIFE),
        ("links", OneUseLink, OneUseLink.expires_at < now - LINKS_KEPT),
        ("attempts", FailedAttempt, FailedAttempt.at < now - ATTEMPTS_KEPT),
        ("sessions", SignInSession, SignInSession.expires_at < now - SESSIONS_KEPT),
        ("letters", Letter, _is_over(now - LETTERS_KEPT)),
        ("runs", JobRun, JobRun.finished_at < now - RUNS_KEPT),
        ("tasks", Task, Task.state.in_(over) & (Task.finished_at < now - TASKS_KEPT)),
    )
    counts: dict[str, int] = {}
    with unit_of_work():
        for name, model, condition in rules:
            counts[name] = _delete(model, condition)
    return counts


def _is_over(before: datetime) -> ColumnElement[bool]:
    """Sent, or given up, before that moment: neither is of use to anyone."""
    sent = (Letter.state == LetterState.SENT) & (Letter.sent_at < before)
    return sent | ((Letter.state == LetterState.FAILED) & (Letter.due_at < before))


def _delete(model: type[Base], condition: object) -> int:
    result = db.session.execute(delete(model).where(condition))  # type: ignore[arg-type]
    return int(result.rowcount)  # type: ignore[attr-defined]
