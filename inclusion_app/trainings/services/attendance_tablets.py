"""Shared tablets: opening and closing one, signing on it."""

import uuid
from dataclasses import dataclass
from datetime import time

from inclusion_app.access.models import Account
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.links import hash_of
from inclusion_app.trainings.lists import Presence, SigningMeans
from inclusion_app.trainings.models.attendance import AttendanceLine, Tablet
from inclusion_app.trainings.models.sessions import HalfDay
from inclusion_app.trainings.queries import attendance as queries
from inclusion_app.trainings.queries.attendance_tablets import plain_token, token_of
from inclusion_app.trainings.queries.sessions import lock_session
from inclusion_app.trainings.rules import attendance as rules
from inclusion_app.trainings.rules import attendance_tablet as tablet_rules
from inclusion_app.trainings.rules.attendance import Said
from inclusion_app.trainings.rules.attendance_signature import check_signature
from inclusion_app.trainings.services.attendance_lines import Origin, write_line

_CLOSED = N_("Cette feuille est fermée. Demandez à qui anime la séance d’en ouvrir une autre.")


@dataclass(frozen=True)
class Signature:
    """What somebody signs with: the strokes, or the name typed. `form_key` makes it kept once."""

    means: SigningMeans
    text: str
    form_key: uuid.UUID
    arrived_at: time | None = None
    seconds_ago: int = 0


def open_tablet(half_day: HalfDay, *, by: Account) -> Tablet:
    """Make an address where this half-day's sheet is signed, and nothing else is reached."""
    rules.check_can_note(half_day, clock.now())
    expires_at = tablet_rules.expiry_of(half_day)
    if clock.now() >= expires_at:
        raise DomainError(N_("Cette demi-journée est finie depuis plus de deux heures\u00a0: notez les présences ici."))
    tablet = Tablet(half_day_id=half_day.id, opened_by_id=by.id, opened_at=clock.now(), expires_at=expires_at)
    tablet.token_hash = hash_of(plain_token(token_of(tablet.id)))
    db.session.add(tablet)
    audit.write("tablet.open", subject=tablet, by=by)
    db.session.flush()
    return tablet


def close_tablet(tablet: Tablet, *, by: Account | None) -> Tablet:
    """Its address leads nowhere any more; `by` is None from the tablet itself."""
    if tablet.closed_at is None:
        tablet.closed_at = clock.now()
        audit.write("tablet.close", subject=tablet, by=by)
        db.session.flush()
    return tablet


def sign(tablet: Tablet, key: uuid.UUID, signature: Signature) -> AttendanceLine:
    """Sign the line of a person on this tablet; the same form sent again gives the same line.

    Raises DomainError on `path`, `typed` or `arrived_at`, AlreadySigned, NotFound for a stranger to the session.
    """
    session = lock_session(tablet.half_day.session_id)
    half_day = queries.get_half_day(session, tablet.half_day_id)
    if (sent := queries.find_by_form(signature.form_key)) is not None:
        return _same(sent, half_day, key)
    db.session.refresh(tablet)
    db.session.refresh(half_day)
    if not tablet_rules.is_open(tablet, clock.now()):
        raise DomainError(_CLOSED)
    rules.check_can_note(half_day, clock.now())
    attendee = queries.get_attendee(session, key)
    line = queries.find_line(half_day, key)
    tablet_rules.check_can_sign(line)
    if line is None:
        rules.check_is_expected(attendee.registration)
    signed_at = tablet_rules.signing_time(tablet, clock.now(), signature.seconds_ago)
    tablet_rules.check_arrival(half_day, signature.arrived_at, signed_at)
    text = check_signature(signature.means, signature.text, attendee.name)
    hours = (line.arrived_at, line.left_at) if line else (signature.arrived_at, None)
    said = Said(Presence.PRESENT, None, *hours, signature.means, text)
    origin = Origin(tablet=tablet, signed_at=signed_at, form_key=signature.form_key)
    written = write_line(
        half_day, attendee, said, origin, replaces=line, correction=rules.SIGNED_LATER if line else None
    )
    audit.write("attendance.sign", subject=written, by=None)
    db.session.flush()
    return written


def _same(sent: AttendanceLine, half_day: HalfDay, key: uuid.UUID) -> AttendanceLine:
    if sent.half_day_id != half_day.id or queries.key_of(sent) != key:
        raise NotFound
    return sent
