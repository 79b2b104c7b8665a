"""Reads of the reference data: territories by key, their parents and children, the communes inside them."""

from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import InstrumentedAttribute

from inclusion_app.extensions import db
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.kernel.text import N_
from inclusion_app.territories.models import Commune, Departement, Epci, FormerCommune, Region
from inclusion_app.territories.territory import FRANCE_CODE, Level, Territory, parse_key

EARTH_RADIUS_KM = 6371.0


class Located(Protocol):
    """Anything with coordinates: a commune, a place."""

    @property
    def latitude(self) -> float | None: ...

    @property
    def longitude(self) -> float | None: ...


def to_territory(row: Commune | Epci | Departement | Region) -> Territory:
    """The territory that a row of a table stands for."""
    match row:
        case Commune():
            return Territory(Level.COMMUNE, row.code, row.name, row.population, row.article)
        case Epci():
            return Territory(Level.EPCI, row.siren, row.name, row.population)
        case Departement():
            return Territory(Level.DEPARTEMENT, row.code, row.name, row.population, row.article)
        case Region():
            return Territory(Level.REGION, row.code, row.name, row.population, row.article)


def get_france() -> Territory:
    """The whole country, overseas included."""
    population = db.session.scalar(select(func.sum(Region.population)))
    return Territory(Level.FRANCE, FRANCE_CODE, "France", population, "3")


def get_territory(key: str) -> Territory:
    """The territory of a key; an old commune code gives the commune of today. Raises NotFound, in words."""
    try:
        found = find_territory(key)
    except DomainError as error:
        raise NotFound(str(error)) from error
    if found is None:
        raise NotFound(N_("Nous ne connaissons pas ce territoire."))
    return found


def find_territory(key: str) -> Territory | None:
    """The territory of a key, or None; DomainError when it is not written as a key."""
    level, code = parse_key(key)
    if level is Level.FRANCE:
        return get_france()
    row: Commune | Epci | Departement | Region | None
    match level:
        case Level.COMMUNE:
            row = resolve_commune(code)
        case Level.EPCI:
            row = db.session.get(Epci, code)
        case Level.DEPARTEMENT:
            row = db.session.get(Departement, code)
        case _:
            row = db.session.get(Region, code)
    return to_territory(row) if row else None


def get_commune(code: str) -> Commune:
    """The commune of an INSEE code, old codes followed. Raises NotFound."""
    commune = resolve_commune(code)
    if commune is None:
        raise NotFound(N_("Nous ne connaissons pas cette commune."))
    return commune


def resolve_commune(code: str) -> Commune | None:
    """The commune of today for an INSEE code of any year, or None."""
    code = code.strip().upper()
    former = db.session.get(FormerCommune, code)
    return db.session.get(Commune, former.current_code if former else code)


def parent_of(territory: Territory) -> Territory | None:
    """The next wider territory; a commune without EPCI goes to its département. None above France."""
    if territory.level is Level.FRANCE:
        return None
    if territory.level is Level.REGION:
        return get_france()
    return to_territory(_parent_row(territory))


def _parent_row(territory: Territory) -> Epci | Departement | Region:
    row: Epci | Departement | Region | None = None
    match territory.level:
        case Level.COMMUNE:
            commune = get_commune(territory.code)
            row = db.session.get(Epci, commune.epci_siren) if commune.epci_siren else None
            row = row or db.session.get(Departement, commune.departement_code)
        case Level.EPCI:
            row = db.session.scalar(select(Departement).join(Epci).where(Epci.siren == territory.code))
        case _:
            row = db.session.scalar(select(Region).join(Departement).where(Departement.code == territory.code))
    if row is None:
        raise NotFound(N_("Nous ne connaissons pas ce territoire."))
    return row


def list_ancestors(territory: Territory) -> list[Territory]:
    """Every wider territory, the nearest first, France last."""
    found = []
    parent = parent_of(territory)
    while parent:
        found.append(parent)
        parent = parent_of(parent)
    return found


