"""Reads of calendar feeds: whose they are, and the half-days that each gives, bounded in time and in number."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from inclusion_app.access.models import Account
from inclusion_app.access.scope import Scope
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import NotFound
from inclusion_app.network.models import Place
from inclusion_app.territories.queries import commune_filter, get_territory
from inclusion_app.trainings.links import hash_of
from inclusion_app.trainings.lists import FeedKind, RegistrationState, Withdrawal
from inclusion_app.trainings.models.courses import CourseVersion
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import CalendarFeed, HalfDay, SessionTrainer, Trainer, TrainingSession

PAST, FUTURE = timedelta(days=92), timedelta(days=550)
MOST_HALF_DAYS = 2_000
MOST_PLACES = 500


def list_feeds(scope: Scope) -> Sequence[CalendarFeed]:
    """The caller's own addresses that still work, the latest first."""
    own = (CalendarFeed.account_id == scope.account_id) & CalendarFeed.revoked_at.is_(None)
    query = select(CalendarFeed).where(own).options(joinedload(CalendarFeed.place))
    return db.session.scalars(query.order_by(CalendarFeed.created_at.desc(), CalendarFeed.id)).all()


def get_feed(scope: Scope, feed_id: uuid.UUID) -> CalendarFeed:
    """One of the caller's own addresses that still work. Raises NotFound."""
    feed = db.session.get(CalendarFeed, feed_id)
    if feed is None or feed.account_id != scope.account_id or feed.revoked_at:
        raise NotFound
    return feed


def find_feed(token: str) -> CalendarFeed | None:
    """The feed of a secret address, revoked or not."""
    return db.session.scalar(select(CalendarFeed).where(CalendarFeed.token_hash == hash_of(token)))


def is_live(feed: CalendarFeed) -> bool:
    """Not revoked, and its account may still sign in."""
    account = db.session.get(Account, feed.account_id)
    return feed.revoked_at is None and account is not None and account.deactivated_at is None


def list_places() -> Sequence[Place]:
    """The places where sessions that the public sees take place, now or later, by name."""
    shown = select(TrainingSession.place_id).where(TrainingSession.listed, TrainingSession.ends_at > clock.now() - PAST)
    query = select(Place).where(Place.id.in_(shown), Place.deleted_at.is_(None)).options(joinedload(Place.commune))
    return db.session.scalars(query.order_by(Place.name, Place.id).limit(MOST_PLACES)).all()


def list_half_days(feed: CalendarFeed, now: datetime) -> Sequence[HalfDay]:
    """What a feed gives, from three months ago to eighteen months ahead; the sessions come with them."""
    near = HalfDay.starts_at.between(now - PAST, now + FUTURE)
    session = contains_eager(HalfDay.session)
    query = (
        select(HalfDay)
        .join(HalfDay.session)
        .where(near, _given_by(feed))
        .options(
            session.joinedload(TrainingSession.course_version).joinedload(CourseVersion.course),
            session.joinedload(TrainingSession.place),
            session.joinedload(TrainingSession.room),
            session.joinedload(TrainingSession.commune),
            session.joinedload(TrainingSession.structure),
        )
    )
    return db.session.scalars(query.order_by(HalfDay.starts_at, HalfDay.id).limit(MOST_HALF_DAYS)).unique().all()


def own_registrations(feed: CalendarFeed) -> dict[uuid.UUID, Registration]:
    """The registrations of the account of a feed, by session."""
    query = select(Registration).where(Registration.account_id == feed.account_id, _stands())
    return {found.session_id: found for found in db.session.scalars(query.order_by(Registration.id))}


def _given_by(feed: CalendarFeed) -> ColumnElement[bool]:
    match feed.kind:
        case FeedKind.PLACE:
            return TrainingSession.listed.expression & (TrainingSession.place_id == feed.place_id)
        case FeedKind.TERRITORY:
            territory = get_territory(feed.territory_key or "")
            return TrainingSession.listed.expression & commune_filter(
                territory, TrainingSession.commune_code.expression
            )
    registered: Select[Any] = select(Registration.session_id).where(
        Registration.account_id == feed.account_id, _stands()
    )
    taught = select(SessionTrainer.session_id).join(Trainer).where(Trainer.account_id == feed.account_id)
    return or_(TrainingSession.id.in_(registered), TrainingSession.id.in_(taught))


def _stands() -> ColumnElement[bool]:
    """Still registered, or dismissed by a cancelled session, which the calendar then shows as such."""
    return (Registration.state != RegistrationState.CANCELLED) | (Registration.withdrawal == Withdrawal.SESSION)
