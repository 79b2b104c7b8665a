"""The cells that are counted: for each, how it is read from a participation and from an anonymous group.

A participation counts for one accompaniment; an anonymous group for as many as it has people. Lists of the record
(themes, equipment…) hold for each of its participants; lists of the people (age, gender, status) are margins of the
group, whose remainder is "not given".
"""

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import add
from typing import Any, cast

from sqlalchemy import BigInteger, ColumnElement, Integer, case, literal, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from inclusion_app.accompaniments.models import AnonymousGroup, Participation, Record
from inclusion_app.kernel.text import fold
from inclusion_app.network.models import Organisation
from inclusion_app.observatory.indicators import REST
from inclusion_app.observatory.periods import Period
from inclusion_app.vocabulary.activity import Autonomy, BlockedCause, Equipment, Orientation, PlaceKind, RecordKind
from inclusion_app.vocabulary.listed import Listed
from inclusion_app.vocabulary.people import AGE_GROUPS, AgeBand, AgeGroup, Gender, SocialStatus
from inclusion_app.vocabulary.themes import AdministrativeTheme, Theme

Number = ColumnElement[int]
Address = tuple[str, str]
"""A cell's block and key."""

GROUP_TOTAL = cast("Number", AnonymousGroup.total)
_SHIFT = 2**32


def packed(count: Number, newcomers: Number) -> Number:
    """Two numbers in one, so that one sum adds up both; `unpacked` parts them."""
    return count + newcomers * literal(_SHIFT, BigInteger)


def unpacked(total: int) -> tuple[int, int]:
    """The sums of counts and of newcomers.

    >>> unpacked(3 + 2 * 2**32)
    (3, 2)
    """
    return int(total) % _SHIFT, int(total) // _SHIFT


EVERYBODY = packed(GROUP_TOTAL, GROUP_TOTAL - AnonymousGroup.already_helped)

TOTAL: Address = ("total", "total")
FOLLOWED: Address = ("people", "followed")
ANONYMOUS: Address = ("people", "anonymous")
RESIDENCE_KNOWN: Address = ("residence", "known")
RESIDENCE_UNKNOWN: Address = ("residence", "unknown")

RECORD_LISTS: dict[str, tuple[InstrumentedAttribute[Any], type[Listed], bool]] = {
    "kinds": (Record.kind, RecordKind, False),
    "place_kinds": (Record.place_kind, PlaceKind, False),
    "autonomy": (Record.autonomy, Autonomy, True),
    "orientations": (Record.orientation, Orientation, True),
    "blocked_procedures": (Record.blocked_procedure, AdministrativeTheme, True),
    "blocked_causes": (Record.blocked_cause, BlockedCause, True),
}
"""Lists of the record with one value: column, values, whether it may be empty."""

RECORD_SETS: dict[str, tuple[InstrumentedAttribute[Any], type[Listed]]] = {
    "themes": (Record.themes, Theme),
    "procedures": (Record.procedures, AdministrativeTheme),
    "equipment": (Record.equipment, Equipment),
}
"""Lists of the record of which several values may be held."""

PERSON_LISTS: dict[str, tuple[InstrumentedAttribute[Any], dict[str, tuple[Listed, ...]]]] = {
    "genders": (Participation.gender, {value.value: (value,) for value in Gender}),
    "statuses": (Participation.social_status, {value.value: (value,) for value in SocialStatus}),
    "age_bands": (Participation.age_band, {value.value: (value,) for value in AgeBand}),
    "age_groups": (
        Participation.age_band,
        {group.value: tuple(band for band in AgeBand if AGE_GROUPS[band] is group) for group in AgeGroup},
    ),
}
"""Lists of the person: column, and for each key the values that it gathers."""

_MARGINS = {
    "genders": "gender_",
    "statuses": "status_",
    "age_bands": "age_",
    "age_groups": "age_",
}


@dataclass(frozen=True)
class CellColumn:
    """One cell: what a participation adds to it; what a group adds, with how many of these were never helped before."""

    address: Address
    person: Number | None
    group: Number
    """Packed, see `packed`."""
    parts: tuple[Address, ...] = ()
    """For a cell without `person`: what it sums up; without parts, it is what its block's other cells leave."""


