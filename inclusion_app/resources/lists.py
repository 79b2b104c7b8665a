"""The closed lists of resources."""

from inclusion_app.kernel.text import N_
from inclusion_app.vocabulary.listed import Listed


class ResourceKind(Listed):
    """What a resource is made of."""

    SHEET = "sheet", N_("Fiche écrite ici")
    FILE = "file", N_("Fichier")
    LINK = "link", N_("Lien")


class Licence(Listed):
    """Under which terms a resource is reused; a resource without licence is not kept."""

    ETALAB = "etalab-2.0", N_("Licence Ouverte 2.0")
    CC0 = "cc0-1.0", N_("CC0 1.0, domaine public")
    BY = "cc-by-4.0", N_("CC BY 4.0")
    BY_SA = "cc-by-sa-4.0", N_("CC BY-SA 4.0")
    BY_NC = "cc-by-nc-4.0", N_("CC BY-NC 4.0")
    BY_NC_SA = "cc-by-nc-sa-4.0", N_("CC BY-NC-SA 4.0")
    LINK_ONLY = "link-only", N_("Tous droits réservés\u00a0: lien seulement")
    AGREED = "agreed", N_("Tous droits réservés, avec l’accord de l’auteur")


class Difficulty(Listed):
    """For whom it is easy enough."""

    DISCOVERY = "discovery", N_("Découverte")
    BEGINNER = "beginner", N_("Débutant")
    INTERMEDIATE = "intermediate", N_("Intermédiaire")
    ADVANCED = "advanced", N_("Avancé")


class Readers(Listed):
    """Publics bénéficiaires."""

    EVERYBODY = "everybody", N_("Tous publics")
    CHILDREN = "children", N_("Enfants et adolescents")
    SENIORS = "seniors", N_("Personnes âgées")
    PARENTS = "parents", N_("Parents")
    FAR = "far", N_("Personnes très éloignées du numérique")
    DISABILITY = "disability", N_("Personnes en situation de handicap")
    JOB_SEEKERS = "job_seekers", N_("Personnes en recherche d’emploi")
    ILLITERACY = "illiteracy", N_("Personnes en difficulté avec l’écrit")
    OTHER_LANGUAGE = "other_language", N_("Personnes qui apprennent le français")
    HELPERS = "helpers", N_("Médiatrices, médiateurs, aidantes et aidants")


class Visibility(Listed):
    """Who reads it."""

    PUBLIC = "public", N_("Tout le monde")
    NETWORK = "network", N_("Le réseau, avec un compte")


class ResourceState(Listed):
    """Where a resource stands."""

    DRAFT = "draft", N_("Brouillon")
    PUBLISHED = "published", N_("Publiée")
    WITHDRAWN = "withdrawn", N_("Retirée")


class ReportKind(Listed):
    """What is wrong with a resource."""

    OUTDATED = "outdated", N_("N’est plus à jour")
    ERROR = "error", N_("Contient une erreur")
    INAPPROPRIATE = "inappropriate", N_("N’a pas sa place ici")
    DUPLICATE = "duplicate", N_("Existe déjà")


class GivenHow(Listed):
    """How a resource was given to somebody."""

    PRINT = "print", N_("Imprimée")
    EMAIL = "email", N_("Envoyée par courriel")


class SheetLayout(Listed):
    """How a sheet prints."""

    HANDOUT = "handout", N_("Fiche A4")
    LARGE = "large", N_("Gros caractères")
    PLAIN = "plain", N_("Facile à lire et à comprendre")
    TRAINER = "trainer", N_("Pour qui anime")
    CARDS = "cards", N_("Jeu de cartes")


class ChecklistKind(Listed):
    """What is checked."""

    CITIZEN = "citizen", N_("Avec une personne")
    PLACE = "place", N_("Dans un lieu")
