"""Ways to reach a place or a structure, brought to the form of the national standard."""

import re
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.phone import normalise_phone
from inclusion_app.kernel.text import N_
from inclusion_app.network.models import Place

SEPARATOR = "|"
_BETWEEN = re.compile(r"[\s,;|]+")
_STANDARD_PHONE = re.compile(r"(\+33|\+590|\+594|\+262|\+596|\+269|\+687|\+689|\+508|\+681)\d{6,9}")
_COORDINATE = r"[-+]?\d{1,3}(?:[.,]\d+)?"
_COORDINATES = re.compile(rf"({_COORDINATE})\s*[,; ]\s*({_COORDINATE})")


def read_phone(text: str) -> str | None:
    """A number of France in E.164, or None for nothing."""
    if not text.strip():
        return None
    number = normalise_phone(text)
    if not _STANDARD_PHONE.fullmatch(number):
        raise DomainError(
            N_("Écrivez un numéro de France à 10\u00a0chiffres, comme 05\u00a055\u00a012\u00a034\u00a056."),
            field="phone",
        )
    return number


def read_email(text: str, *, field: str = "email") -> str | None:
    """An e-mail address, or None for nothing."""
    if not text.strip():
        return None
    try:
        return validate_email(text.strip(), check_deliverability=False).normalized
    except EmailNotValidError as error:
        message = N_("«\u00a0%(text)s\u00a0» n’est pas une adresse électronique complète, comme accueil@mairie.fr.")
        raise DomainError(message, field=field, text=text.strip()[:60]) from error


def read_emails(text: str) -> str | None:
    """Several addresses, however they are separated, joined as the standard wants."""
    found = (read_email(part, field="emails") for part in _BETWEEN.split(text) if part)
    return SEPARATOR.join(dict.fromkeys(address for address in found if address)) or None


def read_website(text: str, *, field: str = "website") -> str | None:
    """The address of a page; « www.mairie.fr » is given its https://."""
    address = text.strip()
    if not address:
        return None
    if "://" not in address:
        address = f"https://{address}"
    scheme, host = _scheme_and_host(address)
    if scheme not in ("http", "https") or "." not in host or " " in address:
        message = N_("«\u00a0%(text)s\u00a0» n’est pas l’adresse d’un site, comme https://www.mairie.fr.")
        raise DomainError(message, field=field, text=text.strip()[:60])
    return address


def _scheme_and_host(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
        return parts.scheme, parts.hostname or ""
    except ValueError:
        return "", ""


def read_websites(text: str) -> str | None:
    """Several addresses of pages, joined as the standard wants."""
    found = (read_website(part, field="websites") for part in re.split(r"[\s;|]+", text) if part)
    return SEPARATOR.join(dict.fromkeys(address for address in found if address)) or None


def read_coordinates(text: str) -> tuple[float, float] | None:
    """Latitude and longitude copied from a map (« 45.8336, 1.2611 »), or None for nothing."""
    if not text.strip():
        return None
    found = _COORDINATES.fullmatch(text.strip())
    if found:
        latitude, longitude = (float(part.replace(",", ".")) for part in found.groups())
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return latitude, longitude
    raise DomainError(
        N_("Écrivez la latitude puis la longitude, copiées depuis une carte, comme 45.8336, 1.2611."),
        field="coordinates",
    )


def split_values(text: str | None) -> list[str]:
    """The values of a field that holds several."""
    return [part.strip() for part in (text or "").split(SEPARATOR) if part.strip()]


def split_links(text: str | None) -> list[str]:
    """The addresses of pages among the values; whatever else a file may hold is no link."""
    return [value for value in split_values(text) if _scheme_and_host(value)[0] in ("http", "https")]


def map_url(place: Place | None) -> str:
    """Where a map shows the place; nothing is fetched from there by our pages."""
    if place is None or place.latitude is None or place.longitude is None:
        return ""
    where = f"{place.latitude:.5f}/{place.longitude:.5f}"
    return f"https://www.openstreetmap.org/?mlat={place.latitude:.5f}&mlon={place.longitude:.5f}#map=17/{where}"
