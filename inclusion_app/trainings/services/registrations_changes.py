"""What the team changes of a registration: the person's details, the date."""

from dataclasses import replace

from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.audit import Actor
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.trainings.lists import NoticeKind, RegistrationState, Withdrawal
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.people_match import find_same
from inclusion_app.trainings.queries.sessions import lock_session
from inclusion_app.trainings.rules import registrations as rules
from inclusion_app.trainings.rules.registrations import Person
from inclusion_app.trainings.rules.seats import confirm_deadline, offer_deadline
from inclusion_app.trainings.services.notices import tell
from inclusion_app.trainings.services.registrations import free_state, set_person, tell_state
from inclusion_app.trainings.services.seats import end_registration, fill_seats, hold


def update_registration(registration: Registration, person: Person, *, by: Actor) -> Registration:
    """Correct who it is and how to reach them. A new e-mail makes the links already sent useless, and is written to."""
    registration = hold(registration.id)
    rules.check_going_on(registration)
    known = replace(person, account_id=registration.account_id, citizen_id=registration.citizen_id)
    person = rules.check_person(known)
    known_email = registration.email
    set_person(registration, person)
    registration.trainee_kind = person.trainee_kind
    registration.funder = person.funder or registration.funder
    if person.price_cents is not None:
        registration.price_cents = person.price_cents
    audit.write("registration.update", subject=registration, by=by)
    if person.email != known_email:
        registration.link_number += 1
        _reach_again(registration)
    db.session.flush()
    return registration


def _reach_again(registration: Registration) -> None:
    """What still waits for an answer is asked at the new address, or by telephone when there is none any more."""
    session, now, number = registration.session, clock.now(), registration.link_number
    db.session.flush()
    if now >= session.starts_at:
        return
    if registration.state is RegistrationState.OFFERED:
        registration.answer_by = offer_deadline(session, now) if registration.email else None
        tell(registration, NoticeKind.OFFER, number=number)
    elif registration.confirmed_at is None:
        registration.answer_by = confirm_deadline(session, now) if registration.email else None
        tell(registration, NoticeKind.CONFIRM, number=number)
    else:
        tell_state(registration, number=number)


def move_registration(registration: Registration, to: TrainingSession, *, by: Actor) -> Registration:
    """Pass someone to another date of the same course, with their place in time; returns the new registration.

    The seat left goes to the next of the first date. Both dates are held in the order of their keys.
    """
    for session_id in sorted((registration.session_id, to.id)):
        lock_session(session_id)
    registration = hold(registration.id)
    rules.check_going_on(registration)
    rules.check_may_move(registration.session, to, clock.now())
    person = person_of(registration)
    if find_same(to, person):
        raise DomainError(rules.ALREADY_REGISTERED, name=person.full_name)
    fill_seats(to)
    moved = _copy(registration, to, person, by)
    end_registration(registration, Withdrawal.MOVED, by)
    if registration.email:
        tell(registration, NoticeKind.WITHDRAWN)
    tell_state(moved)
    fill_seats(registration.session)
    return moved


def _copy(registration: Registration, to: TrainingSession, person: Person, by: Actor) -> Registration:
    moved = Registration(
        session_id=to.id,
        account_id=person.account_id,
        citizen_id=person.citizen_id,
        state=free_state(to),
        channel=registration.channel,
        registered_by_id=registration.registered_by_id,
        registered_at=registration.registered_at,
        queued_at=registration.queued_at,
        confirmed_at=registration.confirmed_at or clock.now(),
        trainee_kind=person.trainee_kind,
        funder=person.funder,
        price_cents=person.price_cents,
    )
    set_person(moved, person)
    db.session.add(moved)
    db.session.flush()
    audit.write("registration.move", subject=moved, by=by, details={"from": str(registration.id)})
    return moved


def person_of(registration: Registration) -> Person:
    """Who is registered, as the form shows it."""
    return Person(
        first_name=registration.first_name or "",
        last_name=registration.last_name or "",
        email=registration.email,
        phone=registration.phone,
        need=registration.need,
        adaptations=registration.adaptations,
        organisation=registration.organisation,
        address=registration.address,
        account_id=registration.account_id,
        citizen_id=registration.citizen_id,
        trainee_kind=registration.trainee_kind,
        funder=registration.funder,
        price_cents=registration.price_cents,
    )
