"""Rules of the network: freshness of a place, what a structure or a place must say, when a membership may end."""

import re
from datetime import date, timedelta

from stdnum.exceptions import ValidationError
from stdnum.fr import siret as siret_number

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.network.sheets import PlaceSheet, StructureSheet
from inclusion_app.vocabulary.listed import Listed

SUMMARY_LENGTH = 280
UNDO_LIFE = timedelta(days=30)
_POSTAL_CODE = re.compile(r"\d{5}")


class Freshness(Listed):
    """How recently a place was confirmed (Mon Inclusion Numérique): under 6, 12, 18 months, or longer."""

    CURRENT = "current", N_("À jour")
    WATCH = "watch", N_("À surveiller")
    CHECK = "check", N_("À vérifier")
    RENEW = "renew", N_("À actualiser")


_MONTHS = ((6, Freshness.CURRENT), (12, Freshness.WATCH), (18, Freshness.CHECK))


def freshness(updated_on: date, today: date) -> Freshness:
    """How fresh what we know of a place is."""
    age = months_between(updated_on, today)
    return next((state for limit, state in _MONTHS if age < limit), Freshness.RENEW)


def months_between(start: date, end: date) -> int:
    """Whole months from one day to a later one."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def check_siret(text: str) -> str:
    """The fourteen digits of a SIRET, its keys checked; La Poste's establishments have a key of their own."""
    digits = re.sub(r"[\s.\u00a0\u202f]", "", text)
    try:
        return str(siret_number.validate(digits))
    except ValidationError as error:
        if not digits.isascii() or not digits.isdecimal() or len(digits) != 14:
            message = N_("Un numéro SIRET compte 14\u00a0chiffres\u00a0: vous en avez écrit %(count)s.")
            raise DomainError(message, field="siret", count=sum(c.isdecimal() for c in digits)) from error
        message = N_("Ce numéro SIRET n’existe pas\u00a0: vérifiez chaque chiffre, l’un d’eux doit être faux.")
        raise DomainError(message, field="siret") from error


def check_structure(sheet: StructureSheet) -> None:
    """What a structure must say."""
    if not sheet.name.strip():
        raise DomainError(N_("Écrivez le nom de la structure."), field="name")
    if sheet.siret:
        check_siret(sheet.siret)


def check_place(sheet: PlaceSheet) -> None:
    """What a place must say."""
    if not sheet.name.strip():
        raise DomainError(N_("Écrivez le nom du lieu."), field="name")
    if not sheet.address.strip():
        raise DomainError(N_("Écrivez l’adresse du lieu."), field="address")
    if not _POSTAL_CODE.fullmatch(sheet.postal_code):
        raise DomainError(N_("Un code postal compte 5\u00a0chiffres."), field="postal_code")
    if not sheet.services:
        raise DomainError(N_("Cochez au moins un service\u00a0: c’est ce que cherchent les gens."), field="services")
    if sheet.summary and len(sheet.summary) > SUMMARY_LENGTH:
        message = N_("La présentation courte tient en 280\u00a0caractères\u00a0: la vôtre en compte %(count)s.")
        raise DomainError(message, field="summary", count=len(sheet.summary))


def check_can_delete(places: int, mediators: int) -> None:
    """A structure goes only when nothing active remains in it."""
    if places:
        raise DomainError(
            N_("Cette structure a encore des lieux (%(count)s). Supprimez-les ou rattachez-les ailleurs d’abord."),
            count=places,
        )
    if mediators:
        raise DomainError(
            N_(
                "Des médiatrices ou médiateurs y travaillent encore (%(count)s)."
                " Mettez d’abord fin à leur rattachement."
            ),
            count=mediators,
        )


def check_end(started_on: date, ended_on: date, today: date) -> None:
    """A membership ends between its first day and today."""
    if ended_on > today:
        raise DomainError(
            N_("Cette date est à venir. Revenez ce jour-là, ou écrivez la date d’aujourd’hui."), field="ended_on"
        )
    if ended_on < started_on:
        raise DomainError(N_("La fin ne peut pas venir avant le début."), field="ended_on")
