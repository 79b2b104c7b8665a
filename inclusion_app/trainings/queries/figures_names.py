"""The names of what figures are grouped by: courses, places, communes, trainers."""

import uuid
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import select

from inclusion_app.kernel.db import db
from inclusion_app.kernel.text import fold
from inclusion_app.network.models import Place
from inclusion_app.territories.models import Commune
from inclusion_app.trainings.models.courses import Course, CourseVersion
from inclusion_app.trainings.models.sessions import Trainer
from inclusion_app.trainings.queries.figures import CountedSession

Names = dict[Any, str]


def name_courses(rows: Iterable[CountedSession]) -> Names:
    """What each course is called today."""
    keys = {row.course_id for row in rows}
    query = select(CourseVersion.course_id, CourseVersion.title).join(Course)
    return _pairs(query.where(CourseVersion.number == Course.latest, CourseVersion.course_id.in_(keys)))


def name_places(rows: Iterable[CountedSession]) -> Names:
    """The name of each place, with its commune when it does not say it."""
    keys = {row.place_id for row in rows if row.place_id}
    query = select(Place.id, Place.name, Commune.name).join(Place.commune).where(Place.id.in_(keys))
    return {
        key: name if fold(commune) in fold(name) else f"{name} – {commune}"
        for key, name, commune in db.session.execute(query)
    }


def name_communes(rows: Iterable[CountedSession]) -> Names:
    """The name of each commune, by its code."""
    codes = {row.commune_code for row in rows}
    return _pairs(select(Commune.code, Commune.name).where(Commune.code.in_(codes)))


def name_trainers(keys: Collection[uuid.UUID]) -> Names:
    """The name of each of these trainers, whose sessions the caller manages."""
    found = db.session.scalars(select(Trainer).where(Trainer.id.in_(keys)))
    return {trainer.id: trainer.name or "" for trainer in found}


def _pairs(query: Any) -> Names:
    return {key: str(name) for key, name in db.session.execute(query)}
