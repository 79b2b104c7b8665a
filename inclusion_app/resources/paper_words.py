"""What the papers of sheets say around the sheet, in the language of the sheet: it is read by who reads the sheet.

The catalogues translate the screens for who works here; a paper in Arabic is printed by a mediator who reads French.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from inclusion_app.resources.lists import Difficulty

_WORDS: dict[str, dict[str, str]] = {
    "fr": {
        "minutes": "%s\u00a0minutes",
        "help": "Où trouver de l’aide près de chez moi",
        "help_text": "Une médiatrice ou un médiateur numérique m’aide gratuitement.",
        "phone": "Téléphone",
        "site": "Sur internet",
        "online": "Cette fiche sur internet, toujours à jour",
        "code": "Code de la fiche",
        "credits": "Texte\u00a0: %s",
        "version": "Version %(number)s du %(day)s",
        "page": "page",
        "of": "sur",
        "contents": "Dans ce livret",
        "trainer": "Pour qui anime",
        "timing": "Déroulé",
        "what": "Ce que l’on fait",
        "total": "Total",
        "notes": "Mes notes",
        "plain": "Facile à lire et à comprendre",
        "objectives": "À la fin, je saurai",
        "competences": "Compétences",
        "step": "Étape",
        "sheets": "%s fiches",
        "sheet": "1 fiche",
        "name": "Mon nom",
    },
    "en": {
        "minutes": "%s\u00a0minutes",
        "help": "Where to find help near me",
        "help_text": "A digital mediator helps me, free of charge.",
        "phone": "Telephone",
        "site": "On the internet",
        "online": "This sheet on the internet, always up to date",
        "code": "Code of the sheet",
        "credits": "Text: %s",
        "version": "Version %(number)s of %(day)s",
        "page": "page",
        "of": "of",
        "contents": "In this booklet",
        "trainer": "For the trainer",
        "timing": "Timing",
        "what": "What we do",
        "total": "Total",
        "notes": "My notes",
        "plain": "Easy to read and understand",
        "objectives": "At the end, I will be able to",
        "competences": "Skills",
        "step": "Step",
        "sheets": "%s sheets",
        "sheet": "1 sheet",
        "name": "My name",
    },
    "ar": {
        "minutes": "%s\u00a0دقيقة",
        "help": "أين أجد المساعدة بالقرب منّي",
        "help_text": "يساعدني وسيط رقمي أو وسيطة رقمية مجانًا.",
        "phone": "الهاتف",
        "site": "على الإنترنت",
        "online": "هذه البطاقة على الإنترنت، محدّثة دائمًا",
        "code": "رمز البطاقة",
        "credits": "النص: %s",
        "version": "الإصدار %(number)s بتاريخ %(day)s",
        "page": "صفحة",
        "of": "من",
        "contents": "في هذا الكتيّب",
        "trainer": "للمدرّب",
        "timing": "التوقيت",
        "what": "ما نقوم به",
        "total": "المجموع",
        "notes": "ملاحظاتي",
        "plain": "سهل القراءة والفهم",
        "objectives": "في النهاية، سأعرف",
        "competences": "المهارات",
        "step": "الخطوة",
        "sheets": "عدد البطاقات: %s",
        "sheet": "بطاقة واحدة",
        "name": "اسمي",
    },
}
_LEVELS: dict[str, dict[Difficulty, str]] = {
    "fr": {
        Difficulty.DISCOVERY: "Découverte",
        Difficulty.BEGINNER: "Débutant",
        Difficulty.INTERMEDIATE: "Intermédiaire",
        Difficulty.ADVANCED: "Avancé",
    },
    "en": {
        Difficulty.DISCOVERY: "Discovery",
        Difficulty.BEGINNER: "Beginner",
        Difficulty.INTERMEDIATE: "Intermediate",
        Difficulty.ADVANCED: "Advanced",
    },
    "ar": {
        Difficulty.DISCOVERY: "اكتشاف",
        Difficulty.BEGINNER: "مبتدئ",
        Difficulty.INTERMEDIATE: "متوسّط",
        Difficulty.ADVANCED: "متقدّم",
    },
}
_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}


def words_in(language: str) -> Mapping[str, str]:
    """The words of papers in this language, else in French."""
    return MappingProxyType(_WORDS[_known(language)])


def level_in(language: str, level: Difficulty) -> str:
    """The name of a level."""
    return _LEVELS[_known(language)][level]


def day_in(language: str, day: date) -> str:
    """A date in words."""
    return f"{day.day} {_MONTHS[_known(language)].split()[day.month - 1]} {day.year}"


def _known(language: str) -> str:
    code = language.partition("-")[0]
    return code if code in _WORDS else "fr"
