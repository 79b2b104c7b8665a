"""A client whose every page is checked as a page: status, language, one h1, title, valid HTML, labels, errors, ids."""

import contextvars
import re
import secrets
from collections import Counter
from itertools import pairwise
from typing import Any

import html5lib
from flask import Flask
from flask.globals import _cv_app
from itsdangerous import URLSafeTimedSerializer
from lxml import etree
from lxml.etree import _Element
from werkzeug.test import TestResponse

from inclusion_app.access import guard
from inclusion_app.access.models import Account
from inclusion_app.access.services import open_session
from inclusion_app.extensions import db

# The parser is stricter than browsers on one point that the standard allows.
_TOLERATED = {"unexpected-char-in-comment"}
_NO_LABEL_NEEDED = {"hidden", "submit", "button", "reset", "image"}
_TIGHT_PUNCTUATION = re.compile(r"[^\s\u00a0\u202f:;?!(«/]([;?!»]|:(?!//|\d|[a-z_]))|«\S", re.UNICODE)


class Page:
    """An answer, and its document when it is HTML."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.location = response.headers.get("Location")
        self.is_html = response.mimetype == "text/html"
        self.html = response.get_data(as_text=True) if self.is_html else ""
        self.tree: _Element | None = None
        if self.is_html and self.html:
            parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("lxml"), namespaceHTMLElements=False)
            self.tree = parser.parse(self.html).getroot()
            self.parse_errors = [error for _, error, _ in parser.errors if error not in _TOLERATED]

    @property
    def data(self) -> bytes:
        return self.response.get_data()

    @property
    def json(self) -> Any:
        return self.response.get_json()

    def all(self, xpath: str) -> list[Any]:
        assert self.tree is not None, f"not an HTML page: {self.status} {self.response.mimetype}"
        return list(self.tree.xpath(xpath))  # type: ignore[arg-type]

    def one(self, xpath: str) -> Any:
        found = self.all(xpath)
        assert len(found) == 1, f"{len(found)} nodes for {xpath}"
        return found[0]

    @property
    def text(self) -> str:
        """The words of the page's body, without scripts, spaces folded."""
        for node in self.all("//script|//style|//template"):
            node.text = ""
        return re.sub(r"[ \t\n\r]+", " ", "".join(self.one("//body").itertext())).strip()

    @property
    def h1(self) -> str:
        return " ".join("".join(self.one("//h1").itertext()).split())

    @property
    def errors(self) -> dict[str, str]:
        """The message shown at each field, by the field's id."""
        shown = {}
        for node in self.all("//*[@aria-describedby]"):
            for described in node.get("aria-describedby").split():
                for message in self.all(f"//*[@id='{described}'][contains(@class, 'error-message')]"):
                    shown[node.get("id") or described] = " ".join("".join(message.itertext()).split())
        return shown

    def form(self, number: int = 0) -> dict[str, Any]:
        """The values that a browser would send for the main's form of this rank, untouched."""
        values: dict[str, Any] = {}
        for node in self.all("//main//form")[number].iter("input", "select", "textarea"):
            _collect(node, values)
        return values


def _collect(node: Any, values: dict[str, Any]) -> None:
    name, kind = node.get("name"), node.get("type", "text")
    if not name or node.get("disabled") is not None or kind in ("submit", "button", "reset", "file"):
        return
    if kind in ("checkbox", "radio"):
        if node.get("checked") is not None:
            value = node.get("value", "on")
            values[name] = [*values.get(name, []), value] if kind == "checkbox" else value
        return
    if node.tag == "select":
        chosen = node.xpath("./option[@selected]|./optgroup/option[@selected]") or node.xpath(".//option")[:1]
        values[name] = chosen[0].get("value", "") if chosen else ""
        return
    values[name] = (node.text or "").lstrip("\n") if node.tag == "textarea" else node.get("value", "")


class PageClient:
    """A browser of the tests: signed in as an account, or a visitor."""

    def __init__(self, app: Flask, account: Account | None = None) -> None:
        self.app = app
        self.client = app.test_client()
        if account is not None:
            _, token = open_session(account, device="Test")
            db.session.commit()
            self.client.set_cookie(guard.COOKIE, token)

    def get(self, path: str, *, status: int = 200, **options: Any) -> Page:
        return self._open("GET", path, status, options)

    def post(
        self, path: str, data: dict[str, Any] | None = None, *, status: int = 303, csrf: bool = True, **options: Any
    ) -> Page:
        """Send a form, with the token that the form's page would have given unless `csrf` is False."""
        values = dict(data or {})
        if csrf and "csrf_token" not in values and "json" not in options:
            values["csrf_token"] = self.csrf_token()
        if "json" not in options:
            options["data"] = values
        return self._open("POST", path, status, options)

    def csrf_token(self) -> str:
        """A token of this browser, as any form of the site would give it."""
        with self.client.session_transaction() as cookie:
            secret = cookie.setdefault("csrf_token", secrets.token_hex(20))
        return str(URLSafeTimedSerializer(self.app.secret_key or "", salt="wtf-csrf-token").dumps(secret))

    def _open(self, method: str, path: str, status: int | None, options: dict[str, Any]) -> Page:
        db.session.commit()
        context = contextvars.copy_context()
        context.run(_cv_app.set, None)  # type: ignore[arg-type]
        response = context.run(self.client.open, path, method=method, buffered=True, **options)
        page = Page(response)
        if status is not None:
            assert page.status == status, f"{method} {path}: {page.status}, expected {status}\n{page.html[:3000]}"
        if page.is_html and page.tree is not None and not 300 <= page.status < 400 and status is not None:
            check_page(page)
        db.session.expire_all()
        return page


