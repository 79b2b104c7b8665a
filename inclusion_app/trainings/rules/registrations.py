"""Who may register, with what they must say, and what each answer is allowed to."""

import re
import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from inclusion_app.citizens.rules import EMAIL_TOO_LONG, LONGEST_EMAIL, LONGEST_NAME, NAME_TOO_LONG
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.phone import normalise_phone
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.lists import Channel, Funder, RegistrationState, SessionState, TraineeKind, Withdrawal
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import TrainingSession

LONGEST_TEXT = 1000
LONGEST_ORGANISATION = 200
DEAREST_CENTS = 100_000_00
ADDED_AFTER = timedelta(days=31)
"""How long after a session the team may still add somebody who came."""

TEXT_TOO_LONG = N_("Écrivez au plus 1\u00a0000 caractères\u00a0: rien n’a été coupé, raccourcissez vous-même.")
ORGANISATION_TOO_LONG = N_("Écrivez au plus 200 caractères.")
CONTACT_NEEDED = N_("Écrivez un téléphone ou une adresse électronique\u00a0: l’un des deux suffit.")
WRONG_EMAIL = N_("Écrivez une adresse électronique complète, comme prenom.nom@exemple.fr.")
ALREADY_REGISTERED = N_("%(name)s est déjà inscrit·e à cette session, avec les mêmes coordonnées.")
IS_CANCELLED = N_("Cette session est annulée\u00a0: on ne peut plus s’y inscrire.")
HAS_BEGUN = N_("Cette session a déjà commencé\u00a0: les inscriptions sont closes.")
IS_OVER = N_("Cette session est finie depuis plus d’un mois\u00a0: on ne peut plus y inscrire personne.")
NO_LONGER_REGISTERED = N_("Cette inscription a déjà pris fin. Une nouvelle inscription reste possible.")
NO_OFFER = N_("Aucune place n’est proposée en ce moment pour cette inscription.")

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


@dataclass(frozen=True)
class Person:
    """Who registers, as typed; `account_id` and `citizen_id` say whether the house knows them."""

    first_name: str
    last_name: str
    email: str | None = None
    phone: str | None = None
    need: str | None = None
    adaptations: str | None = None
    organisation: str | None = None
    address: str | None = None
    account_id: uuid.UUID | None = None
    citizen_id: uuid.UUID | None = None
    trainee_kind: TraineeKind = TraineeKind.OTHER
    funder: Funder | None = None
    price_cents: int | None = None
    """None for the price of the course."""

    @property
    def full_name(self) -> str:
        """First name, then last name."""
        return f"{self.first_name} {self.last_name}".strip()


def check_person(person: Person) -> Person:
    """The person ready to be kept: telephone in E.164, empty texts as None.

    Someone whom the house does not know gives a telephone or an e-mail. Raises DomainError at its field.
    """
    for name, field, missing in (
        (person.first_name, "first_name", N_("Écrivez un prénom.")),
        (person.last_name, "last_name", N_("Écrivez un nom de famille.")),
    ):
        _check_name(name, field, missing, known=person.account_id is not None)
    _check_lengths(person)
    phone, email = check_contact(person.phone, person.email, known=bool(person.account_id or person.citizen_id))
    return replace(
        person,
        phone=phone,
        email=email,
        need=person.need or None,
        adaptations=person.adaptations or None,
        organisation=person.organisation or None,
        address=person.address or None,
    )


def check_contact(phone: str | None, email: str | None, *, known: bool = False) -> tuple[str | None, str | None]:
    """Telephone in E.164 and address, None for what is missing; at least one unless the person is known."""
    if not phone and not email and not known:
        raise DomainError(CONTACT_NEEDED, field="phone")
    if email and len(email) > LONGEST_EMAIL:
        raise DomainError(EMAIL_TOO_LONG, field="email")
    if email and not _EMAIL.fullmatch(email):
        raise DomainError(WRONG_EMAIL, field="email")
    return (normalise_phone(phone) if phone else None), email or None


