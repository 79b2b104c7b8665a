"""Alerts as a feed that any reader follows: Atom, RFC 4287. Always in French, as alerts are."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from flask import render_template, url_for

from inclusion_app.kernel import site
from inclusion_app.resources.models.given import SafetyAlert

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, even written as a number."""
_BEFORE_ANY = datetime(2026, 1, 1, tzinfo=UTC)


def feed_of(alerts: Sequence[SafetyAlert], changed_at: datetime | None) -> bytes:
    """The feed of these alerts, the latest change first; `changed_at`: when any alert last changed."""
    ET.register_namespace("", _ATOM)
    operator = site.current().operator
    own = site.address(url_for("resources.alerts_feed"))
    feed = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "fr"})
    _say(feed, "id", own)
    _say(feed, "title", f"Arnaques du moment – {operator}")
    _say(feed, "subtitle", "Comment les reconnaître, et que faire.")
    _say(feed, "updated", _instant(changed_at or _BEFORE_ANY))
    _link(feed, "self", own, MEDIA_TYPE)
    _link(feed, "alternate", site.address(url_for("resources.safety")), "text/html")
    _say(ET.SubElement(feed, f"{{{_ATOM}}}author"), "name", operator)
    for alert in alerts:
        _add_entry(feed, alert)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _add_entry(feed: ET.Element, alert: SafetyAlert) -> None:
    """Its identity never changes, whatever becomes of its text or of the address of this site."""
    entry = ET.SubElement(feed, f"{{{_ATOM}}}entry")
    _say(entry, "id", alert.id.urn)
    _say(entry, "title", f"Alerte levée\u00a0: {alert.title}" if alert.lifted_at else alert.title)
    _say(entry, "published", _instant(alert.published_at))
    _say(entry, "updated", _instant(alert.updated_at))
    _link(entry, "alternate", site.address(url_for("resources.alert", alert_id=alert.id)), "text/html")
    if alert.url:
        _link(entry, "related", alert.url)
    _say(entry, "summary", alert.text)
    content = _say(entry, "content", render_template("resources/safety/feed_entry.html", alert=alert))
    content.set("type", "html")


def _say(parent: ET.Element, name: str, text: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{_ATOM}}}{name}")
    child.text = _NOT_XML.sub("", text)
    return child


def _link(parent: ET.Element, relation: str, address: str, media_type: str = "") -> None:
    values = {"rel": relation, "href": _NOT_XML.sub("", address)} | ({"type": media_type} if media_type else {})
    ET.SubElement(parent, f"{{{_ATOM}}}link", values)


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
