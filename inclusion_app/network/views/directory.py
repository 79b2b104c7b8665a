"""The public directory: the places near a commune, and the page of each."""

import uuid

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from inclusion_app.access.guard import find_account, public
from inclusion_app.kernel.phone import display_phone
from inclusion_app.network import queries
from inclusion_app.network.contact import map_url, split_links, split_values
from inclusion_app.network.forms.places import DirectoryForm
from inclusion_app.network.queries import NearPlace
from inclusion_app.network.views.blueprint import bp
from inclusion_app.network.views.presenting import (
    distance,
    freshness_mark,
    hours_lines,
    may_edit_place,
    open_now,
    typologies,
)
from inclusion_app.territories.choosing import commune_candidates
from inclusion_app.territories.models import Commune
from inclusion_app.territories.queries import get_commune, to_territory
from inclusion_app.web.pagination import Page, requested_page

MOST_NEAR = 50
_PAGE = 10


@bp.get("/lieux")
@public
def public_places() -> ResponseReturnValue:
    """Find a place near home."""
    form = DirectoryForm()
    form.commune.resolver = commune_candidates
    valid = form.validate()
    commune = get_commune(form.commune.data) if valid and form.commune.data else None
    page = _near(commune, form) if commune else None
    return render_template(
        "network/directory.html",
        form=form,
        commune=commune,
        of_commune=to_territory(commune).of_name if commune else "",
        page=page,
        distance=distance,
        hours_lines=hours_lines,
        open_now=open_now,
        display_phone=display_phone,
    )


def _near(commune: Commune, form: DirectoryForm) -> Page[NearPlace]:
    asked = requested_page(_PAGE)
    found = queries.nearest_places(commune, MOST_NEAR, service=form.service.data)
    return asked.page(found[asked.offset : asked.offset + asked.size], len(found))


@bp.get("/lieux/<uuid:place_id>")
@public
def place(place_id: uuid.UUID) -> ResponseReturnValue:
    """One place, for whoever wants to go there."""
    found = queries.get_place(place_id)
    return render_template(
        "network/place.html",
        place=found,
        hours_lines=hours_lines(found),
        open_now=open_now(found),
        phone=display_phone(found.phone),
        emails=split_values(found.emails),
        websites=split_links(found.websites),
        booking_urls=split_links(found.booking_url),
        accessibility_urls=split_links(found.accessibility_url),
        kind=typologies(found.typologies),
        map_url=map_url(found),
        freshness=freshness_mark(found),
        back=url_for(".public_places", commune=found.commune.label),
        may_edit=find_account() is not None and may_edit_place(found),
    )
