"""Counts read from the base rows, by commune and by slot of time: one pass for each table."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, func, literal, select, type_coerce

from inclusion_app.accompaniments.models import AnonymousGroup, Participation, Record
from inclusion_app.kernel.db import db
from inclusion_app.network.models import Organisation
from inclusion_app.observatory.cells import FOLLOWED, Layout, make_layout, unpacked
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.raw import RAW_COLUMNS, make_readers
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
    """Rows of records that were held there and then and are not deleted."""
    held = Record.held_on.between(period.start, period.end)
    return and_(held, Record.deleted_at.is_(None), inside(territory, Record.held_commune_code))


def inside(territory: Territory, column: Any) -> Condition:
    """The commune in this column lies in the territory.

    For a wide territory the index of dates is better than that of communes: an expression in place of the column
    keeps the planner from the second.
    """
    wide = territory.level.rank < Level.EPCI.rank
    return commune_filter(territory, func.coalesce(column, "") if wide else column)


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
    query = select(*keys, *sums).join(AnonymousGroup, AnonymousGroup.record_id == Record.id).where(where)
    for commune, number, *values in db.session.execute(_grouped(query, keys)):
        atom = _atom(found, commune, number)
        pairs = [unpacked(value) for value in values]
        atom.counts = [a + count for a, (count, _) in zip(atom.counts, pairs, strict=True)]
        atom.newcomers = [a + new for a, (_, new) in zip(atom.newcomers, pairs, strict=True)]


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
    territory: Territory, period: Period, slots: Sequence[Period], tallies: Tallies, enough: int
) -> dict[Atom, dict[int, set[Hashable]]]:
    """The followed persons behind each cell that has less than `enough` newcomers, and behind "followed" always.

    Values are read raw: the sealed types would cost more than all the rest.
    """
    commune, slot, month = Record.held_commune_code, slot_of(slots), slot_of(list(period.months()))
    columns = [type_coerce(column, kind).label(f"raw{at}") for at, (column, kind) in enumerate(RAW_COLUMNS)]
    query = select(commune, slot, type_coerce(Participation.citizen_id, String), month, *columns)
    query = query.join(Participation, Participation.record_id == Record.id)
    query = query.where(held_in(territory, period), Participation.citizen_id.is_not(None))
    readers = make_readers(tallies.layout, list_organisations(), period)
    always = tallies.layout.index[FOLLOWED]
    wanted = {atom: _small(tally, enough, always) for atom, tally in tallies.atoms.items()}
    found: dict[Atom, dict[int, set[Hashable]]] = {}
    for row in db.session.execute(query):
        atom = (row[0], row[1])
        sets, small = found.setdefault(atom, {}), wanted[atom]
        if len(small) == 1:
            sets.setdefault(always, set()).add(row[2])
            continue
        for position, read in enumerate(readers, 3):
            for cell in read(row[position]):
                if cell in small:
                    sets.setdefault(cell, set()).add(row[2])
    return found


def _small(tally: Tally, enough: int, always: int) -> set[int]:
    """The cells of an atom whose newcomers do not suffice."""
    pairs = enumerate(zip(tally.counts, tally.newcomers, strict=True))
    return {cell for cell, (count, newcomers) in pairs if count and newcomers < enough} | {always}
