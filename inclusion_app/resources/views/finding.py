"""Finding resources: one field, themes, results that say why they are there; the codes that are copied by hand."""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from inclusion_app.access.guard import find_account, public
from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.kernel.errors import NotFound
from inclusion_app.resources.finding_words import THEME_WORDS, themes_shown
from inclusion_app.resources.lists import ResourceState
from inclusion_app.resources.queries.resources import get_by_code, may_read
from inclusion_app.resources.queries.search import search
from inclusion_app.resources.rules.search import PART_LABELS, SearchFilter
from inclusion_app.resources.rules.short_codes import read_code
from inclusion_app.resources.views import finding_filtering as filtering
from inclusion_app.resources.views.blueprint import bp
from inclusion_app.resources.views.files import reader
from inclusion_app.web.pagination import requested_page
from inclusion_app.web.security import cacheable

_PAGE, _NEWEST = 15, 6
_KEPT_SECONDS = 120


@bp.get("/ressources")
@public
def index() -> ResponseReturnValue:
    """Search and browse."""
    wanted = filtering.read(request.args)
    if code := read_code(wanted.text):
        return redirect(url_for(".short", code=code), 303)
    return shared(_searched(wanted) if wanted.text or wanted.narrowed or wanted.sort.bit else _welcome())


def _welcome() -> str:
    scope = reader()
    found = search(scope, SearchFilter(), limit=_NEWEST)
    readable = search(scope, SearchFilter(language=get_locale().language), limit=_NEWEST)
    return render_template(
        "resources/finding/welcome.html",
        found=found,
        newest=readable.results or found.results,
        wanted=SearchFilter(),
        themes=themes_shown(found.counts["theme"]),
        theme_words=THEME_WORDS,
        address=filtering.address,
        may_write=may_write(scope),
    )


def _searched(wanted: SearchFilter) -> str:
    scope, asked = reader(), requested_page(_PAGE)
    found = search(scope, wanted, offset=asked.offset, limit=asked.size)
    return render_template(
        "resources/finding/results.html",
        page=asked.page(found.results, found.total),
        found=found,
        wanted=wanted,
        kept=filtering.hidden(wanted),
        groups=filtering.groups(wanted, found),
        chips=filtering.chips(wanted, found.collections),
        sorts=filtering.sorts(wanted),
        address=filtering.address,
        part_labels=PART_LABELS,
        may_write=may_write(scope),
    )


@bp.get("/r/<code>")
@public
def short(code: str) -> ResponseReturnValue:
    """The address printed under a QR code, typed by hand: forgiving. A withdrawn resource says so on its page."""
    found = read_code(code)
    if found is None:
        return unlisted(render_template("resources/finding/unknown_code.html", code=code[:40]), 404)
    try:
        resource = get_by_code(found)
    except NotFound:
        return unlisted(render_template("resources/finding/unknown_code.html", code=code[:40]), 404)
    address = url_for(".resource", resource_id=resource.id)
    if not may_read(reader(), resource):
        if find_account() is None and resource.state is not ResourceState.DRAFT:
            return redirect(url_for("access.sign_in", suite=address), 303)
        raise NotFound
    return redirect(address, 302)


def may_write(scope: Scope | None) -> bool:
    """The caller adds resources."""
    return scope is not None and scope.allows(Permission.RESOURCES_WRITE)


def shared(page: str, status: int = 200) -> Response:
    """The page, which anybody's cache may keep for a while when nothing of the caller was read to make it."""
    response = make_response(page, status)
    if find_account() is None and not request.cookies:
        response.vary.add("Cookie")
        return cacheable(response, _KEPT_SECONDS)
    return response


def unlisted(page: str, status: int) -> Response:
    """A page that search engines do not keep."""
    response = make_response(page, status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
