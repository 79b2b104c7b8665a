"""What a check says, point by point; what changed since the one before."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from flask_babel import gettext as _

from inclusion_app.resources.models.given import Checklist
from inclusion_app.resources.rules.checklists import read_points
from inclusion_app.resources.safety.lists import get_list
from inclusion_app.resources.safety.points import Point, PointState, SafetyList
from inclusion_app.web.formats import plural


@dataclass(frozen=True)
class Findings:
    """A check with the list it was made with."""

    made: Checklist

    @cached_property
    def points(self) -> SafetyList:
        """The list of that day."""
        return get_list(self.made.kind, self.made.list_version)

    @cached_property
    def states(self) -> dict[str, PointState]:
        """What was found, by point."""
        return read_points(self.made.points)

    @property
    def done(self) -> list[Point]:
        """In order."""
        return self._with(PointState.OK)

    @property
    def todo(self) -> list[Point]:
        """What remains to do."""
        return self._with(PointState.LEFT)

    @property
    def none(self) -> list[Point]:
        """What does not apply."""
        return self._with(PointState.NONE)

    @property
    def unseen(self) -> list[Point]:
        """What was not looked at that day."""
        return [point for point in self.points.points() if point.key not in self.states]

    @property
    def summary(self) -> str:
        """How many of each, in words."""
        parts = [
            plural(len(self.done), "%(count)s point en ordre", "%(count)s points en ordre"),
            plural(len(self.todo), "%(count)s à faire", "%(count)s à faire"),
        ]
        if self.unseen:
            parts.append(plural(len(self.unseen), "%(count)s pas vu", "%(count)s pas vus"))
        return ", ".join(parts)

    def state(self, point: Point) -> PointState | None:
        """What was found of a point; None when it was not looked at."""
        return self.states.get(point.key)

    def _with(self, state: PointState) -> list[Point]:
        return [point for point in self.points.points() if self.state(point) is state]


@dataclass(frozen=True)
class Compared:
    """Between two checks: what was done, what came back, what was to do both times."""

    better: list[Point]
    worse: list[Point]
    still: list[Point]


def compared(checks: Sequence[Findings]) -> Compared | None:
    """The last check against the one before; None when there is only one."""
    if len(checks) < 2:
        return None
    now, before = checks[:2]

    def turned(old: PointState, new: PointState) -> list[Point]:
        return [point for point in now.points.points() if (before.state(point), now.state(point)) == (old, new)]

    return Compared(
        better=turned(PointState.LEFT, PointState.OK),
        worse=turned(PointState.OK, PointState.LEFT),
        still=turned(PointState.LEFT, PointState.LEFT),
    )


def last_state(state: PointState | None) -> str:
    """What was found last time, in words."""
    return str(_("La dernière fois\u00a0: %(state)s.", state=_(state.label).lower())) if state else ""
