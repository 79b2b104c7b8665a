"""How an accompaniment took place and what came of it."""

from inclusion_app.kernel.text import N_
from inclusion_app.vocabulary.listed import Listed


class RecordKind(Listed):
    """Type d’activité. The one-off report of the old files is individual and offered nowhere."""

    INDIVIDUAL = "individual", N_("Accompagnement individuel")
    WORKSHOP = "workshop", N_("Atelier collectif")
    ONE_OFF = "one_off", N_("Accompagnement ponctuel"), True


class PlaceKind(Listed):
    """Type de lieu."""

    PLACE = "place", N_("Lieu d’activité")
    OTHER = "other", N_("Autre lieu")
    HOME = "home", N_("À domicile")
    REMOTE = "remote", N_("À distance")


class Equipment(Listed):
    """Matériel."""

    COMPUTER = "computer", N_("Ordinateur")
    PHONE = "phone", N_("Téléphone")
    TABLET = "tablet", N_("Tablette")
    OTHER = "other", N_("Autre")
    NONE = "none", N_("Pas de matériel")


class Autonomy(Listed):
    """Autonomie de la personne, de 1 à 3."""

    GUIDED = "guided", N_("Avec guidage")
    PARTLY_GUIDED = "partly_guided", N_("Autonome avec guidage en cas de besoin")
    AUTONOMOUS = "autonomous", N_("Autonome")


class WorkshopLevel(Listed):
    """Niveau d’atelier, de 1 à 3."""

    BEGINNER = "beginner", N_("Débutant")
    INTERMEDIATE = "intermediate", N_("Intermédiaire")
    ADVANCED = "advanced", N_("Avancé")


class Orientation(Listed):
    """Orientation\u00a0: la structure vers laquelle la personne est orientée."""

    ADMINISTRATION = "administration", N_("Administration (mairie, préfecture…)")
    MEDIATION = "mediation", N_("Autre structure de médiation numérique")
    OPERATOR = "operator", N_("Opérateur ou organisme en charge de la démarche administrative")
    SOCIAL_AID = "social_aid", N_("Structure d'aide sociale (maison des solidarités, centre social…)")
    EMPLOYMENT = (
        "employment",
        N_("Structure d'insertion professionnelle (France Travail, mission locale, chambre de commerce…)"),
    )
    PROCEDURES = "procedures", N_("Structure d'aide aux démarches administratives (France Services…)")
    OTHER = "other", N_("Autre")


class BlockedCause(Listed):
    """Ce qui a bloqué la démarche."""

    SITE_DOWN = "site_down", N_("Site en panne")
    ACCOUNT_LOCKED = "account_locked", N_("Compte ou identité bloqués")
    MISSING_DOCUMENT = "missing_document", N_("Pièce impossible à fournir")
    UNCLEAR_FORM = "unclear_form", N_("Formulaire incompréhensible")
    NOBODY_TO_ASK = "nobody_to_ask", N_("Pas d’interlocuteur")
    NO_EQUIPMENT = "no_equipment", N_("Pas d’équipement")
    LANGUAGE_READING = "language_reading", N_("Langue ou lecture")
    OTHER = "other", N_("Autre")


class NextStep(Listed):
    """La suite prévue avec la personne."""

    APPOINTMENT = "appointment", N_("Rendez-vous")
    CALL = "call", N_("Appel")
