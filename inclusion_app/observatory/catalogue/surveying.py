"""What a job measures for all communes at once, so that wide territories are read and never measured.

`look` only reads, for seconds if need be; `note` only writes, and what changed alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.observatory.catalogue.access import Reached, measure, summarise
from inclusion_app.observatory.catalogue.areas import areas_of
from inclusion_app.observatory.catalogue.models import CommuneSurroundings, TerritorySummary
from inclusion_app.observatory.catalogue.offer import count_supply
from inclusion_app.observatory.catalogue.summaries import to_content
from inclusion_app.territories.models import Commune, Departement
from inclusion_app.territories.queries import get_france, list_territories
from inclusion_app.territories.territory import Level, Territory

Row = dict[str, Any]
_BATCH = 2000
_NEAREST = (CommuneSurroundings.commune_code, CommuneSurroundings.nearest_km, CommuneSurroundings.nearest_place_id)


@dataclass(frozen=True)
class Survey:
    """What was found: rows to insert, rows to change, the wide territories."""

    added: Sequence[Row]
    moved: Sequence[Row]
    territories: Sequence[Row]


def look() -> Survey:
    """Measure every commune, and count the wide territories."""
    reached, lost = measure(get_france())
    found = {one.code: one for one in reached}
    known = {code: (km, place) for code, km, place in db.session.execute(select(*_NEAREST))}
    regions = dict(db.session.execute(select(Commune.code, Commune.region_code)).all())
    moved = [
        {"code": one.code, "km": one.kilometres, "place": one.place_id}
        for one in reached
        if one.code in known and known[one.code] != (one.kilometres, one.place_id)
    ]
    return Survey(_new(regions.keys() - known.keys(), found), moved, _wide(reached, lost, regions))


def _new(codes: set[str], found: Mapping[str, Reached]) -> list[Row]:
    """Communes met for the first time, with their area."""
    areas: dict[str, float] = {}
    for departement in db.session.scalars(select(Departement.code).order_by(Departement.code)) if codes else ():
        areas |= areas_of(departement)
    return [
        {
            "commune_code": code,
            "area_km2": areas.get(code) or None,
            "nearest_km": found[code].kilometres if code in found else None,
            "nearest_place_id": found[code].place_id if code in found else None,
        }
        for code in sorted(codes)
    ]


def _wide(reached: Sequence[Reached], lost: Sequence[str], regions: Mapping[str, str]) -> list[Row]:
    inside: defaultdict[str, list[Reached]] = defaultdict(list)
    for one in reached:
        inside[regions[one.code]].append(one)
    lost_in = Counter(regions[code] for code in lost)
    parts = list_territories(get_france(), Level.REGION)
    summaries = [_summary(region, inside[region.code], lost_in[region.code]) for region in parts]
    return [_summary(get_france(), reached, len(lost)), *summaries]


def _summary(territory: Territory, reached: Sequence[Reached], lost: int) -> Row:
    content = to_content(count_supply(territory), summarise(reached, lost))
    return {"territory_key": territory.key, "content": content, "counted_at": clock.now()}


def note(survey: Survey) -> dict[str, int]:
    """Write what was found."""
    connection = db.session.connection()
    for batch in _batches(survey.added):
        connection.execute(insert(CommuneSurroundings), batch)
    statement = (
        update(CommuneSurroundings.__table__)  # type: ignore[arg-type]
        .where(CommuneSurroundings.commune_code == bindparam("code"))
        .values(nearest_km=bindparam("km"), nearest_place_id=bindparam("place"))
    )
    for batch in _batches(survey.moved):
        connection.execute(statement, batch)
    connection.execute(delete(TerritorySummary))
    connection.execute(insert(TerritorySummary), list(survey.territories))
    db.session.expire_all()
    return {
        "added": len(survey.added),
        "moved": len(survey.moved),
        "territories": len(survey.territories),
    }


def _batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH]
