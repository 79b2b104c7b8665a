"""The grid of people and objectives: its cells are read by name, only those that changed are kept."""

import uuid
from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l

from inclusion_app.trainings.lists import ObjectiveLevel
from inclusion_app.web.fields import HiddenField
from inclusion_app.web.forms import Form

_LETTERS = {level.value[0]: level for level in ObjectiveLevel}
_LEVELS = {level.value: level for level in ObjectiveLevel}
_NOTHING = "-"

Row = tuple[uuid.UUID, Mapping[uuid.UUID, ObjectiveLevel]]


class GridForm(Form):
    """Protects the grid; its cells are read by `read_grid`."""

    page = HiddenField(_l("Page"))


def cell_name(person: uuid.UUID, rank: int) -> str:
    """The name of the control of a cell."""
    return f"n-{person.hex}-{rank}"


def seen_name(person: uuid.UUID) -> str:
    """The name of the hidden field that says what the page showed of a person."""
    return f"vu-{person.hex}"


def fill_name(rank: int) -> str:
    """The name of the control that fills a column."""
    return f"tous-{rank}"


def seen_text(levels: Mapping[uuid.UUID, ObjectiveLevel], objectives: Sequence[uuid.UUID]) -> str:
    """What the page shows of a person, a letter an objective: « r-n » (reached, nothing, not yet)."""
    return "".join(levels[key].value[0] if key in levels else _NOTHING for key in objectives)


def read_grid(
    sent: Mapping[str, str], people: Sequence[uuid.UUID], objectives: Sequence[uuid.UUID]
) -> dict[tuple[uuid.UUID, uuid.UUID], ObjectiveLevel | None]:
    """The cells that whoever sent the grid changed; « pour tout le monde » fills those left empty.

    A person or a cell that was not sent is left alone, so is one whose value is not of the list.
    """
    changed: dict[tuple[uuid.UUID, uuid.UUID], ObjectiveLevel | None] = {}
    for person in people:
        seen = sent.get(seen_name(person), "")
        if len(seen) != len(objectives):
            continue
        for rank, objective in enumerate(objectives):
            value = sent.get(cell_name(person, rank))
            if value is None or not (value == "" or value in _LEVELS):
                continue
            level = _level(value) or _level(sent.get(fill_name(rank), ""))
            if level is not _LETTERS.get(seen[rank]):
                changed[person, objective] = level
    return changed


def _level(value: str) -> ObjectiveLevel | None:
    return _LEVELS.get(value)
