"""What may be kept about a citizen and what may be done with it; no session, no clock."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from inclusion_app.citizens.models import InformedHow
from inclusion_app.citizens.notice import NOTICES
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.phone import normalise_phone
from inclusion_app.kernel.text import N_
from inclusion_app.vocabulary.people import Gender, SocialStatus

LONGEST_NAME = 200
LONGEST_EMAIL = 254
LONGEST_NOTES = 5000
OLDEST_AGE = 120
UNDO = timedelta(days=30)

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")

EMAIL_TOO_LONG = N_("Cette adresse est trop longue\u00a0: 254\u00a0caractères au plus.")
NOTES_TOO_LONG = N_("Écrivez au plus 5\u00a0000 caractères.")
INFORMED_LATER = N_("Cette date est dans le futur\u00a0: écrivez le jour où vous l’avez dit.")
NAME_TOO_LONG = N_("Écrivez au plus 200 caractères\u00a0: rien n’a été coupé, raccourcissez vous-même.")


@dataclass(frozen=True)
class Identity:
    """Who someone is and how to reach them, as typed."""

    first_name: str
    last_name: str
    birth_year: int | None = None
    commune_code: str | None = None
    gender: Gender = Gender.UNKNOWN
    social_status: SocialStatus = SocialStatus.UNKNOWN
    phone: str | None = None
    email: str | None = None
    notes: str | None = None


@dataclass(frozen=True)
class Information:
    """What the person was told, when and how."""

    on: date
    how: InformedHow
    version: str


def check_identity(identity: Identity, today: date) -> Identity:
    """The identity ready to be kept: telephone in E.164, empty texts as None.

    Raises DomainError on the first field that does not fit.
    """
    _check_name(identity.first_name, "first_name", N_("Écrivez un prénom."))
    _check_name(identity.last_name, "last_name", N_("Écrivez un nom, ou au moins son initiale."))
    check_birth_year(identity.birth_year, today)
    email = identity.email or None
    if email and (len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email)):
        raise DomainError(N_("Écrivez une adresse électronique complète, comme prenom.nom@exemple.fr."), field="email")
    if len(identity.notes or "") > LONGEST_NOTES:
        raise DomainError(NOTES_TOO_LONG, field="notes")
    return Identity(
        first_name=identity.first_name,
        last_name=identity.last_name,
        birth_year=identity.birth_year,
        commune_code=identity.commune_code or None,
        gender=identity.gender,
        social_status=identity.social_status,
        phone=normalise_phone(identity.phone) if identity.phone else None,
        email=email,
        notes=identity.notes or None,
    )


def check_birth_year(year: int | None, today: date) -> None:
    """A year of someone alive today."""
    if year is not None and not today.year - OLDEST_AGE <= year <= today.year:
        raise DomainError(
            N_("Écrivez une année de naissance entre %(first)s et %(last)s, comme 1948."),
            field="birth_year",
            first=today.year - OLDEST_AGE,
            last=today.year,
        )


def check_information(information: Information, today: date) -> None:
    """The person was told a known text, at a past day."""
    if information.on > today:
        raise DomainError(INFORMED_LATER, field="informed_on")
    if information.version not in NOTICES:
        raise DomainError(N_("Ce texte d’information n’existe pas. Rouvrez la page et recommencez."))


def check_can_stop(*, other_followers: int, shared_with_team: bool) -> None:
    """Somebody must still be able to open the page of a citizen."""
    if not other_followers and not shared_with_team:
        raise DomainError(
            N_(
                "Vous êtes seul·e à suivre cette personne\u00a0: plus personne ne pourrait ouvrir sa fiche."
                " Partagez-la d’abord avec votre équipe, ou supprimez-la."
            )
        )


def may_restore(deleted_at: datetime | None, now: datetime) -> bool:
    """A deletion is undone for 30 days."""
    return deleted_at is not None and now - deleted_at < UNDO


def _check_name(name: str, field: str, missing: str) -> None:
    if not name:
        raise DomainError(missing, field=field)
    if len(name) > LONGEST_NAME:
        raise DomainError(NAME_TOO_LONG, field=field)
