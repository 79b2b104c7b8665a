"""The cells that are counted: for each list, its values, and where they are read.

A participation counts for one accompaniment; an anonymous group for as many as it has people. Lists of the record
(themes, equipment…) hold for each of its participants; lists of the people (age, gender, status) are margins of the
group, whose remainder is "not given".
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import InstrumentedAttribute

from inclusion_app.accompaniments.models import Participation, Record
from inclusion_app.kernel.text import fold
from inclusion_app.network.models import Organisation
from inclusion_app.observatory.indicators import REST
from inclusion_app.observatory.periods import Period
from inclusion_app.vocabulary.activity import Autonomy, BlockedCause, Equipment, Orientation, PlaceKind, RecordKind
from inclusion_app.vocabulary.listed import Listed
from inclusion_app.vocabulary.people import AGE_GROUPS, AgeBand, AgeGroup, Gender, SocialStatus
from inclusion_app.vocabulary.themes import AdministrativeTheme, Theme

Address = tuple[str, str]
"""A cell's block and key."""

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

PERSON_LISTS: dict[str, tuple[InstrumentedAttribute[Any], dict[str, tuple[Listed, ...]], str]] = {
    "genders": (Participation.gender, {value.value: (value,) for value in Gender}, "gender_"),
    "statuses": (Participation.social_status, {value.value: (value,) for value in SocialStatus}, "status_"),
    "age_bands": (Participation.age_band, {value.value: (value,) for value in AgeBand}, "age_"),
    "age_groups": (
        Participation.age_band,
        {group.value: tuple(band for band in AgeBand if AGE_GROUPS[band] is group) for group in AgeGroup},
        "age_",
    ),
}
"""Lists of the person: column, for each key the values that it gathers, how the margins of a group begin."""


@dataclass(frozen=True)
class Layout:
    """The cells of one count, in a fixed order; the first is the total."""

    addresses: tuple[Address, ...]
    index: dict[Address, int] = field(default_factory=dict)

    @property
    def width(self) -> int:
        return len(self.addresses)

    def block(self, key: str) -> list[int]:
        """The positions of a block's cells."""
        return [position for (block, _), position in self.index.items() if block == key]


def layout_of(addresses: Iterable[Address]) -> Layout:
    """A layout of these cells."""
    ordered = tuple(addresses)
    return Layout(ordered, {address: position for position, address in enumerate(ordered)})


def make_layout(period: Period, organisations: Sequence[Organisation]) -> Layout:
    """The cells counted over a period, with its months and the organisations that may block."""
    fixed = (TOTAL, FOLLOWED, ANONYMOUS, RESIDENCE_KNOWN, RESIDENCE_UNKNOWN)
    return layout_of((*fixed, *_listed(organisations), *map(month_cell, period.months())))


def month_cell(month: Period) -> Address:
    """The cell of a month, whole or cut."""
    return "months", f"{month.start:%Y-%m}"


def organisation_keys(organisations: Sequence[Organisation]) -> dict[uuid.UUID, str]:
    """A readable code for each: its folded name, with the beginning of its identifier where two would be the same."""
    codes = {organisation.id: fold(organisation.name).replace(" ", "_") for organisation in organisations}
    twice = {code for code, count in Counter([REST, *codes.values()]).items() if count > 1}
    return {key: f"{code}_{key.hex[:8]}" if code in twice else code for key, code in codes.items()}


def _listed(organisations: Sequence[Organisation]) -> Iterator[Address]:
    for block, (_, values, rest) in RECORD_LISTS.items():
        yield from ((block, value.value) for value in values)
        if rest:
            yield block, REST
    for block, (_, values) in RECORD_SETS.items():
        yield from ((block, value.value) for value in values)
    yield from (("blocked_organisations", key) for key in organisation_keys(organisations).values())
    yield "blocked_organisations", REST
    for block, (_, keys, _) in PERSON_LISTS.items():
        yield from ((block, key) for key in keys)
