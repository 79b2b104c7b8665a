"""What is counted: the blocks of the observatory, their titles, what each counts, and their closed lists."""

from collections.abc import Sequence
from dataclasses import dataclass

from inclusion_app.kernel.text import N_
from inclusion_app.observatory.figures import Reference
from inclusion_app.vocabulary.activity import Autonomy, BlockedCause, Equipment, Orientation, PlaceKind, RecordKind
from inclusion_app.vocabulary.listed import Listed
from inclusion_app.vocabulary.people import AgeBand, AgeGroup, Gender, SocialStatus
from inclusion_app.vocabulary.themes import AdministrativeTheme, Theme

REST = "not_given"
"""Key of the accompaniments for which nothing was given in a list, added so that the cells make the total."""


@dataclass(frozen=True)
class Indicator:
    """One block: its key, its title, the one line that says what it counts, its list when it is closed."""

    key: str
    title: str
    what: str
    values: type[Listed] | None = None
    several: bool = False
    ordered: bool = False
    rest: str | None = None
    """Label of the cell of those for which nothing was given, when the block has one."""


BLOCKS: Sequence[Indicator] = (
    Indicator(
        "kinds",
        N_("Types d’accompagnement"),
        N_("Accompagnements selon leur type\u00a0; un atelier en compte autant que de participants."),
        RecordKind,
    ),
    Indicator(
        "months",
        N_("Mois par mois"),
        N_("Accompagnements qui ont eu lieu sur le territoire, chaque mois."),
        ordered=True,
    ),
    Indicator(
        "communes",
        N_("Où ont eu lieu les accompagnements"),
        N_("Accompagnements selon le territoire où ils ont eu lieu."),
    ),
    Indicator(
        "themes",
        N_("Thématiques"),
        N_("Accompagnements qui ont abordé chaque thématique\u00a0; un même accompagnement peut en aborder plusieurs."),
        Theme,
        several=True,
    ),
    Indicator(
        "procedures",
        N_("Démarches administratives"),
        N_("Accompagnements pour chaque famille de démarches\u00a0; un même accompagnement peut en compter plusieurs."),
        AdministrativeTheme,
        several=True,
    ),
    Indicator(
        "age_bands",
        N_("Âge"),
        N_("Accompagnements selon l’âge de la personne au moment des faits."),
        AgeBand,
        ordered=True,
    ),
    Indicator(
        "genders",
        N_("Genre"),
        N_("Accompagnements selon le genre de la personne."),
        Gender,
    ),
    Indicator(
        "statuses",
        N_("Situation"),
        N_("Accompagnements selon le statut social de la personne au moment des faits."),
        SocialStatus,
    ),
    Indicator(
        "autonomy",
        N_("Autonomie"),
        N_("Accompagnements selon l’autonomie de la personne, notée hors des ateliers."),
        Autonomy,
        ordered=True,
        rest=N_("Non renseignée ou atelier"),
    ),
    Indicator(
        "place_kinds",
        N_("Types de lieu"),
        N_("Accompagnements selon le type de lieu où ils se sont déroulés."),
        PlaceKind,
    ),
    Indicator(
        "equipment",
        N_("Matériel"),
        N_("Accompagnements selon le matériel utilisé\u00a0; un même accompagnement peut en compter plusieurs."),
        Equipment,
        several=True,
    ),
    Indicator(
        "orientations",
        N_("Orientations"),
        N_("Accompagnements à l’issue desquels la personne a été orientée, selon la structure."),
        Orientation,
        rest=N_("Pas d’orientation"),
    ),
    Indicator(
        "blocked_procedures",
        N_("Ce qui bloque\u00a0: la démarche"),
        N_("Accompagnements pendant lesquels une démarche a été bloquée, selon la démarche."),
        AdministrativeTheme,
        rest=N_("Rien de bloqué ou non précisé"),
    ),
    Indicator(
        "blocked_organisations",
        N_("Ce qui bloque\u00a0: l’organisme"),
        N_("Accompagnements pendant lesquels une démarche a été bloquée, selon l’organisme."),
        rest=N_("Rien de bloqué ou non précisé"),
    ),
    Indicator(
        "blocked_causes",
        N_("Ce qui bloque\u00a0: la cause"),
        N_("Accompagnements pendant lesquels une démarche a été bloquée, selon la cause."),
        BlockedCause,
        rest=N_("Rien de bloqué ou non précisé"),
    ),
)

BY_KEY = {indicator.key: indicator for indicator in BLOCKS}

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

INSEE_2021 = Reference(
    0.154,
    N_("15,4 % des personnes de 15 ans et plus sont en situation d’illectronisme\u00a0: c’est la borne basse."),
    N_("INSEE, enquête sur l’usage des TIC 2021 (INSEE Première n° 1953)"),
    "https://www.insee.fr/fr/statistiques/7633654",
)
BAROMETER_2026 = Reference(
    0.40,
    N_(
        "40 % des personnes interrogées rencontrent au moins un frein (compétences, équipement, accès)\u00a0:"
        " c’est la borne haute."
    ),
    N_("Baromètre du numérique, édition 2026 (Crédoc, enquête de 2025)"),
    "https://www.vie-publique.fr/rapport/301998-barometre-du-numerique-edition-2026",
)
ADULTS = Reference(
    0.83,
    N_("Environ 83 % des habitants ont 15 ans ou plus."),
    N_("INSEE, estimations de population au 1er janvier 2024"),
    "https://www.insee.fr/fr/statistiques/2381474",
)
DIFFICULTY_METHOD = N_(
    "Deux taux nationaux appliqués aux habitants de 15 ans et plus\u00a0: un ordre de grandeur, pas une mesure locale."
)
