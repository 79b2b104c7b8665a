"""Browsers that signed in before: a signed cookie that says so, for a few accounts, without naming any."""

import secrets
from dataclasses import dataclass

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from inclusion_app.access.guard import cookie_name
from inclusion_app.access.models import email_index
from inclusion_app.kernel import crypto

COOKIE = "inclusion_device"
_HALF_A_YEAR = 180 * 24 * 3600
_ACCOUNTS = 5

_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))


@dataclass(frozen=True)
class Device:
    """A browser, and the marks of the accounts that signed in from it."""

    name: str
    marks: tuple[str, ...] = ()

    def knows(self, email: str) -> bool:
        """The account of this address signed in from here."""
        return _mark(email) in self.marks


def this_device() -> Device:
    """The browser of this request; a new one when its cookie is missing or was altered."""
    try:
        name, marks = _serializer().loads(request.cookies.get(cookie_name(COOKIE), ""))
        return Device(str(name), tuple(str(mark) for mark in marks))
    except (BadSignature, ValueError, TypeError):
        return Device(secrets.token_urlsafe(12))


def known_device(email: str) -> str | None:
    """The name of this request's browser when this account signed in from it before."""
    device = this_device()
    return device.name if device.knows(email) else None


def remember(response: Response, email: str) -> None:
    """Have this browser keep that the account signed in from it."""
    device = this_device()
    marks = [_mark(email), *(mark for mark in device.marks if mark != _mark(email))][:_ACCOUNTS]
    response.set_cookie(
        cookie_name(COOKIE),
        str(_serializer().dumps([device.name, marks])),
        max_age=_HALF_A_YEAR,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )


def describe(user_agent: str) -> str:
    """« Firefox, Windows »: enough for its owner to know it again."""
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    return ", ".join(part for part in (browser, system) if part)


def _mark(email: str) -> str:
    return crypto.blind_index(email_index(email).hex(), "device")[:8].hex()


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="device")
