"""Of whom, or of what place, the safety is checked: the pages of both are the same."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope
from inclusion_app.citizens.models import Citizen
from inclusion_app.citizens.queries.reading import get_followed
from inclusion_app.kernel import audit
from inclusion_app.network.models import Place
from inclusion_app.network.queries import get_place_to_edit
from inclusion_app.resources.lists import ChecklistKind
from inclusion_app.resources.models.given import Checklist
from inclusion_app.resources.queries import checklists as queries


@dataclass(frozen=True)
class Subject:
    """A person whom the caller follows, or a place that she keeps up to date."""

    kind: ChecklistKind
    row: Citizen | Place

    @property
    def is_place(self) -> bool:
        return self.kind is ChecklistKind.PLACE

    @property
    def name(self) -> str:
        """As it is said aloud: the first name of a person."""
        return (self.row.name if isinstance(self.row, Place) else self.row.first_name) or ""

    @property
    def label(self) -> str:
        """In a trail of pages, where a name stays out of sight."""
        return self.row.name if isinstance(self.row, Place) else str(_("Fiche de la personne"))

    @property
    def home(self) -> str:
        """The page of the person or of the place."""
        if self.is_place:
            return url_for("network.place", place_id=self.row.id)
        return url_for("casework.citizen", citizen_id=self.row.id)

    def url(self, page: str = "", made: Checklist | None = None) -> str:
        """One of the pages about its safety: "new", "edit", "delete", "sheet"; without a name, where it stands."""
        values: dict[str, Any] = {f"{self.kind.value}_id": self.row.id}
        if made is not None:
            values["checklist_id"] = made.id
        return url_for(f"casework.{self.kind.value}_safety{page and f'_{page}'}", **values)

    def list_checks(self, limit: int = queries.MOST_SHOWN) -> Sequence[Checklist]:
        """What was checked, the last first."""
        if isinstance(self.row, Place):
            return queries.list_of_place(current_scope(), self.row, limit)
        return queries.list_of_citizen(current_scope(), self.row, limit)

    def get_check(self, checklist_id: uuid.UUID) -> Checklist:
        """One of them. Raises NotFound."""
        if isinstance(self.row, Place):
            return queries.get_of_place(current_scope(), self.row, checklist_id)
        return queries.get_of_citizen(current_scope(), self.row, checklist_id)


def subject_of_citizen(citizen_id: uuid.UUID) -> Subject:
    """Somebody whom the caller follows herself, and the trace that she looked."""
    person = get_followed(current_scope(), citizen_id)
    if request.method == "GET":
        audit.note_read("citizen.read", subject=person, by=current_account())
    return Subject(ChecklistKind.CITIZEN, person)


def subject_of_place(place_id: uuid.UUID) -> Subject:
    """A place that the caller may change."""
    return Subject(ChecklistKind.PLACE, get_place_to_edit(current_scope(), place_id))
