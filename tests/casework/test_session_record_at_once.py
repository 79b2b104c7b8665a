"""Two colleagues record the same half-day at the same instant: one record, both are told that it is done."""

import threading
from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from inclusion_app.access import guard
from inclusion_app.access.services import open_session
from inclusion_app.accompaniments.models import Record
from inclusion_app.extensions import db
from inclusion_app.kernel import clock
from inclusion_app.trainings.lists import ActionKind, Audience
from tests.accompaniments.test_twice_at_once import own_database, real_app
from tests.cast import make_cast
from tests.factories_trainings import make_course, make_registration, make_session
from tests.pages import PageClient
from tests.trainings.lines import make_line

__all__ = ["own_database", "real_app"]  # fixtures

Browser = tuple[dict[str, str], dict[str, object]]


def _prepare(app: Flask) -> tuple[str, list[Browser]]:
    """The page, and what each colleague's browser is about to send."""
    with app.app_context():
        cast = make_cast()
        course = make_course(kind=ActionKind.WORKSHOP, audiences=frozenset({Audience.CITIZENS}))
        yesterday = clock.now().replace(microsecond=0) - timedelta(days=1)
        made = make_session(course, yesterday, place=cast.place, structure_id=cast.mairie.id)
        for name in ("Amina", "Bruno"):
            make_line(made.half_days[0], make_registration(made, name))
        tokens = [open_session(account, device="Test")[1] for account in (cast.nadia, cast.karim)]
        db.session.commit()
        path = f"/sessions/{made.id}/accompagnement"
        browsers = [_open(app, path, token) for token in tokens]
        db.session.remove()
    return path, browsers


def _open(app: Flask, path: str, token: str) -> Browser:
    client = PageClient(app)
    client.client.set_cookie(guard.COOKIE, token)
    form = client.get(path).form() | {"themes": ["email"]}
    cookie = client.client.get_cookie("inclusion_form")
    assert cookie is not None
    return {guard.COOKIE: token, "inclusion_form": cookie.value}, form


def test_one_record_for_two_colleagues(real_app: Flask) -> None:
    path, browsers = _prepare(real_app)
    start = threading.Barrier(4)
    answers: list[int] = []

    def post(cookies: dict[str, str], form: dict[str, object]) -> None:
        client = real_app.test_client()
        for name, value in cookies.items():
            client.set_cookie(name, value)
        start.wait()
        answers.append(client.post(path, data=form).status_code)

    threads = [threading.Thread(target=post, args=browser) for browser in browsers * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with real_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Record)) == 1
        db.engine.dispose()
    assert answers == [303] * 4
