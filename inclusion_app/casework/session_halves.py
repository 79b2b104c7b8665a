"""Where each half-day of a session stands before it becomes the accompaniment record of those who came."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import joinedload, selectinload

from inclusion_app.access.scope import Scope
from inclusion_app.accompaniments.models import Record
from inclusion_app.accompaniments.queries.names import list_citizens_seen
from inclusion_app.accompaniments.rules import can_restore
from inclusion_app.citizens.models import Citizen
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db, has_value
from inclusion_app.trainings.lists import Audience, Presence, SessionState
from inclusion_app.trainings.models.attendance import AttendanceLine
from inclusion_app.trainings.models.courses import CourseVersion
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import HalfDay, SessionTrainer, Trainer, TrainingSession
from inclusion_app.trainings.queries.attendance import list_lines
from inclusion_app.trainings.queries.sessions import managed_by
from inclusion_app.vocabulary.themes import AdministrativeTheme, Theme

_RECENT = timedelta(days=30)
_SHOWN = 5


class Standing(StrEnum):
    """What can be done with a half-day."""

    COMING = "coming"
    NOT_HELD = "not_held"
    EMPTY = "empty"
    """Nobody's presence was noted yet."""
    NOBODY = "nobody"
    """Everybody was noted absent."""
    READY = "ready"
    RECORDED = "recorded"
    DELETED = "deleted"


@dataclass(frozen=True)
class Present:
    """Who came: followed people whom the caller sees, how many others, of whom how many came to a half-day before."""

    citizens: tuple[Citizen, ...] = ()
    others: int = 0
    returning: int = 0

    @property
    def people(self) -> int:
        """Everybody."""
        return len(self.citizens) + self.others


@dataclass(frozen=True)
class Half:
    """A half-day, who came, and its record when there is one."""

    half_day: HalfDay
    standing: Standing
    present: Present
    record: Record | None = None

    @property
    def changed(self) -> bool:
        """The sheet no longer says as many people as the record, which is still as it was made or changed."""
        if self.standing is not Standing.RECORDED or self.record is None:
            return False
        group = self.record.group.total if self.record.group else 0
        return len(self.record.participations) + group != self.present.people

    @property
    def restorable(self) -> bool:
        """Its record was deleted less than thirty days ago."""
        return self.record is not None and can_restore(self.record.deleted_at, clock.now())


def is_for_citizens(session: TrainingSession) -> bool:
    """The course is made for citizens: those who come are accompanied."""
    return Audience.CITIZENS in session.course_version.audiences


def list_halves(scope: Scope, session: TrainingSession) -> list[Half]:
    """Every half-day of a session that the caller manages, in order."""
    came: dict[uuid.UUID, set[uuid.UUID]] = {}
    noted: set[uuid.UUID] = set()
    for line in list_lines([session.id]):
        if line.registration_id is not None:
            noted.add(line.half_day_id)
            if line.presence is Presence.PRESENT:
                came.setdefault(line.half_day_id, set()).add(line.registration_id)
    citizens = _citizens_of(scope, {key for keys in came.values() for key in keys})
    records = _records([half_day.id for half_day in session.half_days])
    found, before = [], set[uuid.UUID]()
    for half_day in session.half_days:
        here = came.get(half_day.id, set()) if half_day.not_held is None else set()
        standing = _standing(session, half_day, noted, here, records.get(half_day.id))
        found.append(Half(half_day, standing, _present(here, before, citizens), records.get(half_day.id)))
        before |= here
    return found


def last_themes(session: TrainingSession) -> tuple[frozenset[Theme], frozenset[AdministrativeTheme]]:
    """What the last record made from a session of the same course was about; nothing the first time."""
    course = select(CourseVersion.id).where(CourseVersion.course_id == session.course_version.course_id)
    halves = select(HalfDay.id).join(TrainingSession).where(TrainingSession.course_version_id.in_(course))
    query = select(Record.themes, Record.procedures).where(Record.form_key.in_(halves), Record.deleted_at.is_(None))
    row = db.session.execute(query.order_by(Record.held_on.desc(), Record.id.desc()).limit(1)).first()
    return (row.themes, row.procedures) if row else (frozenset(), frozenset())


