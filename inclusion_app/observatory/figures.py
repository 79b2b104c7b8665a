"""What the observatory says of a territory and a period: the contract between counting and showing.

Every count is in accompaniments unless its name says otherwise. `None` in the place of a number means that it is
hidden by statistical secrecy (`secret`) or does not exist (`reason` says why). Texts are marked French sentences,
translated when shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from inclusion_app.kernel.text import N_
from inclusion_app.observatory.catalogue.indicator import Unit as Unit
from inclusion_app.observatory.catalogue.measure import Measure as Measure
from inclusion_app.observatory.catalogue.references import Reference as Reference
from inclusion_app.observatory.catalogue.surroundings import Access, NeedValue, Supply
from inclusion_app.observatory.periods import Period
from inclusion_app.territories.territory import Level, Territory
from inclusion_app.trainings.queries.figures_totals import CourseGiven

SECRET = N_("secret statistique")
"""What is written in the place of a hidden number, in words, everywhere."""

SMALL_BASE = 30
"""Under it, a share says little."""


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
    rounded: float | None = None
    """The share as it is written, when the block is a whole: those of its cells add up to 100 %."""
    parent_rounded: float | None = None

    @property
    def said(self) -> float | None:
        """The share to write."""
        return self.share if self.rounded is None else self.rounded

    @property
    def parent_said(self) -> float | None:
        """The wider territory's share to write."""
        return self.parent_share if self.parent_rounded is None else self.parent_rounded


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
    def small(self) -> bool:
        """Too few for its shares to mean much: they are greyed and said to be."""
        return self.total is not None and 0 < self.total < SMALL_BASE

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
    as_of: datetime | None = None
    """When these figures are of, when more was written since than a page may count; None: of now."""
    trainings: TrainingFigures | None = None
    """None when no session was held here in the period, or when they were not asked for, see `trainings`."""
    held_rate: Measure | None = None
    """Accompaniments held here per 1,000 inhabitants; never hidden."""
    people_coverage: Coverage | None = None
    """Followed people per 100 people in difficulty."""
    needs: tuple[NeedValue, ...] = ()
    """From the files that the operator loaded."""
    supply: Supply | None = None
    access: Access | None = None
    """None for a wide territory whose distances were not measured yet."""

    named: str | None = None
    """The name of the structure, place, mediator or team whose figures these are; None: the territory's."""

    @property
    def name(self) -> str:
        """Whose figures."""
        return self.named or self.territory.name

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
            *((self.held_rate,) if self.held_rate else ()),
            self.places,
        )


COMMUNE_LEVELS = (Level.COMMUNE, Level.EPCI, Level.DEPARTEMENT, Level.REGION, Level.FRANCE)
"""From the narrowest to the widest: the order in which a block looks for a level that may show it."""