def check_may_register(session: TrainingSession, channel: Channel, now: datetime) -> None:
    """The session takes place and has not begun; the team may add who came for a month after its end."""
    if session.state is SessionState.CANCELLED:
        raise DomainError(IS_CANCELLED)
    if channel is Channel.STAFF:
        if now > session.ends_at + ADDED_AFTER:
            raise DomainError(IS_OVER)
    elif now >= session.starts_at:
        raise DomainError(HAS_BEGUN)


def may_register(session: TrainingSession, now: datetime) -> bool:
    """Anybody may still register."""
    return session.state is SessionState.OPEN and now < session.starts_at


def check_going_on(registration: Registration) -> None:
    """Nothing changes once a registration ended."""
    if registration.state is RegistrationState.CANCELLED:
        raise DomainError(NO_LONGER_REGISTERED)


def check_offered(registration: Registration) -> None:
    """A seat is proposed; until it went to the next one, it may be taken even a little late."""
    if registration.state is not RegistrationState.OFFERED:
        raise DomainError(NO_OFFER)


def usual_funder(price_cents: int, channel: Channel) -> Funder:
    """Who pays when nobody said so."""
    if not price_cents:
        return Funder.NONE
    return Funder.EMPLOYER if channel is Channel.SELF else Funder.PERSON


def check_may_move(session: TrainingSession, to: TrainingSession, now: datetime) -> None:
    """Another date of the same course, still to come."""
    same_course = session.course_version.course_id == to.course_version.course_id
    if not same_course or session.id == to.id or not may_register(to, now):
        raise DomainError(N_("Choisissez une autre date de la même formation, encore à venir."), field="to")


class Standing(StrEnum):
    """What a registration is to the person, in the order in which it is said."""

    SESSION_CANCELLED = "session_cancelled"
    ENDED = "ended"
    PAST = "past"
    OFFERED = "offered"
    TO_CONFIRM = "to_confirm"
    WAITING = "waiting"
    SEATED = "seated"


def standing_of(registration: Registration, now: datetime) -> Standing:
    """What the person's own page says."""
    if registration.session.state is SessionState.CANCELLED:
        return Standing.SESSION_CANCELLED
    if registration.state is RegistrationState.CANCELLED:
        return Standing.ENDED
    if now >= registration.session.ends_at:
        return Standing.PAST
    if registration.state is RegistrationState.OFFERED:
        return Standing.OFFERED
    if registration.confirmed_at is None:
        return Standing.TO_CONFIRM
    return Standing(registration.state.value)


def lapse_reason(registration: Registration) -> Withdrawal:
    """Why a registration that nobody answered for ends."""
    return Withdrawal.NO_ANSWER if registration.state is RegistrationState.OFFERED else Withdrawal.NOT_CONFIRMED


def split_name(name: str) -> tuple[str, str]:
    """« Nadia Benali » as a first name and a last name; what is in one word is a first name.

    >>> split_name("Marie-Ange de la Tour")
    ('Marie-Ange', 'de la Tour')
    """
    first, _, last = name.strip().partition(" ")
    return first, last.strip()


def _check_name(name: str, field: str, missing: str, *, known: bool) -> None:
    if not name and not (known and field == "last_name"):
        raise DomainError(missing, field=field)
    if len(name) > LONGEST_NAME:
        raise DomainError(NAME_TOO_LONG, field=field)


def _check_lengths(person: Person) -> None:
    for field in ("need", "adaptations", "address"):
        if len(getattr(person, field) or "") > LONGEST_TEXT:
            raise DomainError(TEXT_TOO_LONG, field=field)
    if len(person.organisation or "") > LONGEST_ORGANISATION:
        raise DomainError(ORGANISATION_TOO_LONG, field="organisation")
    if not 0 <= (person.price_cents or 0) <= DEAREST_CENTS:
        raise DomainError(N_("Écrivez un prix entre 0 et 100\u00a0000\u00a0euros."), field="price")
