"""What somebody was given, what she may be given next: on her page, on its timeline, among all that is held."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.access.scope import Scope
from inclusion_app.accompaniments.models import Participation, Record
from inclusion_app.casework.timeline import Event
from inclusion_app.citizens.models import Citizen
from inclusion_app.citizens.queries.scoped import visible_to
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.resources.models.given import GivenResource
from inclusion_app.resources.offering import Offer
from inclusion_app.resources.queries.given import list_given_to
from inclusion_app.resources.queries.suggestions import suggest
from inclusion_app.resources.rules.suggestions import Need, levels_for
from inclusion_app.vocabulary.activity import Autonomy
from inclusion_app.vocabulary.listed import Listed
from inclusion_app.vocabulary.themes import AdministrativeTheme, Theme
from inclusion_app.web.formats import plural

Item = dict[str, str | int | date | datetime | None]

_SHOWN, _ALL = 500, 100_000


@dataclass(frozen=True)
class Given:
    """What somebody was given: after each record, and on other days."""

    by_record: dict[uuid.UUID, list[GivenResource]]
    events: list[Event]
    all: Sequence[GivenResource]


def given_to(scope: Scope, citizen: Citizen, parts: Iterable[Participation]) -> Given:
    """What a citizen whom the caller sees was given, with what the workshops of these parts handed to everybody."""
    found = list_given_to(scope, citizen, records=[part.record_id for part in parts], limit=_SHOWN)
    by_record: dict[uuid.UUID, list[GivenResource]] = {}
    for gift in reversed(found):
        if gift.record_id:
            by_record.setdefault(gift.record_id, []).append(gift)
    return Given(by_record, [_event(gift) for gift in found if gift.record_id is None], found)


def offer_to(scope: Scope, citizen: Citizen, themes: Iterable[tuple[Listed, int]], given: Given) -> Offer:
    """What she may be given next, from what was worked on most and how the last accompaniment went."""
    worked = [theme for theme, _times in themes]
    need = Need(
        frozenset(one for one in worked if isinstance(one, Theme)),
        frozenset(one for one in worked if isinstance(one, AdministrativeTheme)),
        levels_for(find_last_autonomy(scope, citizen)),
    )
    without: Collection[uuid.UUID] = {gift.resource_id for gift in given.all}
    suggestions = suggest(scope, need, without=without)
    return Offer(need, suggestions, given.all, citizen_id=citizen.id, email=citizen.email or "")


def find_last_autonomy(scope: Scope, citizen: Citizen) -> Autonomy | None:
    """How the last accompaniment that tells it went."""
    query = (
        select(Record.autonomy)
        .join(Participation)
        .join(Citizen, Citizen.id == Participation.citizen_id)
        .where(Citizen.id == citizen.id, visible_to(scope), Record.deleted_at.is_(None), Record.autonomy.is_not(None))
    )
    return db.session.scalar(query.order_by(Record.held_on.desc(), Record.id.desc()).limit(1))


def list_given_items(scope: Scope, citizen: Citizen, parts: Iterable[Participation]) -> list[Item]:
    """The same, for the document of everything held."""
    found = list_given_to(scope, citizen, records=[part.record_id for part in parts], limit=_ALL)
    accounts = db.session.scalars(select(Account).where(Account.id.in_({gift.given_by_id for gift in found})))
    names = {account.id: account.name for account in accounts}
    return [
        {
            _("Donnée le"): gift.given_at,
            _("Ressource"): gift.resource.title,
            _("Version"): gift.number,
            _("Comment"): _(gift.how.label),
            _("À tout l’atelier"): _("oui") if gift.citizen_id is None else None,
            _("Par"): names.get(gift.given_by_id),
        }
        for gift in found
    ]


def _event(gift: GivenResource) -> Event:
    how = str(_("Ressource donnée\u00a0: %(how)s", how=_(gift.how.label).lower()))
    if gift.copies > 1:
        how += ", " + plural(gift.copies, "%(count)s exemplaire", "%(count)s exemplaires")
    return Event(clock.to_paris(gift.given_at).date(), gift.resource.title, how, f"/ressources/{gift.resource_id}")
