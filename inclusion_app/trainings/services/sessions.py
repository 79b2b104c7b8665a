"""Writes of sessions: open, change, postpone, cancel, stop, copy. Rooms and trainers are held, then promised."""

import uuid
from collections.abc import Sequence

from inclusion_app.access.models import Account
from inclusion_app.access.scope import scope_of
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db, uuid7, violations
from inclusion_app.kernel.errors import DomainError, StaleVersion
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.lists import NoticeKind, SessionState
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.conflicts import Wanted, find_conflict, lock_means
from inclusion_app.trainings.queries.sessions import count_seats, lock_session
from inclusion_app.trainings.queries.sessions_state import find_latest_version, has_attendance, list_attended
from inclusion_app.trainings.rules.conflicts import SlotTaken
from inclusion_app.trainings.rules.recurrence import Stretch, moved
from inclusion_app.trainings.rules.sessions import SessionPlan, check_half_days, check_held, check_plan
from inclusion_app.trainings.services.sessions_people import dismiss_everyone, fill_freed_seats, tell_of
from inclusion_app.trainings.services.sessions_rows import (
    check_means,
    check_rights,
    held_stretches,
    stretches_of,
    write_half_days,
    write_plan,
)

_STALE = StaleVersion(N_("Quelqu’un a modifié cette session depuis que vous l’avez ouverte."))
_SENT_TWICE = DomainError(N_("Ce formulaire a déjà servi. Ouvrez-en un nouveau."))
_SETTLED = N_("Des présences sont notées\u00a0: le lieu de cette session ne change plus.")
_CANCELLED = N_("Cette session est annulée\u00a0: elle ne change plus.")
_TAKEN = N_("%(taken)s places sont prises\u00a0: le nombre de places ne peut pas descendre en dessous.")


def open_training(
    plan: SessionPlan, *, by: Account, key: uuid.UUID | None = None, series_id: uuid.UUID | None = None
) -> TrainingSession:
    """Open a session. `key` becomes its identifier: sent twice, the form opens one session and gets it twice.

    Raises SlotTaken when its room or a trainer is held by another session.
    """
    check_plan(plan)
    lock_means(plan.room_id, plan.trainer_ids)
    known = db.session.get(TrainingSession, key) if key else None
    if known is not None:
        return known
    check_rights(plan, by=by)
    check_means(plan)
    _check_free(plan, by=by)
    session = TrainingSession(id=key or uuid7(), created_at=clock.now(), series_id=series_id, version=1)
    try:
        with violations({"training_session.id": _SENT_TWICE, "pk_training_session": _SENT_TWICE}):
            write_plan(session, plan)
            write_half_days(session, plan.half_days)
            db.session.add(session)
            audit.write("session.create", subject=session, by=by, details={"half_days": len(plan.half_days)})
            db.session.flush()
    except DomainError:
        known = db.session.get(TrainingSession, session.id, populate_existing=True)
        if known is None:
            raise
        return known
    return session


def change_training(session: TrainingSession, plan: SessionPlan, *, version: int, by: Account) -> int:
    """Change a session opened at `version`; how many people are told, when the time or the place changed.

    Raises StaleVersion when it changed meanwhile, SlotTaken when a room or trainer is held elsewhere.
    """
    check_plan(plan)
    _hold(session, version)
    lock_means(plan.room_id, plan.trainer_ids)
    if plan.structure_id != session.structure_id:
        check_rights(plan, by=by)
    check_means(plan, kept=session)
    moves = _moves(session, plan)
    held = held_stretches(session)
    check_held(held, plan.half_days)
    if held and _settled(session) != _settled(plan):
        raise DomainError(_SETTLED, field="place")
    _check_capacity(session, plan.capacity)
    _check_free(plan, by=by, but=session.id, held=held)
    raised = plan.capacity > session.capacity
    write_plan(session, plan)
    removed = write_half_days(session, plan.half_days)
    session.sequence += int(moves)
    audit.write("session.update", subject=session, by=by, details={"moved": moves})
    db.session.flush()
    if raised:
        fill_freed_seats(session)
    return tell_of(session, NoticeKind.CHANGE, by=by, removed=removed) if moves else 0


def postpone_training(
    session: TrainingSession, half_days: Sequence[Stretch], *, reason: str, version: int, by: Account
) -> TrainingSession:
    """Give a session new dates, tell everyone why. Raises SlotTaken, StaleVersion, DomainError."""
    wanted = tuple(sorted(half_days))
    check_half_days(wanted)
    _hold(session, version)
    lock_means(session.room_id, [trainer.id for trainer in session.trainers])
    held = held_stretches(session)
    check_held(held, wanted)
    if wanted == stretches_of(session):
        raise DomainError(N_("Les dates sont les mêmes qu’avant\u00a0: changez-les pour reporter."), field="half_days")
    trainer_ids = tuple(sorted(trainer.id for trainer in session.trainers))
    _refuse_conflict(Wanted(_without(wanted, held), session.room_id, trainer_ids, session.id), by=by)
    removed = write_half_days(session, wanted)
    session.reason = reason
    session.sequence += 1
    audit.write("session.postpone", subject=session, by=by)
    db.session.flush()
    tell_of(session, NoticeKind.CHANGE, by=by, removed=removed)
    return session


