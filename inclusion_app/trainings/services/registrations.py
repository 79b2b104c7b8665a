"""Writes of registrations: register, confirm, answer for a proposed seat, withdraw. Seats move in `seats`."""

import uuid

from sqlalchemy import select

from inclusion_app.citizens.indexes import email_index, name_index, phone_index
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.audit import Actor
from inclusion_app.kernel.db import db, violations
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.lists import Channel, NoticeKind, RegistrationState, Withdrawal
from inclusion_app.trainings.models.attendance import AttendanceLine
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.people_match import find_same, list_alike
from inclusion_app.trainings.queries.registrations import find_by_form
from inclusion_app.trainings.queries.sessions import count_seats, lock_session
from inclusion_app.trainings.rules import registrations as rules
from inclusion_app.trainings.rules.registrations import Person
from inclusion_app.trainings.rules.seats import confirm_deadline
from inclusion_app.trainings.services.notices import tell
from inclusion_app.trainings.services.seats import end_registration, fill_seats, hold

__all__ = [
    "SeemsRegistered",
    "accept_offer",
    "cancel_all",
    "cancel_registration",
    "confirm_registration",
    "fill_seats",
    "register",
    "set_person",
]

_FORM_USED = DomainError(N_("Ce formulaire a déjà servi pour une autre session. Actualisez la page, puis recommencez."))
_TOLD_AT_THE_END = frozenset({Withdrawal.PERSON, Withdrawal.STAFF})


class SeemsRegistered(DomainError):
    """Somebody of the session may be the same person; the team decides."""


def register(
    session: TrainingSession,
    person: Person,
    *,
    by: Actor | None,
    channel: Channel,
    form_key: uuid.UUID | None,
    anyway: bool = False,
) -> Registration:
    """Register someone: on a seat while one is free, else at the end of the waiting list.

    The same form sent twice registers once. From the public page the same person twice changes nothing; the team is
    refused, or warned by SeemsRegistered unless `anyway`. One's own account twice is the same registration.
    """
    person = rules.check_person(person)
    session = lock_session(session.id)
    if kept := find_by_form(session, form_key):
        return kept
    rules.check_may_register(session, channel, clock.now())
    if same := find_same(session, person):
        if channel is Channel.PUBLIC or (channel is Channel.SELF and same.account_id == person.account_id):
            return same
        raise DomainError(rules.ALREADY_REGISTERED, name=person.full_name)
    if channel is Channel.STAFF and not anyway:
        _check_alike(session, person)
    fill_seats(session)
    registration = _add(session, person, by=by, channel=channel, form_key=form_key)
    _tell_first(registration)
    return registration


def _check_alike(session: TrainingSession, person: Person) -> None:
    names = list(dict.fromkeys(known.full_name for known in list_alike(session, person)))
    if names:
        raise SeemsRegistered(N_("%(names)s semble déjà inscrit·e à cette session."), names=", ".join(names[:3]))


def _add(
    session: TrainingSession, person: Person, *, by: Actor | None, channel: Channel, form_key: uuid.UUID | None
) -> Registration:
    now = clock.now()
    public = channel is Channel.PUBLIC
    price = session.course_version.price_cents if person.price_cents is None else person.price_cents
    registration = Registration(
        session_id=session.id,
        account_id=person.account_id,
        citizen_id=person.citizen_id,
        state=free_state(session),
        channel=channel,
        registered_by_id=by.id if by else None,
        registered_at=now,
        queued_at=now,
        confirmed_at=None if public else now,
        answer_by=confirm_deadline(session, now) if public and person.email else None,
        trainee_kind=person.trainee_kind,
        funder=person.funder or rules.usual_funder(price, channel),
        price_cents=price,
        form_key=form_key,
    )
    set_person(registration, person)
    with violations({"registration.form_key": _FORM_USED}):
        db.session.add(registration)
        db.session.flush()
    audit.write("registration.create", subject=registration, by=by, details={"channel": channel.value})
    return registration


def free_state(session: TrainingSession) -> RegistrationState:
    """On a seat of a session that is held, while one is free; else waiting."""
    left = count_seats([session])[session.id].left
    return RegistrationState.SEATED if left else RegistrationState.WAITING


