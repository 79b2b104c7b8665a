"""What someone usually enters, so that a form proposes it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from inclusion_app.access.scope import Scope
from inclusion_app.accompaniments.models import Record, RecordTag
from inclusion_app.accompaniments.queries.records import own
from inclusion_app.accompaniments.rules import by_use
from inclusion_app.kernel.db import db
from inclusion_app.vocabulary.activity import Equipment, RecordKind
from inclusion_app.vocabulary.themes import AdministrativeTheme, Theme

_LOOKED_AT = 200
_DURATIONS_LOOKED_AT = 50
_TAGS = 12


@dataclass(frozen=True)
class Habits:
    """The most frequent duration (None at first), and values already used, the most used first."""

    minutes: int | None
    themes: Sequence[Theme]
    procedures: Sequence[AdministrativeTheme]
    equipment: Sequence[Equipment]


def get_habits(scope: Scope, kind: RecordKind) -> Habits:
    """The caller's habits in her last 200 records of this kind; the duration in the last 50."""
    query = (
        select(Record.minutes, Record.themes, Record.procedures, Record.equipment)
        .where(own(scope), Record.deleted_at.is_(None), Record.kind == kind)
        .order_by(Record.held_on.desc(), Record.id.desc())
        .limit(_LOOKED_AT)
    )
    rows = db.session.execute(query).all()
    durations = Counter(row.minutes for row in rows[:_DURATIONS_LOOKED_AT])
    themes = Counter(theme for row in rows for theme in row.themes)
    procedures = Counter(procedure for row in rows for procedure in row.procedures)
    equipment = Counter(one for row in rows for one in row.equipment)
    return Habits(
        minutes=durations.most_common(1)[0][0] if durations else None,
        themes=[value for value in by_use(Theme, themes) if isinstance(value, Theme)],
        procedures=[
            value for value in by_use(AdministrativeTheme, procedures) if isinstance(value, AdministrativeTheme)
        ],
        equipment=[value for value in by_use(Equipment, equipment) if isinstance(value, Equipment)],
    )


def list_tags(scope: Scope, limit: int = _TAGS) -> Sequence[str]:
    """The caller's tags, the most used first."""
    query = (
        select(RecordTag.tag)
        .join(Record, Record.id == RecordTag.record_id)
        .where(own(scope), Record.deleted_at.is_(None))
        .group_by(RecordTag.tag)
        .order_by(func.count().desc(), RecordTag.tag)
        .limit(limit)
    )
    return db.session.scalars(query).all()
