"""The second measure: inhabitants helped anywhere, counted by the commune where they live."""

from collections.abc import Hashable, Sequence
from typing import Any

from sqlalchemy import String, and_, case, func, literal, select, type_coerce

from inclusion_app.accompaniments.models import Participation, Record
from inclusion_app.kernel.db import db
from inclusion_app.observatory.cells import TOTAL, CellColumn, Layout
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.tallies import Atom, Tallies, Tally, inside, slot_of
from inclusion_app.territories.territory import Territory

LAYOUT = Layout((CellColumn(TOTAL, literal(1), literal(0)),), {TOTAL: 0})
"""One cell: the anonymous people of a workshop have no known residence, hence no part in it."""


def count_inhabitants(territory: Territory, period: Period) -> int:
    """Accompaniments, held anywhere, of people known to live in a territory."""
    query = select(func.count()).select_from(Record).join(Participation, Participation.record_id == Record.id)
    query = query.where(_held(period), Participation.residence_code.is_not(None))
    return db.session.scalar(query.where(inside(territory, Participation.residence_code))) or 0


def tally_inhabitants(period: Period, slots: Sequence[Period]) -> tuple[Tallies, dict[Atom, dict[int, set[Hashable]]]]:
    """Counts by commune of residence and slot for the whole country, with the followed persons behind them."""
    tallies, people = Tallies(LAYOUT, {}), dict[Atom, dict[int, set[Hashable]]]()
    newcomer = case((and_(Participation.citizen_id.is_(None), Participation.already_helped.is_(False)), 1), else_=0)
    keys: tuple[Any, ...] = (Participation.residence_code.label("residence"), slot_of(slots).label("slot"))
    query = select(*keys, func.count(), func.sum(newcomer)).select_from(Record).join(Participation)
    for commune, slot, count, new in db.session.execute(_known(query, period).group_by("residence", "slot")):
        tallies.atoms[commune, slot] = Tally([count], [int(new)])
    query = (
        select(*keys, type_coerce(Participation.citizen_id, String)).distinct().select_from(Record).join(Participation)
    )
    for commune, slot, person in db.session.execute(_known(query, period).where(Participation.citizen_id.is_not(None))):
        people.setdefault((commune, slot), {}).setdefault(0, set()).add(person)
    return tallies, people


def _known(query: Any, period: Period) -> Any:
    return query.where(_held(period), Participation.residence_code.is_not(None))


def _held(period: Period) -> Any:
    return and_(Record.held_on.between(period.start, period.end), Record.deleted_at.is_(None))
