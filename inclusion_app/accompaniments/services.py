"""Writes of records: log, change, delete, restore."""

import uuid
from dataclasses import fields

from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from inclusion_app.access.models import Account
from inclusion_app.access.scope import scope_of
from inclusion_app.accompaniments.entry import Entry, Participant, entry_of, group_columns
from inclusion_app.accompaniments.models import AnonymousGroup, Participation, Record, RecordTag
from inclusion_app.accompaniments.queries.names import already_helped, list_citizens_seen
from inclusion_app.accompaniments.rules import can_restore, check_entry
from inclusion_app.accompaniments.setting import Setting, find_setting
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db, violations
from inclusion_app.kernel.errors import DomainError, StaleVersion
from inclusion_app.kernel.text import N_
from inclusion_app.network.models import Mediator
from inclusion_app.resources.services.giving import keep_recipients
from inclusion_app.vocabulary.people import age_band

_KEY_TAKEN = DomainError(N_("Ce formulaire a déjà servi. Ouvrez-en un nouveau."))
_STALE = StaleVersion(N_("Quelqu’un a modifié cet accompagnement depuis que vous l’avez ouvert."))
_AS_THEY_ARE = (
    *("kind", "held_on", "minutes", "place_kind", "equipment", "themes", "procedures", "autonomy", "level", "title"),
    *("orientation", "blocked_procedure", "blocked_organisation_id", "blocked_cause"),
    *("next_step", "next_on", "next_at", "notes"),
)


def log_record(entry: Entry, *, mediator: Mediator, by: Account, form_key: uuid.UUID | None = None) -> Record:
    """Keep an entry. Sent twice with the same key, at once or later, it is kept once: both get the first record."""
    known = _find_by_key(form_key, mediator)
    if known is not None:
        return known
    check_entry(entry, clock.today())
    setting = find_setting(entry, mediator=mediator, by=by)
    now = clock.now()
    record = Record(mediator=mediator, form_key=form_key, created_at=now, updated_at=now, version=1)
    try:
        with violations({"record.form_key": _KEY_TAKEN}):
            _write(record, entry, setting, by)
            db.session.add(record)
            audit.write("record.create", subject=record, by=by, details={"kind": entry.kind, "people": entry.people})
            db.session.flush()
    except DomainError:
        known = _find_by_key(form_key, mediator)
        if known is None:
            raise
        return known
    return record


def update_record(record: Record, entry: Entry, *, version: int, by: Account) -> Record:
    """Change a record opened at `version`. Raises StaleVersion when it changed meanwhile: nothing is overwritten."""
    if record.version != version:
        raise _STALE
    before = entry_of(record)
    check_entry(entry, clock.today(), before)
    setting = find_setting(entry, mediator=record.mediator, by=by, kept=record)
    try:
        with db.session.begin_nested():
            _write(record, entry, setting, by)
            record.updated_at = clock.now()
            details = {"fields": _changed(before, entry_of(record))}
            audit.write("record.update", subject=record, by=by, details=details)
            db.session.flush()
            keep_recipients(record.id, {part.citizen_id for part in record.participations if part.citizen_id})
            db.session.flush()
    except StaleDataError as error:
        raise _STALE from error
    return record


def delete_record(record: Record, *, by: Account) -> Record:
    """Take a record away from lists and figures; twice changes nothing."""
    if record.deleted_at is None:
        record.deleted_at = record.updated_at = clock.now()
        record.deleted_by_id = by.id
        audit.write("record.delete", subject=record, by=by)
        db.session.flush()
    return record


def restore_record(record: Record, *, by: Account) -> Record:
    """Undo a deletion of less than thirty days; a record that is there stays as it is."""
    if record.deleted_at is None:
        return record
    if not can_restore(record.deleted_at, clock.now()):
        raise DomainError(N_("Supprimé il y a plus de trente jours\u00a0: il ne peut plus revenir."))
    record.deleted_at = record.deleted_by_id = None
    record.updated_at = clock.now()
    audit.write("record.restore", subject=record, by=by)
    db.session.flush()
    return record


def _changed(before: Entry, after: Entry) -> list[str]:
    """The names of the fields that differ, without their values."""
    return sorted(field.name for field in fields(Entry) if getattr(before, field.name) != getattr(after, field.name))


def _find_by_key(form_key: uuid.UUID | None, mediator: Mediator) -> Record | None:
    """The record that this form already made, deleted or not; another mediator's key is refused."""
    if form_key is None:
        return None
    known = db.session.scalar(select(Record).where(Record.form_key == form_key))
    if known is not None and known.mediator_id != mediator.id:
        raise _KEY_TAKEN
    return known


def _write(record: Record, entry: Entry, setting: Setting, by: Account) -> None:
    for name in _AS_THEY_ARE:
        setattr(record, name, getattr(entry, name))
    record.notes = entry.notes or None
    record.place_id = setting.place_id
    record.structure_id = setting.structure_id
    record.held_commune_code = setting.held_commune_code
    _write_tags(record, entry.tags)
    _write_participants(record, entry, by)
    _write_group(record, entry)


def _write_tags(record: Record, tags: tuple[str, ...]) -> None:
    kept = {row.tag: row for row in record.tags}
    record.tags = [kept.get(tag) or RecordTag(tag=tag) for tag in tags]


def _write_group(record: Record, entry: Entry) -> None:
    if entry.group is None:
        record.group = None
        return
    record.group = record.group or AnonymousGroup()
    for name, count in group_columns(entry.group).items():
        setattr(record.group, name, count)


def _write_participants(record: Record, entry: Entry, by: Account) -> None:
    """Rows of people still there keep what was copied at the date of the fact, but for the age if the date moves."""
    kept = {row.citizen_id: row for row in record.participations}
    with db.session.no_autoflush:
        keys = [one.citizen_id for one in dict.fromkeys(entry.participants) if one.citizen_id]
        helped = already_helped(keys, record)
        rows = {row.citizen_id: row for row in _copy_citizens([key for key in keys if key not in kept], by)}
    typed = [_copy_typed(kept.get(None) or Participation(), one) for one in entry.participants if not one.citizen_id]
    followed = [kept.get(key) or rows[key] for key in keys]
    for row in followed:
        row.already_helped = row.citizen_id in helped
        if row.citizen is not None:
            row.age_band = age_band(row.citizen.birth_year, record.held_on.year)
    record.participations = [*typed, *followed]


def _copy_typed(row: Participation, participant: Participant) -> Participation:
    row.gender = participant.gender
    row.age_band = participant.age_band
    row.social_status = participant.social_status
    row.residence_code = participant.residence_code
    row.already_helped = participant.already_helped
    return row


def _copy_citizens(keys: list[uuid.UUID], by: Account) -> list[Participation]:
    seen = list_citizens_seen(scope_of(by), keys)
    if len(seen) < len(keys):
        raise DomainError(N_("Vous ne suivez pas cette personne."), field="citizen")
    return [
        Participation(
            citizen_id=citizen.id,
            citizen=citizen,
            gender=citizen.gender,
            social_status=citizen.social_status,
            residence_code=citizen.commune_code,
        )
        for citizen in seen
    ]
