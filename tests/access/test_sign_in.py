"""Signing in with a password, signing out, and what the browser keeps."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from inclusion_app.access import guard, passwords
from inclusion_app.access.models import Account, SignInSession
from inclusion_app.access.queries import find_draft
from inclusion_app.access.services import set_password
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from tests.cast import Cast
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]
PASSWORD = "trois chevaux bleus"


@pytest.fixture
def nadia(cast: Cast) -> Account:
    return set_password(cast.nadia, PASSWORD, by=None)


def sign_in(browser: PageClient, email: object, password: str, *, status: int = 303, suite: str = "") -> object:
    path = "/connexion" + (f"?suite={suite}" if suite else "")
    return browser.post(path, {"email": str(email), "password": password}, status=status)


def test_the_right_password_opens_the_home(visitor: PageClient, nadia: Account) -> None:
    assert visitor.get("/connexion").h1 == "Se connecter"
    page = sign_in(visitor, str(nadia.email).upper(), PASSWORD)
    assert page.location == "/"  # type: ignore[attr-defined]
    cookie = next(c for c in page.response.headers.getlist("Set-Cookie") if c.startswith(guard.COOKIE))  # type: ignore[attr-defined]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie
    assert visitor.get("/mon-compte").status == 200


@pytest.mark.parametrize("closed", [False, True])
def test_a_wrong_password_and_a_closed_account_are_told_the_same(
    visitor: PageClient, nadia: Account, closed: bool
) -> None:
    if closed:
        nadia.deactivated_at = clock.now()
    page = sign_in(visitor, nadia.email, PASSWORD if closed else "faux faux faux", status=422)
    unknown = sign_in(visitor, "personne@exemple.fr", PASSWORD, status=422)
    assert page.errors == unknown.errors  # type: ignore[attr-defined]
    assert "ne convient pas" in page.errors["password"]  # type: ignore[attr-defined]


def test_an_account_without_password_and_an_unknown_one_cost_a_hash(
    monkeypatch: pytest.MonkeyPatch, visitor: PageClient, cast: Cast
) -> None:
    checked: list[str | None] = []
    monkeypatch.setattr(passwords, "is_right", lambda stored, given: bool(checked.append(stored)))
    sign_in(visitor, cast.karim.email, PASSWORD, status=422)
    sign_in(visitor, "personne@exemple.fr", PASSWORD, status=422)
    assert checked == [None, None]


def test_an_empty_password_asks_for_one_or_for_a_link(visitor: PageClient, nadia: Account) -> None:
    page = sign_in(visitor, nadia.email, "", status=422)
    assert "demandez un lien" in page.errors["password"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "suite", ["https://mechant.example/", "//mechant.example", "/\\mechant.example", "javascript:x"]
)
def test_only_pages_of_this_site_follow(visitor: PageClient, nadia: Account, suite: str) -> None:
    page = sign_in(visitor, nadia.email, PASSWORD, suite=suite)
    assert page.location == "/"  # type: ignore[attr-defined]


def test_the_page_asked_for_follows(visitor: PageClient, nadia: Account) -> None:
    asked = visitor.get("/mon-compte", status=302)
    assert asked.location == "/connexion?suite=/mon-compte"
    page = sign_in(visitor, nadia.email, PASSWORD, suite="/mon-compte")
    assert page.location == "/mon-compte"  # type: ignore[attr-defined]


def test_a_form_without_token_is_refused(visitor: PageClient, nadia: Account) -> None:
    values = {"email": str(nadia.email), "password": PASSWORD}
    assert visitor.post("/connexion", values, status=400, csrf=False).h1 == "Ce formulaire a expiré"


def test_a_tampered_cookie_is_a_visitor(client_of: ClientOf, cast: Cast) -> None:
    browser = client_of(cast.nadia)
    cookie = browser.client.get_cookie(guard.COOKIE)
    assert cookie is not None
    browser.client.set_cookie(guard.COOKIE, cookie.value[:-1] + "_")
    browser.get("/mon-compte", status=302)


def test_a_token_set_beforehand_is_not_taken_over(visitor: PageClient, nadia: Account) -> None:
    visitor.client.set_cookie(guard.COOKIE, "chosen-by-somebody-else")
    before = visitor.csrf_token()
    sign_in(visitor, nadia.email, PASSWORD)
    cookie = visitor.client.get_cookie(guard.COOKIE)
    assert cookie is not None
    assert cookie.value != "chosen-by-somebody-else"
    assert visitor.post("/deconnexion", {"csrf_token": before}, status=400).status == 400


def test_signing_out_ends_the_session_everywhere(client_of: ClientOf, cast: Cast) -> None:
    browser = client_of(cast.nadia)
    cookie = browser.client.get_cookie(guard.COOKIE)
    page = browser.post("/deconnexion")
    assert "storage" in page.response.headers["Clear-Site-Data"]
    assert cookie is not None
    browser.client.set_cookie(guard.COOKIE, cookie.value)
    browser.get("/mon-compte", status=302)


def test_twelve_hours_of_silence_end_a_session_and_use_prolongs_it(client_of: ClientOf, cast: Cast) -> None:
    start = datetime(2026, 3, 2, 8, tzinfo=UTC)
    with clock.frozen(start):
        browser = client_of(cast.nadia)
    with clock.frozen(start + timedelta(hours=11)):
        browser.get("/mon-compte")
    with clock.frozen(start + timedelta(hours=22)):
        browser.get("/mon-compte")
    with clock.frozen(start + timedelta(hours=34, minutes=1)):
        browser.get("/mon-compte", status=302)


def test_what_an_expired_session_was_posting_is_found_again(client_of: ClientOf, cast: Cast, nadia: Account) -> None:
    start = datetime(2026, 3, 2, 8, tzinfo=UTC)
    form = "/accompagnements/individuel/nouveau"
    with clock.frozen(start):
        browser = client_of(cast.nadia)
    with clock.frozen(start + timedelta(hours=13)):
        sent = browser.post(form, {"notes": "Dossier à finir", "themes": ["email", "internet"]}, status=302)
        assert sent.location == f"/connexion?suite={form}"
        token = browser.csrf_token()
        page = sign_in(browser, nadia.email, PASSWORD, suite=form)
        assert page.location == form  # type: ignore[attr-defined]
        assert browser.csrf_token().split(".")[0] == token.split(".")[0], "forms open in other tabs still work"
        draft = find_draft(nadia, form)
        assert draft is not None
        assert '"themes": ["email", "internet"]' in str(draft.content)
        assert "csrf_token" not in str(draft.content)


def test_an_old_hash_is_made_again(visitor: PageClient, nadia: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    before = nadia.password_hash
    monkeypatch.setattr(passwords, "is_outdated", lambda stored: True)
    sign_in(visitor, nadia.email, PASSWORD)
    assert nadia.password_hash != before
    assert passwords.is_right(nadia.password_hash, PASSWORD)


def test_the_database_holds_no_token(client_of: ClientOf, cast: Cast) -> None:
    cookie = client_of(cast.nadia).client.get_cookie(guard.COOKIE)
    assert cookie is not None
    assert all(cookie.value.encode() not in row for row in db.session.scalars(select(SignInSession.token_hash)))
