"""Which resources answer a need: what it is about, how hard they may be, how much each likeness is worth. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from inclusion_app.resources.lists import Difficulty, Readers, ResourceKind, Visibility
from inclusion_app.vocabulary.activity import Autonomy, WorkshopLevel
from inclusion_app.vocabulary.listed import Listed
from inclusion_app.vocabulary.themes import AdministrativeTheme, Theme

_NAMED, _THEME, _NEAR, _BROAD, _FOCUSED, _RIGHT, _EASIER = 6, 4, 3, 2, 1, 3, 1
"""What each likeness is worth: it names the procedure; shares a theme; is near the procedure; is about
procedures in general; is about nothing else; has the right level; is a little easier."""
_TOO_HARD = 2
"""Levels above the right one from which a resource discourages."""

_P, _T, _D = AdministrativeTheme, Theme, Difficulty

_LEVELS: Mapping[Autonomy | WorkshopLevel, tuple[Difficulty, ...]] = {
    Autonomy.GUIDED: (_D.DISCOVERY, _D.BEGINNER),
    Autonomy.PARTLY_GUIDED: (_D.BEGINNER, _D.INTERMEDIATE),
    Autonomy.AUTONOMOUS: (_D.INTERMEDIATE, _D.ADVANCED),
    WorkshopLevel.BEGINNER: (_D.DISCOVERY, _D.BEGINNER),
    WorkshopLevel.INTERMEDIATE: (_D.BEGINNER, _D.INTERMEDIATE),
    WorkshopLevel.ADVANCED: (_D.INTERMEDIATE, _D.ADVANCED),
}

NEAR_THEMES: Mapping[AdministrativeTheme, frozenset[Theme]] = {
    _P.FAMILY: frozenset({_T.PARENTING, _T.SCHOOLING}),
    _P.SOCIAL_HEALTH: frozenset({_T.HEALTH}),
    _P.WORK: frozenset({_T.EMPLOYMENT}),
    _P.LEISURE: frozenset({_T.CULTURE}),
}
"""The themes that a procedure touches besides the broad one."""

PROCEDURE_WORDS: Mapping[AdministrativeTheme, str] = {
    _P.PAPERS: "papiers passeport identité élection vote ants",
    _P.FAMILY: "famille école enfants crèche caf cantine",
    _P.SOCIAL_HEALTH: "ameli santé médecin médical vitale mutuelle rsa caf",
    _P.WORK: "travail emploi formation entreprise chômage cv",
    _P.HOUSING: "logement loyer apl hlm",
    _P.TRANSPORT: "transport permis immatriculation train mobilité",
    _P.MONEY: "impôts fiscal prélèvement argent budget",
    _P.JUSTICE: "justice plainte avocat tribunal",
    _P.FOREIGNERS: "étrangers séjour visa naturalisation",
    _P.LEISURE: "loisirs sport culture bibliothèque",
    _P.ASSOCIATIONS: "association bénévole",
}
"""The words by which a title or a summary names a procedure."""


@dataclass(frozen=True)
class Need:
    """What was worked on, and the right levels, the easiest first; none when nobody told."""

    themes: frozenset[Theme] = frozenset()
    procedures: frozenset[AdministrativeTheme] = frozenset()
    levels: tuple[Difficulty, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.themes or self.procedures)


@dataclass(frozen=True)
class Facts:
    """What is compared of a resource; `named` are the procedures that its title or its summary names, if any."""

    themes: frozenset[Theme]
    level: Difficulty | None
    named: frozenset[AdministrativeTheme] = frozenset()


def levels_for(told: Autonomy | WorkshopLevel | None) -> tuple[Difficulty, ...]:
    """The right levels after an accompaniment or a workshop that went this way."""
    return _LEVELS[told] if told else ()


def themes_of(need: Need) -> frozenset[Theme]:
    """The themes of which a resource must have one to answer."""
    return need.themes | _near(need) | (frozenset({Theme.ADMINISTRATIVE}) if need.procedures else frozenset())


def worth(need: Need, facts: Facts) -> int:
    """How well a resource answers; 0 when it is about something else, or much too hard."""
    about = _about(need, facts)
    level = _level(need.levels, facts.level)
    return 0 if not about or level is None else about + level


def matches(need: Need, facts: Facts) -> tuple[Listed, ...]:
    """What it has in common with the need, the most precise first."""
    procedures = sorted(need.procedures.intersection(facts.named), key=lambda one: one.bit)
    shared = (need.themes | _near(need)).intersection(facts.themes) - {Theme.ADMINISTRATIVE}
    found = (*procedures, *sorted(shared, key=lambda one: one.bit))
    return found if found or not _is_broad(need, facts) else (Theme.ADMINISTRATIVE,)


def is_right_level(need: Need, level: Difficulty | None) -> bool:
    """Its level is one of the right ones."""
    return level in need.levels


def is_easy_enough(need: Need, level: Difficulty | None) -> bool:
    """It is not so hard that it discourages."""
    return _level(need.levels, level) is not None


def is_for_helpers(readers: Collection[Readers]) -> bool:
    """It is written for those who help, not for the people they help."""
    return len(readers) == 1 and Readers.HELPERS in readers


def can_print(kind: ResourceKind) -> bool:
    """There is something to print."""
    return kind is not ResourceKind.LINK


def can_send(visibility: Visibility) -> bool:
    """Its address opens for somebody without an account."""
    return visibility is Visibility.PUBLIC


def _near(need: Need) -> frozenset[Theme]:
    return frozenset().union(*(NEAR_THEMES.get(one, frozenset()) for one in need.procedures))


def _is_broad(need: Need, facts: Facts) -> bool:
    """It is about procedures in general, and so is the need; or it would serve whatever the procedure."""
    if Theme.ADMINISTRATIVE not in facts.themes:
        return False
    return not facts.named if need.procedures else Theme.ADMINISTRATIVE in need.themes


def _about(need: Need, facts: Facts) -> int:
    held = facts.themes
    shared = (need.themes & held) - {Theme.ADMINISTRATIVE}
    score = _NAMED * len(need.procedures.intersection(facts.named))
    score += _THEME * len(shared)
    score += _NEAR * len((_near(need) & held) - shared)
    score += _BROAD * _is_broad(need, facts)
    return score + _FOCUSED * bool(score and held <= need.themes)


def _level(right: tuple[Difficulty, ...], level: Difficulty | None) -> int | None:
    if not right or level is None:
        return 0
    if level in right:
        return _RIGHT
    above = level.bit - right[-1].bit
    if above >= _TOO_HARD:
        return None
    return _EASIER if above < 0 else 0
