"""What was done in one accompaniment, drawn ahead by thousands: a record then takes a ready one in one step."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from inclusion_app.demo import facts
from inclusion_app.demo.draw import Draw
from inclusion_app.demo.phrases import TITLES
from inclusion_app.kernel.columns import to_bits
from inclusion_app.kernel.text import fold
from inclusion_app.vocabulary.themes import AdministrativeTheme, Theme

KITS = 1200
_PROCEDURE_PLACE = 2.1
"""How many times more procedures a France Services or a CCAS deals with than a library; assumed."""

Blocked = tuple[str | None, str | None, str | None]
"""Procedure, organisation (its key as stored), cause."""
_FREE: Blocked = (None, None, None)


@dataclass(frozen=True)
class Kit:
    """The columns of a record that say what it was about."""

    minutes: int
    place_kind: str
    equipment: int
    themes: int
    procedures: int
    autonomy: str | None
    level: str | None
    title: str | None
    orientation: str | None
    blocked: Blocked
    next_step: str | None
    young: bool = False


class KitMaker:
    """Makes the kits of a month; `organisations` gives the stored key of each organisation by name."""

    def __init__(self, random: Random, organisations: Mapping[str, str]) -> None:
        self._random = random
        self._organisations = {
            procedure: keys
            for procedure, words in facts.ORGANISATION_WORDS.items()
            if (keys := [key for name, key in organisations.items() if _names_one_of(name, words)])
        }
        self._counts = Draw(facts.THEME_COUNTS, random)
        self._alone_minutes = Draw(facts.INDIVIDUAL_MINUTES, random)
        self._group_minutes = Draw(facts.WORKSHOP_MINUTES, random)
        self._alone_places = Draw({kind.value: share for kind, share in facts.INDIVIDUAL_PLACES.items()}, random)
        self._group_places = Draw({kind.value: share for kind, share in facts.WORKSHOP_PLACES.items()}, random)
        self._equipment = Draw({to_bits(kinds): share for kinds, share in facts.EQUIPMENTS.items()}, random)
        self._autonomies = Draw(facts.AUTONOMIES, random)
        self._levels = Draw(facts.LEVELS, random)
        self._orientations = Draw(facts.ORIENTATIONS, random)
        self._causes = Draw(facts.CAUSES, random)
        self._next_steps = Draw(facts.NEXT_STEPS, random)

    def individual(self, *, month: int, year: int, procedures: bool) -> list[Kit]:
        """Individual accompaniments of one month; `year` counts from the first of the period."""
        weights = dict(facts.INDIVIDUAL_THEMES)
        if procedures:
            weights[Theme.ADMINISTRATIVE] *= _PROCEDURE_PLACE
        draw_theme = Draw(_with_ai(weights, year), self._random)
        draw_procedure = self._procedure_draw(month)
        return [self._individual(draw_theme, draw_procedure) for _ in range(KITS)]

    def workshops(self, *, month: int, year: int) -> list[Kit]:
        """Workshops of one month, among which those of the young."""
        adults = Draw(_with_ai(facts.WORKSHOP_THEMES, year), self._random)
        young = Draw(_with_ai(facts.YOUNG_THEMES, year), self._random)
        procedures = self._procedure_draw(month)
        made: list[Kit] = []
        for _ in range(KITS):
            is_young = self._random.random() < facts.YOUNG_WORKSHOP_SHARE
            made.append(self._workshop(young if is_young else adults, procedures, young=is_young))
        return made

    def _procedure_draw(self, month: int) -> Draw[AdministrativeTheme]:
        season = facts.PROCEDURE_SEASONS.get(month, {})
        return Draw(
            {procedure: share * season.get(procedure, 1) for procedure, share in facts.PROCEDURES.items()}, self._random
        )

    def _themes(self, draw: Draw[Theme]) -> list[Theme]:
        """As many different themes as real reports tell, the first one drawn leading."""
        wanted = self._counts()
        themes = [draw()]
        for _ in range(wanted * 3):
            theme = draw()
            if len(themes) < wanted and theme not in themes:
                themes.append(theme)
        return themes

    def _individual(self, draw_theme: Draw[Theme], draw_procedure: Draw[AdministrativeTheme]) -> Kit:
        themes = self._themes(draw_theme)
        procedures = self._procedures(themes, draw_procedure)
        orientation = self._orientations() if self._random.random() < facts.ORIENTED_SHARE else None
        next_step = self._next_steps()
        return Kit(
            minutes=self._alone_minutes(),
            place_kind=self._alone_places(),
            equipment=self._equipment(),
            themes=to_bits(themes),
            procedures=to_bits(procedures),
            autonomy=_code(self._autonomies()),
            level=None,
            title=None,
            orientation=_code(orientation),
            blocked=self._blocked(procedures),
            next_step=_code(next_step),
        )

    def _workshop(self, draw_theme: Draw[Theme], draw_procedure: Draw[AdministrativeTheme], *, young: bool) -> Kit:
        themes = self._themes(draw_theme)
        return Kit(
            minutes=self._group_minutes(),
            place_kind="other" if young and self._random.random() < 0.6 else self._group_places(),
            equipment=self._equipment(),
            themes=to_bits(themes),
            procedures=to_bits(self._procedures(themes, draw_procedure)),
            autonomy=None,
            level=_code(self._levels()),
            title=self._random.choice(TITLES[themes[0]]),
            orientation=None,
            blocked=_FREE,
            next_step=None,
            young=young,
        )

    def _procedures(self, themes: list[Theme], draw: Draw[AdministrativeTheme]) -> list[AdministrativeTheme]:
        if Theme.ADMINISTRATIVE not in themes:
            return []
        return list({draw(), draw()}) if self._random.random() < 0.15 else [draw()]

    def _blocked(self, procedures: list[AdministrativeTheme]) -> Blocked:
        procedure = next((met for met in procedures if met in facts.BLOCKING), None)
        if procedure is None or self._random.random() >= facts.BLOCKED_SHARE:
            return _FREE
        keys = self._organisations.get(procedure)
        return procedure.value, self._random.choice(keys) if keys else None, self._causes().value


def _with_ai(weights: Mapping[Theme, float], year: int) -> dict[Theme, float]:
    return {**weights, Theme.AI: facts.AI_SHARES[min(year, len(facts.AI_SHARES) - 1)]}


def _names_one_of(name: str, words: tuple[str, ...]) -> bool:
    return any(f" {word} " in f" {fold(name)} " for word in words)


def _code(value: str | None) -> str | None:
    """The stored text of a value of a closed list."""
    return None if value is None else str(value)
