"""The questionnaire: eighteen questions in words of every day, one of five answers, about ten minutes.

A new wording is a new version: answers under way keep theirs only while the version is the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from inclusion_app.kernel.text import N_
from inclusion_app.vocabulary.competences import Competence

VERSION = "2026-11"

ANSWERS: dict[int, str] = {
    0: N_("Non, quelqu’un le fait pour moi"),
    1: N_("Oui, avec de l’aide"),
    2: N_("Oui, sans aide, quand c’est simple"),
    3: N_("Oui, sans aide, à chaque fois"),
    4: N_("Oui, facilement\u00a0: je peux montrer à quelqu’un"),
}
"""What may be answered; the number is the level that the answer tells."""

SHORT_ANSWERS: dict[int, str] = {
    0: N_("Quelqu’un le fait pour moi"),
    1: N_("Avec de l’aide"),
    2: N_("Sans aide, si c’est simple"),
    3: N_("Sans aide, toujours"),
    4: N_("Facile, je peux montrer"),
}
"""The same at the top of the columns of the paper."""


@dataclass(frozen=True)
class Question:
    """What is asked; `picture` is a drawing of the library, `example` helps to understand."""

    key: str
    competence: Competence
    text: str
    example: str
    picture: str


QUESTIONS: tuple[Question, ...] = (
    Question(
        "allumer",
        Competence.BUILD,
        N_("Je sais allumer et régler mon téléphone ou mon ordinateur."),
        N_("Le son, la lumière, le Wi-Fi."),
        "telephone",
    ),
    Question(
        "installer",
        Competence.BUILD,
        N_("Je sais installer une application."),
        N_("La météo, la carte, la banque."),
        "applications",
    ),
    Question(
        "panne",
        Competence.SOLVE,
        N_("Je sais quoi faire quand ça ne marche pas."),
        N_("L’écran est bloqué. Il n’y a plus d’internet."),
        "reglages",
    ),
    Question(
        "chercher",
        Competence.SEARCH,
        N_("Je sais chercher une information sur internet."),
        N_("Une adresse, un horaire, une recette."),
        "loupe",
    ),
    Question(
        "croire",
        Competence.SEARCH,
        N_("Je sais voir si une information est vraie."),
        N_("Qui l’écrit\u00a0? De quand est-ce\u00a0?"),
        "oeil",
    ),
    Question(
        "ranger",
        Competence.MANAGE_DATA,
        N_("Je sais ranger mes photos et mes papiers, et les retrouver."),
        N_("La photo d’un anniversaire. Une facture."),
        "dossier",
    ),
    Question(
        "tableau",
        Competence.PROCESS_DATA,
        N_("Je sais faire un tableau avec des nombres."),
        N_("Mes dépenses du mois."),
        "calculette",
    ),
    Question(
        "message",
        Competence.INTERACT,
        N_("Je sais écrire un message ou un e\u2011mail."),
        N_("À la famille, à l’école, à une administration."),
        "message",
    ),
    Question(
        "photo-envoi",
        Competence.SHARE,
        N_("Je sais envoyer une photo ou un document."),
        N_("Avec un e\u2011mail, ou sur le téléphone."),
        "trombone",
    ),
    Question(
        "plusieurs",
        Competence.COLLABORATE,
        N_("Je sais faire quelque chose à plusieurs, en ligne."),
        N_("Choisir une date ensemble. Parler à plusieurs en vidéo."),
        "calendrier",
    ),
    Question(
        "demarches",
        Competence.TAKE_PART,
        N_("Je sais faire mes démarches en ligne."),
        N_("Les impôts, la santé, la CAF."),
        "identite",
    ),
    Question(
        "lettre",
        Competence.WRITE_TEXT,
        N_("Je sais écrire une lettre sur l’ordinateur."),
        N_("Un courrier, un CV."),
        "ecrire",
    ),
    Question(
        "photo",
        Competence.MULTIMEDIA,
        N_("Je sais faire une photo ou une vidéo, et la corriger."),
        N_("Couper le bord, tourner l’image."),
        "appareil-photo",
    ),
    Question(
        "imprimer",
        Competence.ADAPT,
        N_("Je sais préparer un document pour l’imprimer ou l’envoyer."),
        N_("En faire un PDF. Choisir les pages."),
        "imprimante",
    ),
    Question(
        "automatique",
        Competence.PROGRAM,
        N_("Je sais demander à un appareil de faire une chose tout seul."),
        N_("Un rappel chaque lundi. Un réveil le matin."),
        "horloge",
    ),
    Question(
        "mot-de-passe",
        Competence.SECURE,
        N_("Je sais choisir un bon mot de passe et le garder en sécurité."),
        N_("Long, différent pour chaque compte."),
        "cadenas",
    ),
    Question(
        "arnaque",
        Competence.PRIVACY,
        N_("Je sais reconnaître un message louche."),
        N_("Un faux colis. Une fausse banque."),
        "message-louche",
    ),
    Question(
        "ecrans",
        Competence.WELLBEING,
        N_("Je sais prendre soin de moi devant les écrans."),
        N_("Faire des pauses. Agrandir les lettres. Dire stop."),
        "coeur",
    ),
)

Answers = Mapping[str, int | None]
"""The answer by the key of its question; None when the question was skipped."""


def find_question(key: str) -> Question | None:
    """The question of this key."""
    return next((question for question in QUESTIONS if question.key == key), None)


def levels_of(answers: Answers) -> dict[Competence, int]:
    """What the answers tell: the lower of two answers about one competence, nothing for what was skipped."""
    found: dict[Competence, int] = {}
    for question in QUESTIONS:
        level = answers.get(question.key)
        if level is not None:
            found[question.competence] = min(level, found.get(question.competence, level))
    return found
