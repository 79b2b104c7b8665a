"""Once a day: the owners of resources to read again are told."""

from datetime import timedelta

from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db, unit_of_work
from inclusion_app.resources.models.resources import Resource
from inclusion_app.resources.queries.mine import list_due
from inclusion_app.resources.services.reviews import remind
from inclusion_app.web.formats import local

BEFORE = timedelta(days=30)
_MOST = 5000


def remind_reviews() -> dict[str, int]:
    """Thirty days before and on the day, once each; a day that was missed is made up for."""
    today, told = clock.today(), 0
    with unit_of_work():
        due = [resource.id for resource in list_due(BEFORE.days, today, _MOST)]
    for resource_id in due:
        with unit_of_work():
            resource = db.session.get_one(Resource, resource_id)
            if resource.review_on is None:
                continue
            last_day = resource.review_on <= today
            chosen_late = local(resource.updated_at).date() > resource.review_on - BEFORE
            if last_day or not chosen_late:
                told += remind(resource, today=last_day)
    return {"review_reminders": told}
