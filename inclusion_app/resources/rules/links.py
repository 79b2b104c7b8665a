"""When a link is checked again, what its answer means. Pure."""

from datetime import datetime, timedelta

DEAD_AFTER = 3
"""Failures in a row."""
WEEK = timedelta(days=7)
DAY = timedelta(days=1)
_CANNOT_TELL = frozenset({401, 403, 405, 406, 407, 429, 451, 503})
"""The site is there, but does not answer programs, or not now."""


def is_dead(failures: int) -> bool:
    """The link did not answer several times in a row."""
    return failures >= DEAD_AFTER


def is_failure(status: int) -> bool:
    """An answer that a reader would find useless; 0 is no answer at all."""
    return status < 200 or (status >= 400 and status not in _CANNOT_TELL)


def due_before(now: datetime, failures: int) -> datetime:
    """A link checked before this moment is to be checked: each week, the next day when it has just failed."""
    return now - (DAY if 0 < failures < DEAD_AFTER else WEEK)
