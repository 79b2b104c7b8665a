"""Where an entry took place and for which structure: checked against what the caller may use, then resolved."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from inclusion_app.access.models import Account
from inclusion_app.access.scope import scope_of
from inclusion_app.accompaniments.entry import Entry
from inclusion_app.accompaniments.models import Record
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.network.models import Mediator, Place, Structure
from inclusion_app.network.queries import list_organisations, my_structures, places_for_logging
from inclusion_app.territories.queries import resolve_commune
from inclusion_app.vocabulary.activity import PlaceKind

_NO_USUAL_PLACE = N_(
    "Nous ne savons pas d’où vous travaillez\u00a0: choisissez «\u00a0Autre lieu\u00a0» et sa commune."
)


@dataclass(frozen=True)
class Setting:
    """The columns that say where and for whom."""

    structure_id: uuid.UUID | None
    place_id: uuid.UUID | None
    held_commune_code: str


def find_setting(entry: Entry, *, mediator: Mediator, by: Account, kept: Record | None = None) -> Setting:
    """What the entry's place means. What the record `kept` already says may stay, even if no longer offered."""
    scope = scope_of(by)
    _check_organisation(entry, kept)
    structures = my_structures(scope)
    place = _find_place(entry, places_for_logging(scope), kept)
    structure_id = _structure(entry, structures, place, kept)
    return Setting(structure_id, place.id if place else None, _commune(entry, place, structures, mediator, kept))


def _check_organisation(entry: Entry, kept: Record | None) -> None:
    wanted = entry.blocked_organisation_id
    if wanted is None or (kept and wanted == kept.blocked_organisation_id):
        return
    if wanted not in {organisation.id for organisation in list_organisations()}:
        raise DomainError(N_("Cet organisme n’est plus proposé. Choisissez-en un autre."), field="blocked_organisation")


def _find_place(entry: Entry, offered: Sequence[Place], kept: Record | None) -> Place | None:
    if entry.place_kind is not PlaceKind.PLACE:
        return None
    candidates = [*offered, *([kept.place] if kept and kept.place else [])]
    for place in candidates:
        if place.id == entry.place_id:
            return place
    raise DomainError(N_("Ce lieu ne fait pas partie de ceux où vous pouvez enregistrer."), field="place")


def _structure(
    entry: Entry, structures: Sequence[Structure], place: Place | None, kept: Record | None
) -> uuid.UUID | None:
    """The one chosen, else that of the place, else the only one (or the first)."""
    mine = [structure.id for structure in structures]
    wanted = entry.structure_id or (kept.structure_id if kept else None)
    if wanted is not None:
        if wanted not in mine and not (kept and wanted == kept.structure_id):
            raise DomainError(N_("Vous ne travaillez pas pour cette structure."), field="structure")
        return wanted
    if place and place.structure_id in mine:
        return place.structure_id
    return mine[0] if mine else None


def _commune(
    entry: Entry, place: Place | None, structures: Sequence[Structure], mediator: Mediator, kept: Record | None
) -> str:
    """The held commune: of the place; the one entered; at a distance, of the usual place, else of the structure."""
    if place is not None:
        return place.commune_code
    if entry.place_kind is PlaceKind.REMOTE:
        if kept and kept.place_kind is PlaceKind.REMOTE:
            return kept.held_commune_code
        usual = mediator.usual_place.commune_code if mediator.usual_place else mediator.usual_commune_code
        code = usual or (structures[0].commune_code if structures else None)
        if code is None:
            raise DomainError(_NO_USUAL_PLACE, field="place_kind")
        return code
    commune = resolve_commune(entry.commune_code or "")
    if commune is None:
        raise DomainError(N_("Nous ne connaissons pas cette commune."), field="commune")
    return commune.code
