"""Counts read from the base rows, by commune and by slot of time: for each month, one pass for each table.

Rows are taken as the driver gives them: what the sealed and listed types would make of them costs more than all the
rest.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, select, true
from sqlalchemy.orm import aliased

from inclusion_app.accompaniments.models import AnonymousGroup, Participation, Record
from inclusion_app.kernel.db import db
from inclusion_app.network.models import Organisation
from inclusion_app.observatory.cells import TOTAL, Layout, layout_of, make_layout, month_cell
from inclusion_app.observatory.lanes import LANE, lane, unpack
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.raw import (
    MARGINS,
    NEWCOMER,
    OTHERS_KEY,
    PERSON_KEY,
    RECORD_KEY,
    THEMES_KEY,
    Reader,
)
from inclusion_app.territories.models import Commune, FormerCommune
from inclusion_app.territories.queries import commune_filter
from inclusion_app.territories.territory import Level, Territory

Atom = tuple[str, int]
"""A commune's code and the number of a slot of time: the smallest thing that is counted."""

Condition = ColumnElement[bool]
People = Mapping[Atom, Mapping[Hashable, int]]
"""The followed persons of each atom, each with a bit for each cell that they are behind."""

_KEYS = (Record.held_commune_code, RECORD_KEY, THEMES_KEY, OTHERS_KEY)

HOME = layout_of([TOTAL])
"""Accompaniments by where people live: one cell. The anonymous people of a workshop have no known residence."""


@dataclass
class Tally:
    """Counts of one atom, or of several added up, each cell in its lane, in the layout's order."""

    width: int
    total: int = 0
    new: int = 0
    """For each cell, its anonymous persons who were not helped before: lower bounds of the persons behind it."""
    minutes: int = 0
    records: dict[str, int] = field(default_factory=dict)
    """By kind."""

    @cached_property
    def counts(self) -> list[int]:
        """The count of each cell."""
        return unpack(self.total, self.width)

    def add(self, other: "Tally") -> None:
        """Before anything is read from it."""
        self.total += other.total
        self.new += other.new
        self.minutes += other.minutes
        for kind, count in other.records.items():
            self.records[kind] = self.records.get(kind, 0) + count


@dataclass
class Tallies:
    """What one count found."""

    layout: Layout
    atoms: dict[Atom, Tally] = field(default_factory=dict)
    people: dict[Atom, dict[Hashable, int]] = field(default_factory=dict)

    def sum(self, atoms: Iterable[Atom] | None = None) -> Tally:
        """The tally of some atoms, or of all."""
        total = Tally(self.layout.width)
        for atom in self.atoms if atoms is None else atoms:
            if atom in self.atoms:
                total.add(self.atoms[atom])
        return total

    def atom(self, commune: str, slot: int) -> Tally:
        """The tally of an atom, made when it is not there."""
        key = (commune, slot)
        if key not in self.atoms:
            self.atoms[key] = Tally(self.layout.width)
        return self.atoms[key]


def list_organisations() -> Sequence[Organisation]:
    """Those that may block, retired ones included, by name."""
    return db.session.scalars(select(Organisation).order_by(Organisation.name, Organisation.id)).all()


def tally(territory: Territory, period: Period, slots: Sequence[Period] = ()) -> Tallies:
    """Count what was held in a territory over a period, commune by commune, and slot by slot when given."""
    organisations = list_organisations()
    found = Tallies(make_layout(period, organisations))
    reader = Reader(found.layout, organisations)
    for month in period.months():
        where, slot = held_in(territory, month), slot_of(slots, month)
        _add_people(found, reader, month, slot, where)
        _add_records(found, slot, where)
    return found


def held_in(territory: Territory, period: Period) -> Condition:
    """Rows of records that were held there and then and are not deleted."""
    return and_(held_over(period), inside(territory, Record.held_commune_code))


def held_over(period: Period) -> Condition:
    """Rows of records that were held then and are not deleted."""
    return and_(Record.held_on.between(period.start, period.end), Record.deleted_at.is_(None))


