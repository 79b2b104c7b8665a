"""Levels of a digital competence: those of the national framework, and a zero of our own."""

from inclusion_app.kernel.text import N_

LOWEST, HIGHEST = 0, 8
FRAMEWORK_VERSION = "crcn-2019"
"""The framework that assessments are written against: décret n° 2019-919 and its arrêté of 30 August 2019."""

LABELS: dict[int, str] = {
    0: N_("Pas encore\u00a0: quelqu’un le fait à ma place"),
    1: N_("Avec de l’aide"),
    2: N_("Sans aide, quand c’est simple"),
    3: N_("Sans aide, dans les situations habituelles"),
    4: N_("Avec aisance"),
    5: N_("Même quand c’est nouveau"),
    6: N_("Même quand c’est difficile et inattendu"),
    7: N_("Je crée et j’explique aux autres"),
    8: N_("Je suis une référence pour les autres"),
}

BANDS: dict[int, str] = {
    1: N_("Novice"), 2: N_("Novice"), 3: N_("Indépendant"), 4: N_("Indépendant"), 5: N_("Avancé"), 6: N_("Avancé"),
    7: N_("Expert"), 8: N_("Expert"),
}  # fmt: skip
"""The official bands; level 0 is ours alone and has none."""


def official(level: int | None) -> int | None:
    """The level as it may be exported: our zero is no level of Pix nor of DigComp."""
    return level if level and 1 <= level <= HIGHEST else None
