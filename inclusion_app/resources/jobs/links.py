"""The links of resources, checked one by one along the week."""

import uuid

from inclusion_app.kernel import clock
from inclusion_app.kernel.db import unit_of_work
from inclusion_app.resources.link_checking import LinkChecker
from inclusion_app.resources.queries.links import list_to_check
from inclusion_app.resources.services.links import keep_answer

BATCH = 60
"""Links of one run: every half hour, some 20,000 a week."""


def check_links(checker: LinkChecker | None = None) -> dict[str, int]:
    """Ask the sites of the links that were not checked for a week; those that just failed, the next day."""
    checker = checker or LinkChecker()
    with unit_of_work():
        due = list_to_check(clock.now(), BATCH)
    checked = dead = 0
    for resource_id, url in due:
        answer = checker.check(url)  # outside any transaction: nobody waits for a slow site
        with unit_of_work():
            dead += keep_answer(uuid.UUID(str(resource_id)), url, answer.status)
        checked += 1
    return {"checked": checked, "dead": dead}
