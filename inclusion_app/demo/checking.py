"""Safety checks in the demonstration: with people whom its mediator follows, in the places of its manager.

Everything goes through the services that they use, on the clock of the day itself. Some are to be done again now.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.access.queries import find_account_by_email
from inclusion_app.citizens.models import Citizen, FollowUp
from inclusion_app.demo.accounts import SHOWN
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.network.models import Mediator, Place
from inclusion_app.resources.lists import ChecklistKind
from inclusion_app.resources.rules.checklists import Check, States, next_day
from inclusion_app.resources.safety.lists import current_list
from inclusion_app.resources.safety.points import PointState
from inclusion_app.resources.services.checklists import note_check

PEOPLE, PLACES = 8, 2
_FOUND = (PointState.OK, PointState.OK, PointState.OK, PointState.LEFT, PointState.LEFT, PointState.NONE, None)
_MENDED = 0.6
_MORNING = time(9, 30)


def check(random: Random, today: date) -> None:
    """Half of them twice, the last time not long ago; the others come due around today."""
    mediator, manager = (find_account_by_email(SHOWN[rank].address) for rank in (0, 2))
    if mediator is None or manager is None:
        return
    subjects: list[tuple[Citizen | Place, Account]] = []
    subjects += [(one, mediator) for one in _followed(mediator, today - timedelta(days=200))]
    subjects += [(one, manager) for one in _places(manager)]
    for rank, (subject, by) in enumerate(subjects):
        first = today - timedelta(days=190 - 2 * rank)
        found = _found(random, subject)
        _note(subject, found, first, by)
        if rank % 2:
            _note(subject, _mended(random, found), today - timedelta(days=4 + rank), by)


def _note(subject: Citizen | Place, found: States, day: date, by: Account) -> None:
    with clock.frozen(datetime.combine(day, _MORNING, UTC)):
        note_check(subject, Check(found, day, next_day(day)), by=by)


def _found(random: Random, subject: Citizen | Place) -> States:
    kind = ChecklistKind.CITIZEN if isinstance(subject, Citizen) else ChecklistKind.PLACE
    states = {point.key: random.choice(_FOUND) for point in current_list(kind).points()}
    return {key: state for key, state in states.items() if state}


def _mended(random: Random, found: States) -> States:
    """Some of what remained to do was done."""
    left = PointState.LEFT
    return {
        key: PointState.OK if state is left and random.random() < _MENDED else state for key, state in found.items()
    }


def _followed(by: Account, since: date) -> Sequence[Citizen]:
    """Those whom the mediator has followed for long enough."""
    query = (
        select(Citizen)
        .join(FollowUp)
        .join(Mediator)
        .where(Mediator.account_id == by.id, FollowUp.ended_on.is_(None), FollowUp.started_on <= since)
        .order_by(FollowUp.started_on.desc(), Citizen.id)
    )
    return db.session.scalars(query.limit(PEOPLE)).all()


def _places(manager: Account) -> Sequence[Place]:
    """The first places of the manager's structure."""
    structures = [grant.structure_id for grant in manager.grants if grant.structure_id]
    query = select(Place).where(Place.structure_id.in_(structures)).order_by(Place.name, Place.id)
    return db.session.scalars(query.limit(PLACES)).all()
