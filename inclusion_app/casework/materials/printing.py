"""All the sheets of a session for so many people, in one document."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from inclusion_app.casework.materials.choosing import list_given
from inclusion_app.kernel.db import db, release
from inclusion_app.kernel.tasks import Progress
from inclusion_app.printing.pdf import Document, to_pdf
from inclusion_app.resources.documents import kept_prints
from inclusion_app.resources.documents.printed import Printed, pages_guessed
from inclusion_app.resources.documents.printing import list_printed
from inclusion_app.resources.documents.sheet_papers import sets_document
from inclusion_app.resources.lists import ResourceState
from inclusion_app.trainings.models.sessions import TrainingSession

PRINT_TASK = "casework.materials"


def sheets_to_print(session: TrainingSession) -> list[Printed]:
    """The sheets that it hands out; one withdrawn since then is left out."""
    found = [given.resource for given in list_given(session)]
    return list_printed([one for one in found if one.state is not ResourceState.WITHDRAWN])


def pages_for(sheets: Sequence[Printed], people: int) -> int:
    """About how many pages they take."""
    return pages_guessed(sheets) * people


def document_for(session: TrainingSession, sheets: Sequence[Printed], people: int, both_sides: bool) -> Document:
    """The document: a set of sheets for each person, one after the other."""
    return sets_document(sheets, title=session.course_version.title, copies=people, both_sides=both_sides)


def print_materials(arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """The task `casework.materials`: the sheets of a `session` for `people`, on `both_sides` or not."""
    session = db.session.get_one(TrainingSession, uuid.UUID(str(arguments["session"])))
    sheets, people = sheets_to_print(session), int(arguments["people"])
    progress(1, 3)
    document = document_for(session, sheets, people, bool(arguments["both_sides"]))
    release()
    progress(2, 3)
    name = kept_prints.keep(to_pdf(document))
    progress(3, 3)
    return {"file": name}
