"""What waits for the mediator of the demonstration on the day it is shown."""

from datetime import date, time, timedelta

from sqlalchemy import select, update

from inclusion_app.accompaniments.models import Participation, Record
from inclusion_app.kernel.db import db
from inclusion_app.network.models import Mediator
from inclusion_app.vocabulary.activity import NextStep

_AGENDA: tuple[tuple[NextStep, int, time | None], ...] = (
    (NextStep.APPOINTMENT, 0, time(9, 30)),
    (NextStep.APPOINTMENT, 0, time(14, 0)),
    (NextStep.CALL, 0, None),
    (NextStep.APPOINTMENT, 1, time(10, 0)),
)


def plan_today(mediator: Mediator, today: date) -> None:
    """Give her last accompaniments of people she follows their next step: today, and the next working day."""
    query = (
        select(Record.id)
        .join(Participation)
        .where(Record.mediator_id == mediator.id, Participation.citizen_id.is_not(None), Record.held_on < today)
        .where(Record.title.is_(None))
        .order_by(Record.held_on.desc(), Record.id.desc())
        .limit(len(_AGENDA))
    )
    for key, (step, days, hour) in zip(db.session.scalars(query).all(), _AGENDA, strict=False):
        later = today + timedelta(days=days)
        while later > today and later.weekday() > 4:
            later += timedelta(days=1)
        values = {"next_step": step, "next_on": later, "next_at": hour}
        db.session.execute(update(Record).where(Record.id == key).values(values))
