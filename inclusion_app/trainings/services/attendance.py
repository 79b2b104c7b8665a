"""Noting who came: by the team, line after line; correcting; saying that a half-day did not take place."""

import uuid
from collections.abc import Mapping

from inclusion_app.access.models import Account
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.lists import NotHeld, NoticeKind, Presence, SigningMeans
from inclusion_app.trainings.models.attendance import AttendanceLine
from inclusion_app.trainings.models.sessions import HalfDay
from inclusion_app.trainings.queries import attendance as queries
from inclusion_app.trainings.queries.attendance import Attendee
from inclusion_app.trainings.queries.sessions import lock_session
from inclusion_app.trainings.rules import attendance as rules
from inclusion_app.trainings.rules.attendance import Said
from inclusion_app.trainings.services.attendance_lines import Origin, write_line
from inclusion_app.trainings.services.notices import tell


def note_presence(half_day: HalfDay, said: Mapping[uuid.UUID, Said], *, by: Account) -> list[AttendanceLine]:
    """Write a line for each person said, by her key; whoever has a line by now keeps it. Returns those written."""
    people = _open(half_day)
    known = queries.lines_of_half_day(half_day)
    written = [_note(half_day, people[key], one, by) for key, one in said.items() if key not in known and key in people]
    if written:
        audit.write("attendance.note", subject=half_day, by=by, details={"lines": len(written)})
        db.session.flush()
    return written


def note_paper(half_day: HalfDay, keys: frozenset[uuid.UUID], *, by: Account) -> list[AttendanceLine]:
    """The people who signed the paper sheet were there; a line that said so without a signature is replaced."""
    people = _open(half_day)
    known = queries.lines_of_half_day(half_day)
    written = []
    for key in sorted(keys & people.keys()):
        line = known.get(key)
        if line is None:
            written.append(_note(half_day, people[key], Said(Presence.PRESENT, means=SigningMeans.PAPER), by))
        elif line.presence is Presence.PRESENT and line.means is SigningMeans.NONE:
            said = Said(Presence.PRESENT, None, line.arrived_at, line.left_at, SigningMeans.PAPER)
            written.append(
                write_line(half_day, people[key], said, Origin(by), replaces=line, correction=rules.ON_PAPER)
            )
    if written:
        audit.write("attendance.note", subject=half_day, by=by, details={"lines": len(written), "paper": True})
        db.session.flush()
    return written


def correct_line(line: AttendanceLine, said: Said, *, reason: str, by: Account) -> AttendanceLine:
    """Replace a line by another one, with the reason; the first stays, and its signature with it."""
    half_day = line.half_day
    people = _open(half_day)
    db.session.refresh(line)
    if line.replaced_at is not None:
        raise DomainError(N_("Cette ligne a déjà été corrigée. Actualisez la page pour voir la dernière."))
    if not reason.strip():
        raise DomainError(N_("Dites pourquoi vous corrigez cette ligne."), field="correction")
    said = rules.tidied(half_day, said)
    if rules.is_same(line, said):
        raise DomainError(N_("Rien n’a changé\u00a0: la ligne dit déjà cela."))
    attendee = people[queries.key_of(line)]
    corrected = write_line(half_day, attendee, said, Origin(by), replaces=line, correction=reason.strip())
    audit.write("attendance.correct", subject=corrected, by=by)
    db.session.flush()
    return corrected


def declare_not_held(half_day: HalfDay, reason: NotHeld, *, note: str, by: Account) -> HalfDay:
    """Say that a half-day did not take place, and why; refused once somebody's presence was noted."""
    lock_session(half_day.session_id)
    db.session.refresh(half_day)
    if queries.has_lines(half_day):
        raise DomainError(
            N_("Des présences sont déjà notées pour cette demi-journée\u00a0: elle a eu lieu. Corrigez ces lignes.")
        )
    if clock.to_paris(half_day.starts_at).date() > clock.today():
        raise DomainError(N_("Cette demi-journée est à venir\u00a0: annulez la session, ou changez ses dates."))
    half_day.not_held, half_day.not_held_note = reason, note.strip() or None
    audit.write("attendance.not_held", subject=half_day, by=by, details={"reason": reason.value})
    db.session.flush()
    return half_day


def declare_held(half_day: HalfDay, *, by: Account) -> HalfDay:
    """Take that back."""
    lock_session(half_day.session_id)
    db.session.refresh(half_day)
    if half_day.not_held is not None:
        half_day.not_held, half_day.not_held_note = None, None
        audit.write("attendance.held", subject=half_day, by=by)
        db.session.flush()
    return half_day


def ask_after(half_day: HalfDay, *, by: Account) -> int:
    """Write to whoever did not come without a word, or put her on the list of calls; once a day. Returns how many."""
    number = queries.day_number(half_day)
    missed = queries.list_missed(half_day)
    told = [tell(registration, NoticeKind.MISSED, number=number, by=by) for registration in missed]
    if told:
        audit.write("attendance.ask_after", subject=half_day, by=by, details={"people": len(told)})
        db.session.flush()
    return len(told)


def _open(half_day: HalfDay) -> dict[uuid.UUID, Attendee]:
    """Whoever may be noted, by key; one writer at a time."""
    session = lock_session(half_day.session_id)
    db.session.refresh(half_day)
    rules.check_can_note(half_day, clock.now())
    return {one.key: one for one in queries.list_attendees(session)}


def _note(half_day: HalfDay, attendee: Attendee, said: Said, by: Account) -> AttendanceLine:
    rules.check_is_expected(attendee.registration)
    return write_line(half_day, attendee, said, Origin(by))
