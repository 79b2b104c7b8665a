"""The Atom feed of publications (RFC 4287): one entry for each version, the latest first."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from inclusion_app.kernel.site import address, current
from inclusion_app.observatory.publishing.models import Publication
from inclusion_app.observatory.publishing.opendata.packages import description_of, instant_of

ATOM = "http://www.w3.org/2005/Atom"
MIMETYPE = "application/atom+xml"
_FORBIDDEN = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What XML 1.0 cannot hold."""


def atom(publications: Sequence[tuple[Publication, str]], path: str) -> bytes:
    """The feed of these publications, each with its title; `path` is the address of the feed on this site."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(_name("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": "fr"})
    _add(feed, "id", address(path))
    _add(feed, "title", f"Publications de l’observatoire — {current().operator}")
    latest = publications[0][0].published_at if publications else None
    _add(feed, "updated", (latest or datetime(2026, 1, 1, tzinfo=UTC)).isoformat(timespec="seconds"))
    ET.SubElement(feed, _name("link"), rel="self", type=MIMETYPE, href=address(path))
    ET.SubElement(feed, _name("link"), rel="alternate", type="text/html", href=address("/donnees"))
    author = ET.SubElement(feed, _name("author"))
    _add(author, "name", current().operator)
    for publication, title in publications:
        _add_entry(feed, publication, title)
    return b"<?xml version='1.0' encoding='utf-8'?>\n" + ET.tostring(feed, encoding="unicode").encode()


def _add_entry(feed: ET.Element, publication: Publication, title: str) -> None:
    page = address(f"/observatoire/publie/{publication.number}?version={publication.version}")
    entry = ET.SubElement(feed, _name("entry"))
    _add(entry, "id", page)
    _add(entry, "title", title)
    _add(entry, "updated", instant_of(publication))
    _add(entry, "published", instant_of(publication))
    ET.SubElement(entry, _name("link"), rel="alternate", type="text/html", href=page)
    _add(entry, "summary", description_of(publication))


def _name(tag: str) -> str:
    return f"{{{ATOM}}}{tag}"


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, _name(tag)).text = _FORBIDDEN.sub("", text)
