"""What a list of points is made of."""

from collections.abc import Iterator
from dataclasses import dataclass

from inclusion_app.kernel.text import N_
from inclusion_app.resources.lists import ChecklistKind
from inclusion_app.vocabulary.listed import Listed


class PointState(Listed):
    """What was found of a point; a point that was not looked at has none."""

    OK = "ok", N_("En ordre")
    LEFT = "todo", N_("À faire")
    NONE = "none", N_("Sans objet")


@dataclass(frozen=True)
class Point:
    """One thing to look at. `question` is asked, `done` and `todo` are printed, `why` and `how` are told."""

    key: str
    question: str
    why: str
    how: str
    done: str
    todo: str


@dataclass(frozen=True)
class PointGroup:
    """Points that are looked at together."""

    title: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class SafetyList:
    """All the points of a version. A new wording is a new version; a check keeps that with which it was made."""

    kind: ChecklistKind
    version: str
    groups: tuple[PointGroup, ...]

    def points(self) -> Iterator[Point]:
        """Each point, in order."""
        return (point for group in self.groups for point in group.points)

    def keys(self) -> frozenset[str]:
        """The keys that a check may hold."""
        return frozenset(point.key for point in self.points())
