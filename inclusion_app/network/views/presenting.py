"""How values of the network are shown: conflicts between two editors, hours, who may act."""

from typing import Any, NamedTuple

import wtforms
from flask_babel import gettext

from inclusion_app.access.guard import current_scope
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock
from inclusion_app.kernel.phone import display_phone
from inclusion_app.network import hours
from inclusion_app.network.models import Place, Structure
from inclusion_app.network.queries import NearPlace
from inclusion_app.network.reach import covers
from inclusion_app.network.rules import Freshness, freshness
from inclusion_app.network.sheets import Sheet, differences
from inclusion_app.network.typologies import TYPOLOGIES
from inclusion_app.territories.queries import resolve_commune
from inclusion_app.web.formats import number

_FIELDS = {"typologies": "typology", "latitude": "coordinates", "longitude": "coordinates"}
_KINDS = {Freshness.CURRENT: "good", Freshness.WATCH: "info", Freshness.CHECK: "wait", Freshness.RENEW: "alert"}


class Conflict(NamedTuple):
    """One field that two people wrote differently."""

    label: str
    mine: str
    saved: str


def conflicts(form: wtforms.Form, mine: Sheet, saved: Sheet) -> list[Conflict]:
    """The fields where what was typed is not what somebody else saved meanwhile."""
    found = []
    for name in differences(mine, saved):
        label = str(form[_FIELDS.get(name, name)].label.text)
        found.append(Conflict(label, _shown(name, getattr(mine, name)), _shown(name, getattr(saved, name))))
    return found


def _shown(name: str, value: Any) -> str:
    if not value:
        return str(gettext("rien"))
    if isinstance(value, frozenset):
        return ", ".join(gettext(member.label) for member in sorted(value, key=lambda member: member.bit))
    if name == "commune_code":
        commune = resolve_commune(value)
        return commune.name if commune else str(value)
    if name == "opening_hours":
        return hours.describe(value, gettext)
    if name == "typologies":
        return typologies(value)
    return display_phone(value) if name == "phone" else str(value)


def typologies(codes: str | None) -> str:
    """The kinds of a place, in words."""
    return ", ".join(TYPOLOGIES.get(code.strip(), code.strip()) for code in (codes or "").split("|") if code.strip())


class FreshnessMark(NamedTuple):
    """The freshness of a place in a word, and the look of its mark."""

    label: str
    kind: str


def freshness_mark(place: Place) -> FreshnessMark:
    """How fresh what we know of a place is today."""
    state = freshness(place.updated_on, clock.today())
    return FreshnessMark(gettext(state.label), _KINDS[state])


def hours_lines(place: Place) -> list[str]:
    """The opening hours, a line for the days that share the same ones."""
    return hours.describe_lines(place.opening_hours, gettext)


def open_now(place: Place) -> bool | None:
    """Whether the place is open at this moment; None when nobody can tell."""
    return hours.is_open(place.opening_hours, clock.now())


def distance(near: NearPlace) -> str:
    """« à 12 km », « à 800 m », « sur place »; empty when unknown."""
    if near.km is None:
        return ""
    if near.km < 0.1:
        return str(gettext("sur place"))
    if near.km < 1:
        return str(gettext("à %(metres)s\u00a0m", metres=round(near.km * 10) * 100))
    return str(gettext("à %(km)s\u00a0km", km=number(near.km, 1 if near.km < 10 else 0)))


def may_edit_structure(structure: Structure) -> bool:
    """The caller may change this structure."""
    reach = current_scope().reach(Permission.STRUCTURES_EDIT)
    return covers(reach, structure_id=structure.id, commune_code=structure.commune_code)


def may_edit_place(place: Place) -> bool:
    """The caller may change this place."""
    reach = current_scope().reach(Permission.PLACES_EDIT)
    return covers(reach, structure_id=place.structure_id, commune_code=place.commune_code)


def may_create(permission: Permission) -> bool:
    """The caller may make something new of this kind somewhere in a territory."""
    reach = current_scope().reach(permission)
    return reach.everywhere or bool(reach.territory_keys)
