"""A territory of any level, as the whole application names it: by a key such as `FR`, `DEP-87`, `COM-87085`."""

import re
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.territories import language


class Level(StrEnum):
    """The levels, from the widest to the narrowest."""

    FRANCE = "france"
    REGION = "region"
    DEPARTEMENT = "departement"
    EPCI = "epci"
    COMMUNE = "commune"

    @property
    def label(self) -> str:
        return _LABELS[self][0]

    @property
    def plural(self) -> str:
        return _LABELS[self][1]

    @property
    def with_article(self) -> str:
        """« la commune », « l’intercommunalité »."""
        return _LABELS[self][2]

    @property
    def of_article(self) -> str:
        """« de la commune », « du département »."""
        return _LABELS[self][3]

    @property
    def prefix(self) -> str:
        return _PREFIXES[self]

    @property
    def rank(self) -> int:
        """0 for France, 4 for a commune."""
        return list(Level).index(self)


_LABELS = {
    Level.FRANCE: (N_("France"), N_("France"), N_("la France"), N_("de la France")),
    Level.REGION: (N_("Région"), N_("Régions"), N_("la région"), N_("de la région")),
    Level.DEPARTEMENT: (N_("Département"), N_("Départements"), N_("le département"), N_("du département")),
    Level.EPCI: (
        N_("Intercommunalité"),
        N_("Intercommunalités"),
        N_("l’intercommunalité"),
        N_("de l’intercommunalité"),
    ),
    Level.COMMUNE: (N_("Commune"), N_("Communes"), N_("la commune"), N_("de la commune")),
}

_PREFIXES = {
    Level.FRANCE: "FR",
    Level.REGION: "REG",
    Level.DEPARTEMENT: "DEP",
    Level.EPCI: "EPCI",
    Level.COMMUNE: "COM",
}

_KEY = re.compile(r"(?P<prefix>REG|DEP|EPCI|COM)-(?P<code>[0-9]{1,9}|2[AB][0-9]{0,3})")
_LEVELS = {prefix: level for level, prefix in _PREFIXES.items()}


@dataclass(frozen=True)
class Territory:
    """One territory; `population` is None where it is unknown (a few overseas collectivities)."""

    level: Level
    code: str
    name: str
    population: int | None = None
    article: str | None = None
    """INSEE's code of the article its name takes; None where the name's own letters tell."""

    @property
    def key(self) -> str:
        return make_key(self.level, self.code)

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name told apart from its namesakes, for a field: « Vienne (département) », « Vienne (38) »."""
        match self.level:
            case Level.REGION | Level.DEPARTEMENT:
                return f"{self.name} ({self.level.label.lower()})"
            case Level.COMMUNE:
                return f"{self.name} ({self.code[:3] if self.code[:2] in ('97', '98') else self.code[:2]})"
            case _:
                return self.name

    @property
    def of_name(self) -> str:
        """The name after « de »: « de la Haute-Vienne », « du Havre », « de la France »."""
        if not language.is_read_in_french():
            return self.name
        if self.level is Level.EPCI:
            return _of_epci(self.name)
        return language.of(self.name, self.article)

    @property
    def full_name(self) -> str:
        """With what it is: « la commune de Limoges », « le département de la Haute-Vienne », « la France »."""
        if not language.is_read_in_french():
            return self.name
        match self.level:
            case Level.FRANCE:
                return "la France"
            case Level.REGION:
                return f"la région {self.name}"
            case Level.EPCI:
                return _the_epci(self.name)
            case _:
                return f"{self.level.with_article} {self.of_name}"

    @property
    def of_full_name(self) -> str:
        """« de la commune de Limoges », « du département de la Haute-Vienne »."""
        full = self.full_name
        if not language.is_read_in_french():
            return full
        return f"du {full[3:]}" if full.startswith("le ") else f"de {full}"

    @property
    def in_name(self) -> str:
        """Where: « à Limoges », « dans le département de la Haute-Vienne », « en France »."""
        if not language.is_read_in_french():
            return str(gettext("à %(place)s", place=self.name))
        match self.level:
            case Level.FRANCE:
                return "en France"
            case Level.COMMUNE:
                return language.at(self.name)
            case _:
                return f"dans {self.full_name}"


FRANCE_CODE = "FR"


def _the_epci(name: str) -> str:
    """« la communauté de communes du Pays de Mauriac », « l’intercommunalité Brest Métropole »."""
    if name.startswith(("Communauté ", "Métropole ")):
        return f"la {name[0].lower()}{name[1:]}"
    if name.startswith("Eurométropole "):
        return f"l’e{name[1:]}"
    return f"l’intercommunalité {name}"


def _of_epci(name: str) -> str:
    return f"de {_the_epci(name)}"


def make_key(level: Level, code: str) -> str:
    """The key of a territory known by its level and official code."""
    return level.prefix if level is Level.FRANCE else f"{level.prefix}-{code}"


def parse_key(key: str) -> tuple[Level, str]:
    """The level and the official code that a key names.

    >>> parse_key("dep-2a")
    (<Level.DEPARTEMENT: 'departement'>, '2A')

    Raises DomainError when it is not the form of a key.
    """
    text = key.strip().upper()
    if text == FRANCE_CODE:
        return Level.FRANCE, FRANCE_CODE
    found = _KEY.fullmatch(text)
    if not found:
        raise DomainError(
            N_("Un territoire s’écrit FR, REG-84, DEP-87, EPCI-200069193 ou COM-87085, et non «\u00a0%(key)s\u00a0»."),
            key=key[:40],
        )
    return _LEVELS[found["prefix"]], found["code"]
