"""What is released of the people who know how to do more: kept whole for a year, read by territory."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select

from inclusion_app.kernel.db import db
from inclusion_app.observatory.releasing.models import GAIN
from inclusion_app.territories.territory import Territory

NOWHERE = ""
"""The row that says that a year was counted, whatever it shows."""


def find_released_gains(territory: Territory, year: int) -> Mapping[str, Any] | None:
    """By domain, the numbers of a territory; None when the year was not released."""
    query = select(GAIN.c.territory, GAIN.c.people)
    rows = db.session.execute(query.where(GAIN.c.year == year, GAIN.c.territory.in_((NOWHERE, territory.key))))
    found: dict[str, Any] = {row.territory: row.people for row in rows}
    return found.get(territory.key, {}) if found else None


def write_gains(year: int, shown: Mapping[str, Mapping[str, Sequence[int] | None]]) -> None:
    """Put these in the place of what was released of a year."""
    db.session.execute(delete(GAIN).where(GAIN.c.year == year))
    rows = {NOWHERE: {}, **shown}
    values = [{"year": year, "territory": key, "people": dict(people)} for key, people in rows.items()]
    db.session.execute(insert(GAIN), values)
