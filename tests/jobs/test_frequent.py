"""What runs often leaves few traces, and sends many letters at a time."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from inclusion_app.config import Settings
from inclusion_app.jobs import work
from inclusion_app.jobs.models import JobRun
from inclusion_app.jobs.rules import Every
from inclusion_app.jobs.schedule import Job
from inclusion_app.kernel import clock, mail
from inclusion_app.kernel.db import db, unit_of_work
from inclusion_app.kernel.mail import Letter, LetterState

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def test_of_the_runs_that_had_nothing_to_do_the_last_one_is_kept(own_app: Flask) -> None:
    counts = iter([0, 3, 0, 0, 0, 2, 0])
    job = Job("often", "Souvent", Every(10), lambda: {"sent": next(counts)})
    for rank in range(7):
        with clock.frozen(NOON + rank * timedelta(minutes=10)):
            assert work.run_due_job(own_app, job, uuid.uuid4())
            assert not work.run_due_job(own_app, job, uuid.uuid4())
    with own_app.app_context():
        results = db.session.scalars(select(JobRun.result).order_by(JobRun.started_at)).all()
    assert results == [{"sent": 3}, {"sent": 2}, {"sent": 0}]


def test_a_tick_sends_many_batches(own_app: Flask) -> None:
    with own_app.app_context(), unit_of_work():
        for rank in range(2 * mail.BATCH + 20):
            mail.queue(to=f"a{rank}@example.org", subject="Bonjour", text="Bonjour.")
    assert work.deliver_mail(own_app) == 2 * mail.BATCH + 20


def test_a_server_that_is_down_is_asked_once_for_a_batch(own_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def refuse(url: str) -> None:
        asked.append(url)
        raise ConnectionRefusedError

    monkeypatch.setattr(mail, "_connect", refuse)
    settings: Settings = own_app.extensions["settings"]
    monkeypatch.setitem(own_app.extensions, "settings", replace(settings, smtp_url="smtp://127.0.0.1:9"))
    with own_app.app_context(), unit_of_work():
        for rank in range(30):
            mail.queue(to=f"a{rank}@example.org", subject="Bonjour", text="Bonjour.")
    work.deliver_mail(own_app)
    assert len(asked) == 1
    with own_app.app_context():
        waiting = select(func.count()).where(Letter.state == LetterState.WAITING, Letter.due_at > clock.now())
        assert db.session.scalar(waiting) == 30
        assert db.session.scalars(select(func.max(Letter.due_at))).one() < clock.now() + timedelta(minutes=2)
