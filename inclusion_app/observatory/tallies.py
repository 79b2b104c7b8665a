"""Counts read from the base rows, by commune and by slot of time: one pass for each table."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select

from inclusion_app.accompaniments.models import AnonymousGroup, Participation, Record
from inclusion_app.kernel.db import db
from inclusion_app.network.models import Organisation
from inclusion_app.observatory.cells import READ_COLUMNS, Layout, make_layout, readers
from inclusion_app.observatory.periods import Period
from inclusion_app.territories.queries import commune_filter
from inclusion_app.territories.territory import Level, Territory
from inclusion_app.vocabulary.activity import RecordKind

Atom = tuple[str, int]
"""A commune's code and the number of a slot of time: the smallest thing that is counted."""

Condition = ColumnElement[bool]


@dataclass
class Tally:
    """Counts of one atom, or of several added up, in the layout's order."""

    counts: list[int]
    newcomers: list[int]
    """For each cell, its anonymous persons who were not helped before: lower bounds of the persons behind it."""
    minutes: int = 0
    records: dict[RecordKind, int] = field(default_factory=dict)

    def add(self, other: "Tally") -> None:
        self.counts = [a + b for a, b in zip(self.counts, other.counts, strict=True)]
        self.newcomers = [a + b for a, b in zip(self.newcomers, other.newcomers, strict=True)]
        self.minutes += other.minutes
        for kind, count in other.records.items():
            self.records[kind] = self.records.get(kind, 0) + count


@dataclass
class Tallies:
    """What one count found."""

    layout: Layout
    atoms: dict[Atom, Tally]

    def sum(self, atoms: Iterable[Atom] | None = None) -> Tally:
        """The tally of some atoms, or of all."""
        width = len(self.layout.columns)
        total = Tally([0] * width, [0] * width)
        for atom in self.atoms if atoms is None else atoms:
            if atom in self.atoms:
                total.add(self.atoms[atom])
        return total


def list_organisations() -> Sequence[Organisation]:
    """Those that may block, retired ones included, by name."""
    return db.session.scalars(select(Organisation).order_by(Organisation.name, Organisation.id)).all()


def tally(territory: Territory, period: Period, slots: Sequence[Period] = ()) -> Tallies:
    """Count what was held in a territory over a period, commune by commune, and slot by slot when given."""
    layout = make_layout(period, list_organisations())
    where = held_in(territory, period)
    slot = slot_of(slots)
    found = Tallies(layout, {})
    _add_people(found, slot, where)
    _add_groups(found, slot, where)
    _add_records(found, slot, where)
    return found


def held_in(territory: Territory, period: Period) -> Condition:
    """Rows of records that were held there and then and are not deleted.

    For a wide territory the index of dates is better than that of communes: an expression in place of the column
    keeps the planner from the second.
    """
    column: Any = Record.held_commune_code
    if territory.level.rank < Level.EPCI.rank:
        column = func.coalesce(Record.held_commune_code, "")
    inside = commune_filter(territory, column)
    return and_(Record.held_on.between(period.start, period.end), Record.deleted_at.is_(None), inside)


def slot_of(slots: Sequence[Period]) -> ColumnElement[int]:
    """SQL: the number of the slot in which a record was held."""
    if len(slots) < 2:
        return literal(0)
    return case(*((Record.held_on <= slot.end, number) for number, slot in enumerate(slots)), else_=len(slots) - 1)


def _atom(found: Tallies, commune: str, slot: int) -> Tally:
    width = len(found.layout.columns)
    return found.atoms.setdefault((commune, slot), Tally([0] * width, [0] * width))


def _add_people(found: Tallies, slot: ColumnElement[int], where: Condition) -> None:
    """Participations, in two groups: newcomers (anonymous, not helped before), and all others."""
    newcomer = case((and_(Participation.citizen_id.is_(None), Participation.already_helped.is_(False)), 1), else_=0)
    keys: tuple[Any, ...] = (Record.held_commune_code.label("commune"), slot.label("slot"), newcomer.label("newcomer"))
    sums = [func.sum(column.person) for column in found.layout.columns if column.person is not None]
    query = select(*keys, *sums).join(Participation, Participation.record_id == Record.id).where(where)
    for commune, number, is_new, *counts in db.session.execute(_grouped(query, keys)):
        atom = _atom(found, commune, number)
        values = found.layout.complete(counts)
        atom.counts = [a + b for a, b in zip(atom.counts, values, strict=True)]
        if is_new:
            atom.newcomers = [a + b for a, b in zip(atom.newcomers, values, strict=True)]


def _add_groups(found: Tallies, slot: ColumnElement[int], where: Condition) -> None:
    keys: tuple[Any, ...] = (Record.held_commune_code.label("commune"), slot.label("slot"))
    sums = [func.sum(column.group) for column in found.layout.columns]
    sums += [func.sum(column.group_new) for column in found.layout.columns]
    query = select(*keys, *sums).join(AnonymousGroup, AnonymousGroup.record_id == Record.id).where(where)
    width = len(found.layout.columns)
    for commune, number, *values in db.session.execute(_grouped(query, keys)):
        atom = _atom(found, commune, number)
        atom.counts = [a + int(b) for a, b in zip(atom.counts, values[:width], strict=True)]
        atom.newcomers = [a + int(b) for a, b in zip(atom.newcomers, values[width:], strict=True)]


def _add_records(found: Tallies, slot: ColumnElement[int], where: Condition) -> None:
    """Records and minutes, which count once whatever the number of people."""
    keys: tuple[Any, ...] = (Record.held_commune_code.label("commune"), slot.label("slot"), Record.kind.label("kind"))
    query = select(*keys, func.count(), func.sum(Record.minutes)).where(where)
    for commune, number, kind, records, minutes in db.session.execute(_grouped(query, keys)):
        atom = _atom(found, commune, number)
        atom.minutes += int(minutes)
        atom.records[kind] = atom.records.get(kind, 0) + records


def _grouped(query: Any, keys: Sequence[Any]) -> Select[*tuple[Any, ...]]:
    grouped: Select[*tuple[Any, ...]] = query.group_by(*(key.name for key in keys))
    return grouped


def followed_people(
    territory: Territory, period: Period, slots: Sequence[Period], tallies: Tallies, wanted: Callable[[Atom, int], bool]
) -> dict[Atom, dict[int, set[uuid.UUID]]]:
    """The followed persons behind each cell for which `wanted(atom, position)`."""
    commune, slot = Record.held_commune_code.label("commune"), slot_of(slots).label("slot")
    query = select(commune, slot, Participation.citizen_id, *READ_COLUMNS).join(
        Participation, Participation.record_id == Record.id
    )
    query = query.where(held_in(territory, period), Participation.citizen_id.is_not(None))
    found: dict[Atom, dict[int, set[uuid.UUID]]] = {}
    positions = readers(tallies.layout, list_organisations())
    for row in db.session.execute(query):
        atom = (row.commune, row.slot)
        sets = found.setdefault(atom, {})
        for read in positions:
            for position in read(row):
                if wanted(atom, position):
                    sets.setdefault(position, set()).add(row.citizen_id)
    return found
