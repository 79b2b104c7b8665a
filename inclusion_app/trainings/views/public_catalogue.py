"""The public catalogue of courses, and the printable programme of each."""

from functools import lru_cache

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_scope, find_account, public
from inclusion_app.kernel.db import release
from inclusion_app.kernel.errors import NotFound
from inclusion_app.kernel.phone import display_phone
from inclusion_app.printing.pdf import Document, to_pdf
from inclusion_app.trainings.documents.programme import programme_of
from inclusion_app.trainings.lists import Audience
from inclusion_app.trainings.models.courses import Course, CourseVersion
from inclusion_app.trainings.prices import price_text
from inclusion_app.trainings.queries import course_sessions
from inclusion_app.trainings.queries import courses as queries
from inclusion_app.trainings.queries.body import find_body
from inclusion_app.trainings.queries.calendar import list_public_sessions
from inclusion_app.trainings.queries.courses import CourseFilter, latest_of, version_of
from inclusion_app.trainings.queries.sessions import count_seats
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.web.pagination import requested_page
from inclusion_app.web.security import cacheable

_WORDS = {
    "habitants": Audience.CITIZENS,
    "professionnels": Audience.PROFESSIONALS,
    "elus": Audience.OFFICIALS,
}
_NEXT = 6
_MOST_DATES = 20
_PROGRAMMES_KEPT = 32
_KEPT_SECONDS = 300


@bp.get("/formations")
@public
def catalogue() -> ResponseReturnValue:
    """What one can learn, for whom, and the next sessions."""
    asked, word = requested_page(12), request.args.get("public", "")
    audience = _WORDS.get(word)
    found, total = queries.list_catalogue(CourseFilter(audience=audience), offset=asked.offset, limit=asked.size)
    next_sessions = course_sessions.next_sessions([version.course_id for version in found])
    coming = course_sessions.list_next(_NEXT, audience)
    return render_template(
        "trainings/catalogue/catalogue.html",
        page=asked.page(found, total),
        tabs=_tabs(audience),
        audience=audience,
        next_sessions=next_sessions,
        coming=coming,
        seats=count_seats([*next_sessions.values(), *coming]),
        price_text=price_text,
    )


@bp.get("/formations/<slug>")
@public
def course_page(slug: str) -> ResponseReturnValue:
    """All that one may want to know before registering."""
    course = queries.get_by_slug(slug)
    version, body = latest_of(course), find_body()
    sessions = list_public_sessions(course_id=course.id, limit=_MOST_DATES)
    return render_template(
        "trainings/catalogue/course.html",
        course=course,
        version=version,
        body=body,
        sessions=sessions,
        seats=count_seats(sessions),
        satisfaction=course_sessions.public_satisfaction(course),
        may_see=_may_see(course),
        price_text=price_text,
        display_phone=display_phone,
    )


@bp.get("/formations/<slug>/programme.pdf")
@public
def programme(slug: str) -> ResponseReturnValue:
    """The programme to print, of the latest version or of the one asked for."""
    course = queries.get_by_slug(slug)
    version = _asked_version(course)
    document = programme_of(version, find_body(), url_for(".course_page", slug=slug), price_text(version.price_cents))
    release()
    response = Response(_pdf(_Programme(document)), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="programme-{_file_name(slug)}.pdf"'
    return cacheable(response, _KEPT_SECONDS)


def _file_name(slug: str) -> str:
    return "".join(letter for letter in slug if letter.isascii() and (letter.isalnum() or letter == "-"))


class _Programme:
    """A document that is known by what it says, so that the same one is set in type once."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def __hash__(self) -> int:
        return hash((self.document.html, self.document.created))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Programme) and self.document == other.document


@lru_cache(maxsize=_PROGRAMMES_KEPT)
def _pdf(programme: _Programme) -> bytes:
    return to_pdf(programme.document)


def _asked_version(course: Course) -> CourseVersion:
    text = request.args.get("version", "")
    if not text:
        return latest_of(course)
    if not text.isascii() or not text.isdecimal() or len(text) > 6:
        raise NotFound
    return version_of(course, int(text))


def _tabs(audience: Audience | None) -> list[tuple[str, str, bool]]:
    """For whom, as links."""
    chosen = [(_(one.label), url_for(".catalogue", public=word), one is audience) for word, one in _WORDS.items()]
    return [(_("Tout le monde"), url_for(".catalogue"), audience is None), *chosen]


def _may_see(course: Course) -> bool:
    """The caller belongs to a team that keeps this course."""
    if find_account() is None:
        return False
    try:
        queries.get_course(current_scope(), course.id)
    except NotFound:
        return False
    return True
