"""Asks a site whether a page still answers, with manners: robots.txt, one request a second a host, a name of our own.

An address may lead inside our own network: every host, redirected ones too, is resolved here, refused unless all its
addresses are public, and the request goes to that very address.
"""

import ipaddress
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

import httpx

from inclusion_app.kernel import site

_TIMEOUT = httpx.Timeout(10, connect=5)
_MOST_REDIRECTS = 5
_MOST_ROBOTS = 500_000
_SECONDS_BETWEEN = 1.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ASK_OTHERWISE = frozenset({400, 403, 404, 405, 406, 410, 500, 501, 503})
"""Answers to HEAD that some sites give to whatever is not a GET."""
NAME = "InclusionLinkCheck"


class Refused(Exception):
    """The address may not be asked: not the web, not public, or the site asks programs to stay away."""


@dataclass(frozen=True)
class Answer:
    """What a site answered: an HTTP status, 0 when nobody did; None when it was not asked."""

    status: int | None


def user_agent() -> str:
    """Who asks, and whom to write to."""
    here = site.current()
    return f"{NAME}/1.0 (+{here.public_url}{'; ' + here.contact if here.contact else ''})"


@dataclass
class LinkChecker:
    """Checks links one after the other; remembers when it spoke to each host, and what its robots.txt says.

    `private` opens our own network, for tests only.
    """

    private: bool = False
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic
    _spoken: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, RobotFileParser | None] = field(default_factory=dict)

    def check(self, url: str) -> Answer:
        """The answer of a page, redirects followed."""
        with httpx.Client(timeout=_TIMEOUT, trust_env=False, follow_redirects=False) as client:
            try:
                return Answer(self._followed(client, url))
            except Refused:
                return Answer(None)
            except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError):
                return Answer(0)

    def _followed(self, client: httpx.Client, url: str) -> int:
        for _ in range(_MOST_REDIRECTS + 1):
            parts = urlsplit(url)
            if not self._welcome(client, parts):
                raise Refused
            status, target = self._asked(client, parts)
            if status not in _REDIRECTS or not target:
                return status
            url = urljoin(url, target)
        return 0  # redirected for ever

    def _asked(self, client: httpx.Client, parts: SplitResult) -> tuple[int, str]:
        """HEAD, then the first byte by GET when HEAD is not understood."""
        status, headers, _ = self._send(client, "HEAD", parts)
        if status in _ASK_OTHERWISE:
            status, headers, _ = self._send(client, "GET", parts, {"Range": "bytes=0-0"})
            status = 200 if status == 416 else status
        return status, headers.get("location", "")

    def _welcome(self, client: httpx.Client, parts: SplitResult) -> bool:
        """robots.txt lets us read this page; without one everything may be read."""
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(client, parts)
        rules = self._robots[origin]
        return rules is None or rules.can_fetch(NAME, urlunsplit(parts))

    def _read_robots(self, client: httpx.Client, parts: SplitResult) -> RobotFileParser | None:
        where = SplitResult(parts.scheme, parts.netloc, "/robots.txt", "", "")
        for _ in range(_MOST_REDIRECTS):
            status, headers, text = self._send(client, "GET", where, most=_MOST_ROBOTS)
            if status not in _REDIRECTS or "location" not in headers:
                break
            where = urlsplit(urljoin(urlunsplit(where), headers["location"]))
        if status != 200:
            return None
        rules = RobotFileParser()
        rules.parse(text.decode("utf-8", "replace").splitlines())
        return rules

    def _send(
        self,
        client: httpx.Client,
        method: str,
        parts: SplitResult,
        headers: Mapping[str, str] | None = None,
        most: int = 0,
    ) -> tuple[int, httpx.Headers, bytes]:
        """One request to the very address that was found public; at most `most` bytes of the body are read."""
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Refused
        host = parts.hostname
        address = self._address_of(host, parts.port or (443 if parts.scheme == "https" else 80))
        self._wait_for(host)
        netloc = f"[{address}]" if ":" in address else address
        pinned = urlunsplit(
            (parts.scheme, f"{netloc}:{parts.port}" if parts.port else netloc, parts.path or "/", parts.query, "")
        )
        named = f"{host}:{parts.port}" if parts.port else host
        said = {"Host": named, "User-Agent": user_agent(), "Accept": "*/*", **(headers or {})}
        with client.stream(method, pinned, headers=said, extensions={"sni_hostname": host}) as response:
            body = b""
            for piece in response.iter_bytes() if most else ():
                body += piece
                if len(body) >= most:
                    break
            return response.status_code, response.headers, body[:most]

    def _address_of(self, host: str, port: int) -> str:
        """One address of a host, all of them being public. Raises Refused, OSError when there is none."""
        found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        if not self.private and any(not is_public(address) for address in found):
            raise Refused
        return found[0]

    def _wait_for(self, host: str) -> None:
        """At most one request a second to a host."""
        last = self._spoken.get(host)
        if last is not None and (left := last + _SECONDS_BETWEEN - self.now()) > 0:
            self.sleep(left)
        self._spoken[host] = self.now()


def is_public(address: str) -> bool:
    """An address of the public internet: neither ours, nor this machine's, nor one that stands for another."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast
