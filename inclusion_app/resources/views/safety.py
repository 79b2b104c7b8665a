"""Safety for everybody: the alerts of today and lasting advice, one alert, its poster, the feed."""

import uuid
from urllib.parse import urlsplit

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, get_locale

from inclusion_app.access.guard import public
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import NotFound
from inclusion_app.kernel.files import PDF
from inclusion_app.printing.pdf import to_pdf
from inclusion_app.resources import atom, safety_words
from inclusion_app.resources.documents.alert_poster import make_poster
from inclusion_app.resources.queries import alerts as queries
from inclusion_app.resources.rules.alerts import AlertState, lines_of, state_of
from inclusion_app.resources.views.blueprint import bp
from inclusion_app.resources.views.files import reader
from inclusion_app.resources.views.finding import shared, unlisted
from inclusion_app.web.security import cacheable

_KEPT_SECONDS = 300


@bp.app_template_filter("idea_lines")
def idea_lines(text: str) -> list[str]:
    """The ideas of a text of an alert, one a line."""
    return lines_of(text)


@bp.app_template_filter("site_of")
def site_of(address: str) -> str:
    """Where an address leads, in short."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


@bp.get("/securite")
@public
def safety() -> ResponseReturnValue:
    """The alerts of today, the reflexes that always hold, what to do too late."""
    keys = [one.sheet for one in safety_words.REFLEXES]
    locale = get_locale()
    page = render_template(
        "resources/safety/safety.html",
        alerts=queries.list_current(),
        reflexes=safety_words.REFLEXES,
        too_late=safety_words.TOO_LATE,
        contacts=safety_words.CONTACTS,
        sheets=queries.find_sheets(keys, locale.language if locale else "fr"),
        may_publish=_may_publish(),
    )
    return shared(page)


@bp.get("/securite/alertes/<uuid:alert_id>")
@public
def alert(alert_id: uuid.UUID) -> ResponseReturnValue:
    """An alert; one that is over says so and leads to those of today."""
    found = queries.get_alert(alert_id)
    state = state_of(found, clock.today())
    page = render_template(
        "resources/safety/alert.html",
        alert=found,
        state=state,
        current=state is AlertState.CURRENT,
        may_publish=_may_publish(),
    )
    return shared(page) if state is AlertState.CURRENT else unlisted(page, 200)


@bp.get("/securite/alertes/<uuid:alert_id>/affiche.pdf")
@public
def alert_poster(alert_id: uuid.UUID) -> ResponseReturnValue:
    """Its poster, while it is current: a wall must not warn of what is over."""
    found = queries.get_alert(alert_id)
    if state_of(found, clock.today()) is not AlertState.CURRENT:
        raise NotFound
    with force_locale("fr"):
        document = make_poster(found)
    response = Response(to_pdf(document), mimetype=PDF)
    response.headers["Content-Disposition"] = f'inline; filename="alerte-{found.id.hex[-8:]}.pdf"'
    return cacheable(response, _KEPT_SECONDS)


@bp.get("/securite/alertes.atom")
@public
def alerts_feed() -> ResponseReturnValue:
    """The alerts, to follow from a reader of feeds, a site or a programme."""
    with force_locale("fr"):
        content = atom.feed_of(queries.list_told(), queries.last_change())
    response = Response(content, content_type=f"{atom.MEDIA_TYPE}; charset=utf-8")
    response.add_etag()
    return cacheable(response, _KEPT_SECONDS).make_conditional(request)


def _may_publish() -> bool:
    scope = reader()
    return scope is not None and scope.allows(Permission.ALERTS_PUBLISH)
