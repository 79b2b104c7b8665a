"""Objectives before and after: who has got how far, and when one asks, without database nor clock."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from inclusion_app.trainings.lists import Moment, ObjectiveLevel

LAST_PART = timedelta(hours=1)
"""The questionnaire of the end opens in the last hour: people answer before they leave."""
COLD_AFTER = timedelta(days=25)
"""The letter goes out after thirty days; a link opened a little sooner asks the same questions."""
CLOSED_AFTER = timedelta(days=365)

Cell = tuple[uuid.UUID, uuid.UUID]
"""A registration and an objective."""

_RANKS = {level: rank for rank, level in enumerate(ObjectiveLevel)}


def moment_of(starts_at: datetime, ends_at: datetime, now: datetime) -> Moment | None:
    """What a person's secret page asks at this instant; None once it is too late."""
    if now < max(starts_at + (ends_at - starts_at) / 2, ends_at - LAST_PART):
        return Moment.BEFORE
    if now < ends_at + COLD_AFTER:
        return Moment.HOT
    return Moment.COLD if now < ends_at + CLOSED_AFTER else None


@dataclass(frozen=True)
class Progress:
    """How far the people of a session have got; `cells` is people × objectives."""

    people: int
    cells: int
    positioned: int
    """People with at least one level before."""
    evaluated: int
    """People with at least one level after."""
    noted: int
    """Levels noted after."""
    reached: int
    compared: int
    """Cells with a level both before and after."""
    improved: int


def progress_of(
    before: Mapping[Cell, ObjectiveLevel], after: Mapping[Cell, ObjectiveLevel], *, people: int, objectives: int
) -> Progress:
    """Count the two grids of a session."""
    both = before.keys() & after.keys()
    return Progress(
        people=people,
        cells=people * objectives,
        positioned=len({person for person, _objective in before}),
        evaluated=len({person for person, _objective in after}),
        noted=len(after),
        reached=sum(1 for level in after.values() if level is ObjectiveLevel.REACHED),
        compared=len(both),
        improved=sum(1 for cell in both if _RANKS[after[cell]] > _RANKS[before[cell]]),
    )
