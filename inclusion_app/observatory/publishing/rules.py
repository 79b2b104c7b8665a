"""What a publication holds: its levels, its spans of time, its breakdowns, and what may be asked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.observatory.indicators import BY_KEY, REST
from inclusion_app.observatory.periods import Period, PeriodKind, month_of, quarter_of, year_of
from inclusion_app.territories.territory import Level, Territory, parse_key
from inclusion_app.vocabulary.people import AgeBand

LEVELS = (Level.DEPARTEMENT, Level.REGION, Level.FRANCE)
"""The territories that may be published, with all that lies inside."""

FINEST: Mapping[Level, PeriodKind] = {
    Level.COMMUNE: PeriodKind.YEAR,
    Level.EPCI: PeriodKind.QUARTER,
    Level.DEPARTEMENT: PeriodKind.MONTH,
    Level.REGION: PeriodKind.MONTH,
    Level.FRANCE: PeriodKind.MONTH,
}
"""The shortest period given at each level: a commune's year, an EPCI's quarter, a département's month."""

_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}

BREAKDOWNS = ("themes", "procedures", "age_bands", "statuses", "genders", "autonomy", "place_kinds", "equipment")
"""The tables that are published, in reading order, besides the bare totals."""

AGE_GROUPS: Mapping[str, tuple[AgeBand, ...]] = {
    "under_18": (AgeBand.UNDER_12, AgeBand.FROM_12_TO_17, AgeBand.V1_UNDER_12, AgeBand.V1_FROM_12_TO_18),
    "18_59": (
        AgeBand.FROM_18_TO_24,
        AgeBand.FROM_25_TO_39,
        AgeBand.FROM_40_TO_59,
        AgeBand.V1_FROM_18_TO_35,
        AgeBand.V1_FROM_35_TO_60,
    ),
    "60_plus": (AgeBand.FROM_60_TO_69, AgeBand.FROM_70, AgeBand.V1_FROM_60),
    "age_unknown": (AgeBand.UNKNOWN,),
}
"""Three bands, and those whose age is not known: what is given where eight would say too little."""

GROUP_LABELS = {
    "under_18": N_("Moins de 18 ans"),
    "18_59": N_("18 - 59 ans"),
    "60_plus": N_("60 ans et plus"),
    "age_unknown": N_("Non communiqué"),
}


@dataclass(frozen=True)
class Breakdown:
    """One list: its values in their order, and the coarser ones that may stand for them."""

    key: str
    values: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    additive: bool
    """The values add up to the total; else an accompaniment may hold several."""

    @property
    def title(self) -> str:
        return str(BY_KEY[self.key].name)

    @property
    def what(self) -> str:
        return str(BY_KEY[self.key].definition)

    @property
    def ordered(self) -> bool:
        return BY_KEY[self.key].ordered

    def label(self, value: str) -> str:
        """The French label of a value or of a group."""
        return _labels(self.key)[value]

    def without_unmet(self, met: Collection[str]) -> "Breakdown":
        """Without the retired values that nothing here holds."""
        values = tuple(value for value in self.values if value in met or value not in _retired(self.key))
        groups = {name: tuple(value for value in held if value in values) for name, held in self.groups.items()}
        return replace(self, values=values, groups=groups)


def breakdown_of(key: str) -> Breakdown:
    """The breakdown of a key of BREAKDOWNS."""
    indicator = BY_KEY[key]
    assert indicator.values is not None  # noqa: S101 (those published have a closed list)
    values = tuple(value.value for value in indicator.values)
    groups: dict[str, tuple[str, ...]] = {}
    if key == "age_bands":
        groups = {name: tuple(band.value for band in bands) for name, bands in AGE_GROUPS.items()}
        values = tuple(value for members in groups.values() for value in members)
    return Breakdown(key, (*values, REST) if indicator.rest else values, groups, not indicator.several)


def _retired(key: str) -> frozenset[str]:
    return frozenset(value.value for value in BY_KEY[key].values or () if value.retired)


def _labels(key: str) -> dict[str, str]:
    indicator = BY_KEY[key]
    found = {value.value: value.label for value in indicator.values or ()}
    if indicator.rest:
        found[REST] = indicator.rest
    return found | GROUP_LABELS if key == "age_bands" else found


def level_of(node: str) -> Level:
    """The level of a node; a part of an EPCI is an EPCI."""
    return parse_key(node.partition("@")[0].partition("~")[0])[0]


def spans_of(level: Level, period: Period) -> tuple[Period, ...]:
    """The periods given at a level inside a publication's period, longest first."""
    least = _MONTHS[FINEST[level]]
    return tuple(span for span in all_spans(period) if _MONTHS[span.kind] >= least)


def all_spans(period: Period) -> tuple[Period, ...]:
    """A period and the whole ones inside it."""
    year = period.start.year
    whole = (
        year_of(year),
        *(quarter_of(year, number) for number in range(1, 5)),
        *(month_of(year, number) for number in range(1, 13)),
    )
    return tuple(span for span in whole if period.start <= span.start and span.end <= period.end)


def parents_of_spans(year: int) -> dict[str, str | None]:
    """For each span of a year, the next longer one."""
    found: dict[str, str | None] = {str(year): None}
    for number in range(1, 5):
        quarter = quarter_of(year, number)
        found[quarter.key] = str(year)
        found |= {month.key: quarter.key for month in quarter.months()}
    return found


def check_may_be_published(territory: Territory, period: Period, today: date) -> None:
    """Raises DomainError for a territory or a period that is not published."""
    if territory.level not in LEVELS:
        raise DomainError(
            N_("Publiez un département, une région ou l’ensemble\u00a0: les communes et intercommunalités y sont."),
            field="territory",
        )
    if period.kind not in _MONTHS:
        raise DomainError(N_("Choisissez une année, un trimestre ou un mois."), field="period")
    if period.end >= today:
        raise DomainError(
            N_("Cette période n’est pas terminée\u00a0: ses chiffres changeraient après la publication."),
            field="period",
        )


def is_inside(node: str, wider: str, parents: Mapping[str, str | None]) -> bool:
    """A node lies inside another, or is it."""
    at: str | None = node
    while at is not None:
        if at == wider:
            return True
        at = parents.get(at)
    return False
