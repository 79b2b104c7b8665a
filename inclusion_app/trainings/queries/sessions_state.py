"""What has already happened to a session: people who came, a newer version of its course."""

from sqlalchemy import or_, select

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


def find_latest_version(version: CourseVersion) -> CourseVersion:
    """The course as it is today; the same version when none followed."""
    query = select(CourseVersion).join(Course, Course.id == CourseVersion.course_id)
    newer = query.where(CourseVersion.course_id == version.course_id, CourseVersion.number == Course.latest)
    return db.session.scalar(newer) or version
