"""What was counted somewhere over a period, however it was counted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import select

from inclusion_app.kernel.db import db
from inclusion_app.observatory.cells import RESIDENCE_UNKNOWN, TOTAL, Address, Layout
from inclusion_app.observatory.indicators import AGE_ORDER, V1_AGE_ORDER
from inclusion_app.observatory.tallies import Tally, codes_within
from inclusion_app.territories.models import Commune
from inclusion_app.territories.territory import Level, Territory
from inclusion_app.vocabulary.activity import RecordKind
from inclusion_app.vocabulary.people import AgeBand


@dataclass
class Counts:
    """What was counted in one territory over one period."""

    layout: Layout
    tally: Tally
    by_commune: Mapping[str, int]
    """Accompaniments held in each of its communes that has some."""
    count_people: Callable[[], int]
    count_inhabitants: Callable[[], int]
    count_parts: Callable[[Level], Mapping[str, int]] | None = None
    as_of: datetime | None = None
    """When the figures are of, when too much was written since to be counted here; None: of now."""

    @cached_property
    def people(self) -> int:
        """Followed people, each once."""
        return self.count_people()

    @cached_property
    def inhabitants(self) -> int:
        """Accompaniments, held anywhere, of people who live there."""
        return self.count_inhabitants()

    def parts(self, level: Level) -> Mapping[str, int]:
        """Accompaniments held in each of its parts of a level that has some, by code."""
        if self.count_parts is not None:
            return self.count_parts(level)
        return gather_communes(self.by_commune, level)

    def __getitem__(self, address: Address) -> int:
        return self.tally.counts[self.layout.index[address]]

    @property
    def total(self) -> int:
        return self[TOTAL]

    @property
    def unknown_residence(self) -> int:
        return self[RESIDENCE_UNKNOWN]

    @property
    def minutes(self) -> int:
        return self.tally.minutes

    def records(self, *kinds: RecordKind) -> int:
        """Records of these kinds."""
        return sum(self.tally.records.get(kind, 0) for kind in kinds)

    def block(self, key: str) -> dict[str, int]:
        """The cells of a block, by key."""
        index = self.layout.index
        return {cell: self.tally.counts[at] for (block, cell), at in index.items() if block == key}


def ages_of(layout: Layout, tally: Tally) -> str:
    """How ages are shown: "age_bands", "v1" when all are old bands, "age_groups" when a period mixes both."""
    held = {key for (block, key), at in layout.index.items() if block == "age_bands" and tally.counts[at]}
    old = held.intersection(band.value for band in V1_AGE_ORDER if band is not AgeBand.UNKNOWN)
    new = held.intersection(band.value for band in AGE_ORDER if band is not AgeBand.UNKNOWN)
    if old:
        return "age_groups" if new else "v1"
    return "age_bands"


def codes_of(territory: Territory) -> frozenset[str] | None:
    """The codes of its communes, with those that became one of them; None for the whole country."""
    if territory.level is Level.FRANCE:
        return None
    return frozenset(db.session.scalars(codes_within(territory)))


def gather_communes(by_commune: Mapping[str, int], level: Level) -> Mapping[str, int]:
    """Totals by commune, added up by the territories of a level."""
    if level is Level.COMMUNE:
        return by_commune
    column = {
        Level.EPCI: Commune.epci_siren,
        Level.DEPARTEMENT: Commune.departement_code,
        Level.REGION: Commune.region_code,
    }[level]
    found: dict[str, int] = {}
    for commune, code in db.session.execute(select(Commune.code, column)):
        if commune in by_commune and code is not None:
            found[code] = found.get(code, 0) + by_commune[commune]
    return found
