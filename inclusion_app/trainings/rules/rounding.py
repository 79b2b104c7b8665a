"""Whole numbers that add up to their whole total."""

from collections.abc import Sequence


def whole_parts(parts: Sequence[int], unit: int) -> list[int]:
    """Each part in whole units, so that they add up to the total rounded to the nearest: largest remainders first.

    >>> whole_parts([50, 50, 80], 60)
    [1, 1, 1]
    >>> whole_parts([100, 100], 60)
    [2, 1]
    """
    floors = [part // unit for part in parts]
    total = (sum(parts) * 2 + unit) // (2 * unit)
    by_remainder = sorted(range(len(parts)), key=lambda at: (-(parts[at] % unit), at))
    for at in by_remainder[: total - sum(floors)]:
        floors[at] += 1
    return floors
