"""What `inclusion observatory show --json` says of a territory beside its activity."""

from collections.abc import Sequence
from typing import Any

from inclusion_app.observatory.catalogue.surroundings import Access, NeedValue, Supply, SupplyCell
from inclusion_app.observatory.figures import TerritoryFigures


def surroundings_data(figures: TerritoryFigures) -> dict[str, Any]:
    """Needs, what is on offer, who is far; null for what is not known."""
    people = figures.people_coverage
    return {
        "people_coverage": [round(people.low, 2), round(people.high, 2)] if people else None,
        "needs": {need.key: _need(need) for need in figures.needs},
        "supply": _supply(figures.supply) if figures.supply else None,
        "access": _access(figures.access) if figures.access else None,
    }


def _need(need: NeedValue) -> dict[str, Any]:
    return {
        "value": need.value,
        "parent": need.parent,
        "national": need.national,
        "vintage": need.vintage,
        "method": need.method,
        "covered": round(need.covered, 4),
        "source": need.source,
    }


def _supply(supply: Supply) -> dict[str, Any]:
    return {
        **{measure.key: measure.value for measure in supply.measures},
        "places_by_service": _counts(supply.services),
        "places_by_label": _counts(supply.labels),
        "as_of": supply.as_of.isoformat() if supply.as_of else None,
    }


def _counts(cells: Sequence[SupplyCell]) -> dict[str, int]:
    return {cell.key: cell.count for cell in cells}


def _access(access: Access) -> dict[str, Any]:
    far = [
        {"km": far.km, "communes": far.communes, "of": far.communes_of, "inhabitants": far.inhabitants}
        for far in access.far
    ]
    farthest = [
        {"territory": one.key, "kilometres": one.kilometres, "place": one.place_name} for one in access.farthest
    ]
    return {"far": far, "farthest": farthest, "unlocated": access.unlocated}
