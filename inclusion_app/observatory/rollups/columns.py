"""The columns of the rollups: one for each counted cell that cannot be told from the others.

What was not given, unknown, anonymous, is what remains of the total; groups of ages are sums of bands; months are rows.
Organisations are kept apart, since they are rows of a table and not a closed list.
"""

from collections.abc import Iterator, Mapping, Sequence

from inclusion_app.observatory.cells import (
    ANONYMOUS,
    FOLLOWED,
    PERSON_LISTS,
    RECORD_LISTS,
    RECORD_SETS,
    RESIDENCE_KNOWN,
    RESIDENCE_UNKNOWN,
    TOTAL,
    Address,
)
from inclusion_app.observatory.indicators import REST
from inclusion_app.vocabulary.activity import RecordKind

UNKNOWN = "unknown"
GROUPED = "age_groups"
"""The one list of the person that is read from another one."""

MINUTES: Address = ("measures", "minutes")


def records_of(kind: RecordKind) -> Address:
    """Records of a kind, each counted once whatever the number of people."""
    return "records", kind.value


def _stored() -> Iterator[Address]:
    yield from (TOTAL, FOLLOWED, RESIDENCE_KNOWN)
    for block, (_, values, _) in RECORD_LISTS.items():
        yield from ((block, value.value) for value in values)
    for block, (_, values) in RECORD_SETS.items():
        yield from ((block, value.value) for value in values)
    for block, (_, keys, _) in PERSON_LISTS.items():
        yield from ((block, key) for key in keys if block != GROUPED and key != UNKNOWN)
    yield MINUTES
    yield from map(records_of, RecordKind)


def _name(address: Address) -> str:
    """« themes_email », « age_bands_70_plus »; the total, the followed, the minutes need no block."""
    block, key = address
    return key if block in ("total", "measures", "people") else f"{block}_{key}"


STORED: tuple[Address, ...] = tuple(_stored())
"""The cells that have a column, in its order."""

NAMES: tuple[str, ...] = tuple(map(_name, STORED))
INDEX: Mapping[Address, int] = {address: position for position, address in enumerate(STORED)}

_TOTAL, _FOLLOWED, _KNOWN = (INDEX[address] for address in (TOTAL, FOLLOWED, RESIDENCE_KNOWN))


def _remainders() -> Iterator[tuple[Address, tuple[int, ...]]]:
    """Cells told from others: the total less these."""
    yield ANONYMOUS, (_FOLLOWED,)
    yield RESIDENCE_UNKNOWN, (_KNOWN,)
    for block, (_, values, rest) in RECORD_LISTS.items():
        if rest:
            yield (block, REST), tuple(INDEX[block, value.value] for value in values)
    for block, (_, keys, _) in PERSON_LISTS.items():
        if block != GROUPED:
            yield (block, UNKNOWN), tuple(INDEX[block, key] for key in keys if key != UNKNOWN)


def _groups() -> Iterator[tuple[Address, tuple[int, ...]]]:
    """Cells that are the sum of these."""
    _, keys, _ = PERSON_LISTS[GROUPED]
    for key, values in keys.items():
        if key != UNKNOWN:
            yield (GROUPED, key), tuple(INDEX["age_bands", value.value] for value in values)


_REMAINDERS = tuple(_remainders())
_GROUPS = tuple(_groups())


def tell(stored: Sequence[int]) -> dict[Address, int]:
    """Every fixed cell, from those that are stored; the organisations that blocked are not among them."""
    found = dict(zip(STORED, stored, strict=True))
    total = stored[_TOTAL]
    for address, others in _REMAINDERS:
        found[address] = total - sum(stored[position] for position in others)
    for address, parts in _GROUPS:
        found[address] = sum(stored[position] for position in parts)
    found[GROUPED, UNKNOWN] = found["age_bands", UNKNOWN]
    return found
