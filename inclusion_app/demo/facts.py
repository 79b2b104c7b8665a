"""What the demonstration imitates: figures of real activity, each with its source, and what is only assumed.

Sources:
[N] conseillers numériques, reports (CRA v1) added up since 2021 over 101 départements: 3,325,724 accompaniments.
    inclusion-numerique/stack, conum_departement-cras.json, 22 February 2024.
[E] a sample of 514 real reports of 196 conseillers, mid-March 2022.
    inclusion-numerique/coop-mediation-numerique, crasV1Examples.csv.
[A] Aidants Connect, 163,219 procedures done with 42,040 people, by theme.
    inclusion-numerique/stack, 20240212-aidants_connect_structures.csv, 12 February 2024.
[C] age bands of La Coop's beneficiaries, which split the old ones: constants of transformCraV1.ts in the same
    repository, applied to [N].
[H] assumed: no published figure was found; chosen so that the margins stay near [N].
"""

from inclusion_app.vocabulary.activity import (
    Autonomy,
    BlockedCause,
    Equipment,
    NextStep,
    Orientation,
    PlaceKind,
    WorkshopLevel,
)
from inclusion_app.vocabulary.people import AgeBand, Gender
from inclusion_app.vocabulary.people import SocialStatus as Status
from inclusion_app.vocabulary.themes import AdministrativeTheme as Procedure
from inclusion_app.vocabulary.themes import Theme

WORKSHOP_SHARE = 0.1607
"""[N] Reports that tell a workshop; the others are individual (0.588) or one-off (0.2513)."""

FOLLOWED_SHARE = 0.50
"""[H] Individual accompaniments of someone followed."""

NEW_CITIZEN_SHARE = 0.29
"""[N] 1.56 accompaniments a person: with half of them anonymous, a followed person comes back twice and a half."""

FOLLOWED_IN_WORKSHOP = 0.55
"""[E] 44 % of participants had come before; a few more are known by name."""

ALREADY_HELPED_SHARE = 0.30
"""[H] Of the anonymous people. With the followed ones, near the 44 % of [E]."""

RESIDENCE_KNOWN = 0.82
"""[H] Of the people met alone who are not followed."""

INDIVIDUAL_MINUTES = {
    15: 0.155, 20: 0.05, 30: 0.215, 45: 0.20, 60: 0.205, 75: 0.03, 90: 0.076, 105: 0.02, 120: 0.02, 150: 0.055,
    180: 0.01,
}  # fmt: skip
"""[E] Individual (0.70) and one-off (0.30) together; the old form's 15 and 45 stood for under 30 and 30 to 60."""

WORKSHOP_MINUTES = {
    30: 0.05, 45: 0.08, 60: 0.18, 90: 0.24, 120: 0.31, 150: 0.03, 180: 0.07, 240: 0.026, 360: 0.013,
}  # fmt: skip
"""[E] 100 minutes on average."""

WORKSHOP_SIZES = {
    2: 0.22, 3: 0.09, 4: 0.13, 5: 0.19, 6: 0.09, 7: 0.06, 8: 0.06, 9: 0.05, 10: 0.03, 11: 0.015, 12: 0.015, 14: 0.013,
    19: 0.008, 22: 0.012, 25: 0.009, 28: 0.008,
}  # fmt: skip
"""[E] smoothed towards the 5.61 participants of [N]."""

CLASS_SIZES = {6: 0.1, 8: 0.2, 10: 0.25, 12: 0.2, 15: 0.1, 19: 0.05, 24: 0.1}
"""[H] A group of children or teenagers, often half a class."""

YOUNG_WORKSHOP_SHARE = 0.13
"""[H] Gives back, with the sizes above, the 13 % of under 18 of [N]."""

INDIVIDUAL_PLACES = {PlaceKind.PLACE: 0.704, PlaceKind.OTHER: 0.215, PlaceKind.HOME: 0.037, PlaceKind.REMOTE: 0.044}
WORKSHOP_PLACES = {PlaceKind.PLACE: 0.553, PlaceKind.OTHER: 0.434, PlaceKind.HOME: 0.013}
"""[E] The channel by kind of report."""

THEME_COUNTS = {1: 0.599, 2: 0.228, 3: 0.105, 4: 0.029, 5: 0.019, 6: 0.014, 7: 0.006}
"""[E] Themes in one report."""

