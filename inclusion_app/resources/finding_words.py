"""Themes in words of every day, for whoever is afraid of computers."""

from collections.abc import Mapping

from inclusion_app.kernel.text import N_
from inclusion_app.resources.lists import Licence, ResourceKind
from inclusion_app.vocabulary.themes import Theme

THEME_WORDS: dict[Theme, str] = {
    Theme.EQUIPMENT_USE: N_("Se servir d’un ordinateur, d’un téléphone"),
    Theme.BROWSING: N_("Chercher sur internet"),
    Theme.EMAIL: N_("Envoyer et recevoir des e‑mails"),
    Theme.ADMINISTRATIVE: N_("Faire une démarche"),
    Theme.SECURITY: N_("Éviter les arnaques"),
    Theme.HEALTH: N_("Ma santé en ligne"),
    Theme.OWN_CONTENT: N_("Ranger mes photos et mes papiers"),
    Theme.BANKING_SHOPPING: N_("Payer et acheter en ligne"),
    Theme.SOCIAL_NETWORKS: N_("Parler avec mes proches"),
    Theme.EMPLOYMENT: N_("Trouver un emploi"),
    Theme.PARENTING: N_("Les enfants et les écrans"),
    Theme.SCHOOLING: N_("Suivre la scolarité"),
    Theme.OFFICE: N_("Écrire un courrier, un tableau"),
    Theme.EQUIPMENT_CARE: N_("Entretenir son appareil"),
    Theme.AI: N_("Comprendre l’intelligence artificielle"),
    Theme.CULTURE: N_("Mieux comprendre le numérique"),
    Theme.CREATION: N_("Créer avec le numérique"),
    Theme.DIAGNOSTIC: N_("Savoir où j’en suis"),
    Theme.PROFESSIONAL: N_("Pour mon activité professionnelle"),
}
"""The most asked first."""


def themes_shown(counts: Mapping[object, int]) -> list[tuple[Theme, int]]:
    """The themes that hold something, the most asked first."""
    return [(theme, counts[theme]) for theme in THEME_WORDS if counts.get(theme)]


KIND_WORDS: dict[ResourceKind, str] = {
    ResourceKind.SHEET: N_("Fiche"),
    ResourceKind.FILE: N_("Fichier à télécharger"),
    ResourceKind.LINK: N_("Site internet"),
}

LICENCE_ADDRESSES: dict[Licence, str] = {
    Licence.ETALAB: "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.fr",
    Licence.BY: "https://creativecommons.org/licenses/by/4.0/deed.fr",
    Licence.BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/deed.fr",
    Licence.BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/deed.fr",
    Licence.BY_NC_SA: "https://creativecommons.org/licenses/by-nc-sa/4.0/deed.fr",
}
"""Where the terms of a licence are written."""
