"""Reads of courses: the catalogue that the public reads, what a team may offer and change."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from inclusion_app.access.permissions import Permission, Role
from inclusion_app.access.scope import Scope
from inclusion_app.kernel.db import db, has_value
from inclusion_app.kernel.errors import Forbidden, NotFound
from inclusion_app.kernel.text import fold
from inclusion_app.network.models import Structure
from inclusion_app.trainings.lists import ActionKind, Audience
from inclusion_app.trainings.models.courses import Course, CourseVersion

_WHOLE_SERVICE = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})


@dataclass(frozen=True)
class CourseFilter:
    """What narrows a list of courses; `closed`: those no longer offered, instead of the others."""

    audience: Audience | None = None
    kind: ActionKind | None = None
    text: str = ""
    closed: bool = False


# Where the caller may act


def may_edit_whole_service(scope: Scope) -> bool:
    """The caller may write the courses that belong to no structure."""
    return bool(scope.roles & _WHOLE_SERVICE)


def courses_within(scope: Scope, permission: Permission) -> ColumnElement[bool]:
    """SQL condition on Course: the caller has the permission for its structure; those of the whole service are for
    everyone to see and to give, for coordinators and administrators to change."""
    commune = select(Structure.commune_code).where(Structure.id == Course.structure_id).scalar_subquery()
    structure: ColumnElement[Any] = Course.structure_id.expression
    owned = and_(structure.is_not(None), scope.reach(permission).condition(structure=structure, commune=commune))
    if not scope.allows(permission):
        return false()
    everyone = permission is not Permission.COURSES_EDIT or may_edit_whole_service(scope)
    return or_(owned, and_(structure.is_(None), true() if everyone else false()))


def list_owners(scope: Scope) -> Sequence[Structure]:
    """The structures that the caller may write courses for, by name."""
    reach = scope.reach(Permission.COURSES_EDIT)
    within = reach.condition(structure=Structure.id.expression, commune=Structure.commune_code.expression)
    query = select(Structure).where(within, Structure.deleted_at.is_(None))
    return list(db.session.scalars(query.order_by(Structure.name, Structure.id)))


# For the team


def list_courses(
    scope: Scope, wanted: CourseFilter, *, offset: int = 0, limit: int = 50
) -> tuple[list[CourseVersion], int]:
    """The latest versions of the courses that the caller may see, by title, and how many there are in all."""
    return _listed(courses_within(scope, Permission.TRAININGS_READ), wanted, offset, limit)


def list_offered(scope: Scope) -> list[CourseVersion]:
    """The latest versions of the courses that the caller may open a session of, by title."""
    query = _latest().where(courses_within(scope, Permission.SESSIONS_MANAGE), Course.closed_at.is_(None))
    return sorted(db.session.scalars(query), key=_by_title)


def get_course(scope: Scope, course_id: uuid.UUID) -> Course:
    """A course that the caller may see, with its versions. Raises NotFound."""
    query = select(Course).where(Course.id == course_id, courses_within(scope, Permission.TRAININGS_READ))
    course = db.session.scalar(query.options(joinedload(Course.structure), _VERSIONS))
    if course is None:
        raise NotFound
    return course


def get_course_to_edit(scope: Scope, course_id: uuid.UUID) -> Course:
    """A course that the caller may change. Raises NotFound, or Forbidden when she may only see it."""
    course = get_course(scope, course_id)
    if not may_edit(scope, course):
        raise Forbidden
    return course


def may_edit(scope: Scope, course: Course) -> bool:
    """The caller may change this course."""
    query = select(Course.id).where(Course.id == course.id, courses_within(scope, Permission.COURSES_EDIT))
    return db.session.scalar(query) is not None


def get_version(version_id: uuid.UUID) -> CourseVersion:
    """A version of a course, whichever; courses are public. Raises NotFound."""
    query = select(CourseVersion).where(CourseVersion.id == version_id)
    version = db.session.scalar(query.options(joinedload(CourseVersion.course), selectinload(CourseVersion.objectives)))
    if version is None:
        raise NotFound
    return version


def latest_of(course: Course) -> CourseVersion:
    """What a course says now."""
    return next(version for version in course.versions if version.number == course.latest)


def version_of(course: Course, number: int) -> CourseVersion:
    """What a course said under this number. Raises NotFound."""
    found = next((version for version in course.versions if version.number == number), None)
    if found is None:
        raise NotFound
    return found


# For everybody


def list_catalogue(wanted: CourseFilter, *, offset: int = 0, limit: int = 24) -> tuple[list[CourseVersion], int]:
    """The latest versions of all courses offered, by title, and how many there are in all."""
    return _listed(true(), wanted, offset, limit)


def get_by_slug(slug: str) -> Course:
    """The course at this public address, closed ones included (its page says so). Raises NotFound."""
    query = select(Course).where(Course.slug == slug).options(joinedload(Course.structure), _VERSIONS)
    course = db.session.scalar(query)
    if course is None:
        raise NotFound
    return course


# The parts of a query

_VERSIONS = selectinload(Course.versions).selectinload(CourseVersion.objectives)


def _latest() -> Select[CourseVersion]:
    last = and_(CourseVersion.course_id == Course.id, CourseVersion.number == Course.latest)
    query = select(CourseVersion).join(Course, last)
    return query.options(contains_eager(CourseVersion.course).joinedload(Course.structure))


def _listed(
    allowed: ColumnElement[bool], wanted: CourseFilter, offset: int, limit: int
) -> tuple[list[CourseVersion], int]:
    closed = Course.closed_at.is_not(None) if wanted.closed else Course.closed_at.is_(None)
    query = _latest().where(allowed, closed)
    if wanted.kind:
        query = query.where(CourseVersion.kind == wanted.kind)
    if wanted.audience:
        query = query.where(has_value(CourseVersion.audiences, wanted.audience))
    found = sorted(_matching(db.session.scalars(query), wanted.text), key=_by_title)
    return found[offset : offset + limit], len(found)


def _matching(versions: Iterable[CourseVersion], text: str) -> list[CourseVersion]:
    words = fold(text).split()
    return [version for version in versions if all(f" {word}" in _words(version) for word in words)]


def _words(version: CourseVersion) -> str:
    structure = version.course.structure
    return f" {fold(' '.join((version.title, version.summary, structure.name if structure else '')))}"


def _by_title(version: CourseVersion) -> tuple[str, uuid.UUID]:
    return fold(version.title), version.id
