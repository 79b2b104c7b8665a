"""Telling people: each thing is told once, by the way that reaches them, and what became of it is kept."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from inclusion_app.kernel import audit, clock, mail, tasks
from inclusion_app.kernel.audit import Actor
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.trainings import letters
from inclusion_app.trainings.lists import NoticeKind, NoticeResult, NoticeWay, RegistrationState, Withdrawal
from inclusion_app.trainings.models.registrations import Notice, Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries import notices as queries
from inclusion_app.trainings.rules.sessions import RemovedHalfDay

AT_ONCE = 50
"""People told within the request; more are told by a task."""
TELL_TASK = "trainings.tell"
SENT_AGAIN = 1_000_000
"""The rounds of what is sent again begin here: no sequence of a session, no day's number, reaches it."""
_CALL_WITHIN = timedelta(days=2)


class Act(Protocol):
    """What one does with a notice."""

    def __call__(self, notice: Notice, *, by: Actor) -> Notice: ...


def tell(
    registration: Registration,
    kind: NoticeKind,
    *,
    number: int = 0,
    by: Actor | None = None,
    due_on: date | None = None,
    removed: Sequence[RemovedHalfDay] = (),
) -> Notice | None:
    """Tell somebody something, once for each `number`; None when it was told before, also by another at this instant.

    By e-mail when there is an address; else the notice waits in the list of calls to make, until `due_on`.
    """
    if _was_told(registration, kind, way_of(registration), number):
        return None
    notice, letter = write(registration, kind, number=number, by=by, due_on=due_on, removed=removed)
    try:
        with db.session.begin_nested():
            db.session.add_all(filter(None, (letter, notice)))
    except IntegrityError as error:
        if "uq_notice_once" in str(error.orig) or "notice.round" in str(error.orig):
            return None  # the other one tells it
        raise
    return notice


def way_of(registration: Registration) -> NoticeWay:
    """How somebody is told."""
    return NoticeWay.EMAIL if registration.email else NoticeWay.PHONE


def write(
    registration: Registration,
    kind: NoticeKind,
    *,
    number: int,
    by: Actor | None,
    due_on: date | None = None,
    removed: Sequence[RemovedHalfDay] = (),
) -> tuple[Notice, mail.Letter | None]:
    """A notice and its letter, in no transaction yet."""
    way = way_of(registration)
    notice = Notice(
        registration_id=registration.id,
        kind=kind,
        round=number,
        way=way,
        created_at=clock.now(),
        result=NoticeResult.WAITING,
        by_id=by.id if by else None,
        recipient=registration.email or registration.phone,
    )
    if way is NoticeWay.PHONE:
        notice.due_on = due_on or _call_by(registration)
        return notice, None
    text = letters.compose(registration, kind, removed)
    letter = mail.draft(to=registration.email or "", subject=text.subject, text=text.text, attachments=text.attachments)
    notice.letter_id = letter.id
    return notice, letter


def tell_everyone(
    session: TrainingSession,
    kind: NoticeKind,
    number: int = 0,
    by: Actor | None = None,
    *,
    removed: Sequence[RemovedHalfDay] = (),
) -> int:
    """Tell all those who have to do with a session, waiting list included; returns how many will be told.

    Beyond fifty people, a task does it after the request. `removed` are half-days that it just lost.
    """
    people = _list_concerned(session, kind)
    if len(people) > AT_ONCE:
        _ask_task(kind, people, number, by, removed)
    else:
        for registration in queries.list_by_ids(people):
            tell(registration, kind, number=number, by=by, removed=removed)
    return len(people)


def convoke(session: TrainingSession, *, by: Actor) -> int:
    """Send the convocations that were not sent yet, to those who have an e-mail address; returns to how many."""
    people = queries.list_to_convoke(session, by_email=True)
    if not people:
        raise DomainError(N_("Toutes les personnes qui ont un e-mail ont déjà leur convocation."))
    if len(people) > AT_ONCE:
        _ask_task(NoticeKind.CONVOCATION, people, session.sequence, by)
    else:
        for registration in queries.list_by_ids(people):
            tell(registration, NoticeKind.CONVOCATION, number=session.sequence, by=by)
    audit.write("session.convoke", subject=session, by=by, details={"count": len(people)})
    return len(people)


