"""The courses of the demonstration, as a service would write them."""

from dataclasses import dataclass

from inclusion_app.trainings.lists import ActionKind, Audience
from inclusion_app.vocabulary.competences import Competence


@dataclass(frozen=True)
class Lesson:
    """A course in short; `half_days` are minutes of each half-day, a week apart when `weekly`."""

    key: str
    title: str
    summary: str
    kind: ActionKind
    audience: Audience
    objectives: tuple[str, ...]
    content: str
    half_days: tuple[int, ...]
    competences: frozenset[Competence] = frozenset()
    weekly: bool = False
    price_cents: int = 0
    validity_months: int | None = None
    prerequisites: str = "Aucun. Venez comme vous êtes."


_W, _T = ActionKind.WORKSHOP, ActionKind.TRAINING
_C = Competence

LESSONS = (
    Lesson(
        "smartphone",
        "Mon smartphone pas à pas",
        "Dix séances en petit groupe pour téléphoner, écrire, photographier et retrouver ce que l’on cherche.",
        _W,
        Audience.CITIZENS,
        (
            "Régler la taille du texte, le son et la luminosité de son téléphone",
            "Envoyer un message et une photo à un proche",
            "Installer une application sûre, et retirer celles qui ne servent pas",
        ),
        "Séance 1\u00a0: les boutons et les réglages.\nSéances 2 et 3\u00a0: appeler, écrire.\n"
        "Séances 4 et 5\u00a0: photos.\nSéances 6 et 7\u00a0: applications.\n"
        "Séances 8 et 9\u00a0: internet sans crainte.\n"
        "Séance 10\u00a0: ce que j’ai appris.",
        (120,) * 10,
        frozenset({_C.INTERACT, _C.SOLVE}),
        weekly=True,
        prerequisites="Avoir un smartphone, chargé. Nous en prêtons si besoin.",
    ),
    Lesson(
        "arnaques",
        "Reconnaître une arnaque en ligne",
        "Faux colis, faux conseiller, faux proche\u00a0: des exemples réels pour apprendre à dire non.",
        _W,
        Audience.CITIZENS,
        (
            "Repérer trois signes d’un message frauduleux",
            "Signaler un message ou un site à la bonne adresse",
            "Choisir un mot de passe solide et le retenir sans l’écrire",
        ),
        "Des messages vrais et faux à trier ensemble.\nQue faire si j’ai cliqué\u00a0?\nMes mots de passe.",
        (120,),
        frozenset({_C.SECURE, _C.PRIVACY}),
    ),
    Lesson(
        "franceconnect",
        "Mes démarches avec FranceConnect",
        "Un seul compte pour les impôts, la santé et la retraite\u00a0: on le crée, on l’essaie, on le protège.",
        _W,
        Audience.CITIZENS,
        (
            "Se connecter à un service public avec FranceConnect",
            "Retrouver un document dans son espace personnel",
        ),
        "Créer ou retrouver son compte.\nUne démarche de bout en bout.\nSe déconnecter, et pourquoi.",
        (150,),
        frozenset({_C.TAKE_PART, _C.PRIVACY}),
        prerequisites="Une adresse e-mail, sa carte Vitale ou son avis d’impôt.",
    ),
    Lesson(
        "accompagner",
        "Accompagner une démarche en ligne sans faire à la place",
        "Pour les agentes et agents d’accueil\u00a0: aider avec méthode, en sécurité, dans le respect de la personne.",
        _T,
        Audience.PROFESSIONALS,
        (
            "Conduire un entretien de cinq minutes pour cerner la demande",
            "Appliquer les règles de confidentialité au guichet",
            "Décider avec la personne de ce qu’elle fait seule, avec aide ou par mandat",
            "Orienter vers le bon lieu du réseau",
        ),
        "Jour 1, matin\u00a0: accueillir.\nJour 1, après-midi\u00a0: confidentialité et mandat.\n"
        "Jour 2, matin\u00a0: mises en situation.\nJour 2, après-midi\u00a0: le réseau, les relais, l’évaluation.",
        (210, 210, 210, 210),
        frozenset({_C.PRIVACY, _C.TAKE_PART}),
        price_cents=24_000,
        validity_months=36,
        prerequisites="Être en contact avec le public.",
    ),
    Lesson(
        "reperer",
        "Repérer et orienter un public en difficulté",
        "Une journée pour voir ce qui ne se dit pas, et savoir à qui passer le relais.",
        _T,
        Audience.PROFESSIONALS,
        (
            "Reconnaître cinq signes de difficulté avec le numérique ou l’écrit",
            "Proposer une aide sans gêner la personne",
            "Utiliser la carte des lieux pour orienter",
        ),
        "Matin\u00a0: les signes, les mots justes.\nAprès-midi\u00a0: la carte, les relais, cas pratiques.",
        (210, 210),
        frozenset({_C.SEARCH}),
        validity_months=12,
    ),
    Lesson(
        "elus",
        "Lire l’observatoire pour décider",
        "Pour les élues et élus\u00a0: comprendre les chiffres de sa commune et choisir où agir.",
        _T,
        Audience.OFFICIALS,
        (
            "Situer sa commune parmi celles qui lui ressemblent",
            "Choisir deux actions à partir des chiffres",
        ),
        "Les besoins, l’activité, ce qui manque.\nDeux actions pour ma commune.",
        (150,),
        frozenset({_C.MANAGE_DATA}),
    ),
)
