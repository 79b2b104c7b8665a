"""Scans of the signed paper sheet: joined to their session, taken away by whoever manages it."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.files import JPEG, PDF, PNG, store
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.models.attendance import AttendanceScan
from inclusion_app.trainings.models.sessions import HalfDay, TrainingSession
from inclusion_app.trainings.queries.attendance_tablets import list_scans
from inclusion_app.trainings.queries.sessions import lock_session

MOST_SCANS = 100


def add_scans(
    session: TrainingSession, contents: Sequence[tuple[str, bytes]], *, half_day_id: uuid.UUID | None, by: Account
) -> list[AttendanceScan]:
    """Keep the pages sent, by name and content. Raises DomainError on `files`."""
    if not contents:
        raise DomainError(N_("Choisissez le fichier de la feuille scannée ou photographiée."), field="files")
    lock_session(session.id)
    if half_day_id and db.session.scalar(select(HalfDay.id).where(HalfDay.id == half_day_id)) is None:
        raise DomainError(
            N_("Cette demi-journée vient d’être retirée de la session. Actualisez la page."), field="files"
        )
    if len(list_scans(session)) + len(contents) > MOST_SCANS:
        raise DomainError(N_("Une session garde au plus 100 feuilles. Réunissez vos pages en un PDF."), field="files")
    added = []
    for name, content in contents:
        file = store(content, name=name, accepted=(PDF, PNG, JPEG), by=by, field="files")
        scan = AttendanceScan(
            session_id=session.id, half_day_id=half_day_id, file_id=file.id, added_at=clock.now(), added_by_id=by.id
        )
        db.session.add(scan)
        audit.write("scan.add", subject=scan, by=by)
        added.append(scan)
    db.session.flush()
    return added


def delete_scan(scan: AttendanceScan, *, by: Account) -> None:
    """Take a scan away, with its file."""
    audit.write("scan.delete", subject=scan, by=by)
    file = scan.file
    db.session.delete(scan)
    db.session.flush()
    db.session.delete(file)
    db.session.flush()
