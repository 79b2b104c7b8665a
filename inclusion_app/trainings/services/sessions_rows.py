"""From the plan of a session to its rows; what it may name is checked on the way."""

import uuid
from collections.abc import Sequence

from sqlalchemy import delete, select

from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import scope_of
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.network.models import Place
from inclusion_app.network.reach import covers
from inclusion_app.trainings.models.attendance import Tablet
from inclusion_app.trainings.models.sessions import HalfDay, Room, Trainer, TrainingSession
from inclusion_app.trainings.queries.sessions_state import list_attended
from inclusion_app.trainings.rules.recurrence import Stretch
from inclusion_app.trainings.rules.sessions import RemovedHalfDay, SessionPlan

_AS_THEY_ARE = (
    *("course_version_id", "structure_id", "place_id", "room_id", "online_url", "commune_code", "capacity", "listed"),
    *("answer_hours", "materials", "reference"),
)


def check_rights(plan: SessionPlan, *, by: Account) -> None:
    """A session is organised where the account may, or taught by the account herself."""
    scope = scope_of(by)
    reach = scope.reach(Permission.SESSIONS_MANAGE)
    taught = select(Trainer.id).where(Trainer.account_id == by.id, Trainer.id.in_(plan.trainer_ids))
    if covers(reach, structure_id=plan.structure_id, commune_code=plan.commune_code):
        return
    if not scope.allows(Permission.SESSIONS_MANAGE) or db.session.scalar(taught) is None:
        raise DomainError(
            N_("Vous n’organisez pas de session pour cette structure ou dans cette commune."), field="structure"
        )


def check_means(plan: SessionPlan, kept: TrainingSession | None = None) -> None:
    """The room is one of the place, and neither it nor the place nor a trainer is gone; what was there may stay."""
    _check_room(plan, kept)
    place = db.session.get(Place, plan.place_id) if plan.place_id else None
    same_place = kept is not None and kept.place_id == plan.place_id
    if plan.place_id and not same_place and (place is None or place.deleted_at is not None):
        raise DomainError(N_("Ce lieu n’existe plus."), field="place")
    held = {trainer.id for trainer in kept.trainers} if kept else set()
    new = [key for key in plan.trainer_ids if key not in held]
    found = db.session.scalars(select(Trainer.id).where(Trainer.id.in_(new), Trainer.retired_at.is_(None)))
    if len(set(found)) < len(new):
        raise DomainError(N_("Une intervenante ou un intervenant choisi n’est plus proposé."), field="trainers")


def _check_room(plan: SessionPlan, kept: TrainingSession | None) -> None:
    room = db.session.get(Room, plan.room_id) if plan.room_id else None
    if plan.room_id is None:
        return
    if room is None or room.place_id != plan.place_id:
        raise DomainError(N_("Cette salle n’est pas dans ce lieu."), field="room")
    if room.retired_at is not None and not (kept and kept.room_id == room.id):
        raise DomainError(N_("Cette salle n’est plus utilisée."), field="room")


def write_plan(session: TrainingSession, plan: SessionPlan) -> None:
    """Every column of the plan, and who teaches."""
    for name in _AS_THEY_ARE:
        setattr(session, name, getattr(plan, name))
    wanted = set(plan.trainer_ids)
    if wanted != {trainer.id for trainer in session.trainers}:
        session.trainers = list(db.session.scalars(select(Trainer).where(Trainer.id.in_(sorted(wanted)))))


def stretches_of(session: TrainingSession) -> tuple[Stretch, ...]:
    """The half-days of a session, in order of time."""
    return tuple(sorted(Stretch(one.starts_at, one.ends_at) for one in session.half_days))


def held_stretches(session: TrainingSession) -> tuple[Stretch, ...]:
    """Those where people came, which no longer change."""
    attended = list_attended(session)
    return tuple(sorted(Stretch(one.starts_at, one.ends_at) for one in session.half_days if one.id in attended))


def write_half_days(session: TrainingSession, wanted: Sequence[Stretch]) -> list[RemovedHalfDay]:
    """Rows that keep their start stay, the others move to the new times: what hangs on them follows.

    Returns those that nothing replaced. The caller checked that nobody attended what moves or goes.
    """
    kept = {one.starts_at: one for one in session.half_days}
    missing = [one for one in wanted if one.starts_at not in kept]
    starts = {one.starts_at for one in wanted}
    spare = [one for one in session.half_days if one.starts_at not in starts]
    for one in wanted:
        if one.starts_at in kept:
            kept[one.starts_at].ends_at = one.ends_at
    for row, one in zip(spare, missing, strict=False):
        row.starts_at, row.ends_at = one.starts_at, one.ends_at
        row.not_held, row.not_held_note = None, None
    for one in missing[len(spare) :]:
        session.half_days.append(HalfDay(starts_at=one.starts_at, ends_at=one.ends_at))
    removed = [_forget(session, row) for row in spare[len(missing) :]]
    session.starts_at = min(one.starts_at for one in wanted)
    session.ends_at = max(one.ends_at for one in wanted)
    return removed


def _forget(session: TrainingSession, row: HalfDay) -> RemovedHalfDay:
    """A half-day that nobody attended goes, with the tablets that were opened for it."""
    key: uuid.UUID = row.id
    db.session.execute(delete(Tablet).where(Tablet.half_day_id == key))
    session.half_days.remove(row)
    return RemovedHalfDay(key, row.starts_at, row.ends_at)
