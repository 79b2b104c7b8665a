"""Telling people: each thing is told once, by the way that reaches them, and what became of it is kept."""

from sqlalchemy import select

from inclusion_app.kernel import clock, mail
from inclusion_app.kernel.audit import Actor
from inclusion_app.kernel.db import db
from inclusion_app.trainings import letters
from inclusion_app.trainings.lists import NoticeKind, NoticeResult, NoticeWay
from inclusion_app.trainings.models.registrations import Notice, Registration


def tell(registration: Registration, kind: NoticeKind, *, number: int = 0, by: Actor | None = None) -> Notice | None:
    """Tell somebody something, once for each `number`; None when it was told before.

    By e-mail when there is an address; else the notice waits in the list of calls to make.
    """
    way = NoticeWay.EMAIL if registration.email else NoticeWay.PHONE
    if _was_told(registration, kind, way, number):
        return None
    notice = Notice(
        registration_id=registration.id,
        kind=kind,
        round=number,
        way=way,
        created_at=clock.now(),
        result=NoticeResult.WAITING,
        by_id=by.id if by else None,
    )
    if registration.email:
        notice.recipient = registration.email
        text = letters.compose(registration, kind)
        letter = mail.queue(to=registration.email, subject=text.subject, text=text.text, attachments=text.attachments)
        db.session.flush()
        notice.letter_id = letter.id
    else:
        notice.recipient = registration.phone
    db.session.add(notice)
    db.session.flush()
    return notice


def _was_told(registration: Registration, kind: NoticeKind, way: NoticeWay, number: int) -> bool:
    same = (Notice.registration_id == registration.id) & (Notice.kind == kind)
    query = select(Notice.id).where(same, Notice.way == way, Notice.round == number)
    return db.session.scalar(query) is not None
