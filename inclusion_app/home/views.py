"""The shell's own pages: home by role, statements, language, health."""

from typing import Any

from flask import Blueprint, current_app, jsonify, make_response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from inclusion_app.access.guard import current_scope, find_account, public
from inclusion_app.access.permissions import Role
from inclusion_app.access.rules import local_path
from inclusion_app.access.scope import Scope
from inclusion_app.home import coordinator, demonstration, health, mediator, navigation, visitor
from inclusion_app.kernel.errors import NotFound
from inclusion_app.web.security import cacheable

bp = Blueprint("home", __name__, template_folder="templates")

LANGUAGES = ("fr", "en")
_YEAR = 365 * 24 * 3600


@bp.app_context_processor
def surround() -> dict[str, Any]:
    return navigation.surroundings()


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    return _home_of(current_scope()) if find_account() else visitor.render()


@bp.get("/mentions-legales")
@public
def legal() -> ResponseReturnValue:
    return render_template("home/legal.html")


@bp.get("/donnees-personnelles")
@public
def personal_data() -> ResponseReturnValue:
    return render_template("home/personal_data.html")


@bp.get("/accessibilite")
@public
def accessibility() -> ResponseReturnValue:
    return render_template("home/accessibility.html")


@bp.get("/eco-conception")
@public
def eco_design() -> ResponseReturnValue:
    return render_template("home/eco_design.html")


@bp.get("/plan-du-site")
@public
def site_map() -> ResponseReturnValue:
    return render_template("home/site_map.html", groups=navigation.site_map())


@bp.get("/langue/<code>")
@public
def language(code: str) -> ResponseReturnValue:
    """Keep the language chosen in a cookie of this browser, and go back to the page."""
    if code not in LANGUAGES:
        raise NotFound
    response = make_response(redirect(local_path(request.args.get("suite")), 303))
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie("langue", code, max_age=_YEAR, secure=secure, httponly=True, samesite="Lax")
    return response


@bp.get("/logo")
@public
def logo() -> ResponseReturnValue:
    path = current_app.extensions["settings"].operator_logo
    if path is None:
        raise NotFound
    return cacheable(make_response(send_file(path)), 3600)


@bp.get("/demonstration/messages")
@public
def letters() -> ResponseReturnValue:
    """What the demonstration would have sent; nothing of the kind exists elsewhere."""
    settings = current_app.extensions["settings"]
    if not demonstration.shows_letters(settings):
        raise NotFound
    return render_template("home/letters.html", letters=demonstration.list_letters(settings))


@bp.get("/sante")
@public
def health_check() -> ResponseReturnValue:
    state = health.check()
    fit = all(state.values())
    return jsonify(status="ok" if fit else "error", **state), 200 if fit else 503


def _home_of(scope: Scope) -> ResponseReturnValue:
    roles = scope.roles
    if Role.MEDIATOR in roles:
        return mediator.render(scope)
    if roles & {Role.COORDINATOR, Role.MANAGER}:
        return coordinator.render(scope)
    if Role.OFFICIAL in roles:
        return _home_of_official(scope)
    if Role.ADMINISTRATOR in roles:
        return redirect(url_for("network.accounts"))
    return render_template("home/no_role.html")


def _home_of_official(scope: Scope) -> ResponseReturnValue:
    """Straight to her territory; to the choice of one when she has several."""
    keys = sorted({grant.territory_key for grant in scope.grants if grant.territory_key})
    one = len(keys) == 1
    return redirect(url_for("observatory.territory", key=keys[0]) if one else url_for("observatory.index"))
