"""Many small counts in one whole number: each has its lane of 32 bits, so that one addition adds up all of them.

A count stays under 2**31; one number minus another is only asked when no lane goes below zero.
"""

import sys
from array import array
from collections.abc import Iterable

LANE = 32
ONE_LANE: int = 2**LANE - 1
_TOP: int = 2 ** (LANE - 1)


def unit(positions: Iterable[int]) -> int:
    """One in each of these lanes.

    >>> unpack(unit([0, 2, 2]), 3)
    [1, 0, 2]
    """
    total = 0
    for position in positions:
        total += 1 << LANE * position
    return total


def unpack(total: int, width: int) -> list[int]:
    """The count of each lane."""
    return memoryview(total.to_bytes(width * LANE // 8, sys.byteorder)).cast("I").tolist()


def pack(counts: Iterable[int]) -> int:
    """The number whose lanes hold these counts.

    >>> unpack(pack([1, 0, 2]), 3)
    [1, 0, 2]
    """
    return int.from_bytes(array("I", counts).tobytes(), sys.byteorder)


def lane(total: int, position: int) -> int:
    """The count of one lane."""
    return total >> LANE * position & ONE_LANE


def tops(positions: Iterable[int]) -> int:
    """The highest bit of each of these lanes, which `at_least` answers with."""
    return unit(set(positions)) << LANE - 1


def at_least(total: int, least: int, width: int) -> int:
    """The highest bit of every lane that counts at least this many.

    >>> at_least(unit([0, 1, 1]), 2, 2) == tops([1])
    True
    """
    ones = _ones(width)
    return (total + ones * (_TOP - least)) & ones * _TOP


def lanes_of(marks: int) -> Iterable[int]:
    """The positions of the lanes whose highest bit is there.

    >>> list(lanes_of(tops([1, 4])))
    [1, 4]
    """
    while marks:
        last = marks & -marks
        yield last.bit_length() // LANE - 1
        marks ^= last


_KNOWN: dict[int, int] = {}


def _ones(width: int) -> int:
    if width not in _KNOWN:
        _KNOWN[width] = unit(range(width))
    return _KNOWN[width]
