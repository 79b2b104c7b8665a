"""Tell the owner that a resource is to be read again: thirty days before, then on the day, once each."""

from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.kernel import audit
from inclusion_app.kernel.audit import AuditLine
from inclusion_app.kernel.db import db
from inclusion_app.resources import letters
from inclusion_app.resources.models.resources import Resource

_REMIND = "resource.remind"


def remind(resource: Resource, *, today: bool) -> bool:
    """Send the letter of this moment unless it was sent for this date; True when it was sent now."""
    owner = db.session.get(Account, resource.owner_id) if resource.owner_id else None
    said = {"on": str(resource.review_on), "today": today}
    query = select(AuditLine.details).where(AuditLine.subject_id == resource.id, AuditLine.action == _REMIND)
    if owner is None or owner.deactivated_at or said in list(db.session.scalars(query)):
        return False
    letters.tell_review(resource, owner, today=today)
    audit.write("resource.remind", subject=resource, by=None, details=said)
    db.session.flush()
    return True
