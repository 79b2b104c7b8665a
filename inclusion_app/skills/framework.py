"""The frameworks as they are published, read from versioned files: the French one, the European one beside it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from inclusion_app.skills.levels import FRAMEWORK_VERSION
from inclusion_app.vocabulary.competences import Competence

DIGCOMP = "digcomp-2.2"
COMPETENCES: dict[str, Competence] = {competence.value: competence for competence in Competence}
_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Skill:
    """A competence of a framework, in its own language; `nearest` are those of the French framework closest to it."""

    code: str
    label: str
    nearest: tuple[Competence, ...] = ()


@dataclass(frozen=True)
class Area:
    """A domain of a framework and its competences, in their official order."""

    code: str
    label: str
    skills: tuple[Skill, ...]


@dataclass(frozen=True)
class LevelMeaning:
    """An official level, from 1 to 8."""

    level: int
    band: str
    meaning: str


@dataclass(frozen=True)
class Framework:
    """A version of a framework: what it says and where it comes from."""

    key: str
    name: str
    language: str
    source: str
    areas: tuple[Area, ...]
    levels: tuple[LevelMeaning, ...]

    @property
    def skills(self) -> tuple[Skill, ...]:
        """All its competences."""
        return tuple(skill for area in self.areas for skill in area.skills)


@lru_cache
def get_framework(key: str = FRAMEWORK_VERSION) -> Framework:
    """A version of a framework. Raises KeyError when it was never written down."""
    raw = read_data(key)
    return Framework(
        key=raw["key"],
        name=raw["name"],
        language=raw["language"],
        source=raw["source"],
        areas=tuple(Area(one["code"], one["label"], _skills(one["competences"])) for one in raw["domains"]),
        levels=tuple(LevelMeaning(one["level"], one["band"], one["meaning"]) for one in raw["levels"]),
    )


def european_neighbours(competence: Competence) -> tuple[Skill, ...]:
    """The competences of DigComp closest to one of ours."""
    return tuple(skill for skill in get_framework(DIGCOMP).skills if competence in skill.nearest)


def read_data(key: str) -> dict[str, Any]:
    """One file of reference data. Raises KeyError when there is none of this name."""
    path = _DATA / f"{key}.json"
    if key not in {file.stem for file in _DATA.glob("*.json")}:
        raise KeyError(key)
    raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return raw


def _skills(raw: Sequence[dict[str, Any]]) -> tuple[Skill, ...]:
    return tuple(
        Skill(one["code"], one["label"], tuple(COMPETENCES[code] for code in one.get("nearest", ()))) for one in raw
    )
