"""Delivery of mail by the runner."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from inclusion_app.jobs import work
from inclusion_app.kernel import clock, mail
from inclusion_app.kernel.db import db, unit_of_work
from inclusion_app.kernel.mail import Letter, LetterState


def queue(app: Flask) -> None:
    with app.app_context(), unit_of_work():
        mail.queue(to="claire@example.org", subject="Bonjour", text="Un lien à usage unique.")


def test_without_smtp_letters_are_kept_in_the_instance(own_app: Flask, tmp_path: Path) -> None:
    queue(own_app)
    assert work.deliver_mail(own_app) == 1
    assert work.deliver_mail(own_app) == 0
    kept = list((tmp_path / "mail").glob("*.eml"))
    assert len(kept) == 1
    assert b"claire@example.org" in kept[0].read_bytes()
    with own_app.app_context():
        letter = db.session.scalars(select(Letter)).one()
        assert (letter.state, letter.attempts) == (LetterState.SENT, 1)
        assert letter.recipient is None
        assert letter.text is None


def test_a_failure_is_kept_and_tried_again_later(own_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise ConnectionRefusedError

    queue(own_app)
    monkeypatch.setattr(mail, "_keep", refuse)
    assert work.deliver_mail(own_app) == 1
    assert work.deliver_mail(own_app) == 0
    with own_app.app_context():
        letter = db.session.scalars(select(Letter)).one()
        assert (letter.state, letter.attempts, letter.error) == (LetterState.WAITING, 1, "ConnectionRefusedError")
        assert letter.recipient == "claire@example.org"
        assert letter.due_at > clock.now()
    monkeypatch.undo()
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        assert work.deliver_mail(own_app) == 1


def test_a_runner_that_dies_while_sending_loses_nothing(own_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    queue(own_app)
    monkeypatch.setattr(mail, "deliver", die)
    with pytest.raises(KeyboardInterrupt):
        work.deliver_mail(own_app)
    monkeypatch.undo()
    assert work.deliver_mail(own_app) == 0
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert work.deliver_mail(own_app) == 1
