"""What is forgotten, and what is kept."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from inclusion_app.access import services as access
from inclusion_app.access.models import Draft, FailedAttempt
from inclusion_app.jobs.cleaning import forget_old_rows
from inclusion_app.kernel import clock, mail, tasks
from inclusion_app.kernel.db import db, unit_of_work
from inclusion_app.kernel.mail import Letter, LetterState
from inclusion_app.kernel.tasks import TaskState


def test_old_rows_go_and_recent_ones_stay(own_app: Flask) -> None:
    now = clock.now()
    with own_app.app_context():
        with unit_of_work() as session:
            account = access.create_account(email="claire@example.org", name="Claire", by=None)
            for days in (0, 3):
                with clock.frozen(now - timedelta(days=days)):
                    access.save_draft(account, f"/formulaire-{days}", {"name": ["texte"]})
                    session.add(FailedAttempt(key=bytes(32), at=clock.now()))
            for days, state in ((0, LetterState.SENT), (40, LetterState.SENT), (40, LetterState.WAITING)):
                letter = mail.queue(to="claire@example.org", subject="Bonjour", text="Texte")
                letter.state = state
                letter.sent_at = now - timedelta(days=days) if state is LetterState.SENT else None
            old = tasks.enqueue("test.old", {}, by=account)
            old.state, old.finished_at = TaskState.DONE, now - timedelta(days=60)
        counts = forget_old_rows()
        assert counts == {
            "drafts": 1, "links": 0, "attempts": 1, "sessions": 0, "letters": 1, "runs": 0, "tasks": 1,
        }  # fmt: skip
        assert [draft.form for draft in db.session.scalars(select(Draft))] == ["/formulaire-0"]
        assert {letter.state for letter in db.session.scalars(select(Letter))} == {
            LetterState.SENT,
            LetterState.WAITING,
        }
