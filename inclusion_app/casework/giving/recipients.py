"""To whom a resource is given: an accompaniment of one's own, somebody whom one follows, or nobody in particular."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from inclusion_app.access.scope import Scope
from inclusion_app.accompaniments.giving import alone, count_people
from inclusion_app.accompaniments.models import Record
from inclusion_app.accompaniments.queries.names import list_citizens_seen
from inclusion_app.accompaniments.queries.records import get_record
from inclusion_app.citizens.models import Citizen
from inclusion_app.citizens.queries.reading import get_citizen
from inclusion_app.kernel.errors import NotFound


@dataclass(frozen=True)
class Recipient:
    """The record, the person; neither for somebody without a record."""

    record: Record | None = None
    citizen: Citizen | None = None

    @property
    def people(self) -> int:
        """How many people it is for."""
        return max(count_people(self.record), 1) if self.record else 1


def recipient_of(scope: Scope, asked: Mapping[str, str]) -> Recipient:
    """What an address or a form says. Raises NotFound, or Forbidden when it is a colleague's."""
    record_id, citizen_id = _key(asked.get("accompagnement")), _key(asked.get("citoyen"))
    record = get_record(scope, record_id) if record_id else None
    citizen = get_citizen(scope, citizen_id) if citizen_id else None
    if record is None:
        return Recipient(None, citizen)
    keys = {part.citizen_id for part in record.participations}
    if record.deleted_at is not None or (citizen and citizen.id not in keys):
        raise NotFound
    return Recipient(record, citizen or alone(record, list_citizens_seen(scope, keys)))


def _key(text: str | None) -> uuid.UUID | None:
    if not text:
        return None
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise NotFound from error
