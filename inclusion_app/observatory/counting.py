"""Exact figures of a territory over a period, from the base rows. Deleted records are never counted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from sqlalchemy import func, select

from inclusion_app.accompaniments.models import Participation, Record
from inclusion_app.kernel.db import db
from inclusion_app.observatory.cells import RESIDENCE_UNKNOWN, TOTAL, Address, Layout
from inclusion_app.observatory.indicators import AGE_ORDER, V1_AGE_ORDER
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.residence import count_inhabitants
from inclusion_app.observatory.tallies import Tallies, Tally, held_in, tally
from inclusion_app.territories.models import Commune
from inclusion_app.territories.queries import commune_filter
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

    @cached_property
    def people(self) -> int:
        """Followed people, each once."""
        return self.count_people()

    @cached_property
    def inhabitants(self) -> int:
        """Accompaniments, held anywhere, of people who live there."""
        return self.count_inhabitants()

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


class Counter:
    """Counts territories over periods, reading each wide territory once."""

    def __init__(self) -> None:
        self._read: dict[Period, list[tuple[frozenset[str] | None, Tallies]]] = {}
        self._counts: dict[tuple[str, Period], Counts] = {}

    def read(self, territory: Territory, period: Period) -> None:
        """Read a territory; any territory inside it is then counted without reading again."""
        self._read.setdefault(period, []).append((codes_of(territory), tally(territory, period)))

    def count(self, territory: Territory, period: Period) -> Counts:
        """The counts of a territory over a period."""
        key = (territory.key, period)
        if key not in self._counts:
            self._counts[key] = self._count(territory, period)
        return self._counts[key]

    def _count(self, territory: Territory, period: Period) -> Counts:
        codes = codes_of(territory)
        tallies = self._find(codes, period)
        if tallies is None:
            self.read(territory, period)
            tallies = self._read[period][-1][1]
        inside = [atom for atom in tallies.atoms if codes is None or atom[0] in codes]
        totals = {commune: tallies.atoms[commune, slot].counts[0] for commune, slot in inside}
        later = partial(count_people, territory, period), partial(count_inhabitants, territory, period)
        return Counts(tallies.layout, tallies.sum(inside), totals, *later)

    def _find(self, codes: frozenset[str] | None, period: Period) -> Tallies | None:
        for known, tallies in self._read.get(period, ()):
            if known is None or (codes is not None and codes <= known):
                return tallies
        return None


def count_exactly(territory: Territory, period: Period) -> Counts:
    """The counts of one territory over one period."""
    return Counter().count(territory, period)


def codes_of(territory: Territory) -> frozenset[str] | None:
    """The codes of its communes; None for the whole country."""
    if territory.level is Level.FRANCE:
        return None
    return frozenset(db.session.scalars(select(Commune.code).where(commune_filter(territory, Commune.code))))


def count_people(territory: Territory, period: Period) -> int:
    """Followed people helped there and then, each once."""
    query = select(func.count(Participation.citizen_id.distinct())).select_from(Record).join(Participation)
    return db.session.scalar(query.where(held_in(territory, period))) or 0
