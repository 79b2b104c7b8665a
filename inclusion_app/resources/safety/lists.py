"""Every version of the lists, and which one is used for a new check."""

from inclusion_app.kernel.errors import NotFound
from inclusion_app.resources.lists import ChecklistKind
from inclusion_app.resources.safety.citizen_2026_11 import CITIZEN_2026_11
from inclusion_app.resources.safety.place_2026_11 import PLACE_2026_11
from inclusion_app.resources.safety.points import SafetyList

LISTS: tuple[SafetyList, ...] = (CITIZEN_2026_11, PLACE_2026_11)
"""The oldest first; none is ever taken away."""


def current_list(kind: ChecklistKind) -> SafetyList:
    """The list of a new check."""
    return [one for one in LISTS if one.kind is kind][-1]


def get_list(kind: ChecklistKind, version: str) -> SafetyList:
    """The list with which a check was made. Raises NotFound."""
    for one in LISTS:
        if (one.kind, one.version) == (kind, version):
            return one
    raise NotFound
