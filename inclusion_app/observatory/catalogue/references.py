"""Numbers found by others, that the needs are estimated from, each with its source."""

from dataclasses import dataclass

from inclusion_app.kernel.text import N_


@dataclass(frozen=True)
class Reference:
    """A number found by others, with its source."""

    value: float
    text: str
    source: str
    url: str


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
