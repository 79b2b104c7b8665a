"""The files of need indicators that can be loaded, each told apart by its headings."""

from collections.abc import Collection
from dataclasses import dataclass

from inclusion_app.kernel.text import N_, fold
from inclusion_app.territories.territory import Level

CODES = {"code_insee": Level.COMMUNE, "siren": Level.EPCI, "code_departement": Level.DEPARTEMENT}
"""The heading that holds the code of a territory, and its level; the first one found is the one."""


@dataclass(frozen=True)
class Column:
    """One column of numbers, and the indicator that it fills."""

    heading: str
    indicator: str


@dataclass(frozen=True)
class Format:
    """A kind of file. `low` and `high` bound its numbers; a `gap` is written where nothing is known."""

    key: str
    title: str
    vintage: int
    """The year of the file that is known by these headings; another may be said when loading."""
    columns: tuple[Column, ...]
    low: float
    high: float
    gap: float | None = None
    weight: str | None = None
    """The column that counts what the shares are taken of; the population where there is none."""
    mean: str = N_("Moyenne des communes, pondérée par leur population.")
    """How the number of a wider territory is worked out, in words."""
    regional: bool = False
    """Means something inside a région only."""

    @property
    def headings(self) -> tuple[str, ...]:
        """What the first line must name, beside the code."""
        return tuple(column.heading for column in self.columns) + ((self.weight,) if self.weight else ())


IFN = Format(
    "ifn",
    N_("Indice de fragilité numérique"),
    2023,
    (
        Column("score_ifn", "fragility"),
        Column("score_sans_thd", "fragility_fixed"),
        Column("score_sans_4g", "fragility_mobile"),
        Column("score_pauvrete", "fragility_poverty"),
        Column("score_65ans_plus", "fragility_age"),
        Column("score_peu_diplomes", "fragility_diplomas"),
    ),
    low=0,
    high=10,
    gap=0,
)
IFN_REGION = Format(
    "ifn_region",
    N_("Indice de fragilité numérique, base 100 par région"),
    2020,
    (
        Column("score_global", "regional_fragility"),
        Column("global_acces", "regional_access"),
        Column("acces_information", "regional_information"),
        Column("acces_interfaces", "regional_interfaces"),
        Column("global_competences", "regional_skills"),
        Column("competences_administratives", "regional_procedures"),
        Column("competences_numeriques", "regional_digital"),
    ),
    low=0,
    high=1000,
    gap=0,
    weight="population_2017",
    mean=N_("Moyenne des communes, pondérée par leur population de 2017."),
    regional=True,
)
CENSUS = Format(
    "insee",
    N_("Recensement de la population"),
    2016,
    (
        Column("part_peu_ou_pas_diplomes", "census_diplomas"),
        Column("part_menages_1_personne", "census_alone"),
        Column("part_familles_mono", "census_single_parent"),
        Column("part_65_plus", "census_65"),
        Column("part_moins_25", "census_under_25"),
    ),
    low=0,
    high=100,
)
ARCEP = Format(
    "arcep",
    N_("Débits du réseau fixe"),
    2019,
    (Column("part_sup_30", "fixed_30"),),
    low=0,
    high=100,
    weight="nb_locaux",
    mean=N_("Moyenne des communes, pondérée par leur nombre de locaux."),
)
FORMATS = (IFN, IFN_REGION, CENSUS, ARCEP)
BY_KEY = {each.key: each for each in FORMATS}
MAIN = frozenset(each.columns[0].indicator for each in FORMATS)
"""The indicator that sums up each file."""


def recognise(headings: Collection[str]) -> tuple[Format, Level, str] | None:
    """The format of a file, the level of its territories, the heading of their code; None when it is none of ours."""
    written = {fold(heading) for heading in headings}
    code = next((heading for heading in CODES if fold(heading) in written), None)
    if code is None:
        return None
    for each in FORMATS:
        if {fold(heading) for heading in each.headings} <= written:
            return each, CODES[code], code
    return None
