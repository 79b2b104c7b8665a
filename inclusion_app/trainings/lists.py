"""The closed lists of trainings."""

from inclusion_app.kernel.text import N_
from inclusion_app.vocabulary.listed import Listed


class Audience(Listed):
    """For whom a course is made."""

    CITIZENS = "citizens", N_("Habitantes et habitants")
    PROFESSIONALS = "professionals", N_("Professionnelles et professionnels")
    OFFICIALS = "officials", N_("Élues et élus")


class ActionKind(Listed):
    """Nature of the action, as written on certificates (Code du travail, article L6313-1; a workshop is none)."""

    TRAINING = "training", N_("Action de formation")
    WORKSHOP = "workshop", N_("Atelier d’initiation")


class SessionState(Listed):
    """Whether a session takes place."""

    OPEN = "open", N_("Ouverte")
    CANCELLED = "cancelled", N_("Annulée")


class NotHeld(Listed):
    """Why a half-day did not take place."""

    NOBODY = "nobody", N_("Personne n’est venu")
    TRAINER_AWAY = "trainer_away", N_("Intervenante ou intervenant absent")
    PLACE_CLOSED = "place_closed", N_("Lieu fermé")
    BREAKDOWN = "breakdown", N_("Panne de matériel ou de réseau")
    WEATHER = "weather", N_("Intempéries")
    OTHER = "other", N_("Autre raison")


class RegistrationState(Listed):
    """Where a registration stands; SEATED and OFFERED hold a seat."""

    SEATED = "seated", N_("Inscrit·e")
    OFFERED = "offered", N_("Place proposée")
    WAITING = "waiting", N_("Sur liste d’attente")
    CANCELLED = "cancelled", N_("Désinscrit·e")


class Channel(Listed):
    """Who registered."""

    SELF = "self", N_("Par son compte")
    STAFF = "staff", N_("Par l’équipe")
    PUBLIC = "public", N_("Par la page publique")


class Withdrawal(Listed):
    """Why a registration ended."""

    PERSON = "person", N_("Ne peut pas venir")
    NO_ANSWER = "no_answer", N_("N’a pas répondu à temps")
    NOT_CONFIRMED = "not_confirmed", N_("N’a pas confirmé")
    DECLINED = "declined", N_("A refusé la place proposée")
    STAFF = "staff", N_("Retiré·e par l’équipe")
    SESSION = "session", N_("Session annulée")
    MOVED = "moved", N_("Passé·e à une autre date")


class TraineeKind(Listed):
    """Kind of trainee, as the annual teaching and financial summary counts them (cadre F-1)."""

    EMPLOYEE = "employee", N_("Salarié·e d’un employeur privé")
    APPRENTICE = "apprentice", N_("Apprenti·e")
    JOB_SEEKER = "job_seeker", N_("Personne en recherche d’emploi")
    INDIVIDUAL = "individual", N_("Particulier à ses propres frais")
    PUBLIC_AGENT = "public_agent", N_("Agente ou agent public")
    OFFICIAL = "official", N_("Élue ou élu")
    VOLUNTEER = "volunteer", N_("Bénévole")
    OTHER = "other", N_("Autre")


class Funder(Listed):
    """Who pays, as the annual teaching and financial summary counts products (cadre C)."""

    NONE = "none", N_("Gratuit, financé par le service")
    EMPLOYER = "employer", N_("Employeur")
    OPCO = "opco", N_("Opérateur de compétences (OPCO)")
    STATE = "state", N_("État")
    REGION = "region", N_("Région")
    LOCAL = "local", N_("Département, commune ou intercommunalité")
    FRANCE_TRAVAIL = "france_travail", N_("France Travail")
    PERSON = "person", N_("La personne elle-même")
    OTHER = "other", N_("Autre financeur")


class Presence(Listed):
    """Whether somebody came to a half-day."""

    PRESENT = "present", N_("Présent·e")
    ABSENT = "absent", N_("Absent·e")


class AbsenceReason(Listed):
    """Why somebody did not come."""

    ILLNESS = "illness", N_("Maladie")
    FAMILY = "family", N_("Raison familiale")
    WORK = "work", N_("Travail ou rendez-vous")
    TRANSPORT = "transport", N_("Transport")
    OTHER = "other", N_("Autre raison")
    NOT_SAID = "not_said", N_("Sans prévenir")


