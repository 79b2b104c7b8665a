"""What is on offer and who is far, for the wide territories: written by the job, read by the pages."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from inclusion_app.kernel.db import db
from inclusion_app.network.standard import Label, NationalProgramme, Service
from inclusion_app.observatory.catalogue.access import LIVE, access_of
from inclusion_app.observatory.catalogue.models import TerritorySummary
from inclusion_app.observatory.catalogue.offer import count_supply, supply_measure
from inclusion_app.observatory.catalogue.surroundings import Access, Far, FarCommune, Supply, SupplyCell
from inclusion_app.territories.territory import Territory

_LABELS: dict[str, str] = {value.value: value.label for values in (NationalProgramme, Label) for value in values}
_SERVICES: dict[str, str] = {value.value: value.label for value in Service}


def surroundings_of(territory: Territory) -> tuple[Supply, Access | None]:
    """What is on offer and who is far: live, or as the job counted them in a wide territory.

    Before the job's first count, what is on offer is read all the same; distances are not measured.
    """
    summary = None if territory.level in LIVE else db.session.get(TerritorySummary, territory.key)
    if summary is None:
        return count_supply(territory), access_of(territory)
    return _supply(summary.content, summary.counted_at), _access(summary.content, summary.counted_at)


def to_content(supply: Supply, access: Access) -> dict[str, Any]:
    """As it is stored."""
    return {
        "measures": {measure.key: measure.value for measure in supply.measures},
        "services": _counts(supply.services),
        "labels": _counts(supply.labels),
        "far": [[far.km, far.communes, far.communes_of, far.inhabitants, far.inhabitants_of] for far in access.far],
        "farthest": [[one.key, one.name, one.population, one.kilometres, one.place_name] for one in access.farthest],
        "unlocated": access.unlocated,
    }


def _counts(cells: Sequence[SupplyCell]) -> list[list[Any]]:
    return [[cell.key, cell.count, cell.share] for cell in cells]


def _supply(content: Mapping[str, Any], counted_at: datetime) -> Supply:
    return Supply(
        tuple(supply_measure(key, value) for key, value in content["measures"].items()),
        _cells(content["services"], _SERVICES),
        _cells(content["labels"], _LABELS),
        counted_at,
    )


def _cells(rows: Sequence[Sequence[Any]], labels: Mapping[str, str]) -> tuple[SupplyCell, ...]:
    return tuple(SupplyCell(key, labels.get(key, key), count, share) for key, count, share in rows)


def _access(content: Mapping[str, Any], counted_at: datetime) -> Access:
    return Access(
        tuple(Far(*row) for row in content["far"]),
        tuple(FarCommune(*row) for row in content["farthest"]),
        content["unlocated"],
        counted_at,
    )
