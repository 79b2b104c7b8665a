"""When a job is due, and when a run is lost: pure functions of the hour."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LEASE = timedelta(seconds=30)
LOST_AFTER = timedelta(seconds=45)
"""A run whose runner gave no sign of life for so long is lost; runners give one every five seconds."""
MOST_ATTEMPTS = 3


@dataclass(frozen=True)
class Daily:
    """Every day at this hour, UTC."""

    hour: int
    minute: int

    def slot(self, now: datetime) -> datetime:
        """The last hour at which it was due."""
        at = now.astimezone(UTC).replace(hour=self.hour, minute=self.minute, second=0, microsecond=0)
        return at if at <= now else at - timedelta(days=1)


def is_lost(heard_at: datetime, now: datetime) -> bool:
    """Nobody has heard of this run for too long."""
    return heard_at < now - LOST_AFTER
