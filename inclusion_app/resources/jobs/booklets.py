"""Work without a user: a long booklet, too long to print while somebody waits for a page."""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from inclusion_app.kernel.db import db, release
from inclusion_app.kernel.tasks import Progress
from inclusion_app.printing.pdf import to_pdf
from inclusion_app.resources.documents import kept_prints
from inclusion_app.resources.documents.printing import list_printed
from inclusion_app.resources.documents.sheet_papers import booklet_document
from inclusion_app.resources.models.resources import Resource


def print_booklet(arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """The task `resources.booklet`: the `sheets` that the caller could read, under a `title`."""
    keys = [uuid.UUID(str(key)) for key in arguments["sheets"]]
    found = {one.id: one for one in db.session.scalars(select(Resource).where(Resource.id.in_(keys)))}
    printed = list_printed([found[key] for key in keys if key in found])
    steps = len(printed) + 1
    progress(1, steps)
    document = booklet_document(printed, title=str(arguments["title"]))
    release()
    name = kept_prints.keep(to_pdf(document))
    progress(steps, steps)
    return {"file": name}


def forget_old_prints() -> dict[str, int]:
    """Delete the prints of more than seven days; they can be made again at any time."""
    return {"prints": kept_prints.forget_old()}
