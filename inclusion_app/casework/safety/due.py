"""Whose safety is to be looked at again soon, for the home pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from inclusion_app.access.scope import Scope
from inclusion_app.casework.safety.subject import Subject
from inclusion_app.kernel import clock
from inclusion_app.resources.lists import ChecklistKind
from inclusion_app.resources.queries.checklists import list_due_citizens, list_due_places

SOON = timedelta(days=14)
SHOWN = 5


@dataclass(frozen=True)
class Due:
    """A check that comes, or that is late."""

    name: str
    day: date
    url: str
    late: bool


def due_with_people(scope: Scope) -> list[Due]:
    """With the people whom the caller follows, the longest due first."""
    today = clock.today()
    found = list_due_citizens(scope, today + SOON, SHOWN)
    return [_due(Subject(ChecklistKind.CITIZEN, row), f"{row.first_name} {row.last_name}", day) for row, day in found]


def due_in_places(scope: Scope) -> Sequence[Due]:
    """In the places that the caller keeps up to date, the longest due first."""
    found = list_due_places(scope, clock.today() + SOON, SHOWN)
    return [_due(Subject(ChecklistKind.PLACE, row), row.name, day) for row, day in found]


def _due(subject: Subject, name: str, day: date) -> Due:
    return Due(name, day, subject.url(), day < clock.today())
