"""The stamp of a year: the same as long as nothing that is counted in it changed."""

from sqlalchemy import func, select, text

from inclusion_app.kernel.db import db
from inclusion_app.observatory.models import CountedChange

Stamp = tuple[tuple[int, int, int], ...]

EVERY_YEAR = 0

_ON_SQLITE = (
    select(func.count())
    .select_from(text("sqlite_master"))
    .where(text("sqlite_master.type = 'trigger' AND sqlite_master.name LIKE 'counted%'"))
)
_ON_POSTGRESQL = (
    select(func.count())
    .select_from(text("pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"))
    .where(
        text(
            "tgname LIKE 'counted%' AND tgenabled IN ('O', 'A')"
            " AND relnamespace = CAST(CAST(current_schema() AS text) AS regnamespace)"
        )
    )
)
_TRIGGERS = {"sqlite": (15, _ON_SQLITE), "postgresql": (25, _ON_POSTGRESQL)}


def find_stamp(year: int) -> Stamp | None:
    """The stamp of a year; None when nothing says reliably that it did not change.

    Numbers are drawn at random: neither a rollback, nor a restored copy, nor another database gives the same again.
    Read it before what it stands for: what is read later may only be newer, under a stamp that nobody finds again.
    """
    if not _watched():
        return None
    query = select(CountedChange.year, func.count(), func.sum(CountedChange.token))
    query = query.where(CountedChange.year.in_((EVERY_YEAR, year))).group_by(CountedChange.year)
    found = tuple(sorted((int(each), int(count), int(total)) for each, count, total in db.session.execute(query)))
    return found if any(each == EVERY_YEAR for each, *_ in found) else None


def _watched() -> bool:
    """Every trigger is there and at work."""
    expected, query = _TRIGGERS[db.session.get_bind().dialect.name]
    return bool(db.session.scalar(query) == expected)
