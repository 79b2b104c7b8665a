"""Reads of attendance: who was there, how long, whether its lines are those that were written."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import defer, undefer

from inclusion_app.access.models import Account
from inclusion_app.kernel import clock
from inclusion_app.kernel.crypto import KeyMissing
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import NotFound
from inclusion_app.kernel.text import fold
from inclusion_app.trainings.lists import AbsenceReason, NoticeKind, RegistrationState
from inclusion_app.trainings.models.attendance import AttendanceLine
from inclusion_app.trainings.models.registrations import Notice, Registration
from inclusion_app.trainings.models.sessions import HalfDay, Trainer, TrainingSession
from inclusion_app.trainings.queries.registrations import by_name
from inclusion_app.trainings.rules.attendance import digest_of

_CURRENT = AttendanceLine.replaced_at.is_(None)


@dataclass(frozen=True)
class Attendee:
    """Somebody whose presence is noted: a trainee, or a trainer. `key` is the registration's or the trainer's."""

    key: uuid.UUID
    name: str
    registration: Registration | None = None
    trainer: Trainer | None = None


def list_lines(session_ids: Collection[uuid.UUID]) -> list[AttendanceLine]:
    """The lines in force of these sessions, trainers' too, without their signatures (read when asked for)."""
    query = (
        select(AttendanceLine)
        .join(HalfDay)
        .where(HalfDay.session_id.in_(list(session_ids)), _CURRENT)
        .order_by(HalfDay.starts_at, AttendanceLine.id)
        .options(defer(AttendanceLine.signature_sealed))
    )
    return list(db.session.scalars(query))


