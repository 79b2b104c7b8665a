"""Writes of the quality register."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm.exc import StaleDataError

from inclusion_app.kernel import audit, clock, tasks
from inclusion_app.kernel.audit import Actor
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import StaleVersion
from inclusion_app.kernel.files import StoredFile
from inclusion_app.kernel.tasks import Task
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.models.results import QualityEntry
from inclusion_app.trainings.rules import quality as rules
from inclusion_app.trainings.rules.quality import QualitySheet
from inclusion_app.trainings.rules.spans import Span

PROOF_TASK = "trainings.proofs"

CHANGED_MEANWHILE = N_(
    "Quelqu’un d’autre a modifié cette entrée pendant que vous l’écriviez. Rien n’a été écrasé\u00a0: votre texte est"
    " ci-dessous, comparez puis enregistrez de nouveau."
)


def add_entry(sheet: QualitySheet, *, file: StoredFile | None, by: Actor) -> QualityEntry:
    """A new entry of the register."""
    rules.check_sheet(sheet, clock.today())
    entry = QualityEntry(noted_by_id=by.id, file_id=file.id if file else None, version=1)
    _copy(entry, sheet)
    db.session.add(entry)
    db.session.flush()
    audit.write("quality.create", subject=entry, by=by, details={"kind": sheet.kind.value})
    return entry


def change_entry(
    entry: QualityEntry, sheet: QualitySheet, *, file: StoredFile | None, version: int, by: Actor
) -> QualityEntry:
    """Write what the form says, unless somebody else did meanwhile; the file stays when none is given."""
    rules.check_sheet(sheet, clock.today())
    _check_version(entry, version)
    _copy(entry, sheet)
    if file:
        entry.file_id = file.id
    return _save(entry, "quality.update", by)


def answer_entry(entry: QualityEntry, answer: str, *, answered_on: date, version: int, by: Actor) -> QualityEntry:
    """Write what was answered or done, and when."""
    rules.check_answer(entry.noted_on, answer, answered_on, clock.today())
    _check_version(entry, version)
    entry.answer, entry.answered_on = answer.strip(), answered_on
    return _save(entry, "quality.answer", by)


def _copy(entry: QualityEntry, sheet: QualitySheet) -> None:
    tidy = replace(sheet, title=sheet.title.strip(), details=sheet.details.strip())
    entry.kind, entry.noted_on, entry.title = tidy.kind, tidy.noted_on, tidy.title
    entry.details = tidy.details or None
    entry.indicators = sorted(set(tidy.indicators))


def _check_version(entry: QualityEntry, version: int) -> None:
    if entry.version != version:
        raise StaleVersion(CHANGED_MEANWHILE)


def _save(entry: QualityEntry, action: str, by: Actor) -> QualityEntry:
    try:
        with db.session.begin_nested():
            db.session.flush()
    except StaleDataError as error:
        raise StaleVersion(CHANGED_MEANWHILE) from error
    audit.write(action, subject=entry, by=by, details={"kind": entry.kind.value})
    db.session.flush()
    return entry


def ask_proofs(span: Span, *, course: str | None, names: bool, by: Actor) -> Task:
    """Have the proof file of a period written by the runner of jobs."""
    arguments = {
        "start": span.start.isoformat(),
        "end": span.end.isoformat(),
        "course": course or "",
        "names": names,
        "account": str(by.id),
    }
    task = tasks.enqueue(PROOF_TASK, arguments, by=by)
    audit.write("quality.prove", subject=task, by=by, details={"names": names, "start": arguments["start"]})
    return task
