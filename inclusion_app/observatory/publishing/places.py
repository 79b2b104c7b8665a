"""The names of the places of a publication, as they are the day it is made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from inclusion_app.kernel.db import db
from inclusion_app.observatory.publishing.rules import level_of
from inclusion_app.territories.models import Commune, Departement, Epci, Region
from inclusion_app.territories.territory import Level

_BATCH = 500
_MODELS: Mapping[Level, Any] = {
    Level.COMMUNE: Commune.code,
    Level.EPCI: Epci.siren,
    Level.DEPARTEMENT: Departement.code,
    Level.REGION: Region.code,
}


@dataclass(frozen=True)
class Place:
    """A node, the one just above it in the publication, its name."""

    node: str
    parent: str | None
    name: str

    @property
    def level(self) -> Level:
        return level_of(self.node)

    @property
    def code(self) -> str:
        """The official code: INSEE's, or the SIREN of an EPCI; FR for the country."""
        return self.node.partition("@")[0].partition("-")[2] or self.node


def name_places(nodes: Mapping[str, str | None]) -> list[Place]:
    """The places of these nodes, in the order of their names."""
    unnamed = [Place(node, parent, "") for node, parent in sorted(nodes.items())]
    names = {level: _names(level, (p.code for p in unnamed if p.level is level)) for level in Level}
    cut = _cut_in_pieces(place.code for place in unnamed if place.level is Level.EPCI)
    departements = _names(Level.DEPARTEMENT, (place.node.partition("@")[2] for place in unnamed))
    found = []
    for place in unnamed:
        name = "France" if place.level is Level.FRANCE else names[place.level][place.code]
        if place.code in cut and place.level is Level.EPCI:
            name = f"{name} ({departements[place.node.partition('@')[2]]})"
        found.append(Place(place.node, place.parent, name))
    return found


def _names(level: Level, codes: Iterable[str]) -> dict[str, str]:
    if level is Level.FRANCE:
        return {}
    key, wanted = _MODELS[level], sorted({code for code in codes if code})
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _BATCH):
        query = select(key, key.class_.name).where(key.in_(wanted[start : start + _BATCH]))
        found.update((code, name) for code, name in db.session.execute(query))
    return found


def _cut_in_pieces(sirens: Iterable[str]) -> set[str]:
    """Those that lie in several départements."""
    wanted = sorted(set(sirens))
    found: set[str] = set()
    for start in range(0, len(wanted), _BATCH):
        query = select(Commune.epci_siren).where(Commune.epci_siren.in_(wanted[start : start + _BATCH]))
        several = func.count(Commune.departement_code.distinct()) > 1
        found |= {str(siren) for siren in db.session.scalars(query.group_by(Commune.epci_siren).having(several))}
    return found
