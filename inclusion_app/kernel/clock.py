"""The only reader of the clock. Stored instants are UTC; days are those of Europe/Paris."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    """The present day in Europe/Paris."""
    return now().astimezone(PARIS).date()


def to_paris(instant: datetime) -> datetime:
    """The same instant on a clock of Europe/Paris."""
    return instant.astimezone(PARIS)


def start_of(day: date) -> datetime:
    """The instant at which a day begins in Europe/Paris."""
    return datetime.combine(day, time.min, PARIS).astimezone(UTC)


@contextmanager
def frozen(instant: datetime) -> Iterator[None]:
    """Stop the clock at an aware instant, in this context only: for tests and for replaying a day."""
    token = _frozen.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
