"""Writes of objectives before and after: a whole grid at once."""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.audit import Actor
from inclusion_app.kernel.db import db, uuid7
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.lists import Moment, ObjectiveLevel
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.results import ObjectiveResult
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.rules.evaluation import Cell

ASSESSED = (Moment.BEFORE, Moment.HOT)
_BATCH = 1000


def note_levels(
    session: TrainingSession, changed: Mapping[Cell, ObjectiveLevel | None], *, moment: Moment, by: Actor
) -> int:
    """Write the cells that changed, None to empty one; the others stay as they are. Gives how many there were.

    One statement whatever the size of the grid: two people who fill two columns at once lose nothing.
    """
    _check_moment(moment)
    written = {cell: level for cell, level in changed.items() if level is not None}
    _write(written, moment=moment, by=by)
    emptied = [cell for cell, level in changed.items() if level is None]
    if emptied:
        same = tuple_(ObjectiveResult.registration_id, ObjectiveResult.objective_id).in_(emptied)
        db.session.execute(delete(ObjectiveResult).where(ObjectiveResult.moment == moment, same))
    if changed:
        details = {"moment": moment.value, "cells": len(changed)}
        audit.write("evaluation.note", subject=session, by=by, details=details)
        db.session.flush()
    return len(changed)


def answer_levels(registration: Registration, levels: Mapping[uuid.UUID, ObjectiveLevel], *, moment: Moment) -> None:
    """What a person says of herself; what the team has noted is not touched."""
    _check_moment(moment)
    _write({(registration.id, key): level for key, level in levels.items()}, moment=moment, by=None)
    if levels:
        details = {"moment": moment.value, "cells": len(levels)}
        audit.write("evaluation.answer", subject=registration, by=None, details=details)
        db.session.flush()


def _check_moment(moment: Moment) -> None:
    if moment not in ASSESSED:
        raise DomainError(N_("Les objectifs se notent avant ou à la fin de la session."))


def _write(cells: Mapping[Cell, ObjectiveLevel], *, moment: Moment, by: Actor | None) -> None:
    shared = {"moment": moment, "noted_at": clock.now(), "noted_by_id": by.id if by else None}
    rows: list[dict[str, Any]] = [
        {"id": uuid7(), "registration_id": person, "objective_id": objective, "level": level} | shared
        for (person, objective), level in cells.items()
    ]
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    mine = ObjectiveResult.noted_by_id.is_(None) if by is None else None
    for first in range(0, len(rows), _BATCH):
        statement = insert(ObjectiveResult).values(rows[first : first + _BATCH])
        db.session.execute(
            statement.on_conflict_do_update(
                index_elements=["registration_id", "objective_id", "moment"],
                set_={name: statement.excluded[name] for name in ("level", "noted_at", "noted_by_id")},
                where=mine,
            )
        )
