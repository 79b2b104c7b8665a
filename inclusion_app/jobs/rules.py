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

    @property
    def cron(self) -> dict[str, str]:
        """Hour and minute, as a crontab writes them."""
        return {"hour": str(self.hour), "minute": str(self.minute)}

    def __str__(self) -> str:
        return f"{self.hour:02d}:{self.minute:02d} UTC"


@dataclass(frozen=True)
class Every:
    """Every so many minutes of the hour; a divisor of sixty."""

    minutes: int

    def slot(self, now: datetime) -> datetime:
        """The last minute at which it was due."""
        at = now.astimezone(UTC).replace(second=0, microsecond=0)
        return at - timedelta(minutes=at.minute % self.minutes)

    @property
    def cron(self) -> dict[str, str]:
        """The minutes, as a crontab writes them."""
        return {"minute": f"*/{self.minutes}"}

    def __str__(self) -> str:
        return f"{self.minutes} min"


Due = Daily | Every


def is_lost(heard_at: datetime, now: datetime) -> bool:
    """Nobody has heard of this run for too long."""
    return heard_at < now - LOST_AFTER
