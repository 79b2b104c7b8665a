"""The numbers and codes of certificates: numbers follow one another without a gap, whoever issues at the same time."""

from sqlalchemy import text

from inclusion_app.kernel.db import db
from inclusion_app.trainings import codes
from inclusion_app.trainings.queries.certificates import list_taken_codes

_TAKE = text(
    "INSERT INTO certificate_counter (year, last) VALUES (:year, :count)"
    " ON CONFLICT (year) DO UPDATE SET last = certificate_counter.last + :count RETURNING last"
)


def take_numbers(year: int, count: int) -> list[str]:
    """The next numbers of a year (« 2026-000012 »): its counter is held until the end of the transaction.

    Two who issue at once follow one another, and what is rolled back gives its numbers back.
    """
    if not count:
        return []
    last = db.session.scalar(_TAKE, {"year": year, "count": count}) or count
    return [f"{year}-{number:06d}" for number in range(last - count + 1, last + 1)]


def draw_codes(count: int) -> list[str]:
    """As many codes that no certificate bears; whoever asks holds the counter, hence is alone."""
    drawn: list[str] = []
    while len(drawn) < count:
        fresh = {codes.draw() for _ in range(count - len(drawn))} - set(drawn)
        drawn += fresh - list_taken_codes(fresh)
    return drawn
