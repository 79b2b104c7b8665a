"""What has already happened to a session: people who came, a newer version of its course."""

import uuid

from sqlalchemy import func, or_, select

from inclusion_app.kernel.db import db
from inclusion_app.trainings.models.attendance import AttendanceLine, AttendanceScan
from inclusion_app.trainings.models.courses import Course, CourseVersion
from inclusion_app.trainings.models.sessions import HalfDay, TrainingSession


def has_attendance(session: TrainingSession) -> bool:
    """Somebody's presence was noted, or a signed sheet was attached."""
    of_session = select(HalfDay.id).where(HalfDay.session_id == session.id)
    noted = select(AttendanceLine.id).where(AttendanceLine.half_day_id.in_(of_session)).exists()
    scanned = select(AttendanceScan.id).where(AttendanceScan.session_id == session.id).exists()
    return bool(db.session.scalar(select(or_(noted, scanned))))


def list_attended(session: TrainingSession) -> set[uuid.UUID]:
    """The half-days where somebody's presence was noted, or whose signed sheet was attached.

    A sheet attached to the whole session is that of the half-days that had begun.
    """
    noted = select(AttendanceLine.id).where(AttendanceLine.half_day_id == HalfDay.id).exists()
    scanned = select(AttendanceScan.id).where(AttendanceScan.half_day_id == HalfDay.id).exists()
    whole = (AttendanceScan.session_id == session.id) & AttendanceScan.half_day_id.is_(None)
    last = select(func.max(AttendanceScan.added_at)).where(whole).scalar_subquery()
    begun = HalfDay.starts_at <= last
    query = select(HalfDay.id).where(HalfDay.session_id == session.id, or_(noted, scanned, begun))
    return set(db.session.scalars(query))


def find_latest_version(version: CourseVersion) -> CourseVersion:
    """The course as it is today; the same version when none followed."""
    query = select(CourseVersion).join(Course, Course.id == CourseVersion.course_id)
    newer = query.where(CourseVersion.course_id == version.course_id, CourseVersion.number == Course.latest)
    return db.session.scalar(newer) or version
