"""The guard: no route without a declared access, no view reached without it."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from inclusion_app.access import queries, services
from inclusion_app.access.models import Account, SignInSession
from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope, scope_of
from inclusion_app.kernel.errors import Forbidden
from inclusion_app.web.transaction import keep_anyway

V = TypeVar("V", bound=Callable[..., Any])

COOKIE = "inclusion_session"
PUBLIC = "public"


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


def find_account() -> Account | None:
    """The account of this request, or None for a visitor."""
    session = find_session()
    return session.account if session else None


def find_session() -> SignInSession | None:
    """The sign-in of this request, when it is valid."""
    if "sign_in_session" not in g:
        token = request.cookies.get(COOKIE)
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
        keep_anyway(lambda: services.note_seen(session_id))
    return None


def _to_sign_in() -> ResponseReturnValue:
    """Send to the sign-in page and back; what an expired session was posting becomes a draft of its account."""
    target = request.full_path.rstrip("?") if request.method == "GET" else request.path
    token = request.cookies.get(COOKIE)
    if request.method == "POST" and token:
        form = {name: request.form.getlist(name) for name in request.form if name != "csrf_token"}
        keep_anyway(lambda: services.keep_expired_post(token, request.path, form))
    return redirect(url_for("access.sign_in", suite=target))