def cancel_training(session: TrainingSession, *, reason: str, version: int, by: Account) -> TrainingSession:
    """Cancel a session, tell everyone why. Raises DomainError when people already came."""
    _hold(session, version)
    if has_attendance(session):
        raise DomainError(N_("Des présences sont notées\u00a0: cette session ne peut plus être annulée."))
    session.state = SessionState.CANCELLED
    session.cancelled_at = clock.now()
    session.reason = reason
    session.sequence += 1
    audit.write("session.cancel", subject=session, by=by)
    db.session.flush()
    tell_of(session, NoticeKind.CANCELLATION, by=by)
    dismiss_everyone(session, by=by)
    return session


def stop_training(session: TrainingSession, *, reason: str, version: int, by: Account) -> int:
    """Take away the half-days to come of a session that has begun, tell everyone why; how many are told."""
    _hold(session, version)
    attended, now = list_attended(session), clock.now()
    stays = [one for one in session.half_days if one.id in attended or one.starts_at <= now]
    if not stays or len(stays) == len(session.half_days):
        raise DomainError(N_("Il ne reste aucune séance à annuler."))
    removed = write_half_days(session, [Stretch(one.starts_at, one.ends_at) for one in stays])
    session.reason = reason
    session.sequence += 1
    audit.write("session.stop", subject=session, by=by, details={"half_days": len(removed)})
    db.session.flush()
    return tell_of(session, NoticeKind.CHANGE, by=by, removed=removed)


def copy_training(
    session: TrainingSession, *, days: int, times: int = 1, weeks: int = 1, by: Account, key: uuid.UUID | None = None
) -> list[TrainingSession]:
    """Open the same session again, `days` later, `times` times, every `weeks` weeks, with the course as it is today.

    Several copies and their model form a series. Raises SlotTaken at the first copy that finds no free room or trainer.
    """
    known = db.session.get(TrainingSession, key) if key else None
    if known is not None:
        return [known]
    trainer_ids = tuple(sorted(trainer.id for trainer in session.trainers if trainer.retired_at is None))
    lock_means(session.room_id, trainer_ids)
    plan = _plan_of(session, trainer_ids)
    series_id = session.series_id or (key or uuid7() if times > 1 else None)
    made = []
    for rank in range(times):
        half_days = tuple(moved(plan.half_days, days + 7 * weeks * rank))
        copied = SessionPlan(**vars(plan) | {"half_days": half_days})
        made.append(open_training(copied, by=by, key=key if rank == 0 else None, series_id=series_id))
    if series_id and session.series_id is None:
        session.series_id = series_id
    db.session.flush()
    return made


def _plan_of(session: TrainingSession, trainer_ids: tuple[uuid.UUID, ...]) -> SessionPlan:
    return SessionPlan(
        course_version_id=find_latest_version(session.course_version).id,
        structure_id=session.structure_id,
        commune_code=session.commune_code,
        half_days=stretches_of(session),
        capacity=session.capacity,
        place_id=session.place_id,
        room_id=session.room_id,
        online_url=session.online_url,
        trainer_ids=trainer_ids,
        listed=session.listed,
        answer_hours=session.answer_hours,
        materials=session.materials,
        reference=session.reference,
    )


def _hold(session: TrainingSession, version: int) -> None:
    """Lock the session; what it holds is read again."""
    held = lock_session(session.id)
    if held.version != version:
        raise _STALE
    db.session.expire(held, ["half_days", "trainers"])
    if held.state is SessionState.CANCELLED:
        raise DomainError(_CANCELLED)


def _moves(session: TrainingSession, plan: SessionPlan) -> bool:
    """The time or the place changes: people must know."""
    before = (session.place_id, session.room_id, session.online_url, session.commune_code)
    after = (plan.place_id, plan.room_id, plan.online_url, plan.commune_code)
    return before != after or stretches_of(session) != plan.half_days


def _check_capacity(session: TrainingSession, capacity: int) -> None:
    taken = count_seats([session])[session.id].taken
    if capacity < taken and capacity < session.capacity:
        raise DomainError(_TAKEN, field="capacity", taken=taken)


def _settled(one: TrainingSession | SessionPlan) -> tuple[uuid.UUID | None, str, bool]:
    """What no longer changes once people came: another room of the place, another address to join, may."""
    return one.place_id, one.commune_code, bool(one.online_url)


def _check_free(plan: SessionPlan, *, by: Account, but: uuid.UUID | None = None, held: Sequence[Stretch] = ()) -> None:
    _refuse_conflict(Wanted(_without(plan.half_days, held), plan.room_id, plan.trainer_ids, but), by=by)


def _without(half_days: Sequence[Stretch], held: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Those to come: what took place is in nobody's way."""
    return tuple(one for one in half_days if one not in held)


def _refuse_conflict(wanted: Wanted, *, by: Account) -> None:
    conflict = find_conflict(scope_of(by), wanted) if wanted.half_days else None
    if conflict:
        raise SlotTaken(conflict)
