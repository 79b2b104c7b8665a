"""The other dates of a course: for whoever cannot come to this one, and for whom the team passes to another."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload, selectinload

from inclusion_app.access.scope import Scope
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.trainings.lists import SessionState
from inclusion_app.trainings.models.courses import CourseVersion
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.sessions import managed_by


def list_next_dates(session: TrainingSession, limit: int = 3) -> Sequence[TrainingSession]:
    """The next sessions of the same course that the public sees."""
    return db.session.scalars(_next(session, TrainingSession.listed.is_(True)).limit(limit)).all()


def list_dates_to_move(scope: Scope, session: TrainingSession, limit: int = 20) -> Sequence[TrainingSession]:
    """The next sessions of the same course that the caller manages."""
    return db.session.scalars(_next(session, managed_by(scope)).limit(limit)).all()


def _next(session: TrainingSession, condition: ColumnElement[bool]) -> Select[TrainingSession]:
    return (
        select(TrainingSession)
        .join(CourseVersion, CourseVersion.id == TrainingSession.course_version_id)
        .where(
            CourseVersion.course_id == session.course_version.course_id,
            TrainingSession.id != session.id,
            TrainingSession.state == SessionState.OPEN,
            TrainingSession.starts_at > clock.now(),
            condition,
        )
        .options(
            joinedload(TrainingSession.place),
            joinedload(TrainingSession.room),
            joinedload(TrainingSession.commune),
            selectinload(TrainingSession.half_days),
        )
        .order_by(TrainingSession.starts_at, TrainingSession.id)
    )
