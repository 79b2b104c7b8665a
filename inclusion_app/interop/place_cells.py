"""How each cell of the standard's file reads as a value of ours. Every reader raises DomainError in words."""

import re
from collections.abc import Callable
from typing import Any

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_, fold
from inclusion_app.network import contact
from inclusion_app.network.standard import (
    AccessMode,
    Audience,
    Fee,
    Label,
    Mobility,
    NationalProgramme,
    Service,
    SpecialCare,
    SupportMode,
)
from inclusion_app.network.typologies import TYPOLOGIES
from inclusion_app.vocabulary.listed import Listed

TEXT_LENGTHS = {"nom": 255, "adresse": 255}

_BETWEEN = re.compile(r"[|;]")
_PIVOT = re.compile(r"[a-zA-Z0-9]{9,14}")
_POSTAL_CODE = re.compile(r"[0-9]{5}")
_UNKNOWN_PIVOT = re.compile(r"0+")


def read_pivot(text: str) -> str | None:
    """A SIRET, an RNA or a RIDET; zeros mean that nobody knows it."""
    if not _PIVOT.fullmatch(text):
        raise DomainError(N_("Un SIRET, RNA ou RIDET compte 9 à 14 chiffres ou lettres."))
    return None if _UNKNOWN_PIVOT.fullmatch(text) else text


def read_postal_code(text: str) -> str:
    """Five digits."""
    if not _POSTAL_CODE.fullmatch(text):
        raise DomainError(N_("Un code postal compte 5 chiffres."))
    return text


def several(listed: type[Listed]) -> Callable[[str], frozenset[Any]]:
    """A reader of several labels of a closed list; apostrophes, spaces and accents are forgiven, nothing else is."""
    known = {_key(member.label): member for member in listed}

    def read(text: str) -> frozenset[Any]:
        labels = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
        strangers = [label for label in labels if _key(label) not in known]
        if strangers:
            message = N_("«\u00a0%(label)s\u00a0» n’est pas dans la liste du standard.")
            raise DomainError(message, label=strangers[0][:80])
        return frozenset(known[_key(label)] for label in labels)

    return read


def _key(label: str) -> str:
    return fold(label).replace(" ", "")


read_services = several(Service)


def read_coordinates(latitude: str, longitude: str) -> tuple[float, float] | None:
    """Both coordinates in degrees; one without the other does not fit."""
    return contact.read_coordinates(f"{latitude}, {longitude}")


def text_of(most: int) -> Callable[[str], str]:
    """A reader of free text up to a length."""

    def read(text: str) -> str:
        if len(text) > most:
            raise DomainError(N_("Ce texte dépasse %(most)s caractères."), most=most)
        return text

    return read


def read_typologies(text: str) -> str:
    """Codes of the list of kinds of places, joined as the standard wants."""
    codes = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    strangers = [code for code in codes if code not in TYPOLOGIES]
    if strangers:
        raise DomainError(N_("«\u00a0%(code)s\u00a0» n’est pas un code de typologie."), code=strangers[0][:40])
    return contact.SEPARATOR.join(codes)


def read_page(text: str) -> str | None:
    """The address of one page."""
    return contact.read_website(text)


OPTIONAL: dict[str, tuple[str, Callable[[str], Any]]] = {
    "complement_adresse": ("address_complement", text_of(255)),
    "typologie": ("typologies", read_typologies),
    "telephone": ("phone", contact.read_phone),
    "courriels": ("emails", contact.read_emails),
    "site_web": ("websites", contact.read_websites),
    "horaires": ("opening_hours", text_of(500)),
    "presentation_resume": ("summary", text_of(280)),
    "presentation_detail": ("details", text_of(10_000)),
    "itinerance": ("mobility", several(Mobility)),
    "publics_specifiquement_adresses": ("audiences", several(Audience)),
    "prise_en_charge_specifique": ("special_care", several(SpecialCare)),
    "frais_a_charge": ("fees", several(Fee)),
    "dispositif_programmes_nationaux": ("programmes", several(NationalProgramme)),
    "formations_labels": ("labels", several(Label)),
    "autres_formations_labels": ("other_labels", text_of(500)),
    "modalites_acces": ("access_modes", several(AccessMode)),
    "modalites_accompagnement": ("support_modes", several(SupportMode)),
    "fiche_acces_libre": ("accessibility_url", read_page),
    "prise_rdv": ("booking_url", read_page),
}
"""Column of the file → column of ours and its reader."""
