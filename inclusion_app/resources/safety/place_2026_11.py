"""What is checked in a place: fourteen points, to look at while walking through it."""

from inclusion_app.kernel.text import N_
from inclusion_app.resources.lists import ChecklistKind
from inclusion_app.resources.safety.points import Point, PointGroup, SafetyList

_WORKSTATIONS = PointGroup(
    N_("Les postes du public"),
    (
        Point(
            "sessions",
            N_("La session s’efface-t-elle après chaque personne\u00a0?"),
            why=N_("Sinon la personne suivante trouve la boîte mail, les documents et les mots de passe."),
            how=N_("Une session invitée qui se vide à la fermeture\u00a0; l’essayer soi-même avec un faux compte."),
            done=N_("La session s’efface après chaque personne."),
            todo=N_("Installer une session qui s’efface à la fermeture."),
        ),
        Point(
            "droits",
            N_("Le public utilise-t-il un compte sans droit d’administration\u00a0?"),
            why=N_("Un logiciel piégé ne peut alors pas s’installer pour tout le monde."),
            how=N_("Un compte «\u00a0standard\u00a0» pour le public\u00a0; l’administration au service informatique."),
            done=N_("Le public n’a pas les droits d’administration."),
            todo=N_("Retirer les droits d’administration au compte du public."),
        ),
        Point(
            "mises-a-jour",
            N_("Le système, le navigateur et l’antivirus sont-ils à jour\u00a0?"),
            why=N_("Un poste partagé reçoit chaque jour des clés USB et des fichiers inconnus."),
            how=N_("Mises à jour automatiques la nuit\u00a0; une personne regarde une fois par mois."),
            done=N_("Les postes et l’antivirus sont à jour."),
            todo=N_("Mettre à jour les postes et l’antivirus."),
        ),
        Point(
            "navigateur",
            N_("Le navigateur refuse-t-il d’enregistrer les mots de passe\u00a0?"),
            why=N_("Un seul clic sur «\u00a0Enregistrer\u00a0» laisse le compte ouvert à tout le monde."),
            how=N_("Réglages du navigateur\u00a0: ne pas proposer d’enregistrer, effacer tout en quittant."),
            done=N_("Le navigateur n’enregistre aucun mot de passe."),
            todo=N_("Interdire au navigateur d’enregistrer les mots de passe."),
        ),
        Point(
            "materiel",
            N_("Le matériel prêté ou donné est-il vidé avant de partir\u00a0?"),
            why=N_("Un disque mal effacé garde des années de dossiers."),
            how=N_("Un inventaire à jour\u00a0; un effacement complet, noté, avant chaque prêt ou don."),
            done=N_("Le matériel est vidé avant d’être prêté ou donné."),
            todo=N_("Prévoir l’effacement du matériel prêté ou donné."),
        ),
    ),
)
_NETWORK = PointGroup(
    N_("Le Wi-Fi"),
    (
        Point(
            "wifi",
            N_("Le Wi-Fi du public est-il séparé de celui de l’équipe\u00a0?"),
            why=N_("Sur le même réseau, un visiteur peut atteindre les dossiers et les imprimantes."),
            how=N_(
                "Demander deux réseaux au service informatique ou à l’opérateur\u00a0; changer le mot de passe parfois."
            ),
            done=N_("Le public et l’équipe ont chacun leur Wi-Fi."),
            todo=N_("Séparer le Wi-Fi du public de celui de l’équipe."),
        ),
        Point(
            "connexions",
            N_("Sait-on qui garde les données de connexion, et combien de temps\u00a0?"),
            why=N_("Offrir un accès à internet oblige à garder certaines traces techniques, et rien d’autre."),
            how=N_(
                "Le demander à l’opérateur ou au délégué à la protection des données\u00a0; l’afficher près du Wi-Fi."
            ),
            done=N_("On sait qui garde les données de connexion."),
            todo=N_("Demander qui garde les données de connexion."),
        ),
    ),
)
_PAPER = PointGroup(
    N_("Impressions et papiers"),
    (
        Point(
            "impressions",
            N_("Les impressions et les scans oubliés sont-ils détruits\u00a0?"),
            why=N_("Un avis d’imposition sur l’imprimante, c’est une identité à prendre."),
            how=N_("Un broyeur ou un bac fermé\u00a0; vider chaque soir l’imprimante, le scanner et sa mémoire."),
            done=N_("Les papiers oubliés sont détruits chaque soir."),
            todo=N_("Prévoir un broyeur et vider l’imprimante chaque soir."),
        ),
        Point(
            "papiers",
            N_("Les papiers des personnes suivies sont-ils sous clé\u00a0?"),
            why=N_("Un bureau passe de main en main. Un dossier visible n’est plus confidentiel."),
            how=N_(
                "Une armoire fermée\u00a0; aucun mot de passe de personne suivie, ni sur papier ni dans un fichier."
            ),
            done=N_("Les papiers sont sous clé, sans aucun mot de passe."),
            todo=N_("Mettre les papiers sous clé et détruire les mots de passe."),
        ),
    ),
)
_DESK = PointGroup(
    N_("L’accueil"),
    (
        Point(
            "ecrans",
            N_("Les écrans sont-ils à l’abri des regards\u00a0?"),
            why=N_("La personne assise à côté lit un relevé de compte en un coup d’œil."),
            how=N_("Tourner les écrans, espacer les postes, poser un filtre ou un petit paravent."),
            done=N_("Les écrans sont à l’abri des regards."),
            todo=N_("Mettre les écrans à l’abri des regards."),
        ),
        Point(
            "entretien",
            N_("Peut-on parler sans être entendu·e\u00a0?"),
            why=N_("On ne dit ni une dette ni une maladie devant une file d’attente."),
            how=N_("Une pièce fermée, ou un coin éloigné et une ligne d’attente au sol."),
            done=N_("On peut parler sans être entendu·e."),
            todo=N_("Prévoir un coin où parler sans être entendu·e."),
        ),
        Point(
            "affiches",
            N_("Une affiche dit-elle comment réagir à une arnaque\u00a0?"),
            why=N_("On la lit en attendant, et on s’en souvient le jour venu."),
            how=N_("Afficher l’alerte du moment et 17Cyber.gouv.fr, à hauteur des yeux, près des postes."),
            done=N_("Une affiche dit comment réagir à une arnaque."),
            todo=N_("Afficher comment réagir à une arnaque."),
        ),
    ),
)
_TEAM = PointGroup(
    N_("L’équipe"),
    (
        Point(
            "comptes",
            N_("Chaque membre de l’équipe a-t-il son propre compte\u00a0?"),
            why=N_("Avec un compte commun, on ne sait plus qui a fait quoi, et les départs restent ouverts."),
            how=N_("Un compte par personne, avec un second facteur\u00a0; fermé le jour du départ."),
            done=N_("Chaque membre de l’équipe a son propre compte."),
            todo=N_("Donner un compte à chaque membre de l’équipe."),
        ),
        Point(
            "incident",
            N_("Sait-on qui prévenir si un dossier est perdu ou un poste piégé\u00a0?"),
            why=N_("Une fuite de données se déclare à la CNIL dans les trois jours."),
            how=N_("Afficher au bureau qui appeler\u00a0: informatique, délégué à la protection des données."),
            done=N_("On sait qui prévenir en cas d’incident."),
            todo=N_("Écrire qui prévenir en cas d’incident."),
        ),
    ),
)

PLACE_2026_11 = SafetyList(ChecklistKind.PLACE, "2026-11", (_WORKSTATIONS, _NETWORK, _PAPER, _DESK, _TEAM))
