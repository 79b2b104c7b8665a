"""What people thought and reached, over the sessions that the caller manages: by course, trainer or place.

Every figure is that of a group of sessions; one with few answers is hidden, and one more when the total would give it
away (`rules.satisfaction.hidden_groups`).
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, true

from inclusion_app.access.scope import Scope
from inclusion_app.kernel.db import db
from inclusion_app.kernel.text import N_
from inclusion_app.network.models import Place
from inclusion_app.trainings.lists import Moment, ObjectiveLevel
from inclusion_app.trainings.models.courses import Course, CourseVersion
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.results import ObjectiveResult, SatisfactionAnswer
from inclusion_app.trainings.models.sessions import SessionTrainer, Trainer, TrainingSession
from inclusion_app.trainings.queries.satisfaction import COUNTED, satisfaction_of
from inclusion_app.trainings.queries.sessions import managed_by
from inclusion_app.trainings.rules.satisfaction import MIN_ANSWERS, Satisfaction, hidden_groups
from inclusion_app.trainings.rules.spans import Span
from inclusion_app.vocabulary.listed import Listed

Key = uuid.UUID


class Grouping(Listed):
    """What a line of results is about; a value is its place in the address."""

    COURSE = "cours", N_("Formation")
    TRAINER = "intervenant", N_("Intervenante ou intervenant")
    PLACE = "lieu", N_("Lieu")


@dataclass(frozen=True)
class ResultsFilter:
    """Which sessions count: those that begin in the span, of a course, a trainer, a place."""

    span: Span
    moment: Moment = Moment.HOT
    course_id: Key | None = None
    trainer_id: Key | None = None
    place_id: Key | None = None


@dataclass(frozen=True)
class Reached:
    """Objectives at the end of a group: `people` were evaluated, `noted` levels, `reached` of them."""

    people: int = 0
    noted: int = 0
    reached: int = 0

    @property
    def share(self) -> float | None:
        """Share of objectives reached, hidden when few people were evaluated."""
        return self.reached / self.noted if self.people >= MIN_ANSWERS and self.noted else None


@dataclass(frozen=True)
class ResultLine:
    """The results of a group."""

    key: Key | None
    name: str
    satisfaction: Satisfaction
    reached: Reached = field(default_factory=Reached)
    evolution: float | None = None
    """How much the overall mean moved since the span before; None when either is hidden."""


def total_line(scope: Scope, wanted: ResultsFilter, before: Span) -> ResultLine:
    """All the sessions of the filter together."""
    found = _answers(scope, wanted, None).get(None, Satisfaction())
    earlier = _answers(scope, _over(wanted, before), None).get(None, Satisfaction())
    return ResultLine(None, "", found, _reached(scope, wanted, None).get(None, Reached()), _moved(found, earlier))


def list_lines(scope: Scope, wanted: ResultsFilter, before: Span, grouping: Grouping) -> list[ResultLine]:
    """A line a group that has answers, by name; those with few answers say only how many."""
    found, earlier = _answers(scope, wanted, grouping), _answers(scope, _over(wanted, before), grouping)
    reached, names = _reached(scope, wanted, grouping), _names(grouping, [key for key in found if key])
    hidden = hidden_groups({key: each.answers for key, each in found.items()})
    lines = []
    for key, each in found.items():
        shown = Satisfaction(each.answers) if key in hidden else each
        moved = _moved(shown, earlier.get(key, Satisfaction()))
        lines.append(ResultLine(key, names.get(key, "") if key else "", shown, reached.get(key, Reached()), moved))
    return sorted(lines, key=lambda line: (line.name == "", line.name, str(line.key)))


def list_comments(scope: Scope, wanted: ResultsFilter, *, offset: int, limit: int) -> tuple[list[tuple[str, str]], int]:
    """Comments of the filter with the title of their course, and how many there are; none when there are few answers.

    In the order of their cipher, which says nothing of who wrote them nor when.
    """
    if not _answers(scope, wanted, None).get(None, Satisfaction()).shown:
        return [], 0
    columns: Any = select(SatisfactionAnswer, CourseVersion.title)
    query = _of(scope, wanted, columns).where(SatisfactionAnswer.comment_sealed.is_not(None))
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    mixed = query.order_by(SatisfactionAnswer.comment_sealed)
    rows = db.session.execute(mixed.offset(offset).limit(limit))
    return [(answer.comment or "", title) for answer, title in rows], total


def list_choices(scope: Scope, span: Span, grouping: Grouping) -> list[tuple[Key, str]]:
    """What the filter offers: the courses, trainers or places of the caller's sessions of the span, by name."""
    key = _key(grouping)
    query = _joined(select(key).select_from(TrainingSession), grouping).where(managed_by(scope), *_within(span))
    names = _names(grouping, [each for each in db.session.scalars(query.distinct()) if each])
    return sorted(names.items(), key=lambda pair: (pair[1], str(pair[0])))


