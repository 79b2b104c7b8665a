"""The same form sent four times at the same instant, on a database of its own: a file, or one of the server's."""

import os
import secrets
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, func, select, text

from inclusion_app.access import guard
from inclusion_app.access.services import open_session
from inclusion_app.accompaniments.models import Record
from inclusion_app.app import create_app
from inclusion_app.config import load_settings
from inclusion_app.extensions import db
from inclusion_app.territories.models import Commune, Departement, Region
from tests.cast import make_cast
from tests.pages import PageClient

NEW = "/accompagnements/individuel/nouveau"


@pytest.fixture
def own_database(tmp_path: Path) -> Iterator[str]:
    """A database of this test alone, of the kind that the other tests use."""
    server = os.environ.get("TEST_DATABASE_URL")
    if not server:
        yield f"sqlite:///{tmp_path / 'own.sqlite3'}"
        return
    name = f"inclusion_test_{secrets.token_hex(6)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield server.rsplit("/", 1)[0] + f"/{name}"
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture
def real_app(own_database: str, tmp_path: Path) -> Flask:
    """An application on its own database, with the two communes of the cast."""
    environment = {"INCLUSION_INSTANCE": str(tmp_path), "SECRET_KEY": "x" * 32, "DATABASE_URL": own_database}
    app = create_app(load_settings(environment))
    with app.app_context():
        db.create_all()
        db.session.add(Region(code="75", name="Nouvelle-Aquitaine", search_text=" nouvelle aquitaine "))
        db.session.flush()
        for departement, commune in (("87", "87085"), ("23", "23096")):
            db.session.add(Departement(code=departement, name="D", region_code="75", search_text=" d "))
            db.session.flush()
            place = {"departement_code": departement, "region_code": "75", "search_text": " c "}
            db.session.add(Commune(code=commune, name="C", **place))
        db.session.commit()
    return app


def test_both_answers_lead_to_the_one_record(real_app: Flask) -> None:
    with real_app.app_context():
        cast = make_cast()
        _, token = open_session(cast.nadia, device="Test")
        db.session.commit()
        client = PageClient(real_app)
        client.client.set_cookie(guard.COOKIE, token)
        form = client.get(NEW).form() | {"themes": ["email"]}
        cookie = client.client.get_cookie("inclusion_form")
        assert cookie is not None
        db.session.remove()
    answers = _post_at_once(real_app, {guard.COOKIE: token, "inclusion_form": cookie.value}, form)
    with real_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Record)) == 1
        record = db.session.scalars(select(Record)).one()
        assert answers == [(303, f"/accompagnements/{record.id}")] * 4
        db.engine.dispose()


def _post_at_once(app: Flask, cookies: dict[str, str], form: dict[str, object]) -> list[tuple[int, str | None]]:
    start = threading.Barrier(4)
    answers: list[tuple[int, str | None]] = []

    def post() -> None:
        client = app.test_client()
        for name, value in cookies.items():
            client.set_cookie(name, value)
        start.wait()
        response = client.post(NEW, data=form)
        answers.append((response.status_code, response.headers.get("Location")))

    threads = [threading.Thread(target=post) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers
