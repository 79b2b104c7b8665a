"""What is counted: the tables that counting fills, taken from the catalogue, and the order of their values."""

from inclusion_app.kernel.text import N_
from inclusion_app.observatory.catalogue import activity, people
from inclusion_app.observatory.catalogue.indicator import Indicator as Indicator
from inclusion_app.observatory.catalogue.references import ADULTS as ADULTS
from inclusion_app.observatory.catalogue.references import BAROMETER_2026 as BAROMETER_2026
from inclusion_app.observatory.catalogue.references import DIFFICULTY_METHOD as DIFFICULTY_METHOD
from inclusion_app.observatory.catalogue.references import INSEE_2021 as INSEE_2021
from inclusion_app.vocabulary.people import AgeBand, AgeGroup

REST = "not_given"
"""Key of the accompaniments for which nothing was given in a list, added so that the cells make the total."""

_ORDER = (
    "kinds",
    "months",
    "communes",
    "themes",
    "procedures",
    "age_bands",
    "genders",
    "statuses",
    "autonomy",
    "place_kinds",
    "equipment",
    "orientations",
    "blocked_procedures",
    "blocked_organisations",
    "blocked_causes",
)
BY_KEY = {indicator.key: indicator for indicator in (*activity.TABLES, *people.TABLES)}
BLOCKS = tuple(BY_KEY[key] for key in _ORDER)
"""The tables of accompaniments, in the order of a page."""

AGE_ORDER = (
    AgeBand.UNDER_12,
    AgeBand.FROM_12_TO_17,
    AgeBand.FROM_18_TO_24,
    AgeBand.FROM_25_TO_39,
    AgeBand.FROM_40_TO_59,
    AgeBand.FROM_60_TO_69,
    AgeBand.FROM_70,
    AgeBand.UNKNOWN,
)
V1_AGE_ORDER = (
    AgeBand.V1_UNDER_12,
    AgeBand.V1_FROM_12_TO_18,
    AgeBand.V1_FROM_18_TO_35,
    AgeBand.V1_FROM_35_TO_60,
    AgeBand.V1_FROM_60,
    AgeBand.UNKNOWN,
)
AGE_GROUP_ORDER = (
    AgeGroup.UNDER_12,
    AgeGroup.FROM_12_TO_17,
    AgeGroup.FROM_18_TO_59,
    AgeGroup.FROM_60,
    AgeGroup.UNKNOWN,
)

AGE_GROUPS_NOTE = N_(
    "La période mêle des comptes rendus anciens et récents, dont les tranches d’âge diffèrent. Les groupes montrés sont"
    " ceux que les deux partagent\u00a0; une année d’âge de recouvrement existe à 18, 35 et 60 ans."
)
