"""The sentences of the letters of trainings: what each says first, its subject. In French, whoever reads the screen.

`{course}`, `{date}`, `{answer_by}`, `{page}`… are filled by `letters`; a part that has nothing to say vanishes.
"""

from dataclasses import dataclass

from inclusion_app.trainings.lists import NoticeKind as K
from inclusion_app.trainings.lists import Withdrawal


@dataclass(frozen=True)
class Text:
    """A letter: its subject, its paragraphs in order (those of `BLOCKS` are names between brackets)."""

    subject: str
    parts: tuple[str, ...]


FACTS, PRACTICAL, PAGE, CALENDAR, REASON = "[facts]", "[practical]", "[page]", "[calendar]", "[reason]"
POSITIONING = "[positioning]"

TEXTS: dict[K, Text] = {
    K.CONFIRM: Text(
        "Confirmez votre inscription : {course}",
        (
            "Quelqu’un a demandé une place pour vous, avec cette adresse. Est-ce bien vous ?",
            FACTS,
            "Pour confirmer, ouvrez cette page{answer_by} :\n\n{page}",
            "Vous n’avez rien demandé ? Ne faites rien : la demande sera effacée.",
        ),
    ),
    K.REGISTERED: Text(
        "Votre place est réservée : {course}",
        ("C’est noté : une place vous est réservée.", FACTS, PRACTICAL, PAGE, CALENDAR),
    ),
    K.WAITING: Text(
        "Vous êtes sur la liste d’attente : {course}",
        (
            "Toutes les places sont prises pour le moment. Vous êtes sur la liste d’attente.",
            FACTS,
            "Si une place se libère, nous vous écrivons aussitôt : il n’y a rien à faire d’ici là.",
            "Vous ne souhaitez plus attendre ? Dites-le ici :\n\n{page}",
        ),
    ),
    K.OFFER: Text(
        "Une place s’est libérée : {course}",
        (
            "Bonne nouvelle : une place s’est libérée pour vous.",
            FACTS,
            "Dites-nous si vous la prenez{answer_by} :\n\n{page}",
            "Sans réponse, elle sera proposée à la personne suivante.",
        ),
    ),
    K.CONVOCATION: Text(
        "Convocation du {date} : {course}",
        (
            "Nous vous attendons. Voici tout ce qu’il faut savoir.",
            *(FACTS, PRACTICAL, POSITIONING, PAGE, "{convocation}", CALENDAR),
        ),
    ),
    K.CHANGE: Text(
        "Changement : {course}",
        ("Quelque chose a changé. Voici ce qui vaut maintenant.", REASON, FACTS, PRACTICAL, PAGE, CALENDAR),
    ),
    K.REMINDER_7: Text(
        "Rappel, {date} : {course}",
        ("C’est bientôt : nous vous attendons {date}.", FACTS, PRACTICAL, PAGE),
    ),
    K.REMINDER_1: Text(
        "C’est demain : {course}",
        ("Nous vous attendons demain, {date}.", FACTS, PRACTICAL, PAGE),
    ),
    K.CANCELLATION: Text(
        "Annulé : {course}",
        (
            "Ce rendez-vous n’aura pas lieu. Nous en sommes désolés.",
            REASON,
            FACTS,
            "D’autres dates sont peut-être proposées :\n\n{catalogue}",
            CALENDAR,
        ),
    ),
    K.WITHDRAWN: Text(
        "Votre inscription est annulée : {course}",
        ("{withdrawal}", FACTS, "D’autres dates sont peut-être proposées :\n\n{catalogue}", CALENDAR),
    ),
    K.MISSED: Text(
        "Vous nous avez manqué : {course}",
        (
            "Nous ne vous avons pas vu·e à ce rendez-vous. Nous espérons que tout va bien.",
            FACTS,
            "D’autres dates sont peut-être proposées :\n\n{catalogue}",
        ),
    ),
    K.SURVEY: Text(
        "Un mois après, votre avis : {course}",
        (
            "Vous avez participé à ce rendez-vous il y a un mois. Ce que vous y avez appris vous sert-il ?",
            FACTS,
            "Répondez ici, en une minute :\n\n{survey}",
            "Vos réponses nous aident à faire mieux.",
        ),
    ),
    K.CERTIFICATE: Text(
        "Votre attestation est prête : {course}",
        ("Votre attestation est prête. Vous pouvez la lire, l’imprimer et la garder :\n\n{page}", FACTS),
    ),
    K.EXPIRY_12: Text(
        "Votre attestation reste valable un an : {course}",
        (
            "Votre attestation arrive à échéance dans un an{expiry}. Pensez à vous inscrire pour la renouveler.",
            "Les prochaines dates :\n\n{course_page}",
        ),
    ),
    K.EXPIRY_6: Text(
        "Votre attestation reste valable six mois : {course}",
        (
            "Votre attestation arrive à échéance dans six mois{expiry}. Pensez à vous inscrire pour la renouveler.",
            "Les prochaines dates :\n\n{course_page}",
        ),
    ),
}

WITHDRAWALS = {
    Withdrawal.PERSON: "C’est noté : vous ne pouvez pas venir. Merci de nous l’avoir dit, quelqu’un prendra la place.",
    Withdrawal.NO_ANSWER: "Sans réponse de votre part, la place a été proposée à quelqu’un d’autre.",
    Withdrawal.NOT_CONFIRMED: "Votre inscription n’a pas été confirmée à temps : la place n’est plus gardée.",
    Withdrawal.DECLINED: "C’est noté : vous ne prenez pas la place. Merci de nous avoir répondu.",
    Withdrawal.STAFF: "Votre inscription a été annulée par l’équipe. Une question ? Écrivez-nous ou appelez-nous.",
    Withdrawal.MOVED: "Vous passez à une autre date : un autre message vous la donne.",
    Withdrawal.SESSION: "Ce rendez-vous n’aura pas lieu. Nous en sommes désolés.",
}

PAGE_TEXT = "Vous ne pouvez pas venir ? Dites-le d’un geste sur votre page, sans mot de passe :\n\n{page}"
CONVOCATION_TEXT = "Votre convocation, à imprimer si on vous la demande :\n\n{convocation}"
POSITIONING_TEXT = (
    "Avant de venir, dites-nous où vous en êtes, en une minute. Ce n’est pas un examen : vos réponses nous aident à"
    " préparer la séance.\n\n{survey}"
)
NO_LONGER = "Cette séance n’aura pas lieu :"
NO_LONGER_SEVERAL = "Ces séances n’auront pas lieu :"
TAKEN_AWAY = "Un fichier joint la retire de votre agenda."
TAKEN_AWAY_SEVERAL = "Un fichier joint les marque comme annulées dans votre agenda."
ONE_DATE = "Le fichier joint met ce rendez-vous dans votre agenda."
SEVERAL_DATES = (
    "Le fichier joint met toutes les dates dans votre agenda. Pour que celui-ci suive aussi les changements,"
    " abonnez-le à cette adresse :\n\n{agenda}"
)
REMOVED = "Le fichier joint retire ce rendez-vous de votre agenda."
REMOVED_SEVERAL = "Le fichier joint marque toutes les dates comme annulées dans votre agenda."
