"""Work without a user: a long attendance sheet, too long to print while somebody waits for a page."""

import uuid
from collections.abc import Mapping
from typing import Any

from inclusion_app.kernel.db import db, release
from inclusion_app.kernel.tasks import Progress
from inclusion_app.printing.pdf import to_pdf
from inclusion_app.trainings.documents import certificate_files
from inclusion_app.trainings.documents.sheet import sheet_document
from inclusion_app.trainings.jobs.certificates import told_page_by_page
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.attendance import count_boxes

_BOXES_OF_A_PAGE = 30


def print_sheet(arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """The task `trainings.sheet`: the sheet of a `session`, to sign by hand when `blank`."""
    session = db.session.get_one(TrainingSession, uuid.UUID(str(arguments["session"])))
    pages = count_boxes(session) // _BOXES_OF_A_PAGE + 1
    progress(0, pages)
    document = sheet_document(session, blank=bool(arguments["blank"]))
    release()
    with told_page_by_page(progress, pages):
        content = to_pdf(document)
    name = certificate_files.keep(content)
    progress(pages, pages)
    return {"file": name}
