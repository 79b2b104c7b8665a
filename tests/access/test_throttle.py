"""Guesses are slowed, across processes, without locking the owner out."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from inclusion_app.access import rules
from inclusion_app.access.models import Account
from inclusion_app.access.services import create_account, set_password
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import unit_of_work
from tests.access.mailbox import letters_to, link_in
from tests.cast import Cast
from tests.pages import Page, PageClient

PASSWORD = "trois chevaux bleus"
START = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def nadia(cast: Cast) -> Account:
    return set_password(cast.nadia, PASSWORD, by=None)


def attempt(browser: PageClient, account: Account, password: str, status: int, address: str = "192.0.2.1") -> Page:
    values = {"email": str(account.email), "password": password}
    return browser.post("/connexion", values, status=status, environ_base={"REMOTE_ADDR": address})


def fail(browser: PageClient, account: Account, times: int, **options: str) -> None:
    for _ in range(times):
        attempt(browser, account, "faux mot de passe", 422, **options)


@pytest.mark.parametrize(
    ("failures", "minutes"), [(4, None), (5, 1), (6, 2), (7, 4), (8, 8), (9, 15), (10, 15), (10_000, 15)]
)
def test_waits_grow_and_stop_growing(failures: int, minutes: int | None) -> None:
    expected = None if minutes is None else START + timedelta(minutes=minutes)
    assert rules.wait_after(failures, START, free=5) == expected


def test_after_five_failures_even_the_right_password_waits(visitor: PageClient, nadia: Account) -> None:
    with clock.frozen(START):
        fail(visitor, nadia, 5)
        page = attempt(visitor, nadia, PASSWORD, 429)
        assert page.response.headers["Retry-After"] == "60"
        assert "Réessayez à 09:02" in page.text
    with clock.frozen(START + timedelta(seconds=61)):
        attempt(visitor, nadia, PASSWORD, 303)


def test_refused_attempts_do_not_lengthen_the_wait(visitor: PageClient, nadia: Account) -> None:
    with clock.frozen(START):
        fail(visitor, nadia, 5)
        for _ in range(10):
            attempt(visitor, nadia, "faux mot de passe", 429)
    with clock.frozen(START + timedelta(seconds=61)):
        attempt(visitor, nadia, PASSWORD, 303)


def test_an_address_that_tries_many_accounts_waits_too(visitor: PageClient, cast: Cast, nadia: Account) -> None:
    with clock.frozen(START):
        fail(visitor, cast.karim, 4)
        fail(visitor, cast.lea, 4)
        fail(visitor, cast.paul, 2)
        attempt(visitor, nadia, PASSWORD, 429)
        attempt(visitor, nadia, PASSWORD, 303, address="192.0.2.2")


def test_a_known_browser_is_not_slowed_by_a_stranger(app: Flask, nadia: Account) -> None:
    hers, stranger = PageClient(app), PageClient(app)
    with clock.frozen(START):
        attempt(hers, nadia, PASSWORD, 303)
        hers.post("/deconnexion")
        fail(stranger, nadia, 5, address="198.51.100.7")
        attempt(stranger, nadia, PASSWORD, 429, address="198.51.100.7")
        attempt(hers, nadia, PASSWORD, 303)


def test_a_known_browser_has_its_own_count(app: Flask, nadia: Account) -> None:
    browser = PageClient(app)
    attempt(browser, nadia, PASSWORD, 303)
    browser.post("/deconnexion")
    fail(browser, nadia, 5)
    attempt(browser, nadia, PASSWORD, 429)


def test_a_device_cookie_of_somebody_else_helps_nobody(app: Flask, cast: Cast, nadia: Account) -> None:
    set_password(cast.karim, PASSWORD, by=None)
    browser = PageClient(app)
    attempt(browser, cast.karim, PASSWORD, 303)
    browser.post("/deconnexion")
    fail(browser, nadia, 5)
    attempt(PageClient(app), nadia, PASSWORD, 429, address="198.51.100.7")


def test_a_link_stays_possible_and_is_limited(visitor: PageClient, nadia: Account) -> None:
    address = str(nadia.email)
    with clock.frozen(START):
        fail(visitor, nadia, 5)
        for _ in range(5):
            visitor.post("/connexion", {"email": address, "lien": "1"})
        page = visitor.post("/connexion", {"email": address, "lien": "1"}, status=429)
        assert "Regardez votre boîte de réception" in page.text
        assert len(letters_to(address)) == 5
        opened = visitor.post(link_in(letters_to(address)[-1]))
        assert opened.location == "/"
    with clock.frozen(START + timedelta(minutes=61)):
        visitor.post("/mot-de-passe-oublie", {"email": address})


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.1", "192.0.2.1"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"), (None, "unknown"), ("x", "unknown")],
)
def test_an_ipv6_home_counts_once(address: str | None, network: str) -> None:
    assert rules.network_of(address) == network


def test_two_processes_count_together(two_processes: list[Flask]) -> None:
    with two_processes[0].app_context(), unit_of_work():
        set_password(create_account(email="zoe@exemple.fr", name="Zoé", by=None), PASSWORD, by=None)
    told: Callable[[int, str], int] = lambda rank, password: (  # noqa: E731
        two_processes[rank % 2]
        .test_client()
        .post("/connexion", data={"email": "zoe@exemple.fr", "password": password})
        .status_code
    )
    assert [told(rank, "faux mot de passe") for rank in range(5)] == [422] * 5
    assert [told(rank, PASSWORD) for rank in range(2)] == [429, 429]
