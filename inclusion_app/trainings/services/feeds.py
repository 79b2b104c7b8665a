"""Writes of calendar feeds: make a secret address, revoke it at once."""

import uuid

from inclusion_app.access.scope import Scope
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.audit import Actor
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.links import new_token
from inclusion_app.trainings.lists import FeedKind
from inclusion_app.trainings.models.sessions import CalendarFeed
from inclusion_app.trainings.queries.feeds import list_feeds

MOST_FEEDS = 20


def create_feed(
    scope: Scope, *, kind: FeedKind, place_id: uuid.UUID | None, territory_key: str | None, by: Actor
) -> CalendarFeed:
    """Draw the secret address of a feed. Raises DomainError: nothing chosen, the same again, too many."""
    if kind is FeedKind.PLACE and place_id is None:
        raise DomainError(N_("Choisissez un lieu."), field="place")
    if kind is FeedKind.TERRITORY and territory_key is None:
        raise DomainError(N_("Choisissez un territoire."), field="territory")
    place = place_id if kind is FeedKind.PLACE else None
    territory = territory_key if kind is FeedKind.TERRITORY else None
    mine = list_feeds(scope)
    if any((feed.kind, feed.place_id, feed.territory_key) == (kind, place, territory) for feed in mine):
        raise DomainError(N_("Vous avez déjà cette adresse\u00a0: elle est plus bas."), field="kind")
    if len(mine) >= MOST_FEEDS:
        raise DomainError(N_("Vous avez déjà 20\u00a0adresses. Supprimez-en une d’abord."), field="kind")
    token, token_hash = new_token()
    feed = CalendarFeed(
        account_id=by.id,
        kind=kind,
        place_id=place,
        territory_key=territory,
        token_hash=token_hash,
        token=token,
        created_at=clock.now(),
    )
    db.session.add(feed)
    db.session.flush()
    audit.write("feed.create", subject=feed, by=by, details={"kind": kind.value})
    return feed


def revoke_feed(feed: CalendarFeed, *, by: Actor) -> CalendarFeed:
    """The address answers no more."""
    feed.revoked_at = clock.now()
    audit.write("feed.revoke", subject=feed, by=by)
    db.session.flush()
    return feed
