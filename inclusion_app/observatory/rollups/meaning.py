"""What the values of a row stand for: numbers in lanes, one lane for each column of the rollups.

Rows look like others: each combination of values is understood once, then found again by a look-up.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from inclusion_app.observatory.cells import (
    FOLLOWED,
    PERSON_LISTS,
    RECORD_LISTS,
    RECORD_SETS,
    RESIDENCE_KNOWN,
    TOTAL,
    Address,
)
from inclusion_app.observatory.lanes import LANE, unit
from inclusion_app.observatory.raw import MARGINS, Lookup
from inclusion_app.observatory.rollups.columns import GROUPED, INDEX, MINUTES, STORED, records_of
from inclusion_app.vocabulary.activity import RecordKind
from inclusion_app.vocabulary.listed import Listed

WIDTH = len(STORED)


def _one(address: Address) -> int:
    """One in the lane of a cell; nothing for a cell without a column."""
    return unit([INDEX[address]]) if address in INDEX else 0


PERSON = _one(TOTAL)
FOLLOWED_PERSON = _one(FOLLOWED)
KNOWN_RESIDENCE = _one(RESIDENCE_KNOWN)
_MINUTE = LANE * INDEX[MINUTES]
_RECORDS = {kind.value: _one(records_of(kind)) for kind in RecordKind}


def of_record(kind: str, minutes: int) -> int:
    """A record and its minutes, which count once whatever the number of people."""
    return _RECORDS[kind] + (minutes << _MINUTE)


def _single(values: Sequence[str | None]) -> int:
    """The lists of a record with one value, in the order of RECORD_LISTS."""
    return sum(_one((block, value)) for block, value in zip(RECORD_LISTS, values, strict=True) if value)


def _set_of(block: str, values: type[Listed]) -> Callable[[int], int]:
    cells = [(value.bit, _one((block, value.value))) for value in values]
    return lambda held: sum(number for bit, number in cells if held >> bit & 1)


PERSON_BLOCKS = tuple(block for block in PERSON_LISTS if block != GROUPED)
"""The lists of the person: gender, status, age."""


def _person(values: Sequence[str]) -> int:
    """The lists of a person, in the order of PERSON_BLOCKS."""
    return sum(_one((block, value)) for block, value in zip(PERSON_BLOCKS, values, strict=True))


def _margins(numbers: Sequence[int]) -> int:
    """The margins of a group, in the order of MARGINS."""
    given: Mapping[str, int] = dict(zip(MARGINS, numbers, strict=True))
    total = 0
    for block in PERSON_BLOCKS:
        prefix = PERSON_LISTS[block][2]
        total += sum(
            n * _one((block, name.removeprefix(prefix))) for name, n in given.items() if name.startswith(prefix)
        )
    return total


class Meaning:
    """The look-ups, kept as long as one count lasts."""

    def __init__(self) -> None:
        self.singles = Lookup(_single)
        self.sets = {block: Lookup(_set_of(block, values)) for block, (_, values) in RECORD_SETS.items()}
        self.persons = Lookup(_person)
        self.margins = Lookup(_margins)


def columns_of(lists: Iterable[tuple[Any, ...]]) -> list[Any]:
    """The columns of some lists, in their order."""
    return [column for column, *_ in lists]
