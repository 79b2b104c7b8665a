"""What the parts and the blocks are called, in the languages of sheets."""

import re
import unicodedata

from inclusion_app.resources.sheets.blocks import BoxKind, SectionKind

_KEY = re.compile(r"\s*\{([a-zé]+)\}\s*$")
_MARKS = re.compile(r"[\s\u200e\u200f.,:;…!?'’،]+")

_SECTIONS = {
    SectionKind.OBJECTIVES: (
        "À la fin, je saurai",
        "À la fin, vous saurez",
        "Ce que je vais apprendre",
        "Objectifs",
        "At the end, I will be able to",
        "في النهاية، سأعرف",
        "في النهاية سأعرف كيف",
    ),
    SectionKind.STEPS: ("Étapes", "Les étapes", "Steps", "الخطوات"),
}
_TITLES: dict[str, dict[BoxKind, str]] = {
    "fr": {
        BoxKind.TIP: "Astuce",
        BoxKind.WARNING: "Attention",
        BoxKind.EXERCISE: "À moi de jouer",
        BoxKind.KEEP: "À retenir",
        BoxKind.FIGURE: "",
        BoxKind.TRAINER: "Pour qui anime",
        BoxKind.ANSWERS: "Réponses",
    },
    "en": {
        BoxKind.TIP: "Tip",
        BoxKind.WARNING: "Be careful",
        BoxKind.EXERCISE: "Your turn",
        BoxKind.KEEP: "Remember",
        BoxKind.FIGURE: "",
        BoxKind.TRAINER: "For the trainer",
        BoxKind.ANSWERS: "Answers",
    },
    "ar": {
        BoxKind.TIP: "نصيحة",
        BoxKind.WARNING: "انتبه",
        BoxKind.EXERCISE: "دوري الآن",
        BoxKind.KEEP: "للتذكّر",
        BoxKind.FIGURE: "",
        BoxKind.TRAINER: "للمدرّب",
        BoxKind.ANSWERS: "الأجوبة",
    },
}


def _folded(text: str) -> str:
    plain = "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))
    return _MARKS.sub(" ", plain).strip()


_KNOWN = {_folded(name): kind for kind, names in _SECTIONS.items() for name in names}


def section_of(title: str) -> tuple[SectionKind, str]:
    """What a title of level two opens, and the title without its key."""
    key = _KEY.search(title)
    if key:
        wanted = _folded(key[1])
        if wanted in (SectionKind.OBJECTIVES, SectionKind.STEPS):
            return SectionKind(wanted), title[: key.start()]
    return _KNOWN.get(_folded(title), SectionKind.FREE), title


def box_title(kind: BoxKind, language: str) -> str:
    """The usual title of a block."""
    return _TITLES.get(language.partition("-")[0], _TITLES["fr"])[kind]
