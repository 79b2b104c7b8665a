"""The scams of the moment, told at home to the whole network and to the public."""

from collections.abc import Sequence
from dataclasses import dataclass

from inclusion_app.resources.models.given import SafetyAlert
from inclusion_app.resources.queries.alerts import MOST_CURRENT, list_current

_SHOWN = 3


@dataclass(frozen=True)
class Warnings:
    """The latest alerts of today, and how many there are in all."""

    alerts: Sequence[SafetyAlert]
    total: int


def find_warnings() -> Warnings:
    """What everybody is warned of today."""
    found = list_current(MOST_CURRENT)
    return Warnings(found[:_SHOWN], len(found))
