"""Writes of courses. What a session was opened with never changes: an edit then makes the next version."""

from dataclasses import fields
from itertools import islice

from sqlalchemy import exists, select
from sqlalchemy.orm.attributes import flag_modified

from inclusion_app.access.models import Account
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db, violations
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.kernel.versions import check_version, flush_version
from inclusion_app.network.models import Structure
from inclusion_app.trainings.models.courses import Course, CourseVersion, Objective
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.rules.courses import CourseSheet, check_course, differences, sheet_of, slugs_for

_TRIES = 500
_COLUMNS = [field.name for field in fields(CourseSheet) if field.name != "objectives"]


class _SlugTaken(DomainError):
    """Another course has this address."""


def create_course(sheet: CourseSheet, *, structure: Structure | None, by: Account | None) -> Course:
    """A new course with its first version; `structure` None is for the whole service."""
    check_course(sheet)
    course = Course(
        slug="", structure_id=structure.id if structure else None, latest=1, created_at=clock.now(), version=1
    )
    _take_slug(course, sheet.title)
    _write_version(course, 1, sheet)
    audit.write("course.create", subject=course, by=by)
    db.session.flush()
    return course


def update_course(
    course: Course, sheet: CourseSheet, *, structure: Structure | None, version: int, by: Account
) -> CourseVersion:
    """Write what the form says, unless somebody else did meanwhile; returns the version that now says it."""
    check_version(course, version)
    check_course(sheet)
    latest = _hold_latest(course)
    owner = structure.id if structure else None
    changed = differences(sheet_of(latest), sheet) + (["structure_id"] if owner != course.structure_id else [])
    if not changed:
        return latest
    used = is_used(latest)
    with db.session.no_autoflush:
        course.structure_id = owner
        flag_modified(course, "structure_id")  # the version of the row rises whatever changes
        if changed != ["structure_id"]:
            latest = _rewrite(course, latest, sheet, used=used)
    flush_version()
    audit.write("course.update", subject=course, by=by, details={"fields": changed, "number": latest.number})
    db.session.flush()
    return latest


def close_course(course: Course, *, by: Account) -> Course:
    """No longer offered; its sessions, its page and its certificates stay."""
    if course.closed_at is None:
        course.closed_at = clock.now()
        flush_version()
        audit.write("course.close", subject=course, by=by)
        db.session.flush()
    return course


def reopen_course(course: Course, *, by: Account) -> Course:
    """Offered again."""
    if course.closed_at is not None:
        course.closed_at = None
        flush_version()
        audit.write("course.reopen", subject=course, by=by)
        db.session.flush()
    return course


def is_used(version: CourseVersion) -> bool:
    """A session was opened with this version, hence maybe certificates."""
    query = select(exists().where(TrainingSession.course_version_id == version.id))
    return bool(db.session.scalar(query))


def _hold_latest(course: Course) -> CourseVersion:
    """The latest version, held so that no session can be opened with it until this transaction ends."""
    query = select(CourseVersion).where(CourseVersion.course_id == course.id, CourseVersion.number == course.latest)
    query = query.with_for_update(of=CourseVersion).execution_options(populate_existing=True)
    return db.session.scalars(query).one()


def _rewrite(course: Course, latest: CourseVersion, sheet: CourseSheet, *, used: bool) -> CourseVersion:
    if used:
        course.latest += 1
        return _write_version(course, course.latest, sheet)
    for name in _COLUMNS:
        setattr(latest, name, getattr(sheet, name))
    latest.written_on = clock.today()
    _write_objectives(latest, sheet.objectives)
    return latest


def _write_version(course: Course, number: int, sheet: CourseSheet) -> CourseVersion:
    values = {name: getattr(sheet, name) for name in _COLUMNS}
    written = CourseVersion(course_id=course.id, number=number, written_on=clock.today(), **values)
    written.objectives = [Objective(rank=rank, text=text) for rank, text in enumerate(sheet.objectives, start=1)]
    course.versions.append(written)
    db.session.add(written)
    return written


def _write_objectives(version: CourseVersion, texts: tuple[str, ...]) -> None:
    """Rank by rank: those that stay keep their identity, so that none is removed and made again."""
    for objective, text in zip(version.objectives, texts, strict=False):
        objective.text = text
    known = len(version.objectives)
    for rank, text in islice(enumerate(texts, start=1), known, None):
        version.objectives.append(Objective(rank=rank, text=text))
    del version.objectives[len(texts) :]


def _take_slug(course: Course, title: str) -> None:
    taken = _SlugTaken(
        N_("Trop de formations portent ce titre\u00a0: donnez-lui un titre qui la distingue."), field="title"
    )
    for slug in islice(slugs_for(title), _TRIES):
        if db.session.scalar(select(exists().where(Course.slug == slug))):
            continue
        try:
            with violations({"course.slug": taken}):
                course.slug = slug
                db.session.add(course)
                db.session.flush()
        except _SlugTaken:
            continue
        return
    raise taken
