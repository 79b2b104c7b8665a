"""The sixteen digital competences of the French framework (CRCN, décret n° 2019-919), in their official order."""

from inclusion_app.kernel.text import N_
from inclusion_app.vocabulary.listed import Listed


class Competence(Listed):
    """Compétence numérique ; the code is the official number."""

    SEARCH = "1.1", N_("Mener une recherche et une veille d’information")
    MANAGE_DATA = "1.2", N_("Gérer des données")
    PROCESS_DATA = "1.3", N_("Traiter des données")
    INTERACT = "2.1", N_("Interagir")
    SHARE = "2.2", N_("Partager et publier")
    COLLABORATE = "2.3", N_("Collaborer")
    TAKE_PART = "2.4", N_("S’insérer dans le monde numérique")
    WRITE_TEXT = "3.1", N_("Développer des documents textuels")
    MULTIMEDIA = "3.2", N_("Développer des documents multimédia")
    ADAPT = "3.3", N_("Adapter les documents à leur finalité")
    PROGRAM = "3.4", N_("Programmer")
    SECURE = "4.1", N_("Sécuriser l’environnement numérique")
    PRIVACY = "4.2", N_("Protéger les données personnelles et la vie privée")
    WELLBEING = "4.3", N_("Protéger la santé, le bien-être et l’environnement")
    SOLVE = "5.1", N_("Résoudre des problèmes techniques")
    BUILD = "5.2", N_("Construire un environnement numérique")


DOMAINS = (
    ("1", N_("Informations et données")),
    ("2", N_("Communication et collaboration")),
    ("3", N_("Création de contenu")),
    ("4", N_("Protection et sécurité")),
    ("5", N_("Environnement numérique")),
)
"""The five domains of the framework, by the first figure of its competences."""
