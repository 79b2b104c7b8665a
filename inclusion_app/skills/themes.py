"""From what an accompaniment was about to the competences that it works on."""

from collections.abc import Iterable
from functools import lru_cache

from inclusion_app.skills.framework import COMPETENCES, read_data
from inclusion_app.vocabulary.activity import Autonomy
from inclusion_app.vocabulary.competences import Competence
from inclusion_app.vocabulary.themes import Theme

VERSION = "themes-2026-11"

LEVEL_OF_AUTONOMY: dict[Autonomy, int] = {
    Autonomy.GUIDED: 1,
    Autonomy.PARTLY_GUIDED: 2,
    Autonomy.AUTONOMOUS: 3,
}
"""A suggestion for whoever observes, never written without her."""


@lru_cache(maxsize=1)
def default_competences() -> dict[Theme, tuple[Competence, ...]]:
    """The competences of each theme; none for a diagnostic, which is itself an assessment."""
    themes = read_data(VERSION)["themes"]
    return {theme: tuple(COMPETENCES[code] for code in themes[theme.value]) for theme in Theme}


def competences_for(themes: Iterable[Theme]) -> list[Competence]:
    """The default competences of these themes, each once, in their official order."""
    known = default_competences()
    found = {competence for theme in themes for competence in known[theme]}
    return sorted(found, key=lambda competence: competence.bit)


def suggest_levels(themes: Iterable[Theme], autonomy: Autonomy | None) -> dict[Competence, int]:
    """The levels that an accompaniment lets one suppose; nothing when its autonomy was not told."""
    if autonomy is None:
        return {}
    return dict.fromkeys(competences_for(themes), LEVEL_OF_AUTONOMY[autonomy])
