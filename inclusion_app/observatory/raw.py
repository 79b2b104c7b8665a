"""How rows find their cells: each row is read as a few short keys, and each key is understood once.

Most rows look like others: a few thousand keys stand for millions of rows, so that counting a row is a few look-ups
and additions of numbers in lanes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial, reduce
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, String, and_, case, cast, func, literal, type_coerce

from inclusion_app.accompaniments.models import AnonymousGroup, Participation, Record
from inclusion_app.network.models import Organisation
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
    Layout,
    organisation_keys,
)
from inclusion_app.observatory.indicators import REST
from inclusion_app.observatory.lanes import LANE, unit
from inclusion_app.vocabulary.listed import Listed

_WIDTH = 20
"""Bits kept for a list of several values: two lists in one number."""

_PERSON_COLUMNS = (Participation.gender, Participation.age_band, Participation.social_status)
MARGINS: tuple[str, ...] = tuple(
    column.name for column in AnonymousGroup.__table__.columns if column.name.startswith(("gender_", "status_", "age_"))
)
"""The counts of a group, by list and value."""

NEWCOMER = "n"
"""The last letter of the key of an anonymous person who was not helped before."""


def _joined(columns: Iterable[ColumnElement[str]]) -> ColumnElement[str]:
    return reduce(lambda left, right: left.concat("|").concat(right), columns)


def _text(column: Any) -> ColumnElement[str]:
    return func.coalesce(type_coerce(column, String), "")


RECORD_KEY = _joined(
    [
        *(_text(column) for column, *_ in RECORD_LISTS.values()),
        func.coalesce(cast(Record.blocked_organisation_id, String), ""),
    ]
)
"""SQL: the lists of a record with one value, then the organisation that blocked."""

THEMES_KEY: ColumnElement[int] = type_coerce(Record.themes, BigInteger)
"""SQL: the themes, apart since they are often mixed."""

OTHERS_KEY: ColumnElement[int] = type_coerce(Record.procedures, BigInteger) + type_coerce(
    Record.equipment, BigInteger
) * literal(2**_WIDTH, BigInteger)
"""SQL: the two other lists of a record of which several values may be held."""

PERSON_KEY = _joined(
    [
        *(type_coerce(column, String) for column in _PERSON_COLUMNS),
        case((Participation.residence_code.is_(None), "u"), else_="k"),
        case(
            (Participation.citizen_id.is_not(None), "f"),
            (and_(Participation.citizen_id.is_(None), Participation.already_helped.is_(False)), NEWCOMER),
            else_="a",
        ),
    ]
)
"""SQL: who took part, whether their residence is known, whether they are followed, new, or already helped."""


class Lookup(dict[Any, int]):
    """From a key to the number that stands for its cells, found once for each key."""

    def __init__(self, find: Callable[[Any], int]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, key: Any) -> int:
        found = self[key] = self._find(key)
        return found


class Keys:
    """What the keys of a row stand for, when each cell stands for a number: a lane, or a bit."""

    def __init__(self, layout: Layout, organisations: Sequence[Organisation], of_cell: Callable[[int], int]) -> None:
        numbers = {address: of_cell(position) for address, position in layout.index.items()}
        self.records = Lookup(partial(_of_texts, _record_texts(numbers, organisations)))
        self.themes, *others = (_of_bits(numbers, block, values) for block, (_, values) in RECORD_SETS.items())
        self.others = Lookup(partial(_of_sets, others))
        self.persons = Lookup(partial(_of_texts, _person_texts(numbers)))


class Reader:
    """The look-ups of one layout."""

    def __init__(self, layout: Layout, organisations: Sequence[Organisation]) -> None:
        self.layout = layout
        self.lanes = Keys(layout, organisations, lambda position: 1 << LANE * position)
        self.bits = Keys(layout, organisations, lambda position: 1 << position)
        """One bit a cell, for the persons behind it."""
        self._groups: dict[tuple[int, ...], tuple[int, int]] = {}

    def group(self, numbers: tuple[int, ...]) -> tuple[int, int]:
        """What a group adds by itself, and how much of it is new persons: total, already helped, then its margins."""
        if numbers not in self._groups:
            self._groups[numbers] = self._group(numbers)
        return self._groups[numbers]

    def _group(self, numbers: tuple[int, ...]) -> tuple[int, int]:
        total, helped, *margins = numbers
        given = dict(zip(MARGINS, margins, strict=True))
        everybody = unit(self.layout.index[address] for address in (TOTAL, ANONYMOUS, RESIDENCE_UNKNOWN))
        counts, newcomers = everybody * total, everybody * (total - helped)
        for block, (_, keys, prefix) in PERSON_LISTS.items():
            for cell, values in keys.items():
                count = _margin(given, prefix, [value.value for value in values], total)
                at = LANE * self.layout.index[block, cell]
                counts += count << at
                newcomers += max(0, count - helped) << at
        return counts, newcomers


def _margin(given: Mapping[str, int], prefix: str, values: Sequence[str], total: int) -> int:
    """The group's count for these values; for the unknown one, what the others leave of its total."""
    if values == ["unknown"]:
        return total - sum(count for name, count in given.items() if name.startswith(prefix))
    return sum(given[prefix + value] for value in values)


def _of_texts(tables: Sequence[Mapping[str, int]], key: str) -> int:
    """The sum of what each text of a key stands for."""
    return sum(table[value] for table, value in zip(tables, key.split("|"), strict=True))


def _of_sets(tables: Sequence[Lookup], key: int) -> int:
    return sum(table[key >> _WIDTH * at & (1 << _WIDTH) - 1] for at, table in enumerate(tables))


def _of_bits(numbers: Mapping[Address, int], block: str, values: type[Listed]) -> Lookup:
    cells = [(value.bit, numbers[block, value.value]) for value in values]
    return Lookup(lambda held: sum(number for bit, number in cells if held >> bit & 1))


def _record_texts(numbers: Mapping[Address, int], organisations: Sequence[Organisation]) -> list[Mapping[str, int]]:
    """For each text of the key of a record: from what is stored to what it stands for."""
    found: list[Mapping[str, int]] = []
    for block, (_, values, rest) in RECORD_LISTS.items():
        table = {value.value: numbers[block, value.value] for value in values}
        found.append(table | {"": numbers[block, REST]} if rest else table)
    return [*found, _by_text(numbers, organisations)]


def _person_texts(numbers: Mapping[Address, int]) -> list[Mapping[str, int]]:
    found: list[Mapping[str, int]] = []
    for column in _PERSON_COLUMNS:
        table: dict[str, int] = defaultdict(int)
        for block, (read, keys, _) in PERSON_LISTS.items():
            for cell, values in keys.items():
                for value in values if read is column else ():
                    table[value.value] += numbers[block, cell]
        found.append(dict(table))
    anonymous = numbers[TOTAL] + numbers[ANONYMOUS]
    standings = {"f": numbers[TOTAL] + numbers[FOLLOWED], NEWCOMER: anonymous, "a": anonymous}
    return [*found, {"u": numbers[RESIDENCE_UNKNOWN], "k": numbers[RESIDENCE_KNOWN]}, standings]


def _by_text(numbers: Mapping[Address, int], organisations: Sequence[Organisation]) -> Mapping[str, int]:
    """What each organisation stands for; one database gives its identifier with dashes, the other without."""
    found = {"": numbers["blocked_organisations", REST]}
    for key, code in organisation_keys(organisations).items():
        found[str(key)] = found[key.hex] = numbers["blocked_organisations", code]
    return found