class SigningMeans(Listed):
    """How a line of attendance was signed."""

    HAND = "hand", N_("Tracée au doigt, au stylet ou à la souris")
    TYPED = "typed", N_("Nom saisi et confirmé au clavier")
    PAPER = "paper", N_("Sur la feuille papier")
    NONE = "none", N_("Sans signature")


class NoticeKind(Listed):
    """What somebody is told about a session."""

    CONFIRM = "confirm", N_("Demande de confirmation")
    REGISTERED = "registered", N_("Inscription")
    WAITING = "waiting", N_("Liste d’attente")
    OFFER = "offer", N_("Place proposée")
    CONVOCATION = "convocation", N_("Convocation")
    CHANGE = "change", N_("Changement")
    REMINDER_7 = "reminder_7", N_("Rappel à 7\u00a0jours")
    REMINDER_1 = "reminder_1", N_("Rappel la veille")
    CANCELLATION = "cancellation", N_("Annulation")
    WITHDRAWN = "withdrawn", N_("Désinscription")
    MISSED = "missed", N_("Absence constatée")
    SURVEY = "survey", N_("Questionnaire à froid")
    CERTIFICATE = "certificate", N_("Attestation disponible")
    EXPIRY_12 = "expiry_12", N_("Fin de validité dans un an")
    EXPIRY_6 = "expiry_6", N_("Fin de validité dans six mois")


class NoticeWay(Listed):
    """How somebody is told."""

    EMAIL = "email", N_("Courriel")
    POST = "post", N_("Courrier imprimé")
    PHONE = "phone", N_("Téléphone")


class NoticeResult(Listed):
    """What became of a notice."""

    WAITING = "waiting", N_("En attente")
    SENT = "sent", N_("Parti")
    FAILED = "failed", N_("Non distribué")
    REACHED = "reached", N_("Personne jointe")
    NOT_REACHED = "not_reached", N_("Personne non jointe")


class ObjectiveLevel(Listed):
    """How far somebody has got with an objective, before or after."""

    NOT_YET = "not_yet", N_("Pas encore")
    PARTLY = "partly", N_("En partie")
    REACHED = "reached", N_("Acquis")


class Moment(Listed):
    """When something is evaluated."""

    BEFORE = "before", N_("Avant")
    HOT = "hot", N_("À chaud")
    COLD = "cold", N_("À froid")


class CertificateKind(Listed):
    """What a certificate attests."""

    COMPLETION = "completion", N_("Certificat de réalisation")
    ATTENDANCE = "attendance", N_("Attestation d’assiduité")


class RevocationReason(Listed):
    """Why a certificate is no longer valid; said on the public page, hence in general words."""

    REPLACED = "replaced", N_("Une nouvelle attestation la remplace")
    MISTAKE = "mistake", N_("Elle contenait une erreur")
    NOT_DUE = "not_due", N_("Elle n’aurait pas dû être délivrée")
    ASKED = "asked", N_("La personne a demandé qu’elle soit retirée")
    OTHER = "other", N_("Autre raison")


class FeedKind(Listed):
    """What a calendar feed gives."""

    MINE = "mine", N_("Mes sessions")
    PLACE = "place", N_("Un lieu")
    TERRITORY = "territory", N_("Un territoire")


class QualityKind(Listed):
    """An entry of the quality register."""

    WATCH_LEGAL = "watch_legal", N_("Veille légale et réglementaire")
    WATCH_TRADE = "watch_trade", N_("Veille sur les métiers et les compétences")
    WATCH_TEACHING = "watch_teaching", N_("Veille pédagogique et technologique")
    STAFF = "staff", N_("Compétences de l’équipe")
    PARTNER = "partner", N_("Réseau de partenaires (handicap)")
    CONTRACT = "contract", N_("Sous-traitance")
    OPINION = "opinion", N_("Avis d’une partie prenante")
    COMPLAINT = "complaint", N_("Réclamation ou difficulté")
    IMPROVEMENT = "improvement", N_("Action d’amélioration")
