"""The feed of alerts: what RFC 4287 asks, identities that stay, nothing that a reader of feeds would run."""

import uuid
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from inclusion_app.access.models import Account
from inclusion_app.kernel import clock
from inclusion_app.resources.services import alerts as services
from tests.cast import Cast
from tests.pages import PageClient
from tests.resources.test_alerts import make_alert, said

ClientOf = Callable[[Account], PageClient]
FEED = "/securite/alertes.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
ONCE = ("id", "title", "updated")
"""The elements that a feed and each of its entries hold once (§4.1.1, §4.1.2)."""


def read(browser: PageClient) -> ET.Element:
    """The feed, held against what the standard says MUST be."""
    page = browser.get(FEED)
    assert page.response.content_type == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(page.data)  # noqa: S314 (ours)
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    for node in (feed, *entries):
        for name in ONCE:
            (only,) = node.findall(f"{ATOM}{name}")
            assert (only.text or "").strip(), name
        assert datetime.fromisoformat(text(node, "updated")).tzinfo is not None
        kinds = [(link.get("rel"), link.get("type")) for link in node.findall(f"{ATOM}link")]
        assert len(kinds) == len(set(kinds)), "one alternate of each type"
        assert all(link.get("href", "").startswith(("http://", "https://")) for link in node.findall(f"{ATOM}link"))
    assert text(feed, "author/" + ATOM + "name")
    assert link_of(feed, "self") == "http://127.0.0.1:8000/securite/alertes.atom"
    assert len({text(entry, "id") for entry in entries}) == len(entries)
    moments = [text(entry, "updated") for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert text(feed, "updated") >= max(moments, default="")
    return feed


def text(node: ET.Element, name: str) -> str:
    return node.findtext(f"{ATOM}{name}") or ""


def link_of(node: ET.Element, relation: str) -> str:
    return next(link.get("href", "") for link in node.findall(f"{ATOM}link") if link.get("rel") == relation)


def test_it_is_valid_even_empty(visitor: PageClient, cast: Cast) -> None:
    assert read(visitor).findall(f"{ATOM}entry") == []


def test_an_alert_is_an_entry_that_keeps_its_identity(visitor: PageClient, cast: Cast) -> None:
    with clock.frozen(datetime(2026, 11, 20, 9, tzinfo=UTC)):
        alert = make_alert(cast.claire)
    (entry,) = read(visitor).findall(f"{ATOM}entry")
    assert text(entry, "id") == f"urn:uuid:{alert.id}"
    assert text(entry, "title") == "Faux SMS de livraison"
    assert text(entry, "published") == text(entry, "updated") == "2026-11-20T09:00:00Z"
    assert link_of(entry, "alternate") == f"http://127.0.0.1:8000/securite/alertes/{alert.id}"
    assert link_of(entry, "related") == alert.url
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    assert "<li>Un lien à toucher</li>" in (content.text or "")
    with clock.frozen(datetime(2026, 11, 21, 9, tzinfo=UTC)):
        services.update_alert(alert, said(title="Faux colis"), version=alert.version, by=cast.claire)
    (changed,) = read(visitor).findall(f"{ATOM}entry")
    assert text(changed, "id") == text(entry, "id")
    assert text(changed, "published") == "2026-11-20T09:00:00Z"
    assert text(changed, "updated") == "2026-11-21T09:00:00Z"


def test_what_is_lifted_is_told_for_a_month(visitor: PageClient, cast: Cast) -> None:
    alert = make_alert(cast.claire)
    services.lift_alert(alert, by=cast.claire)
    (entry,) = read(visitor).findall(f"{ATOM}entry")
    assert text(entry, "title") == "Alerte levée\u00a0: Faux SMS de livraison"
    with clock.frozen(clock.now() + timedelta(days=31)):
        assert read(visitor).findall(f"{ATOM}entry") == []


@pytest.mark.parametrize("bad", ["\x01\x0b", "\ufffe", "\uffff", "]]>", "<script>alert(1)</script>", "&nbsp;&#0;"])
def test_no_character_breaks_it(visitor: PageClient, cast: Cast, bad: str) -> None:
    alert = make_alert(cast.claire)
    for name in ("title", "text", "signs", "advice"):
        setattr(alert, name, f"a{bad}b")
    (entry,) = read(visitor).findall(f"{ATOM}entry")
    content = entry.findtext(f"{ATOM}content") or ""
    assert "<script" not in content
    assert "a" in text(entry, "title")


def test_it_is_asked_again_for_nothing(visitor: PageClient, cast: Cast, client_of: ClientOf) -> None:
    make_alert(cast.claire)
    first = visitor.get(FEED).response
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in first.headers
    again: dict[str, Any] = {"headers": {"If-None-Match": first.headers["ETag"]}}
    visitor.get(FEED, status=304, **again)
    make_alert(cast.claire, title="Une autre")
    visitor.get(FEED, status=200, **again)


def test_the_page_names_its_feed(visitor: PageClient, cast: Cast) -> None:
    assert visitor.get("/securite").all("//head/link[@type='application/atom+xml']")[0].get("href") == FEED
    visitor.get(f"/securite/alertes/{uuid.uuid4()}/alertes.atom", status=404)
