"""Writes of the training organisation."""

import uuid
from dataclasses import fields

from inclusion_app.access.models import Account
from inclusion_app.kernel import audit, files
from inclusion_app.kernel.db import db, violations
from inclusion_app.kernel.errors import DomainError, StaleVersion
from inclusion_app.kernel.versions import CHANGED_MEANWHILE, check_version, flush_version
from inclusion_app.printing.pictures import printable_png
from inclusion_app.trainings.models.courses import TrainingBody
from inclusion_app.trainings.queries.body import find_body
from inclusion_app.trainings.rules.body import BodySheet, check_body, differences, sheet_of

THE_ONE = uuid.UUID("00000000-0000-7000-8000-000000000001")
"""The key of the only row: two people who describe the organisation at once cannot make two."""
_ALREADY: dict[str, DomainError] = {
    key: StaleVersion(CHANGED_MEANWHILE) for key in ("training_body.id", "pk_training_body")
}


def save_body(sheet: BodySheet, *, version: int, by: Account) -> TrainingBody:
    """Describe the organisation; `version` is 0 when nobody had when the form was opened."""
    check_body(sheet)
    body = find_body()
    if body is None:
        return _create(sheet, by=by)
    check_version(body, version)
    changed = differences(sheet_of(body), sheet)
    for name in changed:
        setattr(body, name, getattr(sheet, name))
    flush_version()
    if changed:
        audit.write("training_body.update", subject=body, by=by, details={"fields": changed})
        db.session.flush()
    return body


def save_signature(body: TrainingBody, content: bytes, *, by: Account) -> TrainingBody:
    """Keep the picture of the signature, written anew; the one before is kept for the papers that show it."""
    files_kept = (files.PNG, files.JPEG)
    if files.media_type_of(content) in files_kept and len(content) <= files.MAX_BYTES:
        content = printable_png(content, field="signature")
    stored = files.store(content, name="signature.png", accepted=files_kept, by=by, field="signature")
    _replace_signature(body, stored)
    audit.write("training_body.signature", subject=body, by=by)
    db.session.flush()
    return body


def remove_signature(body: TrainingBody, *, by: Account) -> TrainingBody:
    """Papers are to be signed by hand again."""
    _replace_signature(body, None)
    audit.write("training_body.unsign", subject=body, by=by)
    db.session.flush()
    return body


def _replace_signature(body: TrainingBody, stored: files.StoredFile | None) -> None:
    body.signature_file = stored
    flush_version()


def _create(sheet: BodySheet, *, by: Account) -> TrainingBody:
    body = TrainingBody(id=THE_ONE, version=1, **{field.name: getattr(sheet, field.name) for field in fields(sheet)})
    with violations(_ALREADY):
        db.session.add(body)
        db.session.flush()
    audit.write("training_body.create", subject=body, by=by)
    db.session.flush()
    return body