INDIVIDUAL_THEMES = {
    Theme.ADMINISTRATIVE: 0.241, Theme.EQUIPMENT_USE: 0.150, Theme.EQUIPMENT_CARE: 0.032, Theme.OWN_CONTENT: 0.060,
    Theme.BROWSING: 0.107, Theme.EMAIL: 0.101, Theme.OFFICE: 0.073, Theme.CULTURE: 0.050, Theme.CREATION: 0.040,
    Theme.SECURITY: 0.040, Theme.EMPLOYMENT: 0.026, Theme.HEALTH: 0.024, Theme.SOCIAL_NETWORKS: 0.020,
    Theme.DIAGNOSTIC: 0.0136, Theme.BANKING_SHOPPING: 0.0103, Theme.PROFESSIONAL: 0.006, Theme.PARENTING: 0.0045,
    Theme.SCHOOLING: 0.0042,
}  # fmt: skip
WORKSHOP_THEMES = {
    Theme.EQUIPMENT_USE: 0.190, Theme.OWN_CONTENT: 0.115, Theme.EQUIPMENT_CARE: 0.022, Theme.BROWSING: 0.170,
    Theme.CULTURE: 0.130, Theme.CREATION: 0.082, Theme.ADMINISTRATIVE: 0.068, Theme.EMAIL: 0.068, Theme.SECURITY: 0.061,
    Theme.OFFICE: 0.040, Theme.SOCIAL_NETWORKS: 0.022, Theme.HEALTH: 0.016, Theme.PARENTING: 0.010,
    Theme.BANKING_SHOPPING: 0.006,
}  # fmt: skip
YOUNG_THEMES = {
    Theme.CREATION: 0.30, Theme.SECURITY: 0.22, Theme.SOCIAL_NETWORKS: 0.18, Theme.SCHOOLING: 0.14, Theme.CULTURE: 0.10,
    Theme.OFFICE: 0.06,
}  # fmt: skip
"""[E] by kind, completed by the rare themes of [N]; « équipement informatique » split by [H]. Youth: [H]."""

AI_SHARES = (0.006, 0.016, 0.030, 0.045)
"""[H] Share of artificial intelligence among themes, in the first year, the second… A theme that came with 2024."""

PROCEDURES = {
    Procedure.WORK: 0.354, Procedure.SOCIAL_HEALTH: 0.1847, Procedure.MONEY: 0.1816, Procedure.FAMILY: 0.0961,
    Procedure.TRANSPORT: 0.0705, Procedure.HOUSING: 0.0561, Procedure.PAPERS: 0.0415, Procedure.FOREIGNERS: 0.0108,
    Procedure.JUSTICE: 0.012, Procedure.LEISURE: 0.012, Procedure.ASSOCIATIONS: 0.012,
}  # fmt: skip
"""[A], but for the last three, [H]: mandates for them are rarer than the help that is given without one."""

PROCEDURE_SEASONS = {
    4: {Procedure.MONEY: 2.4}, 5: {Procedure.MONEY: 3.0}, 6: {Procedure.MONEY: 1.8}, 8: {Procedure.FAMILY: 1.6},
    9: {Procedure.FAMILY: 1.9, Procedure.MONEY: 1.3, Procedure.LEISURE: 4.0}, 10: {Procedure.HOUSING: 1.4},
    11: {Procedure.HOUSING: 1.5}, 12: {Procedure.MONEY: 1.2},
}  # fmt: skip
"""[H] The tax return from April to June, school and notices in September, the energy voucher in autumn."""

ADULT_AGES_ALONE = {
    AgeBand.UNDER_12: 0.006, AgeBand.FROM_12_TO_17: 0.020, AgeBand.FROM_18_TO_24: 0.036, AgeBand.FROM_25_TO_39: 0.088,
    AgeBand.FROM_40_TO_59: 0.315, AgeBand.FROM_60_TO_69: 0.258, AgeBand.FROM_70: 0.277,
}  # fmt: skip
ADULT_AGES_IN_WORKSHOP = {
    AgeBand.FROM_18_TO_24: 0.022, AgeBand.FROM_25_TO_39: 0.060, AgeBand.FROM_40_TO_59: 0.310,
    AgeBand.FROM_60_TO_69: 0.290, AgeBand.FROM_70: 0.318,
}  # fmt: skip
YOUNG_AGES = {AgeBand.UNDER_12: 0.62, AgeBand.FROM_12_TO_17: 0.38}
"""[C] over both kinds together; how they split between the two is [H]."""

UNKNOWN_AGE_SHARE = 0.05
UNKNOWN_GENDER_SHARE = 0.03
GENDERS = {Gender.FEMALE: 0.61, Gender.MALE: 0.39}
"""[H] No published count by gender was found."""

