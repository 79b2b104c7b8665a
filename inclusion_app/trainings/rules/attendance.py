"""The rules of attendance: when it may be noted, what a line may say, how long somebody was there, what seals a line.

Hours are those that the clock on the wall shows in Europe/Paris; minutes are those that went by.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from inclusion_app.kernel import clock, crypto
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.lists import AbsenceReason, Presence, RegistrationState, SessionState, SigningMeans
from inclusion_app.trainings.models.attendance import AttendanceLine
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import HalfDay

OPENS_BEFORE = timedelta(hours=2)
LATE = timedelta(minutes=10)
SIGNED = frozenset({SigningMeans.HAND, SigningMeans.TYPED, SigningMeans.PAPER})
ON_PAPER = N_("Selon la feuille papier signée")
SIGNED_LATER = N_("Signature ajoutée sur l’écran partagé")
"""Why a line without signature is replaced by the same one, signed."""
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Said:
    """What is said of one person at one half-day; hours only when she came late or left early."""

    presence: Presence
    reason: AbsenceReason | None = None
    arrived_at: time | None = None
    left_at: time | None = None
    means: SigningMeans = SigningMeans.NONE
    signature: str | None = None


def check_can_note(half_day: HalfDay, now: datetime) -> None:
    """Refuse what is cancelled, did not take place, or is not about to begin."""
    if half_day.session.state is SessionState.CANCELLED:
        raise DomainError(N_("Cette session est annulée\u00a0: il n’y a pas de présence à noter."))
    if half_day.not_held:
        raise DomainError(N_("Cette demi-journée n’a pas eu lieu\u00a0: il n’y a pas de présence à noter."))
    if now < half_day.starts_at - OPENS_BEFORE:
        raise DomainError(N_("La feuille s’ouvre deux heures avant le début."))


def check_is_expected(registration: Registration | None) -> None:
    """Only whoever holds a confirmed seat is noted; somebody who came without one is registered first."""
    if registration is not None and registration.state is not RegistrationState.SEATED:
        raise DomainError(N_("Cette personne n’est pas inscrite\u00a0: inscrivez-la d’abord."))


def check_said(half_day: HalfDay, said: Said) -> None:
    """An absence has its reason and no hours; hours are within the half-day, in their order."""
    if said.presence is Presence.ABSENT:
        if said.reason is None:
            raise DomainError(N_("Dites pourquoi cette personne n’est pas venue."), field="reason")
        if said.arrived_at or said.left_at:
            raise DomainError(N_("Une personne absente n’a pas d’heure d’arrivée ni de départ."), field="presence")
        return
    first = _check_within(half_day, said.arrived_at, "arrived_at") or half_day.starts_at
    last = _check_within(half_day, said.left_at, "left_at") or half_day.ends_at
    if last <= first:
        raise DomainError(N_("Le départ doit venir après l’arrivée."), field="left_at")


def tidied(half_day: HalfDay, said: Said) -> Said:
    """The same, checked, without what does not apply: a reason when present, an hour that is the planned one."""
    check_said(half_day, said)
    if said.presence is Presence.ABSENT:
        return Said(Presence.ABSENT, said.reason, means=SigningMeans.NONE)
    arrived = said.arrived_at if said.arrived_at != local_time(half_day.starts_at) else None
    left = said.left_at if said.left_at != local_time(half_day.ends_at) else None
    return Said(Presence.PRESENT, None, arrived, left, said.means, said.signature)


def minutes_of(half_day: HalfDay, said: Said) -> int:
    """How long she was there."""
    if said.presence is Presence.ABSENT:
        return 0
    first = instant_of(half_day, said.arrived_at) if said.arrived_at else half_day.starts_at
    last = instant_of(half_day, said.left_at) if said.left_at else half_day.ends_at
    return int((last - first).total_seconds()) // 60


def instant_of(half_day: HalfDay, hour: time) -> datetime:
    """The instant of an hour of the clock during this half-day, or the day after when it goes past midnight."""
    start = clock.to_paris(half_day.starts_at)
    day = start.date() if hour >= start.time().replace(second=0, microsecond=0) else start.date() + _DAY
    return datetime.combine(day, hour, clock.PARIS).astimezone(half_day.starts_at.tzinfo)


def local_time(instant: datetime) -> time:
    """What the clock on the wall shows."""
    return clock.to_paris(instant).time().replace(second=0, microsecond=0)


def proposed_arrival(half_day: HalfDay, now: datetime) -> time | None:
    """The hour to propose to somebody who signs well after the beginning: proposed, never imposed."""
    return local_time(now) if half_day.starts_at + LATE < now < half_day.ends_at else None


def is_same(line: AttendanceLine, said: Said) -> bool:
    """The line says this already."""
    known = (line.presence, line.reason, line.arrived_at, line.left_at, line.means)
    return known == (said.presence, said.reason, said.arrived_at, said.left_at, said.means)


def said_by(line: AttendanceLine) -> Said:
    """What a line says, without its signature."""
    return Said(line.presence, line.reason, line.arrived_at, line.left_at, line.means)


def digest_of(line: AttendanceLine, replaced: bytes | None) -> bytes:
    """The seal of a line: a HMAC over all that it says, its signature in clear and the seal of the line it replaces."""
    said = {name: _plain(getattr(line, name)) for name in _SEALED_BY_DIGEST}
    said["replaced"] = replaced.hex() if replaced else None
    written = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return crypto.blind_index(hashlib.sha256(written.encode()).hexdigest(), "attendance:line")


_SEALED_BY_DIGEST = (
    "id",
    "half_day_id",
    "registration_id",
    "trainer_id",
    "presence",
    "reason",
    "arrived_at",
    "left_at",
    "minutes",
    "means",
    "signature",
    "signed_at",
    "tablet_id",
    "noted_at",
    "noted_by_id",
    "form_key",
    "replaces_id",
    "correction",
)


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime, time)):
        return value.isoformat()
    return None if value is None else value if isinstance(value, int) else str(value)


def _check_within(half_day: HalfDay, hour: time | None, field: str) -> datetime | None:
    if hour is None:
        return None
    instant = instant_of(half_day, hour)
    if not half_day.starts_at <= instant <= half_day.ends_at:
        raise DomainError(
            N_("L’heure doit être entre %(start)s et %(end)s."),
            field=field,
            start=f"{local_time(half_day.starts_at):%H:%M}",
            end=f"{local_time(half_day.ends_at):%H:%M}",
        )
    return instant
