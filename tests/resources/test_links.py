"""Links are checked with manners, never inside our own network; a dead one is told once."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.mail import Letter
from inclusion_app.resources.jobs.links import check_links
from inclusion_app.resources.link_checking import LinkChecker, is_public
from inclusion_app.resources.queries.links import list_to_check
from inclusion_app.resources.rules.links import is_dead, is_failure
from tests.cast import Cast
from tests.resources.making import make_link


class Site(BaseHTTPRequestHandler):
    """A small site: one path a case."""

    asked: ClassVar[list[tuple[str, str, str]]] = []

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        Site.asked.append((self.command, self.path, self.headers.get("User-Agent", "")))
        status, headers, body = self._said()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def _said(self) -> tuple[int, dict[str, str], bytes]:
        if self.path == "/robots.txt":
            return 200, {}, b"User-agent: *\nDisallow: /prive\n"
        if self.path == "/seul-get":
            return (405 if self.command == "HEAD" else 206), {}, b"x"
        if self.path == "/ailleurs":
            return 302, {"Location": "/bon"}, b""
        if self.path == "/boucle":
            return 302, {"Location": "/boucle"}, b""
        if self.path == "/vers-prive":
            return 302, {"Location": "/prive/page"}, b""
        return (200 if self.path == "/bon" else 404), {}, b"x"

    def log_message(self, *said: object) -> None:  # type: ignore[override]
        """Nothing is written."""


@pytest.fixture
def origin() -> Iterator[str]:
    Site.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def quick() -> LinkChecker:
    return LinkChecker(private=True, sleep=lambda seconds: None)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/bon", 200),
        ("/ailleurs", 200),
        ("/seul-get", 206),
        ("/absent", 404),
        ("/boucle", 0),
        ("/prive/page", None),
        ("/vers-prive", None),
    ],
)
def test_what_a_site_answers(origin: str, path: str, status: int | None) -> None:
    assert quick().check(origin + path).status == status
    assert not [asked for asked in Site.asked if asked[1].startswith("/prive")]
    assert all("InclusionLinkCheck/1.0 (+http" in agent for _, _, agent in Site.asked)


def test_one_request_a_second_a_host(origin: str) -> None:
    waited: list[float] = []
    checker = LinkChecker(private=True, sleep=waited.append, now=lambda: 10.0)
    checker.check(origin + "/bon")
    checker.check(origin + "/bon")
    assert waited == [1.0, 1.0]  # robots.txt was asked once, first


def test_our_own_network_is_never_asked(origin: str) -> None:
    for url in (origin + "/bon", origin.replace("127.0.0.1", "localhost") + "/bon", "file:///etc/passwd"):
        assert LinkChecker().check(url).status is None
    assert Site.asked == []
    assert quick().check("http://127.0.0.1:1/").status == 0


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("nonsense", False),
    ],
)
def test_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_statuses() -> None:
    assert [status for status in (0, 200, 301, 401, 403, 404, 410, 429, 500, 503) if is_failure(status)] == [
        0, 404, 410, 500,
    ]  # fmt: skip


def test_a_dead_link_is_told_once(origin: str, cast: Cast) -> None:
    made = make_link(cast.nadia, origin + "/absent")
    version, start = made.version, datetime(2026, 3, 2, 12, tzinfo=UTC)
    for day in range(5):
        with clock.frozen(start + timedelta(days=day, minutes=day)):
            check_links(quick())
    db.session.refresh(made)
    assert is_dead(made.link_failures)
    assert made.link_failures == 3  # then it waits a week
    assert made.version == version  # nobody's form became stale
    (letter,) = db.session.query(Letter).all()
    assert letter.recipient == cast.nadia.email
    assert "/absent" in (letter.text or "")


def test_whose_turn_it_is(origin: str, cast: Cast) -> None:
    made = make_link(cast.nadia, origin + "/bon")
    start = datetime(2026, 3, 2, 12, tzinfo=UTC)
    with clock.frozen(start):
        assert check_links(quick()) == {"checked": 1, "dead": 0}
        assert check_links(quick()) == {"checked": 0, "dead": 0}
    assert list_to_check(start + timedelta(days=6), 10) == []
    assert [key for key, _ in list_to_check(start + timedelta(days=8), 10)] == [made.id]
