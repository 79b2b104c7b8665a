"""The headers of every answer, fit for a shared computer: strict policy on contents, nothing kept by the browser."""

import secrets

from flask import Flask, Response, g, request

_PERMISSIONS = "camera=(), geolocation=(self), microphone=(), payment=(), usb=(), interest-cohort=()"
_YEAR = 31_536_000


def csp_nonce() -> str:
    """The word that allows this answer's own scripts and styles; also a Jinja function."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def cacheable(response: Response, seconds: int) -> Response:
    """Let anyone keep this answer: for public pages and data that hold nothing personal and set no cookie."""
    response.cache_control.public = True
    response.cache_control.max_age = seconds
    return response


def init_security(app: Flask, *, https: bool) -> None:
    """Add the headers to each answer of the application."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", _policy(https=https))
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", _PERMISSIONS)
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("X-Frame-Options", "DENY")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if https:
            headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR}; includeSubDomains")
        _set_cache(response)
        return response


def _policy(*, https: bool) -> str:
    nonce = f"'nonce-{csp_nonce()}'"
    rules = [
        "default-src 'none'",
        f"script-src 'self' {nonce}",
        f"style-src 'self' {nonce}",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
    return "; ".join([*rules, "upgrade-insecure-requests"] if https else rules)


def _set_cache(response: Response) -> None:
    static = (request.endpoint or "").endswith("static")
    if static and response.status_code in (200, 206, 304):
        response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
    elif not response.cache_control.public and not response.cache_control.private:
        response.headers["Cache-Control"] = "no-store"
