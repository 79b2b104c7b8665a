"""What needs a coordinator or a manager: places, silent or lonely mediators, invitations, sessions that fill badly."""

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from inclusion_app.access.scope import Scope
from inclusion_app.accompaniments.models import Record
from inclusion_app.accompaniments.queries.records import team
from inclusion_app.home.sessions import Filling, list_filling_badly
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.network.mediators import Seen, list_mediators
from inclusion_app.network.models import Place, Structure
from inclusion_app.network.queries import list_places

SHOWN = 5
SILENCE = timedelta(days=30)
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Silent:
    """A mediator who has logged nothing for a month; `last_on` is None when she never did."""

    seen: Seen
    last_on: date | None


@dataclass(frozen=True)
class Alone:
    """A structure with a single mediator."""

    structure: Structure
    seen: Seen


@dataclass(frozen=True)
class Attention:
    """The first lines of each list, and how many there are in all."""

    places: list[Place]
    places_total: int
    waiting: list[Seen]
    silent: list[Silent]
    alone: list[Alone]
    sessions: list[Filling]

    @property
    def empty(self) -> bool:
        """Nothing waits for an answer today."""
        return not (self.places or self.waiting or self.silent or self.sessions)


def find_attention(scope: Scope) -> Attention:
    """What needs the caller today."""
    today = clock.today()
    places, total = list_places(scope, confirmed_before=today - YEAR, limit=SHOWN)
    working = [seen for seen in list_mediators(scope) if seen.current]
    return Attention(
        places=places,
        places_total=total,
        waiting=[seen for seen in working if seen.waiting],
        silent=_silent(scope, working, today),
        alone=_alone(working),
        sessions=list_filling_badly(scope),
    )


def last_days(scope: Scope, mediators: list[uuid.UUID]) -> dict[uuid.UUID, date]:
    """The last day that each of these mediators logged, among the records that the caller may read."""
    query = (
        select(Record.mediator_id, func.max(Record.held_on))
        .where(Record.mediator_id.in_(mediators), Record.deleted_at.is_(None), team(scope))
        .group_by(Record.mediator_id)
    )
    return {key: day for key, day in db.session.execute(query)}  # noqa: C416 (rows are not pairs to mypy)


def _silent(scope: Scope, working: list[Seen], today: date) -> list[Silent]:
    """Those who have had the time to log something, the longest silence first."""
    settled = [seen for seen in working if not seen.waiting and _started_on(seen) <= today - SILENCE]
    last = last_days(scope, [seen.mediator.id for seen in settled])
    found = [Silent(seen, last.get(seen.mediator.id)) for seen in settled]
    quiet = [one for one in found if one.last_on is None or one.last_on < today - SILENCE]
    return sorted(quiet, key=lambda one: (one.last_on or date.min, one.seen.mediator.id))


def _started_on(seen: Seen) -> date:
    return min(membership.started_on for membership in seen.current)


def _alone(working: list[Seen]) -> list[Alone]:
    """Structures with one mediator, by name."""
    counts = Counter(membership.structure_id for seen in working for membership in seen.current)
    found = [
        Alone(membership.structure, seen)
        for seen in working
        for membership in seen.current
        if counts[membership.structure_id] == 1
    ]
    return sorted(found, key=lambda one: (one.structure.name, one.structure.id))