def list_today(scope: Scope) -> list[HalfDay]:
    """Today's half-days of the sessions that the caller teaches or manages, those that she teaches first."""
    start = clock.start_of(clock.today())
    day = and_(HalfDay.starts_at >= start, HalfDay.starts_at < clock.start_of(clock.today() + timedelta(days=1)))
    halves = db.session.scalars(_halves().where(day, managed_by(scope)).order_by(HalfDay.starts_at, HalfDay.id)).all()
    if len(halves) <= 1:
        return list(halves)
    mine = set(db.session.scalars(_taught(scope).where(SessionTrainer.session_id.in_([h.session_id for h in halves]))))
    return sorted(halves, key=lambda half_day: half_day.session_id not in mine)[:_SHOWN]


def list_to_record(scope: Scope) -> list[HalfDay]:
    """The latest half-days for citizens that the caller taught, whose sheet says who came, without a record."""
    now = clock.now()
    line = AttendanceLine
    came = select(line.half_day_id).where(
        line.replaced_at.is_(None), line.registration_id.is_not(None), line.presence == Presence.PRESENT
    )
    query = _halves().where(
        and_(HalfDay.starts_at >= now - _RECENT, HalfDay.ends_at <= now, HalfDay.not_held.is_(None)),
        HalfDay.session_id.in_(_taught(scope)),
        has_value(CourseVersion.audiences, Audience.CITIZENS),
        came.where(line.half_day_id == HalfDay.id).exists(),
        ~select(Record.id).where(Record.form_key == HalfDay.id).exists(),
    )
    return list(db.session.scalars(query.order_by(HalfDay.starts_at.desc(), HalfDay.id).limit(_SHOWN)))


def _halves() -> Select[HalfDay]:
    session = joinedload(HalfDay.session)
    return (
        select(HalfDay)
        .join(HalfDay.session)
        .join(TrainingSession.course_version)
        .where(TrainingSession.state == SessionState.OPEN)
        .options(
            session.joinedload(TrainingSession.course_version),
            session.joinedload(TrainingSession.place),
            session.joinedload(TrainingSession.room),
            session.joinedload(TrainingSession.commune),
        )
    )


def _taught(scope: Scope) -> Select[uuid.UUID]:
    return select(SessionTrainer.session_id).join(Trainer).where(Trainer.account_id == scope.account_id)


def _standing(
    session: TrainingSession,
    half_day: HalfDay,
    noted: Collection[uuid.UUID],
    here: Collection[uuid.UUID],
    record: Record | None,
) -> Standing:
    if record is not None:
        return Standing.RECORDED if record.deleted_at is None else Standing.DELETED
    if half_day.not_held is not None or session.state is SessionState.CANCELLED:
        return Standing.NOT_HELD
    if here:
        return Standing.READY
    if half_day.id in noted:
        return Standing.NOBODY
    return Standing.EMPTY if half_day.ends_at <= clock.now() else Standing.COMING


def _present(here: set[uuid.UUID], before: set[uuid.UUID], citizens: dict[uuid.UUID, Citizen]) -> Present:
    followed = {citizens[key].id: citizens[key] for key in sorted(here) if key in citizens}
    others = {key for key in here if key not in citizens}
    return Present(tuple(followed.values()), len(others), len(others & before))


def _citizens_of(scope: Scope, registration_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Citizen]:
    """The followed person behind each registration, where the caller sees that person."""
    wanted = and_(Registration.id.in_(set(registration_ids)), Registration.citizen_id.is_not(None))
    pairs = db.session.execute(select(Registration.id, Registration.citizen_id).where(wanted)).all()
    seen = {citizen.id: citizen for citizen in list_citizens_seen(scope, (citizen for _key, citizen in pairs))}
    return {key: seen[citizen] for key, citizen in pairs if citizen in seen}


def _records(keys: Collection[uuid.UUID]) -> dict[uuid.UUID, Record]:
    """The record that each half-day already made, deleted or not, whoever logged it."""
    loads = (joinedload(Record.mediator), joinedload(Record.group), selectinload(Record.participations))
    found = db.session.scalars(select(Record).where(Record.form_key.in_(keys)).options(*loads))
    return {record.form_key: record for record in found if record.form_key}