def note_printed(session: TrainingSession, people: Collection[uuid.UUID], *, by: Actor) -> datetime:
    """Note that the letters of these people are printed now; returns the moment, which names the lot."""
    moment = clock.now().replace(microsecond=0)
    for registration in queries.list_by_ids(people):
        if _was_told(registration, NoticeKind.CONVOCATION, NoticeWay.POST, session.sequence):
            continue
        notice = Notice(
            registration_id=registration.id,
            kind=NoticeKind.CONVOCATION,
            round=session.sequence,
            way=NoticeWay.POST,
            created_at=moment,
            sent_at=moment,
            result=NoticeResult.SENT,
            by_id=by.id,
            recipient=registration.address,
        )
        db.session.add(notice)
    audit.write("session.print", subject=session, by=by, details={"count": len(people)})
    db.session.flush()
    return moment


def send_again(notice: Notice, *, by: Actor) -> Notice:
    """Tell the same thing again, to the address that the registration has now. Raises DomainError."""
    registration = notice.registration
    if not registration.email:
        raise DomainError(N_("Cette personne n’a pas d’adresse e-mail. Ajoutez-en une à son inscription."))
    if notice.kind is not NoticeKind.CANCELLATION and registration.session.ends_at < clock.now():
        raise DomainError(N_("Cette session est passée\u00a0: ce message n’a plus lieu d’être."))
    same = (Notice.registration_id == registration.id) & (Notice.kind == notice.kind)
    last = db.session.scalar(select(func.max(Notice.round)).where(same)) or 0
    again = tell(registration, notice.kind, number=max(last + 1, SENT_AGAIN), by=by)
    if again is None:
        raise DomainError(N_("Ce message vient d’être renvoyé."))
    audit.write("notice.again", subject=again, by=by)
    db.session.flush()
    return again


def note_returned(notice: Notice, *, by: Actor) -> Notice:
    """A message came back: it did not arrive. Raises DomainError."""
    if notice.way is NoticeWay.PHONE or notice.result is NoticeResult.FAILED:
        raise DomainError(N_("Ce message ne peut pas être noté comme revenu."))
    notice.result = NoticeResult.FAILED
    audit.write("notice.returned", subject=notice, by=by)
    db.session.flush()
    return notice


def _list_concerned(session: TrainingSession, kind: NoticeKind) -> Sequence[uuid.UUID]:
    """All who are registered, waiting or proposed a seat; of a cancellation, those whom it dismissed as well."""
    concerned = Registration.state != RegistrationState.CANCELLED
    if kind is NoticeKind.CANCELLATION:
        concerned |= Registration.withdrawal == Withdrawal.SESSION
    query = select(Registration.id).where(Registration.session_id == session.id, concerned)
    return db.session.scalars(query.order_by(Registration.id)).all()


def _ask_task(
    kind: NoticeKind,
    people: Sequence[uuid.UUID],
    number: int,
    by: Actor | None,
    removed: Sequence[RemovedHalfDay] = (),
) -> None:
    arguments = {
        "people": [str(person) for person in people],
        "kind": kind.value,
        "number": number,
        "by": str(by.id) if by else None,
        "removed": [one.as_texts() for one in removed],
    }
    tasks.enqueue(TELL_TASK, arguments, by=by)


def _call_by(registration: Registration) -> date:
    """Within two days, and the eve of the session at the latest."""
    eve = clock.to_paris(registration.session.starts_at).date() - timedelta(days=1)
    return max(clock.today(), min(eve, clock.today() + _CALL_WITHIN))


def _was_told(registration: Registration, kind: NoticeKind, way: NoticeWay, number: int) -> bool:
    same = (Notice.registration_id == registration.id) & (Notice.kind == kind)
    query = select(Notice.id).where(same, Notice.way == way, Notice.round == number)
    return db.session.scalar(query) is not None
