"""The closed lists of the national standard of places of digital mediation (v1.0.2), to the letter.

Codes are ours; labels are what the standard's files hold. Source: LaMednum/standard-mediation-num, Licence Ouverte 2.0.
"""

from inclusion_app.kernel.text import N_
from inclusion_app.vocabulary.listed import Listed


class Service(Listed):
    """services"""

    PROCEDURES = "procedures", N_("Aide aux démarches administratives")
    DAILY_TOOLS = "daily_tools", N_("Maîtrise des outils numériques du quotidien")
    EMPLOYMENT = "employment", N_("Insertion professionnelle via le numérique")
    SECURITY = "security", N_("Utilisation sécurisée du numérique")
    PARENTING = "parenting", N_("Parentalité et éducation avec le numérique")
    CREATION = "creation", N_("Loisirs et créations numériques")
    UNDERSTANDING = "understanding", N_("Compréhension du monde numérique")
    ACCESS = "access", N_("Accès internet et matériel informatique")
    PURCHASE = "purchase", N_("Acquisition de matériel informatique à prix solidaire")


class Audience(Listed):
    """publics_specifiquement_adresses"""

    YOUNG = "young", N_("Jeunes")
    STUDENTS = "students", N_("Étudiants")
    FAMILIES = "families", N_("Familles et/ou enfants")
    SENIORS = "seniors", N_("Seniors")
    WOMEN = "women", N_("Femmes")


class SpecialCare(Listed):
    """prise_en_charge_specifique"""

    DEAFNESS = "deafness", N_("Surdité")
    MOTOR = "motor", N_("Handicaps moteurs")
    MENTAL = "mental", N_("Handicaps mentaux")
    ILLITERACY = "illiteracy", N_("Illettrisme")
    ENGLISH = "english", N_("Langues étrangères (anglais)")
    OTHER_LANGUAGES = "other_languages", N_("Langues étrangères (autres)")
    SIGHT = "sight", N_("Déficience visuelle")


class Fee(Listed):
    """frais_a_charge"""

    FREE = "free", N_("Gratuit")
    FREE_CONDITIONAL = "free_conditional", N_("Gratuit sous condition")
    PAID = "paid", N_("Payant")


class NationalProgramme(Listed):
    """dispositif_programmes_nationaux"""

    AIDANTS_CONNECT = "aidants_connect", N_("Aidants Connect")
    LIBRARIES = "libraries", N_("Bibliothèques numérique de référence")
    PIX = "pix", N_("Certification PIX")
    CONSEILLERS = "conseillers", N_("Conseillers numériques")
    EMMAUS = "emmaus", N_("Emmaüs Connect")
    FRANCE_SERVICES = "france_services", N_("France Services")
    GEN = "gen", N_("Grande école du numérique")
    RED_CROSS = "red_cross", N_("La Croix Rouge")
    CAF = "caf", N_("Point d'accès numérique CAF")
    PROMENEURS = "promeneurs", N_("Promeneurs du net")
    RELAIS = "relais", N_("Relais numérique (Emmaüs Connect)")


class Label(Listed):
    """formations_labels"""

    MON_ESPACE_SANTE = "mon_espace_sante", N_("Formé à « Mon Espace Santé »")
    DUPLEX = "duplex", N_("Formé à « DUPLEX » (illettrisme)")
    ARNIA = "arnia", N_("Arnia/MedNum BFC (Bourgogne-Franche-Comté)")
    REEMPLOI = "reemploi", N_("Collectif ressources et acteurs réemploi (Normandie)")
    ETAPES_NUMERIQUES = "etapes_numeriques", N_("Étapes numériques(La Poste)")
    FABRIQUES = "fabriques", N_("Fabriques de Territoire")
    ECLAIREURS = "eclaireurs", N_("Les Éclaireurs du numérique (Drôme)")
    MES_PAPIERS = "mes_papiers", N_("Mes Papiers (Métropole de Lyon)")
    ORDI3 = "ordi3", N_("ORDI 3.0")
    SUD_LABS = "sud_labs", N_("SUD LABS (PACA)")


class AccessMode(Listed):
    """modalites_acces"""

    COME = "come", N_("Se présenter")
    CALL = "call", N_("Téléphoner")
    MAIL = "mail", N_("Contacter par mail")
    BOOK = "book", N_("Prendre un RDV en ligne")
    NO_PUBLIC = "no_public", N_("Ce lieu n'accueille pas de public")
    PRESCRIPTION = "prescription", N_("Envoyer un mail avec une fiche de prescription")


class SupportMode(Listed):
    """modalites_accompagnement"""

    ALONE = "alone", N_("En autonomie")
    INDIVIDUAL = "individual", N_("Accompagnement individuel")
    WORKSHOP = "workshop", N_("Dans un atelier collectif")
    REMOTE = "remote", N_("À distance")


class Mobility(Listed):
    """itinerance"""

    ITINERANT = "itinerant", N_("Itinérant")
    FIXED = "fixed", N_("Fixe")
