"""Receive a file for a resource, read its words for the search."""

import uuid
from dataclasses import replace

from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.kernel import files, tasks
from inclusion_app.kernel.db import db
from inclusion_app.kernel.file_kinds import OFFICE, PDF, PICTURES
from inclusion_app.kernel.files import StoredFile
from inclusion_app.kernel.text import N_
from inclusion_app.resources import pdf_reading
from inclusion_app.resources.models.resources import Resource, ResourceVersion
from inclusion_app.resources.rules.editing import VersionContent
from inclusion_app.resources.rules.files import (
    ACCEPTED,
    MAX_BYTES,
    check_received,
    encoded_again,
    read_office,
    refusal,
)
from inclusion_app.resources.services.index import reindex

READ_TASK = "resources.read_file"
READ_AT_ONCE = 2_000_000
"""Bytes of a PDF whose words are read while its sender waits; those of a larger one are read by a task."""
_SECONDS = 10
_SECONDS_OF_TASK = 120
_MOST_TEXT = 1_000_000

_REFUSED_PDF = {
    pdf_reading.SCRIPT: N_(
        "Ce PDF contient un programme (JavaScript). Imprimez-le dans un nouveau PDF, puis déposez celui-ci."
    ),
    pdf_reading.EMBEDDED: N_(
        "Ce PDF contient d’autres fichiers. Imprimez-le dans un nouveau PDF, puis déposez celui-ci."
    ),
    pdf_reading.LAUNCH: N_(
        "Ce PDF ouvre un autre fichier ou un programme. Imprimez-le dans un nouveau PDF, puis déposez celui-ci."
    ),
    pdf_reading.FORM: N_(
        "Ce PDF est un formulaire qui envoie ce que l’on y écrit."
        " Imprimez-le dans un nouveau PDF, puis déposez celui-ci."
    ),
    pdf_reading.LOCKED: N_("Ce PDF est protégé par un mot de passe\u00a0: enregistrez-le sans, puis déposez-le."),
    pdf_reading.DAMAGED: N_(
        "Ce PDF est abîmé\u00a0: ouvrez-le, imprimez-le dans un nouveau PDF, puis déposez celui-ci."
    ),
    pdf_reading.TOO_LONG: N_(
        "Ce PDF est trop compliqué à lire. Imprimez-le dans un nouveau PDF, ou partagez-le en plusieurs."
    ),
}


def receive_file(content: bytes, *, name: str, by: Account | None, field: str = "file") -> VersionContent:
    """Keep a file once it is safe; what a version of a resource says with it. Raises DomainError on `field`."""
    kind = check_received(content, field)
    text: str | None = None
    if kind in PICTURES:
        content, kind = encoded_again(content, field)
    elif kind in OFFICE:
        text = _tidy(read_office(content, field))
    elif kind == PDF:
        text = _read_pdf(content, field)
    stored = files.store(content, name=name, accepted=ACCEPTED, by=by, field=field, most=MAX_BYTES)
    return VersionContent(file_id=stored.id, file_text=text)


def receive_picture(content: bytes, *, name: str, by: Account | None, field: str = "file") -> StoredFile:
    """Keep a picture, encoded again. Raises DomainError on `field`."""
    check_received(content, field)
    again, kind = encoded_again(content, field)
    return files.store(again, name=name, accepted=(kind,), by=by, field=field, most=MAX_BYTES)


def read_later(resource: Resource, *, by: Account | None) -> None:
    """Have the words of a large PDF read by a task, when they were not read at once."""
    version = _latest(resource)
    if version.file_id and version.file_text is None and version.file and version.file.media_type == PDF:
        tasks.enqueue(READ_TASK, {"resource": str(resource.id), "number": version.number}, by=by)


def keep_words(resource_id: uuid.UUID, number: int, text: str) -> None:
    """Write what was read in the file of a version, and index it."""
    query = select(ResourceVersion).where(ResourceVersion.resource_id == resource_id, ResourceVersion.number == number)
    version = db.session.scalars(query).one()
    version.file_text = text
    db.session.flush()
    reindex(db.session.get_one(Resource, resource_id))


def words_of(content: bytes) -> str:
    """The words of a PDF that was already checked, for the task."""
    return _tidy(pdf_reading.read_pdf(content, words=True, seconds=_SECONDS_OF_TASK).text)


def with_note(content: VersionContent, note: str) -> VersionContent:
    """The same, saying what changed."""
    return replace(content, note=note)


def _read_pdf(content: bytes, field: str) -> str | None:
    at_once = len(content) <= READ_AT_ONCE
    read = pdf_reading.read_pdf(content, words=at_once, seconds=_SECONDS)
    if read.refused == pdf_reading.TOO_LONG and at_once:  # its words may be what takes long
        read = pdf_reading.read_pdf(content, words=False, seconds=_SECONDS)
        at_once = False
    if read.refused:
        raise refusal(_REFUSED_PDF[read.refused], field)
    return _tidy(read.text) if at_once else None


def _tidy(text: str) -> str:
    return " ".join(text.replace("\x00", " ").split())[:_MOST_TEXT]


def _latest(resource: Resource) -> ResourceVersion:
    query = select(ResourceVersion).where(ResourceVersion.resource_id == resource.id)
    return db.session.scalars(query.where(ResourceVersion.number == resource.latest)).one()
