"""What an indicator is: everything that someone who reads a number may ask about it. Texts are marked French."""

from dataclasses import dataclass
from enum import StrEnum

from inclusion_app.kernel.text import N_
from inclusion_app.vocabulary.listed import Listed


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
    INHABITANTS = "inhabitants"
    COMMUNES = "communes"
    MEDIATORS = "mediators"
    PER_TEN_THOUSAND = "per_ten_thousand"
    PER_HUNDRED = "per_hundred"
    SCORE = "score"
    INDEX = "index"
    PERCENT = "percent"

    @property
    def label(self) -> str:
        return _UNITS[self]


_UNITS = {
    Unit.ACCOMPANIMENTS: N_("accompagnements"),
    Unit.RECORDS: N_("séances"),
    Unit.PEOPLE: N_("personnes"),
    Unit.MINUTES: N_("minutes"),
    Unit.PLACES: N_("lieux"),
    Unit.SHARE: N_("part, de 0 à 1"),
    Unit.RATE: N_("pour 1\u202f000 habitants"),
    Unit.SESSIONS: N_("sessions"),
    Unit.HALF_DAYS: N_("demi-journées"),
    Unit.SEATS: N_("places"),
    Unit.PRESENCES: N_("présences"),
    Unit.MARK: N_("note sur 4"),
    Unit.INHABITANTS: N_("habitants"),
    Unit.COMMUNES: N_("communes"),
    Unit.MEDIATORS: N_("médiatrices et médiateurs"),
    Unit.PER_TEN_THOUSAND: N_("pour 10\u202f000 habitants"),
    Unit.PER_HUNDRED: N_("pour 100 personnes en difficulté"),
    Unit.SCORE: N_("score de 1 à 10"),
    Unit.INDEX: N_("indice, 100 pour la région"),
    Unit.PERCENT: N_("pourcentage"),
}


class Family(StrEnum):
    """The questions that indicators answer, in reading order."""

    NEEDS = "needs"
    SUPPLY = "supply"
    ACTIVITY = "activity"
    PEOPLE = "people"
    COVERAGE = "coverage"
    TRAININGS = "trainings"

    @property
    def label(self) -> str:
        return _FAMILIES[self]


_FAMILIES = {
    Family.NEEDS: N_("Les besoins"),
    Family.SUPPLY: N_("L’offre"),
    Family.ACTIVITY: N_("L’activité"),
    Family.PEOPLE: N_("Les personnes aidées"),
    Family.COVERAGE: N_("La couverture"),
    Family.TRAININGS: N_("Les formations et les compétences"),
}


@dataclass(frozen=True)
class Indicator:
    """One number, or one table of numbers.

    `definition` is the line that says what is counted; `table` is the key of the table whose statistical secrecy it
    follows, None when it is always shown. What follows `table` is for tables alone.
    """

    key: str
    name: str
    definition: str
    family: Family
    unit: Unit
    counts: str
    """What one unit of the number is."""
    source: str
    limits: str
    since: str
    numerator: str | None = None
    denominator: str | None = None
    """Both None for a plain count."""
    url: str | None = None
    """Where the source is published."""
    table: str | None = None

    is_table: bool = False
    values: type[Listed] | None = None
    """The closed list of its cells."""
    several: bool = False
    """One accompaniment may be counted in several cells."""
    ordered: bool = False
    rest: str | None = None
    """Label of the cell of those for which nothing was given, when the table has one."""
