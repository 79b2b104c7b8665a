"""The second measure: inhabitants helped anywhere, counted by the commune where they live."""

from collections.abc import Sequence

from sqlalchemy import String, case, cast, func, select

from inclusion_app.accompaniments.models import Participation, Record
from inclusion_app.kernel.db import db
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.raw import NEWCOMER
from inclusion_app.observatory.tallies import HOME, Tallies, held_over, inside, rows_of, slot_of
from inclusion_app.territories.territory import Territory


def count_inhabitants(territory: Territory, period: Period) -> int:
    """Accompaniments, held anywhere, of people known to live in a territory."""
    query = select(func.count()).select_from(Record).join(Participation, Participation.record_id == Record.id)
    query = query.where(held_over(period), Participation.residence_code.is_not(None))
    return db.session.scalar(query.where(inside(territory, Participation.residence_code))) or 0


def tally_inhabitants(period: Period, slots: Sequence[Period]) -> Tallies:
    """Counts by commune of residence and slot for the whole country, with the followed persons behind them."""
    found = Tallies(HOME)
    who = case(
        (Participation.citizen_id.is_not(None), cast(Participation.citizen_id, String)),
        (Participation.already_helped.is_(False), NEWCOMER),
        else_="",
    )
    query = select(Participation.residence_code, who).join(Record, Participation.record_id == Record.id)
    query = query.where(Participation.residence_code.is_not(None))
    for month in period.months():
        slot = slot_of(slots, month)
        for commune, person in rows_of(query.where(held_over(month))):
            atom = found.atom(commune, slot)
            atom.total += 1
            if person == NEWCOMER:
                atom.new += 1
            elif person:
                found.people.setdefault((commune, slot), {})[person] = 1
    return found