def list_children(territory: Territory) -> list[Territory]:
    """The territories one level below: régions, départements, EPCI that have a commune there, communes."""
    rows: Iterable[Commune | Epci | Departement | Region] = ()
    match territory.level:
        case Level.FRANCE:
            rows = db.session.scalars(select(Region).order_by(Region.search_text, Region.code))
        case Level.REGION:
            query = select(Departement).where(Departement.region_code == territory.code)
            rows = db.session.scalars(query.order_by(Departement.search_text, Departement.code))
        case Level.DEPARTEMENT:
            rows = list_epcis(territory)
        case Level.EPCI:
            rows = list_communes(territory)
        case Level.COMMUNE:
            rows = ()
    return [to_territory(row) for row in rows]


def list_territories(territory: Territory, level: Level) -> list[Territory]:
    """Every territory of one level inside another: all EPCI of a région, all communes of a département…"""
    if level is Level.FRANCE:
        return [get_france()]
    if level is Level.COMMUNE:
        columns = (Commune.code, Commune.name, Commune.population, Commune.article)
        inside = select(*columns).where(commune_filter(territory, Commune.code))
        rows = db.session.execute(inside.order_by(Commune.search_text, Commune.code))
        return [Territory(level, *row) for row in rows]
    model, order = _TABLES[level]
    query: Select[Any] = select(model).order_by(order, *model.__table__.primary_key.columns)
    if territory.level is not Level.FRANCE:
        here = select(_LINKS[level]).where(commune_filter(territory, Commune.code))
        query = query.where(model.__table__.primary_key.columns[0].in_(here))
    return [to_territory(row) for row in db.session.scalars(query)]


_TABLES: dict[Level, tuple[Any, Any]] = {
    Level.REGION: (Region, Region.search_text),
    Level.DEPARTEMENT: (Departement, Departement.search_text),
    Level.EPCI: (Epci, Epci.search_text),
}
_LINKS: dict[Level, Any] = {
    Level.REGION: Commune.region_code,
    Level.DEPARTEMENT: Commune.departement_code,
    Level.EPCI: Commune.epci_siren,
}


def list_epcis(territory: Territory) -> list[Epci]:
    """The EPCI with a commune in the territory, by name."""
    here = select(Commune.epci_siren).where(commune_filter(territory, Commune.code))
    return list(db.session.scalars(select(Epci).where(Epci.siren.in_(here)).order_by(Epci.search_text, Epci.siren)))


def list_communes(territory: Territory) -> list[Commune]:
    """The communes of a territory, by name."""
    query = select(Commune).where(commune_filter(territory, Commune.code))
    return list(db.session.scalars(query.order_by(Commune.search_text, Commune.code)))


def commune_filter(
    territory: Territory, column: ColumnElement[str] | InstrumentedAttribute[str] | InstrumentedAttribute[str | None]
) -> ColumnElement[bool]:
    """SQL condition: `column`, a commune code, lies in the territory. An unknown commune lies in France."""
    match territory.level:
        case Level.FRANCE:
            return true()
        case Level.COMMUNE:
            return column == territory.code
        case Level.EPCI:
            inside: ColumnElement[bool] = Commune.epci_siren == territory.code
        case Level.DEPARTEMENT:
            inside = Commune.departement_code == territory.code
        case Level.REGION:
            inside = Commune.region_code == territory.code
    if column is Commune.code:
        return inside
    return column.in_(select(Commune.code).where(inside))


def distance_km(a: Located, b: Located) -> float | None:
    """Kilometres as the crow flies, or None when either place is not located."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    south, north = radians(a.latitude), radians(b.latitude)
    chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, chord)))


def get_departement_names() -> dict[str, str]:
    """The name of each département by its code."""
    return {row.code: row.name for row in db.session.execute(select(Departement.code, Departement.name))}
