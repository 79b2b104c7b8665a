"""Two processes at once, and the cookies of an https site."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from inclusion_app.access import links
from inclusion_app.access.models import Account, LinkPurpose
from inclusion_app.access.services import activate_account, create_account, request_link, set_password
from inclusion_app.app import create_app
from inclusion_app.config import Settings
from inclusion_app.kernel.db import db, unit_of_work
from tests.access.mailbox import last_letter, link_in

PASSWORD = "trois chevaux bleus"
EMAIL = "zoe@exemple.fr"


def make_zoe(app: Flask) -> None:
    with app.app_context(), unit_of_work():
        activate_account(create_account(email=EMAIL, name="Zoé", by=None), name="Zoé")


def test_a_link_is_used_by_one_of_two_processes(two_processes: list[Flask]) -> None:
    first, second = two_processes
    make_zoe(first)
    with first.app_context():
        with unit_of_work():
            request_link(email=EMAIL, purpose=LinkPurpose.SIGN_IN)
        path = link_in(last_letter(EMAIL))
        link = links.find_link(path.rsplit("/", 1)[1], LinkPurpose.SIGN_IN)
        assert link is not None
        db.session.rollback()
        assert second.test_client().post(path).status_code == 303
        with unit_of_work():
            assert not links.use_link(link)


@pytest.fixture
def https_app(settings: Settings, tmp_path: Path) -> Iterator[Flask]:
    shared = f"sqlite:///{tmp_path / 'https.sqlite3'}"
    app = create_app(replace(settings, public_url="https://inclusion.example", database_url=shared))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        db.create_all()
    yield app
    with app.app_context():
        db.engine.dispose()
    create_app(settings)  # gives the process its own address back


def test_over_https_the_browser_keeps_the_cookie_to_this_host(https_app: Flask) -> None:
    make_zoe(https_app)
    with https_app.app_context(), unit_of_work():
        set_password(db.session.scalars(select(Account)).one(), PASSWORD, by=None)
    client = https_app.test_client()
    site = {"base_url": "https://inclusion.example"}
    answer = client.post("/connexion", data={"email": EMAIL, "password": PASSWORD}, **site)
    cookies = {line.split("=")[0]: line for line in answer.headers.getlist("Set-Cookie")}
    assert {"__Host-inclusion_session", "__Host-inclusion_device"} <= cookies.keys()
    for name in ("__Host-inclusion_session", "__Host-inclusion_device"):
        assert "Secure" in cookies[name]
        assert "HttpOnly" in cookies[name]
        assert "Path=/" in cookies[name]
        assert "Domain" not in cookies[name]
    assert client.get("/mon-compte", **site).status_code == 200
    assert "max-age" in client.get("/connexion", **site).headers["Strict-Transport-Security"]
    out = client.post("/deconnexion", **site)
    gone = next(line for line in out.headers.getlist("Set-Cookie") if line.startswith("__Host-inclusion_session"))
    assert "Max-Age=0" in gone
    assert client.get("/mon-compte", **site).status_code == 302