def _over(wanted: ResultsFilter, span: Span) -> ResultsFilter:
    return ResultsFilter(span, wanted.moment, wanted.course_id, wanted.trainer_id, wanted.place_id)


def _moved(found: Satisfaction, earlier: Satisfaction) -> float | None:
    if found.overall is None or earlier.overall is None:
        return None
    return found.overall - earlier.overall


def _answers(scope: Scope, wanted: ResultsFilter, grouping: Grouping | None) -> dict[Key | None, Satisfaction]:
    columns = (*COUNTED,) if grouping is None else (_key(grouping), *COUNTED)
    query = _of(scope, wanted, select(*columns), grouping)
    if grouping is None:
        return {None: satisfaction_of(tuple(db.session.execute(query).one()))}
    rows = db.session.execute(query.group_by(_key(grouping)))
    return {row[0]: satisfaction_of(tuple(row[1:])) for row in rows}


def _of(scope: Scope, wanted: ResultsFilter, query: Select[Any], grouping: Grouping | None = None) -> Select[Any]:
    joined = query.select_from(SatisfactionAnswer).join(
        TrainingSession, SatisfactionAnswer.session_id == TrainingSession.id
    )
    return _joined(joined, grouping).where(
        SatisfactionAnswer.moment == wanted.moment, managed_by(scope), *_narrowed(wanted)
    )


def _reached(scope: Scope, wanted: ResultsFilter, grouping: Grouping | None) -> dict[Key | None, Reached]:
    counts = (
        func.count(func.distinct(ObjectiveResult.registration_id)),
        func.count(),
        func.count().filter(ObjectiveResult.level == ObjectiveLevel.REACHED),
    )
    key: ColumnElement[Any] | None = None if grouping is None else _key(grouping)
    query: Any = select(*counts) if key is None else select(key, *counts)
    query = query.select_from(ObjectiveResult).join(Registration, ObjectiveResult.registration_id == Registration.id)
    query = _joined(query.join(TrainingSession, Registration.session_id == TrainingSession.id), grouping).where(
        ObjectiveResult.moment == Moment.HOT, managed_by(scope), *_narrowed(wanted)
    )
    if key is None:
        return {None: Reached(*db.session.execute(query).one())}
    return {row[0]: Reached(*row[1:]) for row in db.session.execute(query.group_by(key))}


def _joined(query: Select[Any], grouping: Grouping | None) -> Select[Any]:
    query = query.join(CourseVersion, TrainingSession.course_version_id == CourseVersion.id)
    if grouping is Grouping.TRAINER:
        query = query.join(SessionTrainer, SessionTrainer.session_id == TrainingSession.id)
    return query


def _key(grouping: Grouping) -> Any:
    keys: Mapping[Grouping, Any] = {
        Grouping.COURSE: CourseVersion.course_id,
        Grouping.TRAINER: SessionTrainer.trainer_id,
        Grouping.PLACE: TrainingSession.place_id,
    }
    return keys[grouping]


def _within(span: Span) -> tuple[ColumnElement[bool], ...]:
    return TrainingSession.starts_at >= span.since, TrainingSession.starts_at < span.before


def _narrowed(wanted: ResultsFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [true(), *_within(wanted.span)]
    if wanted.course_id:
        conditions.append(CourseVersion.course_id == wanted.course_id)
    if wanted.place_id:
        conditions.append(TrainingSession.place_id == wanted.place_id)
    if wanted.trainer_id:
        taught = select(SessionTrainer.session_id).where(SessionTrainer.trainer_id == wanted.trainer_id)
        conditions.append(TrainingSession.id.in_(taught))
    return conditions


def _names(grouping: Grouping, keys: list[Key]) -> dict[Key, str]:
    if grouping is Grouping.TRAINER:
        return {each.id: each.name or "" for each in db.session.scalars(select(Trainer).where(Trainer.id.in_(keys)))}
    query: Any = select(Place.id, Place.name).where(Place.id.in_(keys))
    if grouping is Grouping.COURSE:
        latest = CourseVersion.number == Course.latest
        query = select(Course.id, CourseVersion.title).join(CourseVersion, CourseVersion.course_id == Course.id)
        query = query.where(Course.id.in_(keys), latest)
    return {row[0]: str(row[1]) for row in db.session.execute(query)}
