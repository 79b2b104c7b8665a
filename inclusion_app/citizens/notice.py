"""What people are told before anything is kept about them: the exact words, by version.

A text in use is never changed: a new one gets a new version, so that each citizen's page says what that person heard.
"""

from dataclasses import dataclass

from inclusion_app.kernel.text import N_


@dataclass(frozen=True)
class Notice:
    """A text to read aloud, in short sentences."""

    version: str
    sentences: tuple[str, ...]


NOTICES = {
    "2026-11": Notice(
        "2026-11",
        (
            N_(
                "Je vous propose de noter votre nom, votre année de naissance, votre commune et, si vous le voulez,"
                " comment vous joindre."
            ),
            N_("Cela sert seulement à suivre votre accompagnement d’une fois sur l’autre."),
            N_(
                "Seules les personnes qui vous accompagnent, moi et mes collègues, peuvent voir ces informations."
                " Elles ne servent à rien d’autre et ne sont données à personne."
            ),
            N_("Elles sont effacées deux ans après notre dernière rencontre."),
            N_(
                "Vous pouvez demander à tout moment à voir ce qui est noté, à le corriger ou à l’effacer."
                " C’est gratuit."
            ),
            N_("Vous pouvez aussi refuser\u00a0: je vous aiderai de la même façon."),
        ),
    )
}

CURRENT = NOTICES["2026-11"]
