"""What the observatory says of a territory and a period: the contract between counting and showing.

Every count is in accompaniments unless its name says otherwise. `None` in the place of a number means that it is
hidden by statistical secrecy (`secret`) or does not exist (`reason` says why). Texts are marked French sentences,
translated when shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from inclusion_app.kernel.text import N_
from inclusion_app.observatory.periods import Period
from inclusion_app.territories.territory import Level, Territory
from inclusion_app.trainings.queries.figures_totals import CourseGiven

SECRET = N_("secret statistique")
"""What is written in the place of a hidden number, in words, everywhere."""


class Unit(StrEnum):
    """What a measure counts."""

    ACCOMPANIMENTS = "accompaniments"
    RECORDS = "records"
    PEOPLE = "people"
    MINUTES = "minutes"
    PLACES = "places"
    SHARE = "share"
    RATE = "rate"
    SESSIONS = "sessions"
    HALF_DAYS = "half_days"
    SEATS = "seats"
    PRESENCES = "presences"
    MARK = "mark"


@dataclass(frozen=True)
class Measure:
    """One number with what it is compared to.

    A share lies between 0 and 1; a rate is per 1,000 inhabitants. `previous` is the same measure over the period
    before, `parent` over the wider territory (for sums it serves shares and rates only), both None when hidden,
    unknown or meaningless.
    """

    key: str
    label: str
    what: str
    unit: Unit
    value: float | None
    previous: float | None = None
    parent: float | None = None
    secret: bool = False
    reason: str | None = None
    """Why there is no value, when it is not secrecy."""

    @property
    def change(self) -> float | None:
        """The relative change since the period before: 0.12 for +12 %; None when it cannot be said."""
        if self.value is None or not self.previous:
            return None
        return self.value / self.previous - 1

    @property
    def whole(self) -> int | None:
        """The value of a count, as an integer."""
        return None if self.value is None else round(self.value)


@dataclass(frozen=True)
class Cell:
    """One value of a closed list, one month, one commune, and its accompaniments.

    `share` is over the block's `total`; in a block with `several` the shares add up to more than 1.
    """

    key: str
    label: str
    count: int | None
    share: float | None = None
    previous: int | None = None
    parent_share: float | None = None
    territory_key: str | None = None
    """For a cell that is a territory, its key."""
    partial: bool = False
    """A month that is under way, cut by the dates, or still to come: not to be read beside whole ones."""
    coming: bool = False
    """A month that has not begun: nothing to count yet, which is not zero."""


@dataclass(frozen=True)
class Block:
    """A table: what it counts in one line, and the territory it is about, which may be wider than the one asked.

    A block that no level may show has no cells with counts: `hidden` is True.
    """

    key: str
    title: str
    what: str
    territory: Territory
    asked: Territory
    total: int | None
    cells: tuple[Cell, ...]
    several: bool = False
    """An accompaniment may be counted in several cells."""
    ordered: bool = False
    """The cells have an order of their own (ages, months, levels); others read best sorted by size."""
    hidden: bool = False
    note: str | None = None

    @property
    def wider(self) -> bool:
        """It is shown for a wider territory than the one asked; its title must say which."""
        return not self.hidden and self.territory.key != self.asked.key

    @property
    def by_size(self) -> tuple[Cell, ...]:
        """The cells, largest first, in their order when they have one."""
        if self.ordered or self.hidden:
            return self.cells
        return tuple(sorted(self.cells, key=lambda cell: (-(cell.count or 0), cell.label)))

    def cell(self, key: str) -> Cell | None:
        """The cell of this key."""
        return next((cell for cell in self.cells if cell.key == key), None)


@dataclass(frozen=True)
class Reference:
    """A number found by others, with its source."""

    value: float
    text: str
    source: str
    url: str


@dataclass(frozen=True)
class Difficulty:
    """People in difficulty with digital matters: a range between two national rates, not a local measure."""

    low: int
    high: int
    low_reference: Reference
    high_reference: Reference
    adults_reference: Reference
    method: str


@dataclass(frozen=True)
class Coverage:
    """Accompaniments of inhabitants per 100 people in difficulty: a range, as its denominator is one."""

    low: float
    high: float


@dataclass(frozen=True)
class NearPlace:
    """One of the nearest places of a commune."""

    key: str
    name: str
    commune: str
    address: str
    phone: str | None
    kilometres: float | None
    hours: str | None


@dataclass(frozen=True)
class TrainingFigures:
    """What sessions of trainings and workshops gave: the measures, in reading order, and the courses given most."""

    measures: tuple[Measure, ...]
    courses: tuple[CourseGiven, ...]

    def measure(self, key: str) -> Measure:
        """The measure of this key."""
        return next(measure for measure in self.measures if measure.key == key)


@dataclass(frozen=True)
class TerritoryFigures:
    """Everything that a page, a report, an export says of a territory over a period."""

    territory: Territory
    period: Period
    published: bool
    """True: what officials may see. False: exact."""
    previous_period: Period
    parent: Territory | None

    accompaniments: Measure
    """Held here; never hidden."""
    minutes: Measure
    records: Measure
    individual: Measure
    """One-off ones of the old reports included."""
    one_off: Measure
    """Of which one-off."""
    workshops: Measure
    workshop_participants: Measure
    people: Measure
    """Followed people, each counted once."""
    anonymous: Measure
    """Accompaniments of people who are not followed; beside `people`, never added to them."""
    inhabitants_helped: Measure
    """Accompaniments, held anywhere, of people who live here."""
    unknown_residence: Measure
    """The share of the accompaniments held here whose residence is unknown."""
    rate: Measure
    """Inhabitants helped per 1,000 inhabitants."""
    places: Measure
    """Places of digital mediation, today."""

    difficulty: Difficulty | None
    coverage: Coverage | None
    blocks: Mapping[str, Block] = field(default_factory=dict)
    """By key, in reading order; see `indicators.BLOCKS` for the keys."""
    nearest: tuple[NearPlace, ...] = ()
    """For a commune only."""
    trainings: TrainingFigures | None = None
    """None when no session was held here in the period, or when they were not asked for, see `trainings`."""

    @property
    def population(self) -> int | None:
        return self.territory.population

    @property
    def hidden_blocks(self) -> tuple[Block, ...]:
        """Those that secrecy hides at every level."""
        return tuple(block for block in self.blocks.values() if block.hidden)

    @property
    def wider_blocks(self) -> tuple[Block, ...]:
        """Those that are shown for a wider territory."""
        return tuple(block for block in self.blocks.values() if block.wider)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """All measures, in reading order."""
        return (
            self.accompaniments,
            self.minutes,
            self.records,
            self.individual,
            self.one_off,
            self.workshops,
            self.workshop_participants,
            self.people,
            self.anonymous,
            self.inhabitants_helped,
            self.unknown_residence,
            self.rate,
            self.places,
        )


COMMUNE_LEVELS = (Level.COMMUNE, Level.EPCI, Level.DEPARTEMENT, Level.REGION, Level.FRANCE)
"""From the narrowest to the widest: the order in which a block looks for a level that may show it."""