def attended_minutes(session_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How long each registration attended, in minutes; one that was noted absent all along is there with 0."""
    query = (
        select(AttendanceLine.registration_id, func.sum(AttendanceLine.minutes))
        .join(HalfDay)
        .where(HalfDay.session_id.in_(list(session_ids)), HalfDay.not_held.is_(None))
        .where(_CURRENT, AttendanceLine.registration_id.is_not(None))
        .group_by(AttendanceLine.registration_id)
    )
    return {key: int(minutes) for key, minutes in db.session.execute(query) if key}


def planned_minutes(session: TrainingSession) -> int:
    """How long the session lasts: its half-days, without those that did not take place."""
    return sum(half_day.minutes for half_day in session.half_days if half_day.not_held is None)


def list_attendees(session: TrainingSession) -> list[Attendee]:
    """Who is expected, by name: whoever holds a confirmed seat, or has a line already; then the trainers."""
    lines = select(AttendanceLine).join(HalfDay).where(HalfDay.session_id == session.id)
    with_line = lines.with_only_columns(AttendanceLine.registration_id).where(
        AttendanceLine.registration_id.is_not(None)
    )
    expected = (Registration.state == RegistrationState.SEATED) | Registration.id.in_(with_line)
    registrations = db.session.scalars(select(Registration).where(Registration.session_id == session.id, expected))
    taught = lines.with_only_columns(AttendanceLine.trainer_id).where(AttendanceLine.trainer_id.is_not(None))
    former = db.session.scalars(select(Trainer).where(Trainer.id.in_(taught)))
    trainers = {trainer.id: trainer for trainer in [*session.trainers, *former]}
    return [
        *(Attendee(one.id, one.full_name, registration=one) for one in sorted(registrations, key=by_name)),
        *sorted((_of_trainer(one) for one in trainers.values()), key=lambda one: (fold(one.name), one.key)),
    ]


def get_attendee(session: TrainingSession, key: uuid.UUID) -> Attendee:
    """One of them. Raises NotFound."""
    registration = db.session.get(Registration, key)
    if registration is not None and registration.session_id == session.id:
        return Attendee(registration.id, registration.full_name, registration=registration)
    found = next((one for one in list_attendees(session) if one.key == key), None)
    if found is None:
        raise NotFound
    return found


def get_half_day(session: TrainingSession, half_day_id: uuid.UUID) -> HalfDay:
    """A half-day of this session. Raises NotFound."""
    found = next((one for one in session.half_days if one.id == half_day_id), None)
    if found is None:
        raise NotFound
    return found


def key_of(line: AttendanceLine) -> uuid.UUID:
    """Whose line it is: the registration, or the trainer."""
    key = line.registration_id or line.trainer_id
    if key is None:
        raise NotFound
    return key


def lines_of_half_day(half_day: HalfDay) -> dict[uuid.UUID, AttendanceLine]:
    """The lines in force of a half-day, by person, with their signatures."""
    query = select(AttendanceLine).where(AttendanceLine.half_day_id == half_day.id, _CURRENT)
    return {key_of(line): line for line in db.session.scalars(query)}


def find_line(half_day: HalfDay, key: uuid.UUID) -> AttendanceLine | None:
    """The line in force of one person."""
    person = (AttendanceLine.registration_id == key) | (AttendanceLine.trainer_id == key)
    return db.session.scalar(select(AttendanceLine).where(AttendanceLine.half_day_id == half_day.id, person, _CURRENT))


def find_by_form(form_key: uuid.UUID) -> AttendanceLine | None:
    """The line that a form, sent before, already wrote."""
    return db.session.scalar(select(AttendanceLine).where(AttendanceLine.form_key == form_key))


def list_history(half_day: HalfDay, key: uuid.UUID) -> list[AttendanceLine]:
    """All that was ever said of one person at one half-day, first things first."""
    person = (AttendanceLine.registration_id == key) | (AttendanceLine.trainer_id == key)
    query = select(AttendanceLine).where(AttendanceLine.half_day_id == half_day.id, person)
    return list(db.session.scalars(query.order_by(AttendanceLine.noted_at, AttendanceLine.id)))


def list_all_lines(session: TrainingSession) -> list[AttendanceLine]:
    """Every line of a session, replaced ones included, with their signatures, in the order they were written."""
    query = select(AttendanceLine).join(HalfDay).where(HalfDay.session_id == session.id)
    signed = query.options(undefer(AttendanceLine.signature_sealed))
    return list(db.session.scalars(signed.order_by(AttendanceLine.noted_at, AttendanceLine.id)))


def has_lines(half_day: HalfDay) -> bool:
    """Something was noted."""
    return (
        db.session.scalar(select(AttendanceLine.id).where(AttendanceLine.half_day_id == half_day.id).limit(1))
        is not None
    )


def count_lines(session: TrainingSession) -> int:
    """How many lines were written, replaced ones included."""
    query = select(func.count(AttendanceLine.id)).join(HalfDay).where(HalfDay.session_id == session.id)
    return db.session.scalar(query) or 0


def count_boxes(session: TrainingSession) -> int:
    """How many boxes its sheet holds: people with a confirmed seat, by half-days."""
    seated = (Registration.session_id == session.id) & (Registration.state == RegistrationState.SEATED)
    return len(session.half_days) * (
        db.session.scalar(select(func.count()).select_from(Registration).where(seated)) or 0
    )


def verify(session: TrainingSession) -> list[AttendanceLine]:
    """The lines of a session that are not as they were written, or whose replaced line is not."""
    return altered(list_all_lines(session))


def altered(lines: Iterable[AttendanceLine]) -> list[AttendanceLine]:
    """Those whose seal does not match what they say; `lines` holds the lines that they replace."""
    seals = {line.id: line for line in lines}
    return [line for line in seals.values() if not _is_intact(line, seals)]


def _is_intact(line: AttendanceLine, lines: dict[uuid.UUID, AttendanceLine]) -> bool:
    replaced = lines.get(line.replaces_id) if line.replaces_id else None
    if line.replaces_id and (replaced is None or replaced.replaced_at is None):
        return False
    try:
        return digest_of(line, replaced.digest if replaced else None) == line.digest
    except KeyMissing:
        return False


def authors_of(lines: Iterable[AttendanceLine]) -> dict[uuid.UUID, str]:
    """The names of whoever of the team wrote these lines."""
    wanted = {line.noted_by_id for line in lines if line.noted_by_id}
    return {one.id: str(one.name) for one in db.session.scalars(select(Account).where(Account.id.in_(wanted)))}


def list_missed(half_day: HalfDay) -> list[Registration]:
    """Who did not come and did not say so, and was not asked after yet."""
    day = day_number(half_day)
    asked = select(Notice.registration_id).where(Notice.kind == NoticeKind.MISSED, Notice.round == day)
    query = (
        select(Registration)
        .join(AttendanceLine, AttendanceLine.registration_id == Registration.id)
        .where(AttendanceLine.half_day_id == half_day.id, _CURRENT, AttendanceLine.reason == AbsenceReason.NOT_SAID)
        .where(Registration.state == RegistrationState.SEATED, Registration.id.not_in(asked))
    )
    return sorted(db.session.scalars(query), key=by_name)


def day_number(half_day: HalfDay) -> int:
    """What makes the news of one day told once: two half-days of a day are told together."""
    return clock.to_paris(half_day.starts_at).toordinal()


def _of_trainer(trainer: Trainer) -> Attendee:
    return Attendee(trainer.id, trainer.name or "", trainer=trainer)
