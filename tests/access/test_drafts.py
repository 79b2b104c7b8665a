"""What is being typed is kept by the server, for pages of this site only."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from inclusion_app.access.models import Account
from inclusion_app.access.queries import find_draft
from inclusion_app.access.services import save_draft
from inclusion_app.kernel import clock
from tests.cast import Cast
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]
FORM = "/mon-compte/nom"


def content(account: Account, path: str = FORM) -> object:
    draft = find_draft(account, path)
    return json.loads(str(draft.content)) if draft else None


def test_a_form_and_json_are_kept_alike(client_of: ClientOf, cast: Cast) -> None:
    browser = client_of(cast.nadia)
    browser.post(f"/brouillons?page={FORM}", {"name": "Nadia", "topics": ["a", "b"]}, status=204)
    assert content(cast.nadia) == {"name": ["Nadia"], "topics": ["a", "b"]}
    body = {"page": FORM, "fields": {"name": "Nadia B."}}
    token = {"X-CSRFToken": browser.csrf_token()}
    browser.post("/brouillons", json=body, headers=token, status=204)
    assert content(cast.nadia) == {"name": ["Nadia B."]}


@pytest.mark.parametrize(
    "page",
    ["https://exemple.fr/", "//exemple.fr", "/nulle-part", "/plan-du-site", "/mon-compte/nom?x=1", "/" + "a" * 300],
)
def test_only_forms_of_this_site_are_kept(client_of: ClientOf, cast: Cast, page: str) -> None:
    client_of(cast.nadia).post("/brouillons", {"page": page, "name": "N"}, status=400)


def test_a_huge_draft_is_refused(client_of: ClientOf, cast: Cast) -> None:
    client_of(cast.nadia).post("/brouillons", {"page": FORM, "name": "N" * 300_000}, status=400)


def test_a_draft_without_token_is_refused(client_of: ClientOf, cast: Cast) -> None:
    client_of(cast.nadia).post("/brouillons", {"page": FORM, "name": "N"}, status=400, csrf=False)
    assert content(cast.nadia) is None


def test_a_draft_is_its_authors_alone_and_lasts_a_day(client_of: ClientOf, cast: Cast) -> None:
    start = datetime(2026, 3, 2, 8, tzinfo=UTC)
    with clock.frozen(start):
        client_of(cast.nadia).post("/brouillons", {"page": FORM, "name": "N"}, status=204)
        assert content(cast.karim) is None
    with clock.frozen(start + timedelta(hours=24, minutes=1)):
        assert content(cast.nadia) is None


def test_starting_afresh_forgets_the_draft(client_of: ClientOf, cast: Cast) -> None:
    browser = client_of(cast.nadia)
    browser.post("/brouillons", {"page": FORM, "name": "N"}, status=204)
    assert browser.post("/brouillons/oublier", {"page": FORM}).location == FORM
    assert content(cast.nadia) is None


def test_a_visitor_keeps_nothing(visitor: PageClient) -> None:
    visitor.post("/brouillons", {"page": FORM, "name": "N"}, status=401)


def test_an_expired_session_still_keeps_what_is_typed(client_of: ClientOf, cast: Cast) -> None:
    start = datetime(2026, 3, 2, 8, tzinfo=UTC)
    with clock.frozen(start):
        browser = client_of(cast.nadia)
    with clock.frozen(start + timedelta(hours=13)):
        browser.post(f"/brouillons?page={FORM}", {"name": "Nadia"}, status=401)
        assert content(cast.nadia) == {"name": ["Nadia"]}


def test_a_session_expired_long_ago_keeps_nothing(client_of: ClientOf, cast: Cast) -> None:
    start = datetime(2026, 3, 2, 8, tzinfo=UTC)
    with clock.frozen(start):
        browser = client_of(cast.nadia)
    with clock.frozen(start + timedelta(days=8)):
        browser.post(f"/brouillons?page={FORM}", {"name": "Nadia"}, status=401)
        assert content(cast.nadia) is None


def test_an_account_keeps_its_newest_drafts_only(session: object, cast: Cast) -> None:
    start = datetime(2026, 3, 2, 8, tzinfo=UTC)
    for rank in range(52):
        with clock.frozen(start + timedelta(seconds=rank)):
            save_draft(cast.nadia, f"/page/{rank}", {"name": ["N"]})
    save_draft(cast.karim, "/page/0", {"name": ["K"]})
    with clock.frozen(start + timedelta(hours=1)):
        kept = [rank for rank in range(52) if content(cast.nadia, f"/page/{rank}")]
    assert kept == list(range(2, 52))


def test_passwords_are_never_kept(client_of: ClientOf, cast: Cast) -> None:
    start = datetime(2026, 3, 2, 8, tzinfo=UTC)
    with clock.frozen(start):
        browser = client_of(cast.nadia)
    with clock.frozen(start + timedelta(hours=13)):
        browser.post("/mon-compte/mot-de-passe", {"current": "secret"}, status=302)
        assert content(cast.nadia, "/mon-compte/mot-de-passe") is None


def test_a_revoked_session_keeps_nothing(client_of: ClientOf, cast: Cast) -> None:
    browser, other = client_of(cast.nadia), client_of(cast.nadia)
    other.post("/mon-compte/appareils/deconnecter-les-autres")
    browser.post(f"/brouillons?page={FORM}", {"name": "Nadia"}, status=401)
    assert content(cast.nadia) is None


@pytest.mark.parametrize(
    "body", [b'{"fields": {"name": "\\ud800"}}', b'{"fields": ' + b"[" * 9000 + b"]" * 9000 + b"}"]
)
def test_json_that_no_page_could_show_breaks_nothing(client_of: ClientOf, cast: Cast, body: bytes) -> None:
    browser = client_of(cast.nadia)
    headers = {"X-CSRFToken": browser.csrf_token(), "Content-Type": "application/json"}
    answer = browser.client.post(f"/brouillons?page={FORM}", data=body, headers=headers)
    assert answer.status_code in (204, 400)
    browser.get(FORM)
