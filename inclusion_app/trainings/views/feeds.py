"""Calendar feeds: the page of one's secret addresses, and what each gives to a calendar application."""

import hashlib
import re
import uuid

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from icalendar import Event

from inclusion_app.access.guard import current_account, current_scope, public, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock, site
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.territories.queries import get_territory
from inclusion_app.territories.search import match_territories
from inclusion_app.trainings.calendar_files import Told, calendar_file, events_of
from inclusion_app.trainings.forms.feeds import FeedForm
from inclusion_app.trainings.links import path_of
from inclusion_app.trainings.lists import FeedKind, RegistrationState
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import CalendarFeed, HalfDay
from inclusion_app.trainings.practical import location_of
from inclusion_app.trainings.queries import feeds as queries
from inclusion_app.trainings.services import feeds as services
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.web.choices import Choice
from inclusion_app.web.lookups import Candidate

_STAMP = re.compile(r"^DTSTAMP:.*$", re.MULTILINE)
_GONE = "Cette adresse d’agenda n’existe plus.\n"


@bp.route("/agendas", methods=["GET", "POST"])
@requires(Permission.OWN_ACCOUNT)
def feeds() -> ResponseReturnValue:
    """One's addresses, and a form to make another."""
    form = _form()
    if form.validate_on_submit():
        try:
            services.create_feed(
                current_scope(),
                kind=form.kind.data,
                place_id=uuid.UUID(form.place.data) if form.place and form.place.data else None,
                territory_key=form.territory.data if form.territory else None,
                by=current_account(),
            )
        except DomainError as error:
            form.attach(error)
        else:
            flash(_("Votre adresse d’agenda est prête."), "success")
            return redirect(url_for(".feeds"), 303)
    shown = [(mine, title_of(mine), _address(mine)) for mine in queries.list_feeds(current_scope())]
    page = render_template("trainings/feeds/index.html", form=form, feeds=shown)
    return page, 422 if form.is_submitted() else 200


def _form() -> FeedForm:
    """Whoever reads no training of others is offered her own alone."""
    form = FeedForm()
    if not current_scope().allows(Permission.TRAININGS_READ):
        form.kind.enum = [FeedKind.MINE]
        del form.place, form.territory
        return form
    form.place.choices = [
        Choice(str(place.id), f"{place.name} ({place.commune.name})") for place in queries.list_places()
    ]
    form.territory.resolver = lambda text: [Candidate(found.key, found.label) for found in match_territories(text)]
    return form


@bp.route("/agendas/<uuid:feed_id>/supprimer", methods=["GET", "POST"])
@requires(Permission.OWN_ACCOUNT)
def revoke_feed(feed_id: uuid.UUID) -> ResponseReturnValue:
    """Ask, then revoke."""
    feed = queries.get_feed(current_scope(), feed_id)
    if request.method == "POST":
        services.revoke_feed(feed, by=current_account())
        flash(_("L’adresse ne répond plus. Les agendas qui l’utilisaient cesseront de se mettre à jour."), "success")
        return redirect(url_for(".feeds"), 303)
    return render_template(
        "web/confirm.html",
        title=_("Supprimer cette adresse d’agenda\u00a0?"),
        text=_("%(title)s. Les agendas qui l’utilisent cesseront de se mettre à jour.", title=title_of(feed)),
        action=url_for(".revoke_feed", feed_id=feed.id),
        label=_("Oui, supprimer l’adresse"),
        cancel=url_for(".feeds"),
        danger=True,
    )


@bp.get("/agendas/<token>.ics")
@public
def feed(token: str) -> ResponseReturnValue:
    """The calendar itself; revoked, it is gone at once. No cookie, nothing written, no name of a trainee."""
    found = queries.find_feed(token)
    if found is None:
        raise NotFound
    if not queries.is_live(found):
        return Response(_GONE, 410, mimetype="text/plain")
    with force_locale("fr"):
        text = calendar_file(_events(found), name=title_of(found))
    response = Response(text)
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = 'inline; filename="agenda.ics"'
    response.headers["X-Robots-Tag"] = "noindex"
    response.cache_control.private = True  # kept by who asks, alone, who must ask each time whether it still stands
    response.cache_control.no_cache = True
    response.set_etag(hashlib.sha256(_STAMP.sub("", text).encode()).hexdigest()[:32], weak=True)
    return response.make_conditional(request)


def title_of(feed: CalendarFeed) -> str:
    """What a feed shows, in words."""
    if feed.kind is FeedKind.PLACE and feed.place:
        return str(_("Formations\u00a0: %(name)s", name=feed.place.name))
    if feed.kind is FeedKind.TERRITORY and feed.territory_key:
        return str(_("Formations\u00a0: %(name)s", name=get_territory(feed.territory_key).name))
    return str(_("Mes sessions de formation"))


def _events(feed: CalendarFeed) -> list[Event]:
    mine = queries.own_registrations(feed) if feed.kind is FeedKind.MINE else {}
    events: list[Event] = []
    for half_day in queries.list_half_days(feed, clock.now()):
        told = _told(feed, half_day, mine.get(half_day.session_id))
        events += events_of(half_day.session, told, [half_day])
    return events


def _told(feed: CalendarFeed, half_day: HalfDay, registration: Registration | None) -> Told:
    """Mine says what I do there; the others say what the public page says."""
    session = half_day.session
    location = location_of(session)
    if feed.kind is not FeedKind.MINE:
        return Told(url=site.address(f"/seances/{session.id}"), location=location)
    online = f"Pour rejoindre la séance\u00a0: {session.online_url}" if session.online_url else ""
    if registration is None:
        url = site.address(f"/sessions/{session.id}")
        return Told(url=url, details="\n".join(filter(None, ("Vous animez cette session.", online))), location=location)
    seated = registration.state is RegistrationState.SEATED
    said = "Vous êtes inscrit·e." if seated else registration.state.label
    return Told(
        url=site.address(path_of(registration)),
        details="\n".join(filter(None, (said, online if seated else ""))),
        location=location,
        cancelled=registration.state is RegistrationState.CANCELLED,
        tentative=not seated,
    )


def _address(feed: CalendarFeed) -> str:
    return site.address(url_for(".feed", token=feed.token))
