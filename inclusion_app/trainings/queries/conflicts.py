"""What holds a room or trainers at given times, and who is locked before it is asked."""

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select

from inclusion_app.access.scope import Scope
from inclusion_app.kernel.clock import to_paris
from inclusion_app.kernel.db import db
from inclusion_app.network.holidays import public_holiday
from inclusion_app.network.hours import parse
from inclusion_app.territories.models import Commune
from inclusion_app.trainings.lists import SessionState
from inclusion_app.trainings.models.courses import CourseVersion
from inclusion_app.trainings.models.sessions import HalfDay, Room, SessionTrainer, Trainer, TrainingSession
from inclusion_app.trainings.queries.sessions import managed_by
from inclusion_app.trainings.rules.conflicts import SEARCHED_DAYS, Busy, Conflict, first_taken, next_free_day
from inclusion_app.trainings.rules.recurrence import Stretch

_SATURDAY = 5


@dataclass(frozen=True)
class Wanted:
    """What a session would hold; `but` is the session itself, when it already exists."""

    half_days: tuple[Stretch, ...]
    room_id: uuid.UUID | None = None
    trainer_ids: tuple[uuid.UUID, ...] = ()
    but: uuid.UUID | None = None


def lock_means(room_id: uuid.UUID | None, trainer_ids: Collection[uuid.UUID]) -> None:
    """Hold the room, then the trainers in the order of their keys, until the end of the transaction.

    Whoever plans with the same room or trainer waits here, then sees what was planned meanwhile. On SQLite the
    transaction of a write already is alone.
    """
    if room_id:
        db.session.execute(select(Room.id).where(Room.id == room_id).with_for_update(key_share=True))
    if trainer_ids:
        held = select(Trainer.id).where(Trainer.id.in_(sorted(trainer_ids))).order_by(Trainer.id)
        db.session.execute(held.with_for_update(key_share=True))


def find_conflict(scope: Scope, wanted: Wanted) -> Conflict | None:
    """What is in the way of a session, if anything; for the room first."""
    since, until = wanted.half_days[0].starts_at, max(one.ends_at for one in wanted.half_days)
    busy = list_busy(wanted, since, until + timedelta(days=SEARCHED_DAYS + 1))
    found = first_taken(wanted.half_days, busy)
    if found is None:
        return None
    half_day, holder = found
    taken = [one.stretch for one in busy] + [one for one in wanted.half_days if one != half_day]
    free = next_free_day(half_day, taken, _workable(wanted.room_id, half_day))
    return Conflict(half_day, holder, _name_of(wanted, holder), _title_for(scope, holder.session_id), free)


def list_busy(wanted: Wanted, since: datetime, until: datetime) -> list[Busy]:
    """The half-days of other sessions that hold the room or a trainer between two instants, in order of time."""
    columns = (HalfDay.session_id, HalfDay.starts_at, HalfDay.ends_at)
    kept = [
        TrainingSession.state == SessionState.OPEN,
        HalfDay.not_held.is_(None),
        HalfDay.starts_at < until,
        HalfDay.ends_at > since,
    ]
    if wanted.but:
        kept.append(TrainingSession.id != wanted.but)
    found: list[Busy] = []
    if wanted.room_id:
        rooms = select(*columns).join(TrainingSession).where(TrainingSession.room_id == wanted.room_id, *kept)
        found += [Busy(key, Stretch(start, end)) for key, start, end in db.session.execute(rooms)]
    if wanted.trainer_ids:
        people = select(*columns, SessionTrainer.trainer_id).select_from(HalfDay).join(TrainingSession)
        people = people.join(SessionTrainer, SessionTrainer.session_id == TrainingSession.id)
        people = people.where(SessionTrainer.trainer_id.in_(sorted(wanted.trainer_ids)), *kept)
        found += [Busy(key, Stretch(start, end), who) for key, start, end, who in db.session.execute(people)]
    return sorted(found, key=lambda one: (one.stretch, one.trainer_id is not None, one.session_id))


def _name_of(wanted: Wanted, holder: Busy) -> str:
    if holder.trainer_id is None:
        return db.session.scalar(select(Room.name).where(Room.id == wanted.room_id)) or ""
    trainer = db.session.get(Trainer, holder.trainer_id)
    return (trainer.name or "") if trainer else ""


def _title_for(scope: Scope, session_id: uuid.UUID) -> str | None:
    """The title of a session that the caller manages, or that the public sees."""
    seen = or_(TrainingSession.listed, managed_by(scope))
    query = select(CourseVersion.title).join(TrainingSession, TrainingSession.course_version_id == CourseVersion.id)
    return db.session.scalar(query.where(TrainingSession.id == session_id, seen))


def _workable(room_id: uuid.UUID | None, half_day: Stretch) -> Callable[[date], bool]:
    """Days when the place opens, or working days when its hours are unknown; never a public holiday."""
    room = db.session.get(Room, room_id) if room_id else None
    schedule = parse(room.place.opening_hours) if room else None
    departement = _departement_of(room)
    last = max(_SATURDAY - 1, to_paris(half_day.starts_at).weekday())

    def is_workable(day: date) -> bool:
        if public_holiday(day, departement):
            return False
        return bool(schedule.week[day.weekday()]) if schedule else day.weekday() <= last

    return is_workable


def _departement_of(room: Room | None) -> str:
    if room is None:
        return ""
    query = select(Commune.departement_code).where(Commune.code == room.place.commune_code)
    return db.session.scalar(query) or ""
