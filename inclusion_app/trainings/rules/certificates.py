"""When a certificate may be issued, whether it still says the truth, how long it holds: pure functions."""

import calendar
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from inclusion_app.kernel.text import N_
from inclusion_app.trainings.lists import ActionKind, CertificateKind, Presence, RevocationReason, SessionState
from inclusion_app.trainings.models.attendance import AttendanceLine
from inclusion_app.trainings.models.courses import TrainingBody
from inclusion_app.trainings.models.results import Certificate
from inclusion_app.trainings.models.sessions import HalfDay, TrainingSession
from inclusion_app.vocabulary.listed import Listed

_TOWN = re.compile(r"\b\d{5}\s+(?P<town>[^\d,;\n]+)")


class Block(Listed):
    """What forbids issuing any certificate of a session."""

    CANCELLED = "cancelled", N_("Cette session a été annulée\u00a0: il n’y a rien à attester.")
    NOT_OVER = (
        "not_over",
        N_("Cette session n’est pas terminée. Les attestations se délivrent après la dernière séance."),
    )
    NOT_HELD = "not_held", N_("Aucune séance n’a eu lieu\u00a0: il n’y a rien à attester.")
    BODY = "body", N_("Les papiers sont signés par l’organisme, dont la fiche n’est pas complète.")


class State(Listed):
    """Where a certificate stands for whoever verifies it."""

    VALID = "valid", N_("Valable")
    EXPIRED = "expired", N_("Arrivée à échéance")
    REVOKED = "revoked", N_("Retirée")


class Wanted(Listed):
    """Which certificates a list shows."""

    VALID = "valid", N_("Valables")
    EXPIRES_6 = "expires_6", N_("Arrivent à échéance dans les 6\u00a0mois")
    EXPIRES_12 = "expires_12", N_("Arrivent à échéance dans les 12\u00a0mois")
    EXPIRED = "expired", N_("Arrivées à échéance")
    REVOKED = "revoked", N_("Retirées")


@dataclass(frozen=True)
class Attended:
    """What the attendance says of one person."""

    minutes: int
    planned: int
    half_days: int
    """How many she came to."""
    missing: int
    """How many nobody has filled for her."""

    @property
    def eligible(self) -> bool:
        """Came at least once, and nothing is left to fill."""
        return self.half_days > 0 and not self.missing


def kinds_of(nature: ActionKind) -> tuple[CertificateKind, ...]:
    """What may be issued: a workshop is no action of the Code du travail, hence no certificat de réalisation."""
    if nature is ActionKind.TRAINING:
        return (CertificateKind.COMPLETION, CertificateKind.ATTENDANCE)
    return (CertificateKind.ATTENDANCE,)


def held(session: TrainingSession) -> list[HalfDay]:
    """The half-days that took place."""
    return [half_day for half_day in session.half_days if half_day.not_held is None]


def blocks(session: TrainingSession, body: TrainingBody | None, now: datetime) -> list[Block]:
    """What must be settled before anything is issued."""
    if session.state is SessionState.CANCELLED:
        return [Block.CANCELLED]
    if session.ends_at > now:
        return [Block.NOT_OVER]
    found = [] if held(session) else [Block.NOT_HELD]
    return [*found, Block.BODY] if missing_of(body, session.course_version.kind) else found


def missing_of(body: TrainingBody | None, nature: ActionKind) -> list[str]:
    """What the organisation's form lacks to sign such a paper."""
    needed = [("name", N_("le nom")), ("address", N_("l’adresse"))]
    if nature is ActionKind.TRAINING:
        needed += [("siret", N_("le SIRET")), ("declaration_number", N_("le numéro de déclaration d’activité"))]
    needed += [("signatory_name", N_("qui signe")), ("signatory_title", N_("sa fonction"))]
    return [label for name, label in needed if not (body and getattr(body, name))]


def attended(half_days: Sequence[HalfDay], lines: Mapping[uuid.UUID, AttendanceLine]) -> Attended:
    """`half_days` are those held; `lines` are one person's current ones, by half-day."""
    known = [lines[half_day.id] for half_day in half_days if half_day.id in lines]
    return Attended(
        minutes=sum(line.minutes for line in known),
        planned=sum(half_day.minutes for half_day in half_days),
        half_days=sum(line.presence is Presence.PRESENT for line in known),
        missing=len(half_days) - len(known),
    )


def expiry(ends_on: date, months: int | None) -> date | None:
    """The last day of validity, so many months after the end of the session; None for ever."""
    return add_months(ends_on, months) if months else None


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later (or before), or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def state_of(certificate: Certificate, today: date) -> State:
    """Revoked, expired or valid."""
    if certificate.revoked_at is not None:
        return State.REVOKED
    return State.EXPIRED if certificate.expires_on and certificate.expires_on < today else State.VALID


def town_of(address: str) -> str | None:
    """« Limoges » of « 9 place Léon-Betoulle, 87000 Limoges ». The last postal code wins."""
    found = [match["town"].strip() for match in _TOWN.finditer(address)]
    return found[-1] if found else None


def reason_of(certificate: Certificate) -> RevocationReason:
    """Why it was revoked, in general words; what the team added stays with the team."""
    return certificate.revoked_reason or RevocationReason.OTHER


def note_of(certificate: Certificate) -> str:
    """What the team added to the reason."""
    return certificate.revoked_note or ""
