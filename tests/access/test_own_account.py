"""One's own account: name, password, devices."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from inclusion_app.access import devices
from inclusion_app.access.models import Account
from inclusion_app.access.queries import list_sessions
from inclusion_app.access.services import set_password
from inclusion_app.kernel import clock
from tests.access.mailbox import last_letter
from tests.cast import Cast
from tests.factories import make_account
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]
PASSWORD = "trois chevaux bleus"
OTHER = "quatre ânes verts"


def test_the_page_says_who_and_where(client_of: ClientOf, cast: Cast) -> None:
    page = client_of(cast.elise).get("/mon-compte")
    assert page.h1 == "Mon compte"
    assert str(cast.elise.email) in page.text
    assert "Aucun\u00a0: je me connecte avec un lien" in page.text


def test_it_is_open_without_any_role(client_of: ClientOf) -> None:
    client_of(make_account("Zoé Martin")).get("/mon-compte")


def test_the_name_is_changed(client_of: ClientOf, cast: Cast) -> None:
    browser = client_of(cast.nadia)
    values = browser.get("/mon-compte/nom").form()
    assert values["name"] == "Nadia Benali"
    browser.post("/mon-compte/nom", {"name": ""}, status=422)
    browser.post("/mon-compte/nom", {"name": "Nadia B."})
    assert cast.nadia.name == "Nadia B."


def test_the_password_is_changed_with_the_present_one(client_of: ClientOf, cast: Cast) -> None:
    set_password(cast.nadia, PASSWORD, by=None)
    browser, elsewhere = client_of(cast.nadia), client_of(cast.nadia)
    path = "/mon-compte/mot-de-passe"
    wrong = browser.post(path, {"current": "faux", "password": OTHER, "again": OTHER}, status=422)
    assert "actuel" in wrong.errors["current"]
    unlike = browser.post(path, {"current": PASSWORD, "password": OTHER, "again": "x"}, status=422)
    assert "identiques" in unlike.errors["again"]
    common = browser.post(
        path, {"current": PASSWORD, "password": "motdepasse123", "again": "motdepasse123"}, status=422
    )
    assert "courant" in common.errors["password"]
    browser.post(path, {"current": PASSWORD, "password": OTHER, "again": OTHER})
    browser.get("/mon-compte")
    elsewhere.get("/mon-compte", status=302)
    assert "vient de changer" in last_letter(str(cast.nadia.email))


def test_guesses_of_the_present_password_are_slowed(client_of: ClientOf, cast: Cast) -> None:
    set_password(cast.nadia, PASSWORD, by=None)
    browser = client_of(cast.nadia)
    for given in ["faux"] * 5 + [PASSWORD]:
        page = browser.post(
            "/mon-compte/mot-de-passe", {"current": given, "password": OTHER, "again": OTHER}, status=422
        )
    assert "Patientez" in page.errors["current"]


def test_a_first_password_needs_no_other(client_of: ClientOf, cast: Cast) -> None:
    browser = client_of(cast.elise)
    page = browser.get("/mon-compte/mot-de-passe")
    assert "current" not in page.form()
    browser.post("/mon-compte/mot-de-passe", {"password": OTHER, "again": OTHER})
    assert cast.elise.password_hash


def test_one_device_or_all_others_are_signed_out(client_of: ClientOf, cast: Cast) -> None:
    with clock.frozen(datetime(2026, 3, 2, 8, tzinfo=UTC)):
        first = client_of(cast.nadia)
    with clock.frozen(datetime(2026, 3, 2, 9, tzinfo=UTC)):
        second, third = client_of(cast.nadia), client_of(cast.nadia)
        page = second.get("/mon-compte")
        assert page.text.count("Cet appareil") == 1
        old = next(s for s in list_sessions(cast.nadia) if s.created_at.hour == 8)
        second.post(f"/mon-compte/appareils/{old.id}/deconnecter")
        first.get("/mon-compte", status=302)
        third.get("/mon-compte")
        second.post("/mon-compte/appareils/deconnecter-les-autres")
        third.get("/mon-compte", status=302)
        second.get("/mon-compte")


def test_the_device_of_somebody_else_is_not_found(client_of: ClientOf, cast: Cast) -> None:
    client_of(cast.karim)
    hers = list_sessions(cast.karim)[0]
    client_of(cast.nadia).post(f"/mon-compte/appareils/{hers.id}/deconnecter", status=404)
    assert list_sessions(cast.karim)


def test_a_session_seen_again_says_when(client_of: ClientOf, cast: Cast) -> None:
    start = datetime(2026, 3, 2, 8, tzinfo=UTC)
    with clock.frozen(start):
        browser = client_of(cast.nadia)
    with clock.frozen(start + timedelta(minutes=30)):
        browser.get("/mon-compte")
        assert "lundi 2 mars 2026 à 09:30" in browser.get("/mon-compte").text


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Windows"),
        ("Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0", "Edge, Windows"),
        ("curl/8", ""),
    ],
)
def test_a_device_is_named_so_that_its_owner_knows_it(agent: str, name: str) -> None:
    assert devices.describe(agent) == name
