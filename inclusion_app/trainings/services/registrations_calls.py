"""What a call gave is noted, and does what the person said."""

from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.audit import Actor
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.lists import NoticeKind, NoticeResult, Withdrawal
from inclusion_app.trainings.models.registrations import Notice
from inclusion_app.trainings.rules.registrations_calls import BEFORE, CallAnswer
from inclusion_app.trainings.services import registrations


def note_call(notice: Notice, answer: CallAnswer, *, by: Actor) -> Notice:
    """Note what a call gave. Somebody reached for a confirmation or a seat confirms or takes it; who cannot come is
    withdrawn, and the seat goes to the next."""
    registration, kind = notice.registration, notice.kind
    if answer is CallAnswer.NOT_COMING:
        if kind not in BEFORE:
            raise DomainError(N_("Cette réponse ne convient pas à cet appel."))
        reason = Withdrawal.DECLINED if kind is NoticeKind.OFFER else Withdrawal.PERSON
        registrations.cancel_registration(registration, reason, by=by)
    elif answer is CallAnswer.REACHED and kind is NoticeKind.CONFIRM:
        registrations.confirm_registration(registration, by=by)
    elif answer is CallAnswer.REACHED and kind is NoticeKind.OFFER:
        registrations.accept_offer(registration, by=by)
    reached = answer is not CallAnswer.NOT_REACHED
    notice.result = NoticeResult.REACHED if reached else NoticeResult.NOT_REACHED
    notice.sent_at = clock.now()
    notice.by_id = by.id
    audit.write("notice.call", subject=notice, by=by, details={"result": notice.result.value})
    db.session.flush()
    return notice
