"""Who was helped, as copied at the date of the fact."""

from inclusion_app.kernel.text import N_
from inclusion_app.vocabulary.listed import Listed


class Gender(Listed):
    """Genre."""

    MALE = "male", N_("Masculin")
    FEMALE = "female", N_("Féminin")
    UNKNOWN = "unknown", N_("Non communiqué")


class SocialStatus(Listed):
    """Statut social."""

    RETIRED = "retired", N_("Retraité")
    UNEMPLOYED = "unemployed", N_("Sans emploi")
    EMPLOYED = "employed", N_("En emploi")
    STUDENT = "student", N_("Scolarisé")
    UNKNOWN = "unknown", N_("Non communiqué ou hétérogène")


class AgeBand(Listed):
    """Tranche d’âge. The bands of the old reports (CRA v1) are kept as they were given and offered nowhere."""

    FROM_70 = "70_plus", N_("70 ans et plus")
    FROM_60_TO_69 = "60_69", N_("60 - 69 ans")
    FROM_40_TO_59 = "40_59", N_("40 - 59 ans")
    FROM_25_TO_39 = "25_39", N_("25 - 39 ans")
    FROM_18_TO_24 = "18_24", N_("18 - 24 ans")
    FROM_12_TO_17 = "12_17", N_("12 - 17 ans")
    UNDER_12 = "under_12", N_("Moins de 12 ans")
    UNKNOWN = "unknown", N_("Non communiqué")
    V1_FROM_60 = "v1_60_plus", N_("60 ans et plus (ancienne tranche)"), True
    V1_FROM_35_TO_60 = "v1_35_60", N_("35 - 60 ans (ancienne tranche)"), True
    V1_FROM_18_TO_35 = "v1_18_35", N_("18 - 35 ans (ancienne tranche)"), True
    V1_FROM_12_TO_18 = "v1_12_18", N_("12 - 18 ans (ancienne tranche)"), True
    V1_UNDER_12 = "v1_under_12", N_("Moins de 12 ans (ancienne tranche)"), True


_LOWER_BOUNDS = (
    (70, AgeBand.FROM_70),
    (60, AgeBand.FROM_60_TO_69),
    (40, AgeBand.FROM_40_TO_59),
    (25, AgeBand.FROM_25_TO_39),
    (18, AgeBand.FROM_18_TO_24),
    (12, AgeBand.FROM_12_TO_17),
)


def age_band(birth_year: int | None, year: int) -> AgeBand:
    """The band of someone born in `birth_year`, at a fact of `year`: year of the fact minus year of birth."""
    if birth_year is None:
        return AgeBand.UNKNOWN
    age = year - birth_year
    return next((band for bound, band in _LOWER_BOUNDS if age >= bound), AgeBand.UNDER_12)


class AgeGroup(Listed):
    """Groups that old and new bands share, for a period that mixes both; they overlap by a year at 18, 35 and 60."""

    FROM_60 = "60_plus", N_("60 ans et plus")
    FROM_18_TO_59 = "18_59", N_("18 - 59 ans")
    FROM_12_TO_17 = "12_17", N_("12 - 17 ans")
    UNDER_12 = "under_12", N_("Moins de 12 ans")
    UNKNOWN = "unknown", N_("Non communiqué")


AGE_GROUPS = {
    AgeBand.FROM_70: AgeGroup.FROM_60,
    AgeBand.FROM_60_TO_69: AgeGroup.FROM_60,
    AgeBand.V1_FROM_60: AgeGroup.FROM_60,
    AgeBand.FROM_40_TO_59: AgeGroup.FROM_18_TO_59,
    AgeBand.FROM_25_TO_39: AgeGroup.FROM_18_TO_59,
    AgeBand.FROM_18_TO_24: AgeGroup.FROM_18_TO_59,
    AgeBand.V1_FROM_35_TO_60: AgeGroup.FROM_18_TO_59,
    AgeBand.V1_FROM_18_TO_35: AgeGroup.FROM_18_TO_59,
    AgeBand.FROM_12_TO_17: AgeGroup.FROM_12_TO_17,
    AgeBand.V1_FROM_12_TO_18: AgeGroup.FROM_12_TO_17,
    AgeBand.UNDER_12: AgeGroup.UNDER_12,
    AgeBand.V1_UNDER_12: AgeGroup.UNDER_12,
    AgeBand.UNKNOWN: AgeGroup.UNKNOWN,
}
