"""What people thought and reached, over the sessions that the caller manages: by course, trainer or place.

Every figure is that of a group of sessions; one with few answers is hidden, and one more when the total would give it
away (`rules.satisfaction.hidden_groups`).
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Subquery, func, null, select, true

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


@dataclass(frozen=True)
class Results:
    """All the sessions of a filter together, then a line a group that has answers, by name."""

    total: ResultLine
    lines: list[ResultLine]


Sums = dict[tuple[Key | None, bool], tuple[int, ...]]
"""Sums of answers by group, those of the span (True) and those of the span before it (False)."""


def read_results(scope: Scope, wanted: ResultsFilter, before: Span, grouping: Grouping) -> Results:
    """The results of a filter; those of the span `before` say how it moved.

    A session has one course and one place, so that the total is that of the lines; it may have several trainers.
    """
    sums, reached = _sums(scope, wanted, before, _key(grouping)), _reached(scope, wanted, _key(grouping))
    several = grouping is Grouping.TRAINER
    total_sums = _sums(scope, wanted, before, None) if several else sums
    total_reached = _reached(scope, wanted, None) if several else reached
    found = {key: satisfaction_of(counts) for (key, current), counts in sums.items() if current}
    earlier = {key: satisfaction_of(counts) for (key, current), counts in sums.items() if not current}
    hidden = hidden_groups({key: each.answers for key, each in found.items()})
    names = _names(grouping, [key for key in found if key])
    lines = []
    for key, each in found.items():
        shown = Satisfaction(each.answers) if key in hidden else each
        moved = _moved(shown, earlier.get(key, Satisfaction()))
        name = names.get(key, "") if key else ""
        lines.append(ResultLine(key, name, shown, reached.get(key, Reached()), moved))
    total = _total(total_sums, total_reached)
    return Results(total, sorted(lines, key=lambda line: (line.name == "", line.name, str(line.key))))


def _total(sums: Sums, reached: Mapping[Key | None, Reached]) -> ResultLine:
    now, then = _together(sums, current=True), _together(sums, current=False)
    people = sum(each.people for each in reached.values())
    noted, got = sum(each.noted for each in reached.values()), sum(each.reached for each in reached.values())
    return ResultLine(None, "", now, Reached(people, noted, got), _moved(now, then))


def _together(sums: Sums, *, current: bool) -> Satisfaction:
    counts = [each for (_key, when), each in sums.items() if when is current]
    return satisfaction_of([sum(column) for column in zip(*counts, strict=True)]) if counts else Satisfaction()


def list_comments(
    scope: Scope, wanted: ResultsFilter, total: ResultLine, *, offset: int, limit: int
) -> tuple[list[tuple[str, str]], int]:
    """Comments of the filter with the title of their course, and how many there are; none when there are few answers.

    In the order of their cipher, which says nothing of who wrote them nor when.
    """
    if not total.satisfaction.shown:
        return [], 0
    columns: Any = select(SatisfactionAnswer, CourseVersion.title)
    query = _of(scope, wanted, columns, wanted.span).where(SatisfactionAnswer.comment_sealed.is_not(None))
    count = db.session.scalar(query.with_only_columns(func.count())) or 0
    mixed = query.order_by(SatisfactionAnswer.comment_sealed)
    rows = db.session.execute(mixed.offset(offset).limit(limit))
    return [(answer.comment or "", title) for answer, title in rows], count


def list_choices(scope: Scope, span: Span, grouping: Grouping) -> list[tuple[Key, str]]:
    """What the filter offers: the courses, trainers or places of the caller's sessions of the span, by name."""
    key = _key(grouping)
    query: Any = select(key).select_from(TrainingSession)
    query = query.join(CourseVersion, TrainingSession.course_version_id == CourseVersion.id)
    query = _with_trainers(query, key).where(managed_by(scope), *_within(span))
    names = _names(grouping, [each for each in db.session.scalars(query.distinct()) if each])
    return sorted(names.items(), key=lambda pair: (pair[1], str(pair[0])))


def _moved(found: Satisfaction, earlier: Satisfaction) -> float | None:
    if found.overall is None or earlier.overall is None:
        return None
    return found.overall - earlier.overall


def _sums(scope: Scope, wanted: ResultsFilter, before: Span, key: Any) -> Sums:
    current = TrainingSession.starts_at >= wanted.span.since
    columns: Any = select(null() if key is None else key, current, *COUNTED)
    both = Span(min(before.start, wanted.span.start), wanted.span.end)
    query = _with_trainers(_of(scope, wanted, columns, both), key).group_by(current, *([] if key is None else [key]))
    return {(row[0], bool(row[1])): tuple(value or 0 for value in row[2:]) for row in db.session.execute(query)}


def _of(scope: Scope, wanted: ResultsFilter, query: Any, span: Span) -> Any:
    query = query.select_from(SatisfactionAnswer).join(
        TrainingSession, SatisfactionAnswer.session_id == TrainingSession.id
    )
    query = query.join(CourseVersion, TrainingSession.course_version_id == CourseVersion.id)
    return query.where(
        SatisfactionAnswer.moment == wanted.moment, managed_by(scope), *_within(span), *_narrowed(wanted)
    )


def _reached(scope: Scope, wanted: ResultsFilter, key: Any) -> dict[Key | None, Reached]:
    """Objectives at the end, by group; each person is counted once in each.

    Counted by session first, from an index alone: somebody registers for one session.
    """
    counted = _reached_by_session(scope, wanted)
    group = null() if key is None else key
    query: Any = select(group, func.sum(counted.c.people), func.sum(counted.c.noted), func.sum(counted.c.reached))
    query = query.select_from(counted).join(TrainingSession, TrainingSession.id == counted.c.session_id)
    query = query.join(CourseVersion, TrainingSession.course_version_id == CourseVersion.id)
    rows = db.session.execute(_with_trainers(query, key).group_by(*([] if key is None else [key])))
    return {row[0]: Reached(*(int(value) for value in row[1:])) for row in rows if row[1]}


def _reached_by_session(scope: Scope, wanted: ResultsFilter) -> Subquery:
    sessions = select(TrainingSession.id).join(CourseVersion, TrainingSession.course_version_id == CourseVersion.id)
    sessions = sessions.where(managed_by(scope), *_within(wanted.span), *_narrowed(wanted))
    query = (
        select(
            Registration.session_id,
            func.count(Registration.id.distinct()).label("people"),
            func.count().label("noted"),
            func.count().filter(ObjectiveResult.level == ObjectiveLevel.REACHED).label("reached"),
        )
        .join(ObjectiveResult, ObjectiveResult.registration_id == Registration.id)
        .where(ObjectiveResult.moment == Moment.HOT, Registration.session_id.in_(sessions))
    )
    return query.group_by(Registration.session_id).subquery()


def _with_trainers(query: Any, key: Any) -> Any:
    if key is not SessionTrainer.trainer_id:
        return query
    return query.join(SessionTrainer, SessionTrainer.session_id == TrainingSession.id)


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
    conditions: list[ColumnElement[bool]] = [true()]
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
