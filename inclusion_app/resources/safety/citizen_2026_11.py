"""What is checked with a person: fourteen points, in words of every day."""

from inclusion_app.kernel.text import N_
from inclusion_app.resources.lists import ChecklistKind
from inclusion_app.resources.safety.points import Point, PointGroup, SafetyList

_DEVICES = PointGroup(
    N_("Le téléphone et l’ordinateur"),
    (
        Point(
            "verrou",
            N_("Le téléphone se verrouille-t-il tout seul\u00a0?"),
            why=N_("Perdu ou volé, un téléphone ouvert donne accès aux messages, aux photos et à la banque."),
            how=N_("Réglages, Sécurité\u00a0: choisir un code d’au moins six chiffres, le doigt ou le visage."),
            done=N_("Mon téléphone se verrouille tout seul."),
            todo=N_("Verrouiller mon téléphone."),
        ),
        Point(
            "mises-a-jour",
            N_("Les mises à jour se font-elles toutes seules\u00a0?"),
            why=N_("Une mise à jour ferme les portes par où passent les virus."),
            how=N_(
                "Réglages, Mise à jour\u00a0: choisir «\u00a0automatique\u00a0», puis redémarrer une fois par semaine."
            ),
            done=N_("Mes appareils se mettent à jour tout seuls."),
            todo=N_("Mettre à jour mes appareils."),
        ),
        Point(
            "sauvegarde",
            N_("Les photos et les papiers importants sont-ils copiés ailleurs\u00a0?"),
            why=N_("Une panne, une chute ou un vol\u00a0: sans copie, tout est perdu."),
            how=N_("Copier sur une clé USB rangée à la maison, ou dans un espace en ligne que l’on connaît."),
            done=N_("Mes photos et mes papiers sont copiés ailleurs."),
            todo=N_("Copier mes photos et mes papiers ailleurs."),
        ),
        Point(
            "applications",
            N_("Les applications viennent-elles toutes du magasin officiel\u00a0?"),
            why=N_("Une fausse application peut lire les messages et vider un compte."),
            how=N_("Supprimer ce que l’on ne reconnaît pas\u00a0; n’installer que depuis Google Play ou l’App Store."),
            done=N_("Mes applications viennent du magasin officiel."),
            todo=N_("Supprimer les applications que je ne connais pas."),
        ),
        Point(
            "perte",
            N_("Savez-vous quoi faire si le téléphone est perdu ou volé\u00a0?"),
            why=N_("Les premières minutes comptent\u00a0: la ligne se bloque et le téléphone se retrouve à distance."),
            how=N_("Activer «\u00a0Localiser mon appareil\u00a0»\u00a0; noter sur papier le numéro de son opérateur."),
            done=N_("Je sais quoi faire si je perds mon téléphone."),
            todo=N_("Préparer le cas où je perds mon téléphone."),
        ),
        Point(
            "wifi-maison",
            N_("Le Wi-Fi de la maison a-t-il son propre mot de passe\u00a0?"),
            why=N_("Celui qui utilise votre Wi-Fi agit en votre nom."),
            how=N_(
                "Ouvrir la page de sa box, ou demander à l’opérateur\u00a0; ne pas laisser le mot de passe à la vue."
            ),
            done=N_("Mon Wi-Fi est protégé."),
            todo=N_("Protéger le Wi-Fi de la maison."),
        ),
    ),
)
_ACCOUNTS = PointGroup(
    N_("Les comptes"),
    (
        Point(
            "mots-de-passe",
            N_("La boîte mail et la banque ont-elles chacune leur mot de passe, long\u00a0?"),
            why=N_("Un site piraté livre son mot de passe\u00a0: les voleurs l’essaient partout ailleurs."),
            how=N_("Quatre mots qui n’ont rien à voir entre eux, différents pour chaque compte important."),
            done=N_("Mes comptes importants ont chacun leur mot de passe."),
            todo=N_("Donner un mot de passe différent à chaque compte important."),
        ),
        Point(
            "ranger",
            N_("Les mots de passe sont-ils rangés en lieu sûr\u00a0?"),
            why=N_(
                "Personne ne peut tout retenir. Un papier collé à l’écran ou une photo, tout le monde peut les lire."
            ),
            how=N_("Un gestionnaire de mots de passe, ou un carnet caché chez soi, loin de l’ordinateur."),
            done=N_("Mes mots de passe sont rangés en lieu sûr."),
            todo=N_("Ranger mes mots de passe en lieu sûr."),
        ),
        Point(
            "second-facteur",
            N_("La boîte mail demande-t-elle aussi une confirmation sur le téléphone\u00a0?"),
            why=N_("Même avec le mot de passe, un voleur ne peut pas entrer."),
            how=N_("Réglages du compte, Sécurité\u00a0: activer la «\u00a0validation en deux étapes\u00a0»."),
            done=N_("Ma boîte mail demande une confirmation sur mon téléphone."),
            todo=N_("Activer la confirmation sur le téléphone pour ma boîte mail."),
        ),
        Point(
            "secours",
            N_("Le numéro et l’adresse de secours sont-ils toujours les bons\u00a0?"),
            why=N_("Ils servent à retrouver un compte bloqué. Un ancien numéro ferme la porte pour toujours."),
            how=N_(
                "Réglages du compte, Informations personnelles\u00a0: vérifier le téléphone et l’adresse de secours."
            ),
            done=N_("Mon numéro et mon adresse de secours sont à jour."),
            todo=N_("Mettre à jour mon numéro et mon adresse de secours."),
        ),
        Point(
            "partage",
            N_("Êtes-vous la seule personne à pouvoir entrer dans vos comptes\u00a0?"),
            why=N_("Un proche, un ancien téléphone ou un ordinateur prêté peuvent encore y entrer."),
            how=N_("Réglages du compte, Appareils connectés\u00a0: fermer ceux que l’on ne reconnaît pas."),
            done=N_("Personne d’autre n’entre dans mes comptes."),
            todo=N_("Fermer mes comptes sur les appareils des autres."),
        ),
    ),
)
_SCAMS = PointGroup(
    N_("L’argent et les arnaques"),
    (
        Point(
            "banque",
            N_("Savez-vous qu’une banque ne demande jamais un code au téléphone\u00a0?"),
            why=N_("C’est l’arnaque la plus coûteuse\u00a0: un faux conseiller fait valider un paiement."),
            how=N_("Raccrocher, puis rappeler soi-même le numéro écrit au dos de sa carte."),
            done=N_("Je ne donne jamais un code, même à ma banque."),
            todo=N_("Revoir ensemble le coup du faux conseiller bancaire."),
        ),
        Point(
            "messages",
            N_("Savez-vous reconnaître un message piégé\u00a0?"),
            why=N_("Colis, amende, carte Vitale\u00a0: un lien mène à une copie du vrai site."),
            how=N_("Ne pas toucher le lien\u00a0; aller soi-même sur le site\u00a0; transférer le SMS au 33700."),
            done=N_("Je sais reconnaître un message piégé."),
            todo=N_("M’entraîner à reconnaître un message piégé."),
        ),
        Point(
            "aide",
            N_("Savez-vous à qui demander en cas de doute\u00a0?"),
            why=N_("Seul et pressé, tout le monde peut se faire avoir. En parler suffit souvent."),
            how=N_(
                "Un proche, un lieu d’aide, ou 17Cyber.gouv.fr, à toute heure\u00a0; sa banque si l’argent est parti."
            ),
            done=N_("Je sais à qui demander en cas de doute."),
            todo=N_("Noter à qui je peux demander en cas de doute."),
        ),
    ),
)

CITIZEN_2026_11 = SafetyList(ChecklistKind.CITIZEN, "2026-11", (_DEVICES, _ACCOUNTS, _SCAMS))
