"""What is said of a territory beside its activity: its needs, what is on offer, who is far from it."""

from dataclasses import dataclass
from datetime import datetime

from inclusion_app.observatory.catalogue.indicator import Indicator, Unit
from inclusion_app.observatory.catalogue.measure import Measure


@dataclass(frozen=True)
class NeedValue:
    """A need indicator of a territory, from the last file loaded; the wider territory and the country beside it."""

    indicator: Indicator
    value: float
    parent: float | None
    national: float | None
    vintage: int
    method: str | None
    """How it was obtained, when the file did not say it plainly."""
    covered: float
    """The share of the population for which a number is known, when it is a mean."""
    main: bool = True
    """It sums up its file; the others are its detail."""

    @property
    def key(self) -> str:
        return self.indicator.key

    @property
    def label(self) -> str:
        return self.indicator.name

    @property
    def what(self) -> str:
        return self.indicator.definition

    @property
    def unit(self) -> Unit:
        return self.indicator.unit

    @property
    def source(self) -> str:
        return self.indicator.source

    @property
    def scale(self) -> tuple[float, float] | None:
        """From the least to the most; None for an index without bounds."""
        return {Unit.SCORE: (1.0, 10.0), Unit.PERCENT: (0.0, 100.0)}.get(self.unit)


@dataclass(frozen=True)
class SupplyCell:
    """Places that have one service or label."""

    key: str
    label: str
    count: int
    share: float


@dataclass(frozen=True)
class Supply:
    """What is on offer today; `as_of` is when it was counted, None when it just was."""

    measures: tuple[Measure, ...]
    services: tuple[SupplyCell, ...]
    labels: tuple[SupplyCell, ...]
    as_of: datetime | None = None

    def measure(self, key: str) -> Measure:
        """The measure of this key."""
        return next(measure for measure in self.measures if measure.key == key)


@dataclass(frozen=True)
class FarCommune:
    """A commune and the nearest place from its town hall, as the crow flies; None when there is no place at all."""

    key: str
    name: str
    population: int | None
    kilometres: float | None
    place_name: str | None = None


@dataclass(frozen=True)
class Far:
    """Communes and inhabitants farther than a distance from any place, and out of how many."""

    km: int
    communes: int
    communes_of: int
    inhabitants: int
    inhabitants_of: int


@dataclass(frozen=True)
class Access:
    """How far places are; communes that are not located are counted nowhere else."""

    far: tuple[Far, ...]
    farthest: tuple[FarCommune, ...]
    unlocated: int
    as_of: datetime | None = None

    def beyond(self, km: int) -> Far:
        """Those farther than this distance, among the distances of the catalogue."""
        return next(far for far in self.far if far.km == km)
