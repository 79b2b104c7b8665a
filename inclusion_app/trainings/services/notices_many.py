"""Telling many people: letters are written outside of any transaction that writes, then kept in one short statement."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.dialects import postgresql, sqlite

from inclusion_app.kernel.db import Base, db
from inclusion_app.kernel.mail import Letter
from inclusion_app.trainings.models.registrations import Notice

Written = tuple[Notice, Letter | None]


def keep_all(written: Sequence[Written]) -> int:
    """Keep notices and their letters in the caller's transaction; returns how many were not told before.

    `uq_notice_once` decides: a notice that another transaction kept meanwhile is passed over, with its letter.
    """
    if not written:
        return 0
    letters = [letter for _, letter in written if letter]
    if letters:
        db.session.execute(insert(Letter), [_row(letter) for letter in letters])
    kept = set(db.session.scalars(_insert_once(), [_row(notice) for notice, _ in written]))
    lost = [letter.id for notice, letter in written if letter and notice.id not in kept]
    if lost:
        db.session.execute(delete(Letter).where(Letter.id.in_(lost)))
    return len(kept)


def _insert_once() -> Any:
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    return dialect.insert(Notice).on_conflict_do_nothing().returning(Notice.id)


def _row(row: Base) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}
