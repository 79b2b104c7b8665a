"""Work without a user: the letters of a session as one document, too long to print while somebody waits for a page."""

import uuid
from collections.abc import Mapping
from typing import Any

from inclusion_app.kernel.db import db, release
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.tasks import Progress
from inclusion_app.kernel.text import N_
from inclusion_app.printing.pdf import to_pdf
from inclusion_app.trainings.documents import certificate_files
from inclusion_app.trainings.documents.convocation import convocations_document
from inclusion_app.trainings.jobs.certificates import told_page_by_page
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.notices import list_by_ids, list_printed_at
from inclusion_app.trainings.queries.registrations import by_name
from inclusion_app.trainings.rules.notices import moment_of_lot


def print_convocations(arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """The task `trainings.convocations`: the letters of a `session` that were noted together (`lot`)."""
    session = db.session.get_one(TrainingSession, uuid.UUID(str(arguments["session"])))
    moment = moment_of_lot(str(arguments["lot"]))
    people = sorted(list_by_ids(list_printed_at(session, moment) if moment else []), key=by_name)
    if not people:
        raise DomainError(N_("Il n’y a pas de lettre à imprimer."))
    count = len(people)
    progress(0, count)
    document = convocations_document(people)
    release()
    with told_page_by_page(progress, count):
        content = to_pdf(document)
    name = certificate_files.keep(content)
    progress(count, count)
    return {"file": name, "letters": count}