def inside(territory: Territory, column: Any) -> Condition:
    """The commune in this column lies in the territory, where it lies today.

    For a wide territory the index of dates is better than that of communes: an expression in place of the column
    keeps the planner from the second.
    """
    if territory.level is Level.FRANCE:
        return true()
    wide = territory.level.rank < Level.EPCI.rank
    return (func.coalesce(column, "") if wide else column).in_(codes_within(territory))


def codes_within(territory: Territory) -> Any:
    """SQL: the codes of the communes of a territory, with those of communes that became one of them."""
    today = select(Commune.code).where(commune_filter(territory, Commune.code))
    gone, kept = aliased(FormerCommune), aliased(Commune)
    became = select(FormerCommune.code).join(kept, kept.code == FormerCommune.code)
    became = became.where(FormerCommune.current_code.in_(today))
    return today.where(~exists().where(gone.code == Commune.code)).union_all(became)


def slot_of(slots: Sequence[Period], month: Period) -> int:
    """The number of the slot in which a month lies."""
    return next((number for number, slot in enumerate(slots) if month.start <= slot.end), 0)


def rows_of(query: Any) -> Iterable[Any]:
    """The rows of a query, as the driver gives them."""
    db.session.flush()
    cursor: Any = db.session.connection().execute(query).cursor
    rows: Iterable[Any] = cursor
    return rows


@dataclass
class _Month:
    """Numbers in lanes and persons, by commune."""

    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    new: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    people: dict[str, dict[Hashable, int]] = field(default_factory=lambda: defaultdict(dict))


def _add_people(found: Tallies, reader: Reader, month: Period, slot: int, where: Condition) -> None:
    """The people of one month, of whom each also counts in the cell of the month."""
    position = found.layout.index[month_cell(month)]
    read = _Month()
    _read_people(read, reader, where, 1 << position)
    _read_groups(read, reader, where)
    for commune, total in read.counts.items():
        atom, new = found.atom(commune, slot), read.new.get(commune, 0)
        atom.total += total + (lane(total, 0) << LANE * position)
        atom.new += new + (lane(new, 0) << LANE * position)
    for commune, people in read.people.items():
        known = found.people.setdefault((commune, slot), {})
        for person, cells in people.items():
            known[person] = known.get(person, 0) | cells


def _read_people(read: _Month, reader: Reader, where: Condition, month: int) -> None:
    query = select(*_KEYS, PERSON_KEY, cast(Participation.citizen_id, String))
    query = query.join(Participation, Participation.record_id == Record.id)
    lanes, bits = reader.lanes, reader.bits
    records, all_themes, all_others, persons = lanes.records, lanes.themes, lanes.others, lanes.persons
    counts, new, people = read.counts, read.new, read.people
    for commune, record, themes, others, who, citizen in rows_of(query.where(where)):
        one = records[record] + all_themes[themes] + all_others[others] + persons[who]
        counts[commune] += one
        if citizen is not None:
            known = people[commune]
            cells = bits.records[record] | bits.themes[themes] | bits.others[others] | bits.persons[who]
            known[citizen] = known.get(citizen, month) | cells
        elif who[-1] == NEWCOMER:
            new[commune] += one


def _read_groups(read: _Month, reader: Reader, where: Condition) -> None:
    """A group counts for as many as it has people, of whom those already helped are nobody new."""
    margins = (getattr(AnonymousGroup, name) for name in ("total", "already_helped", *MARGINS))
    query, lanes = select(*_KEYS, *margins).join(AnonymousGroup), reader.lanes
    for commune, record, themes, others, *numbers in rows_of(query.where(where)):
        one, own = lanes.records[record] + lanes.themes[themes] + lanes.others[others], tuple(numbers)
        counts, new = reader.group(own)
        read.counts[commune] += one * own[0] + counts
        read.new[commune] += one * (own[0] - own[1]) + new


def _add_records(found: Tallies, slot: int, where: Condition) -> None:
    """Records and minutes, which count once whatever the number of people."""
    keys = Record.held_commune_code, Record.kind
    query = select(*keys, func.count(), func.sum(Record.minutes)).where(where).group_by(*keys)
    for commune, kind, records, minutes in rows_of(query):
        atom = found.atom(commune, slot)
        atom.minutes += int(minutes)
        atom.records[kind] = atom.records.get(kind, 0) + records
