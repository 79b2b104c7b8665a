"""How a citizen is written on a page: the label of a list, the values of the form, two versions side by side."""

from typing import Any, NamedTuple

from flask_babel import gettext

from inclusion_app.citizens.forms import EditCitizenForm
from inclusion_app.citizens.models import Citizen
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.phone import display_phone, normalise_phone
from inclusion_app.territories.search import search_communes

_SEPARATOR = " — "
_COMPARED = (
    "first_name",
    "last_name",
    "birth_year",
    "commune_code",
    "gender",
    "social_status",
    "phone",
    "email",
    "notes",
)


class Difference(NamedTuple):
    """One field, as the user typed it and as somebody else saved it meanwhile."""

    label: str
    mine: str
    saved: str


def short_label(citizen: Citizen) -> str:
    """« Jeanne D. — 1948 — Limoges »: enough to choose in a list, no more."""
    initial = f" {citizen.last_name[:1].upper()}." if citizen.last_name else ""
    parts = [f"{citizen.first_name}{initial}", citizen.birth_year, citizen.commune and citizen.commune.name]
    return _SEPARATOR.join(str(part) for part in parts if part)


def form_values(citizen: Citizen) -> dict[str, Any]:
    """What the form shows of what is kept."""
    names = (*_COMPARED, "informed_on", "informed_how", "version")
    return {name: getattr(citizen, name) for name in names} | {"phone": display_phone(citizen.phone)}


def differences(form: EditCitizenForm, citizen: Citizen) -> list[Difference]:
    """The fields where what was typed is not what is now kept."""
    typed = form.identity()
    pairs = [(name, _shown(name, getattr(typed, name)), _shown(name, getattr(citizen, name))) for name in _COMPARED]
    return [Difference(str(form[name].label.text), mine, saved) for name, mine, saved in pairs if mine != saved]


def _shown(name: str, value: Any) -> str:
    if name == "phone" and value:
        return _readable_phone(value)
    if name == "commune_code" and value:
        return next((commune.name for commune in search_communes(value, 1)), value)
    label = getattr(value, "label", None)
    return gettext(label) if label else str(value or "")


def _readable_phone(text: str) -> str:
    try:
        return display_phone(normalise_phone(text))
    except DomainError:
        return text
