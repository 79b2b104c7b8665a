"""Reads of the proof file: the sessions of a period, and their rows by batches, so that memory stays small."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import defer

from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.kernel.db import db
from inclusion_app.network.models import Place
from inclusion_app.territories.models import Commune
from inclusion_app.trainings.lists import Moment, NoticeKind, Presence, RegistrationState, SessionState
from inclusion_app.trainings.models.attendance import AttendanceLine, AttendanceScan
from inclusion_app.trainings.models.courses import Course, CourseVersion, Objective
from inclusion_app.trainings.models.registrations import Notice, Registration
from inclusion_app.trainings.models.results import Certificate, ObjectiveResult, SatisfactionAnswer
from inclusion_app.trainings.models.sessions import HalfDay, Room, SessionTrainer, Trainer, TrainingSession
from inclusion_app.trainings.queries.sessions import managed_by
from inclusion_app.trainings.rules.spans import Span

Key = uuid.UUID
_BATCH = 100


@dataclass(frozen=True)
class SessionFacts:
    """What every table says of a session."""

    id: Key
    version_id: Key
    course_id: Key
    title: str
    version: int
    starts_at: datetime
    ends_at: datetime
    state: SessionState
    reason: str
    capacity: int
    materials: str
    place_id: Key | None
    place: str | None
    room_id: Key | None
    room: str | None
    commune: str


def list_session_facts(
    scope: Scope, span: Span, course_id: Key | None = None, *, names: bool = False
) -> list[SessionFacts]:
    """The sessions that begin in the span, within the caller's reach; with `names`, only those that she manages."""
    scope.check(Permission.TRAININGS_QUALITY)
    query = _sessions(scope).where(TrainingSession.starts_at >= span.since, TrainingSession.starts_at < span.before)
    if course_id:
        query = query.where(CourseVersion.course_id == course_id)
    if names:
        query = query.where(managed_by(scope))
    rows = db.session.execute(query.order_by(TrainingSession.starts_at, TrainingSession.id))
    return [SessionFacts(*row) for row in rows]


def list_proof_courses(scope: Scope) -> list[tuple[Key, str]]:
    """The courses of the sessions within the caller's reach, by title."""
    mine = _sessions(scope).with_only_columns(CourseVersion.course_id)
    latest = (CourseVersion.course_id == Course.id) & (CourseVersion.number == Course.latest)
    query = select(Course.id, CourseVersion.title).join(CourseVersion, latest).where(Course.id.in_(mine))
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(CourseVersion.title, Course.id))]


def _sessions(scope: Scope) -> Any:
    structure: Any = TrainingSession.structure_id.expression
    within = scope.reach(Permission.TRAININGS_QUALITY).condition(
        structure=structure, commune=TrainingSession.commune_code.expression
    )
    return (
        select(
            TrainingSession.id,
            CourseVersion.id,
            CourseVersion.course_id,
            CourseVersion.title,
            CourseVersion.number,
            TrainingSession.starts_at,
            TrainingSession.ends_at,
            TrainingSession.state,
            TrainingSession.reason,
            TrainingSession.capacity,
            TrainingSession.materials,
            Place.id,
            Place.name,
            Room.id,
            Room.name,
            Commune.name,
        )
        .join(CourseVersion, TrainingSession.course_version_id == CourseVersion.id)
        .join(Commune, TrainingSession.commune_code == Commune.code)
        .outerjoin(Place, TrainingSession.place_id == Place.id)
        .outerjoin(Room, TrainingSession.room_id == Room.id)
        .where(within)
    )


def iterate_people(ids: Sequence[Key]) -> Iterator[tuple[Registration]]:
    """Whoever holds a confirmed seat."""
    return _rows(select(Registration).where(Registration.state == RegistrationState.SEATED), ids)


def iterate_levels(ids: Sequence[Key], moment: Moment) -> Iterator[tuple[Registration, str, ObjectiveResult]]:
    """Levels of objectives, with the objective's text."""
    query = select(Registration, Objective.text, ObjectiveResult).join(
        ObjectiveResult, ObjectiveResult.registration_id == Registration.id
    )
    query = query.join(Objective, ObjectiveResult.objective_id == Objective.id)
    return _rows(query.where(ObjectiveResult.moment == moment), ids, ObjectiveResult.id)


