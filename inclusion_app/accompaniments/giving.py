"""What may be given after a record: resources about the same thing, at the level that it showed."""

from collections.abc import Sequence

from inclusion_app.access.scope import Scope
from inclusion_app.accompaniments.models import Record
from inclusion_app.citizens.models import Citizen
from inclusion_app.resources.offering import Offer
from inclusion_app.resources.queries.given import list_given_after, list_given_to
from inclusion_app.resources.queries.suggestions import suggest
from inclusion_app.resources.rules.suggestions import Need, levels_for
from inclusion_app.resources.services.giving import MOST_COPIES

_LOOKED_AT = 500


def offer_after(scope: Scope, record: Record, people: Sequence[Citizen]) -> Offer:
    """What to give after a record of the caller's own; `people` are those of it whom she follows."""
    citizen = alone(record, people)
    given = list_given_after(record.id)
    before = list_given_to(scope, citizen, limit=_LOOKED_AT) if citizen else []
    need = Need(record.themes, record.procedures, levels_for(record.autonomy or record.level))
    without = {one.resource_id for one in (*given, *before)}
    return Offer(
        need,
        suggest(scope, need, without=without),
        given,
        citizen_id=citizen.id if citizen else None,
        record_id=record.id,
        email=citizen.email or "" if citizen else "",
        copies=min(max(count_people(record), 1), MOST_COPIES),
    )


def alone(record: Record, people: Sequence[Citizen]) -> Citizen | None:
    """The person with whom the record was, when there was one whom the caller follows."""
    return people[0] if len(people) == 1 and count_people(record) == 1 else None


def count_people(record: Record) -> int:
    """How many people the record helped."""
    return len(record.participations) + (record.group.total if record.group else 0)
