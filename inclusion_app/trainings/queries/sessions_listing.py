"""The sessions that the caller manages: filtered, a page at a time; those that need her."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from inclusion_app.access.scope import Scope
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db, has_value
from inclusion_app.network.models import Place
from inclusion_app.territories.models import Commune
from inclusion_app.trainings.lists import Audience, RegistrationState, SessionState
from inclusion_app.trainings.models.attendance import AttendanceLine, AttendanceScan
from inclusion_app.trainings.models.courses import CourseVersion
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import HalfDay, SessionTrainer, Trainer, TrainingSession
from inclusion_app.trainings.queries.sessions import HOLDS_A_SEAT, managed_by
from inclusion_app.trainings.rules.sessions import FEW_SEATED

SOON = timedelta(days=7)
RECENT = timedelta(days=60)
MOST_NEEDING = 5
_LINE = (
    joinedload(TrainingSession.course_version),
    joinedload(TrainingSession.place),
    joinedload(TrainingSession.room),
    joinedload(TrainingSession.commune),
    selectinload(TrainingSession.half_days),
)


@dataclass(frozen=True)
class SessionFilter:
    """Empty values narrow nothing. `when`: "next", "past", "cancelled" or "all"; days are both included."""

    text: str = ""
    place_id: uuid.UUID | None = None
    audience: Audience | None = None
    trainer_id: uuid.UUID | None = None
    when: str = "next"
    since: date | None = None
    until: date | None = None

    def conditions(self, now: datetime) -> list[ColumnElement[bool]]:
        """SQL conditions on TrainingSession."""
        found = [self._state(now)] if self.when != "all" else []
        if self.text:
            found.append(_says(self.text))
        if self.place_id:
            found.append(TrainingSession.place_id == self.place_id)
        if self.audience:
            versions = select(CourseVersion.id).where(has_value(CourseVersion.audiences, self.audience))
            found.append(TrainingSession.course_version_id.in_(versions))
        if self.trainer_id:
            taught = select(SessionTrainer.session_id).where(SessionTrainer.trainer_id == self.trainer_id)
            found.append(TrainingSession.id.in_(taught))
        if self.since:
            found.append(TrainingSession.ends_at >= clock.start_of(self.since))
        if self.until:
            found.append(TrainingSession.starts_at < clock.start_of(self.until + timedelta(days=1)))
        return found

    def _state(self, now: datetime) -> ColumnElement[bool]:
        if self.when == "cancelled":
            return TrainingSession.state == SessionState.CANCELLED
        when = TrainingSession.ends_at < now if self.when == "past" else TrainingSession.ends_at >= now
        return and_(TrainingSession.state == SessionState.OPEN, when)


def list_sessions(
    scope: Scope, wanted: SessionFilter, *, offset: int = 0, limit: int = 25
) -> tuple[Sequence[TrainingSession], int]:
    """The next sessions first, or the latest first when they are past; and how many there are in all."""
    kept = [managed_by(scope), *wanted.conditions(clock.now())]
    total = db.session.scalar(select(func.count()).select_from(TrainingSession).where(*kept)) or 0
    order = (TrainingSession.starts_at, TrainingSession.id)
    if wanted.when != "next":
        order = (TrainingSession.starts_at.desc(), TrainingSession.id.desc())  # type: ignore[assignment]
    query = select(TrainingSession).where(*kept).order_by(*order).offset(offset).limit(limit)
    return db.session.scalars(query.options(*_LINE)).all(), total


def list_trainers_met(scope: Scope) -> list[tuple[uuid.UUID, str]]:
    """The trainers of the sessions that the caller manages; 200 at most."""
    used = select(SessionTrainer.trainer_id).join(TrainingSession)
    used = used.where(SessionTrainer.trainer_id == Trainer.id, managed_by(scope))
    query = select(Trainer).where(used.correlate(Trainer).exists()).order_by(Trainer.id).limit(200)
    return [(trainer.id, trainer.name or "") for trainer in db.session.scalars(query)]


def list_places_met(scope: Scope) -> list[tuple[uuid.UUID, str]]:
    """The places of the sessions that the caller manages, by name; 500 at most."""
    used = select(TrainingSession.id).where(TrainingSession.place_id == Place.id, managed_by(scope))
    query = select(Place.id, Place.name).where(used.correlate(Place).exists()).order_by(Place.name, Place.id).limit(500)
    return [(key, name) for key, name in db.session.execute(query)]


@dataclass(frozen=True)
class Need:
    """Sessions that wait for something: the first ones, and how many in all."""

    kind: str
    sessions: Sequence[TrainingSession]
    total: int


def list_needs(scope: Scope) -> list[Need]:
    """What waits for the caller, the most pressing first; nothing that is in order."""
    now = clock.now()
    conditions = {
        "attendance": (_to_fill(now), TrainingSession.state == SessionState.OPEN),
        "few": (*_coming(now, SOON), _has_few()),
        "trainer": (*_coming(now, timedelta(days=365)), _has_no_trainer()),
        "offers": (*_coming(now, timedelta(days=365)), _has_offers()),
    }
    mine = managed_by(scope)
    found = [_need(kind, (mine, *kept)) for kind, kept in conditions.items()]
    return [need for need in found if need.total]


def _need(kind: str, kept: tuple[ColumnElement[bool], ...]) -> Need:
    keys = select(TrainingSession.id, func.count().over()).where(*kept)
    keys = keys.order_by(TrainingSession.starts_at, TrainingSession.id).limit(MOST_NEEDING)
    rows = db.session.execute(keys).all()
    query = select(TrainingSession).where(TrainingSession.id.in_([key for key, _ in rows]))
    query = query.options(joinedload(TrainingSession.course_version))
    order = (TrainingSession.starts_at, TrainingSession.id)
    return Need(kind, db.session.scalars(query.order_by(*order)).all() if rows else (), rows[0][1] if rows else 0)


def _coming(now: datetime, ahead: timedelta) -> tuple[ColumnElement[bool], ...]:
    return TrainingSession.state == SessionState.OPEN, TrainingSession.starts_at.between(now, now + ahead)


def _has_few() -> ColumnElement[bool]:
    taken = _registered(HOLDS_A_SEAT)
    return and_(taken < FEW_SEATED, taken * 2 < TrainingSession.capacity)


def _registered(states: Sequence[RegistrationState]) -> ColumnElement[int]:
    query = select(func.count()).select_from(Registration)
    query = query.where(Registration.session_id == TrainingSession.id, Registration.state.in_(states))
    return query.correlate(TrainingSession).scalar_subquery()


def _has_no_trainer() -> ColumnElement[bool]:
    return ~select(SessionTrainer.trainer_id).where(SessionTrainer.session_id == TrainingSession.id).exists()


def _has_offers() -> ColumnElement[bool]:
    offered = Registration.state == RegistrationState.OFFERED
    return select(Registration.id).where(Registration.session_id == TrainingSession.id, offered).exists()


def _to_fill(now: datetime) -> ColumnElement[bool]:
    """A half-day of the last two months took place, people were expected, and nobody noted who came."""
    current = (AttendanceLine.replaced_at.is_(None), AttendanceLine.registration_id.is_not(None))
    noted = select(AttendanceLine.id).where(AttendanceLine.half_day_id == HalfDay.id, *current).exists()
    scanned = select(AttendanceScan.id).where(AttendanceScan.session_id == HalfDay.session_id).exists()
    expected = Registration.state == RegistrationState.SEATED
    people = select(Registration.id).where(Registration.session_id == HalfDay.session_id, expected).exists()
    over = HalfDay.starts_at.between(now - RECENT, now)
    left = select(HalfDay.session_id).where(
        over, HalfDay.ends_at <= now, HalfDay.not_held.is_(None), people, ~noted, ~scanned
    )
    return TrainingSession.id.in_(left)


def _says(text: str) -> ColumnElement[bool]:
    """SQL: the text is in the title of the course, the name of the place or of the commune, or is the reference.

    SQLite compares only unaccented letters without regard to case, hence the few spellings tried.
    """
    spellings = sorted({text, text.lower(), text.upper(), text.capitalize(), text.title()})
    titles = select(CourseVersion.id).where(
        or_(*(CourseVersion.title.icontains(one, autoescape=True) for one in spellings))
    )
    places = select(Place.id).where(or_(*(Place.name.icontains(one, autoescape=True) for one in spellings)))
    communes = select(Commune.code).where(or_(*(Commune.name.icontains(one, autoescape=True) for one in spellings)))
    return or_(
        TrainingSession.course_version_id.in_(titles),
        TrainingSession.place_id.in_(places),
        TrainingSession.commune_code.in_(communes),
        TrainingSession.reference == text,
    )