STATUSES = {
    AgeBand.UNDER_12: {Status.STUDENT: 0.93, Status.UNKNOWN: 0.07},
    AgeBand.FROM_12_TO_17: {Status.STUDENT: 0.93, Status.UNKNOWN: 0.07},
    AgeBand.FROM_18_TO_24: {
        Status.STUDENT: 0.25, Status.UNEMPLOYED: 0.35, Status.EMPLOYED: 0.25, Status.UNKNOWN: 0.15,
    },
    AgeBand.FROM_25_TO_39: {Status.UNEMPLOYED: 0.42, Status.EMPLOYED: 0.43, Status.UNKNOWN: 0.15},
    AgeBand.FROM_40_TO_59: {
        Status.UNEMPLOYED: 0.40, Status.EMPLOYED: 0.38, Status.RETIRED: 0.02, Status.UNKNOWN: 0.20,
    },
    AgeBand.FROM_60_TO_69: {
        Status.RETIRED: 0.78, Status.EMPLOYED: 0.07, Status.UNEMPLOYED: 0.05, Status.UNKNOWN: 0.10,
    },
    AgeBand.FROM_70: {Status.RETIRED: 0.95, Status.UNKNOWN: 0.05},
    AgeBand.UNKNOWN: {Status.UNKNOWN: 0.70, Status.RETIRED: 0.18, Status.UNEMPLOYED: 0.12},
}  # fmt: skip
"""[N] over all ages: retired 0.437, unemployed 0.161, employed 0.158, at school 0.128, mixed or unknown 0.116."""

AGE_RANGES = {
    AgeBand.UNDER_12: (8, 11), AgeBand.FROM_12_TO_17: (12, 17), AgeBand.FROM_18_TO_24: (18, 24),
    AgeBand.FROM_25_TO_39: (25, 39), AgeBand.FROM_40_TO_59: (40, 59), AgeBand.FROM_60_TO_69: (60, 69),
    AgeBand.FROM_70: (70, 90),
}  # fmt: skip

AUTONOMIES = {Autonomy.GUIDED: 0.44, Autonomy.PARTLY_GUIDED: 0.31, Autonomy.AUTONOMOUS: 0.10, None: 0.15}
LEVELS = {WorkshopLevel.BEGINNER: 0.68, WorkshopLevel.INTERMEDIATE: 0.22, WorkshopLevel.ADVANCED: 0.04, None: 0.06}
EQUIPMENTS = {
    (Equipment.COMPUTER,): 0.46, (Equipment.PHONE,): 0.27, (Equipment.COMPUTER, Equipment.PHONE): 0.12,
    (Equipment.TABLET,): 0.05, (Equipment.NONE,): 0.04, (Equipment.OTHER,): 0.01, (): 0.05,
}  # fmt: skip
"""[H]"""

ORIENTED_SHARE = 0.033
"""[N] « redirection » among what followed."""

ORIENTATIONS = {
    Orientation.ADMINISTRATION: 0.15, Orientation.MEDIATION: 0.16, Orientation.OPERATOR: 0.15,
    Orientation.SOCIAL_AID: 0.14, Orientation.EMPLOYMENT: 0.14, Orientation.PROCEDURES: 0.14, Orientation.OTHER: 0.12,
}  # fmt: skip

BLOCKED_SHARE = 0.22
"""[H] Of the accompaniments about a procedure that blocks."""

BLOCKING = frozenset({
    Procedure.WORK, Procedure.SOCIAL_HEALTH, Procedure.MONEY, Procedure.FAMILY, Procedure.TRANSPORT, Procedure.HOUSING,
})  # fmt: skip
"""[H] The procedures that block: a few, so that a département's year shows them above the secrecy threshold."""

CAUSES = {
    BlockedCause.ACCOUNT_LOCKED: 0.31, BlockedCause.MISSING_DOCUMENT: 0.19, BlockedCause.UNCLEAR_FORM: 0.15,
    BlockedCause.NOBODY_TO_ASK: 0.11, BlockedCause.SITE_DOWN: 0.07, BlockedCause.NO_EQUIPMENT: 0.06,
    BlockedCause.LANGUAGE_READING: 0.06, BlockedCause.OTHER: 0.05,
}  # fmt: skip
"""[H]"""

ORGANISATION_WORDS = {
    Procedure.WORK: ("france travail",),
    Procedure.SOCIAL_HEALTH: ("ameli", "maladie"),
    Procedure.MONEY: ("dgfip", "impots"),
    Procedure.FAMILY: ("caf",),
    Procedure.TRANSPORT: ("ants",),
    Procedure.HOUSING: ("caf",),
}
"""[H] Words of the names of the organisations that each procedure meets."""

NEXT_STEPS = {None: 0.81, NextStep.APPOINTMENT: 0.16, NextStep.CALL: 0.03}
"""[H] The 43 % of [E] who went on alone did so most often without a date."""

NEXT_DELAYS = {1: 0.06, 2: 0.08, 5: 0.10, 7: 0.36, 8: 0.06, 14: 0.22, 15: 0.04, 21: 0.06, 28: 0.02}

NOTE_SHARE = 0.16
TAG_SHARE = 0.14
"""[H]"""
