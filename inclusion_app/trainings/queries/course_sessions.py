"""Which sessions use the versions of a course, and which the public may join next."""

import uuid
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db, has_value
from inclusion_app.trainings.lists import Audience, SessionState
from inclusion_app.trainings.models.courses import Course, CourseVersion
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.satisfaction import averages
from inclusion_app.trainings.queries.sessions import managed_by
from inclusion_app.trainings.rules.satisfaction import MIN_PUBLIC_ANSWERS, Satisfaction

MOST_USES = 100
_SHOWN = (
    joinedload(TrainingSession.place),
    joinedload(TrainingSession.room),
    joinedload(TrainingSession.commune),
    selectinload(TrainingSession.half_days),
)


def count_uses(versions: Iterable[CourseVersion]) -> dict[uuid.UUID, int]:
    """How many sessions use each version; those that none uses are absent."""
    key = TrainingSession.course_version_id
    query = select(key, func.count()).where(key.in_([version.id for version in versions])).group_by(key)
    return {version_id: count for version_id, count in db.session.execute(query)}  # noqa: C416 (rows are no pairs)


def list_uses(versions: Iterable[CourseVersion]) -> Sequence[TrainingSession]:
    """The latest sessions that use these versions, newest first, a hundred at most."""
    query = select(TrainingSession).where(TrainingSession.course_version_id.in_([version.id for version in versions]))
    order = (TrainingSession.starts_at.desc(), TrainingSession.id.desc())
    return db.session.scalars(query.options(*_SHOWN).order_by(*order).limit(MOST_USES)).all()


def managed_ids(scope: Scope, sessions: Iterable[TrainingSession]) -> frozenset[uuid.UUID]:
    """Those of these sessions that the caller may open."""
    if not scope.allows(Permission.SESSIONS_MANAGE):
        return frozenset()
    wanted = TrainingSession.id.in_([session.id for session in sessions])
    return frozenset(db.session.scalars(select(TrainingSession.id).where(wanted, managed_by(scope))))


def next_sessions(course_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, TrainingSession]:
    """The next session of each course that the public may join, in one query; courses without any are absent."""
    rank = func.row_number().over(
        partition_by=CourseVersion.course_id, order_by=(TrainingSession.starts_at, TrainingSession.id)
    )
    ranked = (
        select(TrainingSession.id, CourseVersion.course_id, rank.label("rank"))
        .join(CourseVersion, CourseVersion.id == TrainingSession.course_version_id)
        .where(CourseVersion.course_id.in_(list(course_ids)), _joinable())
        .subquery()
    )
    query = (
        select(ranked.c.course_id, TrainingSession)
        .join(ranked, ranked.c.id == TrainingSession.id)
        .where(ranked.c.rank == 1)
        .options(*_SHOWN)
    )
    return {course_id: session for course_id, session in db.session.execute(query)}  # noqa: C416 (rows are no pairs)


def list_next(limit: int, audience: Audience | None = None) -> Sequence[TrainingSession]:
    """The next sessions that the public may join, of courses for this audience."""
    query = select(TrainingSession).join(CourseVersion).where(_joinable())
    if audience:
        query = query.where(has_value(CourseVersion.audiences, audience))
    query = query.options(contains_eager(TrainingSession.course_version), *_SHOWN)
    return db.session.scalars(query.order_by(TrainingSession.starts_at, TrainingSession.id).limit(limit)).all()


def public_satisfaction(course: Course) -> Satisfaction:
    """What the people of all the sessions of a course answered; hidden while they are few."""
    ids = select(TrainingSession.id).join(CourseVersion).where(CourseVersion.course_id == course.id)
    return averages(ids, minimum=MIN_PUBLIC_ANSWERS)


def _joinable() -> ColumnElement[bool]:
    future = TrainingSession.starts_at > clock.now()
    return and_(TrainingSession.listed, TrainingSession.state == SessionState.OPEN, future)
