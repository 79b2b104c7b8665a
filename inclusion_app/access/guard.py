"""The guard: no route without a declared access, no view reached without it."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from inclusion_app.access import drafts, queries, services
from inclusion_app.access.models import Account, SignInSession
from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope, scope_of
from inclusion_app.kernel.errors import Forbidden
from inclusion_app.web.transaction import keep_anyway, keep_if_possible

V = TypeVar("V", bound=Callable[..., Any])

COOKIE = "inclusion_session"
"""Name of the cookie of a sign-in; over https the browser itself keeps it to this host, see `cookie_name`."""
PUBLIC = "public"
DRAFT_ENDPOINT = "access.save_draft"

_KEEPS_NO_POST = frozenset({"access"})  # its forms hold passwords


class UndeclaredAccess(Exception):
    """A route says neither who may use it nor that everybody may."""


def requires(permission: Permission) -> Callable[[V], V]:
    """Declare that a view needs this permission, somewhere; what it may show there is the query's matter."""

    def declare(view: V) -> V:
        view.access = permission  # type: ignore[attr-defined]
        return view

    return declare


def public(view: V) -> V:
    """Declare that anybody may use this view."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def declared_access(app: Flask, endpoint: str) -> Permission | str | None:
    """What the endpoint declares: a permission, "public", or None. A blueprint's own static files are public."""
    if endpoint.rpartition(".")[2] == "static":
        return PUBLIC
    return getattr(app.view_functions[endpoint], "access", None)


def check_routes(app: Flask) -> None:
    """Refuse to start with a route that declares no access."""
    undeclared = sorted(name for name in app.view_functions if declared_access(app, name) is None)
    if undeclared:
        raise UndeclaredAccess(f"these endpoints declare no access: {', '.join(undeclared)}")


def cookie_name(plain: str = COOKIE) -> str:
    """The name under which a cookie of ours is kept: over https, one that no other host can set."""
    return f"__Host-{plain}" if current_app.config["SESSION_COOKIE_SECURE"] else plain


def find_account() -> Account | None:
    """The account of this request, or None for a visitor."""
    session = find_session()
    return session.account if session else None


def find_session() -> SignInSession | None:
    """The sign-in of this request, when it is valid."""
    if "sign_in_session" not in g:
        token = request.cookies.get(cookie_name())
        g.sign_in_session = queries.find_valid_session(token) if token else None
    return cast("SignInSession | None", g.sign_in_session)


def current_account() -> Account:
    """The account of this request; only in a view that requires a permission."""
    account = find_account()
    if account is None:
        raise Forbidden
    return account


def current_scope() -> Scope:
    """The scope of this request; only in a view that requires a permission."""
    if "scope" not in g:
        g.scope = scope_of(current_account())
    return cast("Scope", g.scope)


def guard_request() -> ResponseReturnValue | None:
    """Before each request: let it pass, send a visitor to sign in, or refuse."""
    if request.endpoint is None:
        return None
    access = declared_access(current_app, request.endpoint)
    if access == PUBLIC:
        return None
    session = find_session()
    if session is None:
        return _to_sign_in()
    if not current_scope().allows(cast("Permission", access)):
        raise Forbidden
    if services.is_worth_noting(session):
        session_id = session.id
        keep_if_possible(lambda: services.note_seen(session_id))
    return None


def _to_sign_in() -> ResponseReturnValue:
    """Send to the sign-in page and back; what an expired session was typing becomes a draft of its account."""
    rule = request.url_rule
    opens = rule is not None and "GET" in (rule.methods or ())
    token = request.cookies.get(cookie_name())
    typed = _typed(opens) if request.method == "POST" and token else None
    if token and typed:
        keep_anyway(lambda: services.keep_expired_post(token, typed.path, typed.fields))
    if request.endpoint == DRAFT_ENDPOINT or request.accept_mimetypes.best == "application/json":
        return "", 401
    target = (request.full_path.rstrip("?") if request.method == "GET" else request.path) if opens else "/"
    return redirect(url_for("access.sign_in", suite=target))


def _typed(opens: bool) -> drafts.Posted | None:
    if request.endpoint == DRAFT_ENDPOINT:
        return drafts.read_posted()
    return drafts.of_page(request.path) if opens and request.blueprint not in _KEEPS_NO_POST else None
