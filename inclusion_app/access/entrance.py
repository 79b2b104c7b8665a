"""Letting a browser in and out: its cookies, and where it goes next."""

from flask import Response, current_app, redirect, request, session

from inclusion_app.access import devices, guard, queries, services
from inclusion_app.access.models import Account
from inclusion_app.access.rules import local_path

_NEXT = "suite"
_LEAVE_NOTHING = '"cache", "storage"'


def remember_target(target: str) -> None:
    """Keep where to go once a link received by e-mail is opened in this browser."""
    session[_NEXT] = target


def let_in(account: Account, target: str | None = None) -> Response:
    """Sign the account in on this browser, under a new token, and send it on its way."""
    wanted = local_path(target or session.get(_NEXT))
    if not _is_same_again(account):
        session.clear()
    session.pop(_NEXT, None)
    _, token = services.open_session(account, device=devices.describe(request.user_agent.string))
    response = current_app.make_response(redirect(wanted, 303))
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(guard.cookie_name(), token, secure=secure, httponly=True, samesite="Lax")
    devices.remember(response, str(account.email))
    return response


def let_out(target: str) -> Response:
    """Sign this browser out and leave nothing in it."""
    opened = guard.find_session()
    if opened is not None:
        services.revoke_session(opened, by=opened.account)
    session.clear()
    response = current_app.make_response(redirect(target, 303))
    forget(response)
    response.headers["Clear-Site-Data"] = _LEAVE_NOTHING
    return response


def forget(response: Response) -> None:
    """Take the sign-in cookie back."""
    response.delete_cookie(
        guard.cookie_name(), secure=current_app.config["SESSION_COOKIE_SECURE"], httponly=True, samesite="Lax"
    )


def _is_same_again(account: Account) -> bool:
    """The person whose sign-in expired here comes back: the forms left open in other tabs keep their token.

    The former sign-in is closed. Anybody else starts with a new one, so that no token set beforehand survives.
    """
    token = request.cookies.get(guard.cookie_name())
    former = queries.find_session(token) if token else None
    if former is None:
        return False
    if former.revoked_at is None:
        services.revoke_session(former, by=former.account)
        return former.account_id == account.id
    return False