def set_person(registration: Registration, person: Person) -> None:
    """Who it is and how to reach them, with the indexes that find them."""
    for name in ("first_name", "last_name", "email", "phone", "need", "adaptations", "organisation", "address"):
        setattr(registration, name, getattr(person, name))
    registration.name_index = name_index(person.first_name, person.last_name)
    registration.email_index = email_index(person.email)
    registration.phone_index = phone_index(person.phone)


def _tell_first(registration: Registration) -> None:
    """Ask whoever wrote on the public page to confirm; tell the others by e-mail: whoever registers someone who has
    none is in front of them or on the telephone."""
    if registration.channel is Channel.PUBLIC:
        tell(registration, NoticeKind.CONFIRM)
    else:
        tell_state(registration)


def tell_state(registration: Registration, *, number: int = 0) -> None:
    """Tell by e-mail that somebody has a seat or waits for one, unless the session has begun."""
    if registration.email and clock.now() < registration.session.starts_at:
        seated = registration.state is RegistrationState.SEATED
        tell(registration, NoticeKind.REGISTERED if seated else NoticeKind.WAITING, number=number)


def confirm_registration(registration: Registration, *, by: Actor | None) -> Registration:
    """The person answered, from the address given or on the telephone: the registration no longer lapses."""
    registration = hold(registration.id)
    rules.check_going_on(registration)
    if registration.confirmed_at is None and registration.state is not RegistrationState.OFFERED:
        registration.confirmed_at = clock.now()
        registration.answer_by = None
        audit.write("registration.confirm", subject=registration, by=by)
        db.session.flush()
        tell_state(registration)
    return registration


def accept_offer(registration: Registration, *, by: Actor | None) -> Registration:
    """Take the seat that was proposed; doing it twice changes nothing."""
    registration = hold(registration.id)
    rules.check_going_on(registration)
    if registration.state is RegistrationState.SEATED:
        return registration
    rules.check_offered(registration)
    registration.state = RegistrationState.SEATED
    registration.confirmed_at = registration.confirmed_at or clock.now()
    registration.answer_by = None
    audit.write("registration.accept", subject=registration, by=by)
    db.session.flush()
    tell_state(registration)
    return registration


def cancel_registration(registration: Registration, withdrawal: Withdrawal, *, by: Actor | None) -> Registration:
    """End a registration and propose its seat to the next; doing it twice changes nothing.

    Refused once the session has begun to whoever is not of the team, and to all once somebody signed.
    """
    registration = hold(registration.id)
    if registration.state is RegistrationState.CANCELLED:
        return registration
    _check_may_end(registration, by)
    held = registration.confirmed_at is not None
    end_registration(registration, withdrawal, by)
    unreachable = not registration.email and withdrawal is not Withdrawal.STAFF
    if held and withdrawal in _TOLD_AT_THE_END and not unreachable and clock.now() < registration.session.starts_at:
        tell(registration, NoticeKind.WITHDRAWN)
    fill_seats(registration.session)
    return registration


def _check_may_end(registration: Registration, by: Actor | None) -> None:
    own = by is None or by.id == registration.account_id
    if own and clock.now() >= registration.session.starts_at:
        raise DomainError(N_("Cette session a déjà commencé\u00a0: parlez-en à la personne qui l’anime."))
    signed = select(AttendanceLine.id).where(AttendanceLine.registration_id == registration.id)
    if db.session.scalar(signed.limit(1)) is not None:
        raise DomainError(N_("Sa présence est déjà notée\u00a0: corrigez plutôt la feuille de présence."))


def cancel_all(session: TrainingSession, *, by: Actor | None) -> int:
    """End all the registrations of a session that no longer takes place; returns how many.

    Nobody is told here: tell them first (`notices.tell_everyone`), while they still are registered.
    """
    session = lock_session(session.id)
    query = select(Registration).where(
        Registration.session_id == session.id, Registration.state != RegistrationState.CANCELLED
    )
    going_on = db.session.scalars(query.execution_options(populate_existing=True)).all()
    for registration in going_on:
        end_registration(registration, Withdrawal.SESSION, by)
    return len(going_on)