@dataclass(frozen=True)
class Layout:
    """The cells of one count, in a fixed order."""

    columns: tuple[CellColumn, ...]
    index: dict[Address, int] = field(default_factory=dict)

    def block(self, key: str) -> list[int]:
        """The positions of a block's cells."""
        return [position for (block, _), position in self.index.items() if block == key]

    def complete(self, read: Sequence[int]) -> list[int]:
        """Counts of people for every cell, from those of the cells that are read."""
        given = iter(read)
        counts = [int(next(given)) if column.person is not None else 0 for column in self.columns]
        for position, column in enumerate(self.columns):
            if column.person is None and column.parts:
                counts[position] = sum(counts[self.index[part]] for part in column.parts)
            elif column.person is None:
                others = sum(counts[at] for at in self.block(column.address[0]))
                counts[position] = counts[self.index[TOTAL]] - others
        return counts


def make_layout(period: Period, organisations: Sequence[Organisation]) -> Layout:
    """The cells counted over a period, with its months and the organisations that may block."""
    columns = (
        CellColumn(TOTAL, literal(1), EVERYBODY),
        *_followed(),
        *_record_cells(),
        *_organisation_cells(organisations),
        *_person_cells(),
        *_month_cells(period),
    )
    return Layout(columns, {column.address: position for position, column in enumerate(columns)})


def organisation_keys(organisations: Sequence[Organisation]) -> dict[uuid.UUID, str]:
    """A readable code for each: its folded name, with the beginning of its identifier where two would be the same."""
    codes = {organisation.id: fold(organisation.name).replace(" ", "_") for organisation in organisations}
    twice = {code for code, count in Counter([REST, *codes.values()]).items() if count > 1}
    return {key: f"{code}_{key.hex[:8]}" if code in twice else code for key, code in codes.items()}


def _new(count: Number) -> Number:
    """How many of these may be new persons: what exceeds those already helped."""
    return case((count > AnonymousGroup.already_helped, count - AnonymousGroup.already_helped), else_=0)


def _flag(condition: ColumnElement[bool]) -> Number:
    return case((condition, 1), else_=0)


def _of_record(address: Address, flag: Number) -> CellColumn:
    """A value of the record holds for each of its participants."""
    return CellColumn(address, flag, flag * EVERYBODY)


def _rest(block: str, column: Any) -> CellColumn:
    flag = _flag(column.is_(None))
    return CellColumn((block, REST), None, flag * EVERYBODY)


def _followed() -> Iterator[CellColumn]:
    nobody = literal(0)
    yield CellColumn(FOLLOWED, _flag(Participation.citizen_id.is_not(None)), nobody)
    yield CellColumn(ANONYMOUS, _flag(Participation.citizen_id.is_(None)), EVERYBODY)
    yield CellColumn(RESIDENCE_KNOWN, _flag(Participation.residence_code.is_not(None)), nobody)
    yield CellColumn(RESIDENCE_UNKNOWN, _flag(Participation.residence_code.is_(None)), EVERYBODY)


def _record_cells() -> Iterator[CellColumn]:
    for block, (column, values, rest) in RECORD_LISTS.items():
        yield from (_of_record((block, value.value), _flag(column == value)) for value in values)
        if rest:
            yield _rest(block, column)
    for block, (column, values) in RECORD_SETS.items():
        bits = type_coerce(column, BigInteger)
        for value in values:
            yield _of_record((block, value.value), bits.bitwise_rshift(literal(value.bit, Integer)).bitwise_and(1))


def _organisation_cells(organisations: Sequence[Organisation]) -> Iterator[CellColumn]:
    column = Record.blocked_organisation_id
    for organisation_id, key in organisation_keys(organisations).items():
        yield _of_record(("blocked_organisations", key), _flag(column == organisation_id))
    yield _rest("blocked_organisations", column)


def _month_cells(period: Period) -> Iterator[CellColumn]:
    for month in period.months():
        address = ("months", f"{month.start:%Y-%m}")
        yield _of_record(address, _flag(Record.held_on.between(month.start, month.end)))


def _person_cells() -> Iterator[CellColumn]:
    for block, (column, keys) in PERSON_LISTS.items():
        for key, values in keys.items():
            count = _margin(block, values)
            parts = tuple(("age_bands", value.value) for value in values) if block == "age_groups" else ()
            flag = None if parts else _flag(column == values[0])
            yield CellColumn((block, key), flag, packed(count, _new(count)), parts)


def _margin(block: str, values: tuple[Listed, ...]) -> Number:
    """The group's count for these values; for the unknown one, what the others leave of its total."""
    names = [name for name in AnonymousGroup.__table__.columns.keys() if name.startswith(_MARGINS[block])]  # noqa: SIM118
    if values[0].value == "unknown":
        return GROUP_TOTAL - _sum(names)
    return _sum([_MARGINS[block] + value.value for value in values])


def _sum(names: Sequence[str]) -> Number:
    total: Number = reduce(add, (getattr(AnonymousGroup, name) for name in names))
    return total
