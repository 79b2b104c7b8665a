"""How the raw values of a followed person's participation find their cells."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, String

from inclusion_app.accompaniments.models import Participation, Record
from inclusion_app.network.models import Organisation
from inclusion_app.observatory.cells import (
    FOLLOWED,
    PERSON_LISTS,
    RECORD_LISTS,
    RECORD_SETS,
    RESIDENCE_KNOWN,
    RESIDENCE_UNKNOWN,
    TOTAL,
    Layout,
    organisation_keys,
)
from inclusion_app.observatory.indicators import REST
from inclusion_app.observatory.periods import Period
from inclusion_app.vocabulary.listed import Listed

Reader = Callable[[Any], Sequence[int]]
"""From a raw value to the positions of its cells."""

RAW_COLUMNS: tuple[tuple[Any, Any], ...] = (
    *((column, String) for column, *_ in RECORD_LISTS.values()),
    (Record.blocked_organisation_id, String),
    *((column, BigInteger) for column, _ in RECORD_SETS.values()),
    *((column, String) for column, _ in PERSON_LISTS.values()),
    (Participation.residence_code, String),
)
"""What is read after the month, each as it is stored; a reader for each, in the same order."""


def make_readers(layout: Layout, organisations: Sequence[Organisation], period: Period) -> list[Reader]:
    """A reader for the month, then one for each of the raw columns."""
    index = layout.index
    found: list[Reader] = [_month(layout, period)]
    for block, (_, values, rest) in RECORD_LISTS.items():
        table: dict[Any, Sequence[int]] = {value.value: (index[block, value.value],) for value in values}
        found.append(table.__getitem__ if not rest else (table | {None: (index[block, REST],)}).__getitem__)
    found.append(_organisation(layout, organisations))
    found += [_bits(layout, block, values) for block, (_, values) in RECORD_SETS.items()]
    for block, (_, keys) in PERSON_LISTS.items():
        found.append(
            {value.value: (index[block, key],) for key, values in keys.items() for value in values}.__getitem__
        )
    residence = ((index[RESIDENCE_KNOWN],), (index[RESIDENCE_UNKNOWN],))
    found.append(lambda code: residence[code is None])
    return found


def _month(layout: Layout, period: Period) -> Reader:
    """Every followed person also counts in the total and among the followed."""
    keys = [f"{month.start:%Y-%m}" for month in period.months()]
    cells = [(layout.index[TOTAL], layout.index[FOLLOWED], layout.index["months", key]) for key in keys]
    return cells.__getitem__


def _organisation(layout: Layout, organisations: Sequence[Organisation]) -> Reader:
    """One database gives the identifier as text, the other as it is."""
    table: dict[Any, Sequence[int]] = {None: (layout.index["blocked_organisations", REST],)}
    for key, code in organisation_keys(organisations).items():
        table[key] = table[key.hex] = (layout.index["blocked_organisations", code],)
    return table.__getitem__


def _bits(layout: Layout, block: str, values: type[Listed]) -> Reader:
    cells: Mapping[int, int] = {value.bit: layout.index[block, value.value] for value in values}
    known: dict[int, Sequence[int]] = {}

    def read(bits: int) -> Sequence[int]:
        if bits not in known:
            known[bits] = tuple(cell for bit, cell in cells.items() if bits >> bit & 1)
        return known[bits]

    return read