def iterate_notices(ids: Sequence[Key], kind: NoticeKind | None = None) -> Iterator[tuple[Registration, Notice]]:
    """What people were told."""
    query = select(Registration, Notice).join(Notice, Notice.registration_id == Registration.id)
    if kind:
        query = query.where(Notice.kind == kind)
    return _rows(query, ids, Notice.id)


def iterate_lines(
    ids: Sequence[Key], presence: Presence | None = None
) -> Iterator[tuple[Registration, HalfDay, AttendanceLine]]:
    """Lines of attendance in force, trainees' only, without their signatures."""
    query = select(Registration, HalfDay, AttendanceLine)
    query = query.join(AttendanceLine, AttendanceLine.registration_id == Registration.id)
    query = query.join(HalfDay, AttendanceLine.half_day_id == HalfDay.id).where(AttendanceLine.replaced_at.is_(None))
    if presence:
        query = query.where(AttendanceLine.presence == presence)
    return _rows(query.options(defer(AttendanceLine.signature_sealed)), ids, HalfDay.starts_at)


def iterate_withdrawals(ids: Sequence[Key]) -> Iterator[tuple[Registration]]:
    """Whoever gave up, was withdrawn or did not answer."""
    return _rows(select(Registration).where(Registration.state == RegistrationState.CANCELLED), ids)


def iterate_certificates(ids: Sequence[Key]) -> Iterator[tuple[Registration, Certificate]]:
    """Certificates issued, revoked ones included."""
    query = select(Registration, Certificate).join(Certificate, Certificate.registration_id == Registration.id)
    return _rows(query.options(defer(Certificate.content_sealed)), ids, Certificate.number)


def iterate_scans(ids: Sequence[Key]) -> Iterator[AttendanceScan]:
    """The scans of signed sheets, in the order of their arrival."""
    for batch in _batches(ids):
        query = select(AttendanceScan).where(AttendanceScan.session_id.in_(batch))
        yield from db.session.scalars(query.order_by(AttendanceScan.added_at, AttendanceScan.id))


def iterate_half_days(ids: Sequence[Key]) -> Iterator[HalfDay]:
    """The half-days of sessions, in order."""
    for batch in _batches(ids):
        query = select(HalfDay).where(HalfDay.session_id.in_(batch))
        yield from db.session.scalars(query.order_by(HalfDay.starts_at, HalfDay.id))


def iterate_comments(ids: Sequence[Key]) -> Iterator[SatisfactionAnswer]:
    """Comments, in the order of their cipher, which says nothing of who wrote them; there must be enough answers."""
    query = select(SatisfactionAnswer).where(
        SatisfactionAnswer.session_id.in_(list(ids)), SatisfactionAnswer.comment_sealed.is_not(None)
    )
    return iter(db.session.scalars(query.order_by(SatisfactionAnswer.comment_sealed)))


def list_team(ids: Sequence[Key]) -> list[tuple[Key, Trainer]]:
    """Who teaches each session."""
    found: list[tuple[Key, Trainer]] = []
    for batch in _batches(ids):
        query = select(SessionTrainer.session_id, Trainer).join(Trainer).where(SessionTrainer.session_id.in_(batch))
        found += [(row[0], row[1]) for row in db.session.execute(query.order_by(SessionTrainer.session_id, Trainer.id))]
    return found


def rooms_by_id(ids: Sequence[Key]) -> dict[Key, Room]:
    """Rooms, by their key."""
    return {room.id: room for room in db.session.scalars(select(Room).where(Room.id.in_(list(ids))))}


def _batches(ids: Sequence[Key]) -> Iterator[Sequence[Key]]:
    return (ids[first : first + _BATCH] for first in range(0, len(ids), _BATCH))


def _rows(query: Any, ids: Sequence[Key], *order: Any) -> Iterator[Any]:
    """The rows of the registrations of these sessions, a few sessions at a time."""
    for batch in _batches(ids):
        here = query.where(Registration.session_id.in_(batch)).order_by(
            Registration.session_id, Registration.id, *order
        )
        yield from db.session.execute(here)
