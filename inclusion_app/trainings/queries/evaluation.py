"""Reads of objectives before and after; the caller was allowed to open the session."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from inclusion_app.access.models import Account
from inclusion_app.kernel.db import db
from inclusion_app.trainings.lists import Moment, ObjectiveLevel, Presence
from inclusion_app.trainings.models.attendance import AttendanceLine
from inclusion_app.trainings.models.courses import Objective
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.results import ObjectiveResult
from inclusion_app.trainings.models.sessions import HalfDay, TrainingSession
from inclusion_app.trainings.rules.evaluation import Cell


@dataclass(frozen=True)
class Noted:
    """Who noted the levels of one person, last, and when; `by` is empty when she answered alone."""

    at: datetime
    by: str


def levels(session_id: uuid.UUID, moment: Moment) -> dict[Cell, ObjectiveLevel]:
    """The levels of the people of a session, by registration and objective."""
    query = (
        select(ObjectiveResult.registration_id, ObjectiveResult.objective_id, ObjectiveResult.level)
        .join(Registration, ObjectiveResult.registration_id == Registration.id)
        .where(Registration.session_id == session_id, ObjectiveResult.moment == moment)
    )
    return {(person, objective): level for person, objective, level in db.session.execute(query)}


def levels_of(registration_id: uuid.UUID, moment: Moment) -> dict[uuid.UUID, ObjectiveLevel]:
    """The levels of one person, by objective."""
    same = (ObjectiveResult.registration_id == registration_id) & (ObjectiveResult.moment == moment)
    query = select(ObjectiveResult.objective_id, ObjectiveResult.level).where(same)
    return {row[0]: row[1] for row in db.session.execute(query)}


def noted_by_team(registration_id: uuid.UUID, moment: Moment) -> bool:
    """Somebody of the team has noted a level of this person: she no longer changes them herself."""
    same = (ObjectiveResult.registration_id == registration_id) & (ObjectiveResult.moment == moment)
    query = select(ObjectiveResult.id).where(same, ObjectiveResult.noted_by_id.is_not(None)).limit(1)
    return db.session.scalar(query) is not None


def last_noted(session_id: uuid.UUID, moment: Moment) -> dict[uuid.UUID, Noted]:
    """For each registration that has levels: who noted the last one, and when."""
    query = (
        select(ObjectiveResult.registration_id, ObjectiveResult.noted_at, Account)
        .join(Registration, ObjectiveResult.registration_id == Registration.id)
        .outerjoin(Account, ObjectiveResult.noted_by_id == Account.id)
        .where(Registration.session_id == session_id, ObjectiveResult.moment == moment)
        .order_by(ObjectiveResult.noted_at, ObjectiveResult.id)
    )
    return {
        person: Noted(at, (account.name or "") if account else "") for person, at, account in db.session.execute(query)
    }


def list_objectives(session: TrainingSession) -> list[Objective]:
    """What is assessed in this session: the objectives of its version of the course."""
    query = select(Objective).where(Objective.course_version_id == session.course_version_id)
    return list(db.session.scalars(query.order_by(Objective.rank)))


def count_levels(session_ids: Iterable[uuid.UUID], moment: Moment) -> dict[uuid.UUID, tuple[int, int]]:
    """For each session that has some: how many levels were noted, how many of them are reached."""
    query = (
        select(
            Registration.session_id,
            func.count(),
            func.count().filter(ObjectiveResult.level == ObjectiveLevel.REACHED),
        )
        .join(Registration, ObjectiveResult.registration_id == Registration.id)
        .where(Registration.session_id.in_(list(session_ids)), ObjectiveResult.moment == moment)
        .group_by(Registration.session_id)
    )
    return {key: (noted, reached) for key, noted, reached in db.session.execute(query)}


def list_absent(session: TrainingSession) -> set[uuid.UUID]:
    """Who was noted absent from each half-day that took place: nobody asks them what they thought of it."""
    held = [half_day.id for half_day in session.half_days if half_day.not_held is None]
    absent = AttendanceLine.half_day_id.in_(held) & (AttendanceLine.presence == Presence.ABSENT)
    query = (
        select(AttendanceLine.registration_id)
        .where(absent, AttendanceLine.replaced_at.is_(None), AttendanceLine.registration_id.is_not(None))
        .group_by(AttendanceLine.registration_id)
        .having(func.count() == len(held))
    )
    return {key for key in db.session.scalars(query) if key}


def count_present(session_id: uuid.UUID) -> int:
    """How many people came at least once; 0 when nothing was noted."""
    query = (
        select(func.count(func.distinct(AttendanceLine.registration_id)))
        .join(HalfDay, AttendanceLine.half_day_id == HalfDay.id)
        .where(
            HalfDay.session_id == session_id,
            AttendanceLine.presence == Presence.PRESENT,
            AttendanceLine.replaced_at.is_(None),
        )
    )
    return db.session.scalar(query) or 0
