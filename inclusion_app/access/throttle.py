"""Guesses slowed in the database, hence across processes and machines; whoever owns the account is never locked out.

Failures count for the address typed and for the caller's network. A browser that signed in before (`devices`) has a
counter of its own: a stranger's guesses cost its owner nothing. A link by e-mail stays possible in any case.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from inclusion_app.access import rules
from inclusion_app.access.models import FailedAttempt, email_index
from inclusion_app.kernel import clock, crypto
from inclusion_app.kernel.db import db

_FREE_GUESSES = 5
_FREE_GUESSES_OF_NETWORK = 10  # an office shares its address
_LINK_PERIOD = timedelta(hours=1)
_LINKS = 5
_LINKS_OF_NETWORK = 20


@dataclass(frozen=True)
class Counter:
    """What is counted, as a blind index, and how many cost nothing."""

    key: bytes
    free: int


def guesses(email: str, *, address: str | None, device: str | None) -> tuple[Counter, ...]:
    """The counters of a password typed for this address; `device` is that of a browser which knows the account."""
    typed = email_index(email).hex()
    if device:
        return (Counter(crypto.blind_index(f"{device} {typed}", "guess:device"), _FREE_GUESSES),)
    network = crypto.blind_index(rules.network_of(address), "guess:network")
    return Counter(crypto.blind_index(typed, "guess:account"), _FREE_GUESSES), Counter(
        network, _FREE_GUESSES_OF_NETWORK
    )


def find_wait(counters: Sequence[Counter]) -> datetime | None:
    """Until when no guess is heard; None when one is heard now."""
    now = clock.now()
    waits = (_wait_of(counter, now) for counter in counters)
    return max((wait for wait in waits if wait and wait > now), default=None)


def note_failure(counters: Sequence[Counter]) -> None:
    """Count one more."""
    db.session.add_all(FailedAttempt(key=counter.key, at=clock.now()) for counter in counters)
    db.session.flush()


def forget_failures(counters: Sequence[Counter]) -> None:
    """The right password was given: the first counter, which is of this account alone, starts again."""
    db.session.execute(delete(FailedAttempt).where(FailedAttempt.key == counters[0].key))


def links(email: str, *, address: str | None) -> tuple[Counter, ...]:
    """The counters of links asked by e-mail."""
    typed = crypto.blind_index(email_index(email).hex(), "link:account")
    network = crypto.blind_index(rules.network_of(address), "link:network")
    return Counter(typed, _LINKS), Counter(network, _LINKS_OF_NETWORK)


def find_link_wait(counters: Sequence[Counter]) -> datetime | None:
    """Until when no link is sent; None when one is sent now."""
    since = clock.now() - _LINK_PERIOD
    waits = (_nth_last(counter.key, counter.free, since) for counter in counters)
    return max((asked + _LINK_PERIOD for asked in waits if asked), default=None)


def _wait_of(counter: Counter, now: datetime) -> datetime | None:
    recent = (FailedAttempt.key == counter.key) & (FailedAttempt.at > now - rules.FAILURE_WINDOW)
    failures, last = db.session.execute(select(func.count(), func.max(FailedAttempt.at)).where(recent)).one()
    return rules.wait_after(failures, last, free=counter.free)


def _nth_last(key: bytes, rank: int, since: datetime) -> datetime | None:
    recent = (FailedAttempt.key == key) & (FailedAttempt.at > since)
    query = select(FailedAttempt.at).where(recent).order_by(FailedAttempt.at.desc(), FailedAttempt.id.desc())
    return db.session.scalar(query.offset(rank - 1).limit(1))