def check_page(page: Page) -> None:
    """What every page owes its reader."""
    assert page.tree is not None
    assert not page.parse_errors, f"invalid HTML: {page.parse_errors[:5]}"
    assert page.tree.get("lang") == "fr"
    assert len(page.all("//h1")) == 1, "one h1 a page"
    assert "".join(page.one("//title").itertext()).strip(), "a page has a title"
    assert page.all("//main"), "a page has a main"
    ids = Counter(page.all("//@id"))
    doubled = [name for name, count in ids.items() if count > 1]
    assert not doubled, f"ids used twice: {doubled}"
    _check_labels(page, set(ids))
    assert not page.all("//*[@style]"), "presentation belongs to the style sheet"
    assert not page.all("//*[starts-with(name(@*), 'on')]"), "no inline script"
    empty = [etree.tostring(link)[:120] for link in page.all("//a[@href]|//button") if not _name_of(link)]
    assert not empty, f"links or buttons without a text: {empty}"
    _check_structure(page)
    _check_typography(page)


def _check_structure(page: Page) -> None:
    """What RGAA lets a program see: a way past the menu, named groups and tables, this window only."""
    assert page.all("//a[starts-with(@href, '#')][1]"), "a skip link"
    untitled = page.all("//table[not(caption)]")
    assert not untitled, "a table without a caption"
    assert not page.all("//th[not(@scope)]"), "a table header without its scope"
    nameless = page.all("//fieldset[not(legend) and not(@aria-labelledby) and not(@aria-label)]")
    assert not nameless, "a fieldset without a legend"
    assert not page.all("//*[@target='_blank']"), "a link that opens a window"
    assert not page.all("//*[@tabindex > 0]"), "an order of focus of its own"
    assert not page.all("//img[not(@alt)]"), "a picture without its alternative"
    navigations = page.all("//nav[not(@aria-label) and not(@aria-labelledby)]")
    assert not navigations, "a navigation without a name"
    levels = [int(node.tag[1]) for node in page.all("//h1|//h2|//h3|//h4|//h5|//h6")]
    jumps = [(before, after) for before, after in pairwise(levels) if after > before + 1]
    assert not jumps, f"heading levels jump: {jumps}"
    _check_autocomplete(page)


def _check_autocomplete(page: Page) -> None:
    """RGAA 11.13, on the fields about oneself that one can tell: passwords and the address of one's account."""
    for node in page.all("//input[@type='password']"):
        assert node.get("autocomplete") in ("current-password", "new-password"), f"{node.get('name')}: autocomplete"


def _check_labels(page: Page, ids: set[str]) -> None:
    for node in page.all("//input|//select|//textarea"):
        if node.get("type", "text") in _NO_LABEL_NEEDED:
            continue
        named = node.get("aria-label") or node.get("aria-labelledby") or node.xpath("ancestor::label")
        assert named or page.all(f"//label[@for='{node.get('id')}']"), f"field {node.get('name')} has no label"
    for attribute in ("aria-describedby", "aria-labelledby", "aria-controls"):
        for value in page.all(f"//@{attribute}"):
            missing = [name for name in value.split() if name not in ids]
            assert not missing, f"{attribute} names what is not there: {missing}"
    for target in page.all("//label/@for"):
        assert target in ids, f"a label is for {target}, which is not there"


def _name_of(node: Any) -> str:
    alternative = "".join(node.xpath(".//@alt|.//title/text()|./@aria-label"))
    return ("".join(node.itertext()) + alternative).strip()


def _check_typography(page: Page) -> None:
    for node in page.all("//body//text()[not(ancestor::script or ancestor::style or ancestor::code or ancestor::pre)]"):
        tight = _TIGHT_PUNCTUATION.search(str(node)) if _is_ours(node) else None
        assert not tight, f"a no-break space is missing: {str(node).strip()[:120]!r}"


def _is_ours(node: Any) -> bool:
    """Texts that people typed are marked with dir="auto" or data-typed: their typography is theirs."""
    parent = node.getparent()
    return parent is not None and not parent.xpath("ancestor-or-self::*[@dir='auto' or @data-typed]")
