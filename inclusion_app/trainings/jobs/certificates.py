"""Work without a user: print the certificates of a session, forget those prints, remind those whose validity ends."""

import logging
import re
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db, release, unit_of_work
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.tasks import Progress
from inclusion_app.kernel.text import N_
from inclusion_app.printing.pdf import to_pdf
from inclusion_app.trainings.documents import certificate_files
from inclusion_app.trainings.documents.certificate import certificates_document
from inclusion_app.trainings.lists import NoticeKind
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.queries.certificates import list_to_print, list_to_remind
from inclusion_app.trainings.services.notices import tell

_LAID_OUT = re.compile(r"Page (\d+)$")
_SHARE_OF_LAYOUT = 0.6


def print_certificates(arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """The task `trainings.certificates`: the papers of a `session` that were not revoked; the result names the file."""
    certificates = list_to_print(uuid.UUID(str(arguments["session"])))
    if not certificates:
        raise DomainError(N_("Cette session n’a pas d’attestation."))
    count = len(certificates)
    progress(0, count)
    document = certificates_document(certificates)
    release()
    with told_page_by_page(progress, count):
        content = to_pdf(document)
    name = certificate_files.keep(content)
    progress(count, count)
    return {"file": name, "certificates": count}


def forget_old_prints() -> dict[str, int]:
    """Delete the prints of more than seven days; they can be made again at any time."""
    return {"certificate_prints": certificate_files.forget_old()}


def remind_expiries() -> dict[str, int]:
    """Tell people, a year then six months before, that the validity of their certificate ends; once each."""
    told = 0
    for months, kind in ((12, NoticeKind.EXPIRY_12), (6, NoticeKind.EXPIRY_6)):
        with unit_of_work():
            due = list_to_remind(months, kind, clock.today())
        for registration_id in due:
            with unit_of_work():
                registration = db.session.get_one(Registration, registration_id)
                told += tell(registration, kind) is not None
    return {"expiry_reminders": told}


class _Listener(logging.Handler):
    """Hears the printer say which page it lays out."""

    def __init__(self, progress: Progress, count: int) -> None:
        super().__init__(logging.INFO)
        self._progress, self._count = progress, count

    def emit(self, record: logging.LogRecord) -> None:
        if found := _LAID_OUT.search(record.getMessage()):
            self._progress(int(min(int(found[1]), self._count) * _SHARE_OF_LAYOUT), self._count)


@contextmanager
def told_page_by_page(progress: Progress, count: int) -> Iterator[None]:
    printer, listener = logging.getLogger("weasyprint.progress"), _Listener(progress, count)
    level, propagates = printer.level, printer.propagate
    printer.addHandler(listener)
    printer.setLevel(logging.INFO)
    printer.propagate = False  # the journal has no use for each page
    try:
        yield
    finally:
        printer.removeHandler(listener)
        printer.setLevel(level)
        printer.propagate = propagates
