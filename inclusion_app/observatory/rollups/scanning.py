"""Base rows, counted by mediator, day, commune, structure and place, in one pass for each table of the database.

Deleted records never count. Keys are texts as the driver gives them: identifiers with dashes on
PostgreSQL, without on SQLite, days as 2025-01-31.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, cast, func, select

from inclusion_app.accompaniments.models import AnonymousGroup, Participation, Record
from inclusion_app.observatory.cells import PERSON_LISTS, RECORD_LISTS, RECORD_SETS
from inclusion_app.observatory.raw import MARGINS
from inclusion_app.observatory.rollups import meaning
from inclusion_app.observatory.rollups.meaning import Meaning
from inclusion_app.observatory.rollups.models import NOBODY

Place = tuple[str, str, str, str, str]
"""Mediator, day, commune, structure, place."""

Condition = ColumnElement[bool]


class Sums:
    """What was counted: a number in lanes, the followed persons, accompaniments by organisation and by residence."""

    __slots__ = ("homes", "organisations", "people", "total")

    def __init__(self) -> None:
        self.total = 0
        self.people: set[str] = set()
        self.organisations: dict[str, int] = {}
        self.homes: dict[str, int] = {}

    def add(self, other: "Sums") -> None:
        """Add up two disjoint sets of rows."""
        self.total += other.total
        self.people |= other.people
        for key, count in other.organisations.items():
            self.organisations[key] = self.organisations.get(key, 0) + count
        for key, count in other.homes.items():
            self.homes[key] = self.homes.get(key, 0) + count


class Scan(dict[Place, Sums]):
    """What one scan counted."""

    def __missing__(self, key: Place) -> Sums:
        made = self[key] = Sums()
        return made


def _text(column: Any) -> ColumnElement[str]:
    return cast(column, String)


def _or_nobody(column: Any, dialect: str) -> ColumnElement[str]:
    return func.coalesce(cast(column, String), native(NOBODY, dialect))


def native(identifier: Any, dialect: str) -> str:
    """An identifier as the driver gives its text."""
    return str(identifier) if dialect == "postgresql" else identifier.hex


def _keys(dialect: str) -> list[ColumnElement[str]]:
    return [
        _text(Record.mediator_id),
        _text(Record.held_on),
        Record.held_commune_code.expression,
        _or_nobody(Record.structure_id, dialect),
        _or_nobody(Record.place_id, dialect),
    ]


_LISTS = [
    *(column for column, *_ in RECORD_LISTS.values()),
    *(column for column, _ in RECORD_SETS.values()),
    _text(Record.blocked_organisation_id),
]
_PERSON = [
    *(PERSON_LISTS[block][0] for block in meaning.PERSON_BLOCKS),
    Participation.residence_code,
    _text(Participation.citizen_id),
]
_SINGLES = len(RECORD_LISTS)


def scan(connection: Connection, where: Condition) -> Scan:
    """Count the records that meet a condition and are not deleted."""
    found, means = Scan(), Meaning()
    where &= Record.deleted_at.is_(None)
    keys = _keys(connection.dialect.name)
    _scan_people(found, means, rows_of(connection, _people(keys).where(where)))
    _scan_groups(found, means, rows_of(connection, _groups(keys).where(where)))
    records = select(*keys, Record.kind, Record.minutes).where(where)
    for *key, kind, minutes in rows_of(connection, records):
        found[tuple(key)].total += meaning.of_record(kind, minutes)
    return found


def rows_of(connection: Connection, query: Any) -> Iterator[Any]:
    """The rows of a query, as the driver gives them."""
    cursor: Any = connection.execute(query).cursor
    return iter(cursor)


def _people(keys: Iterable[Any]) -> Any:
    query = select(*keys, *_LISTS, *_PERSON).select_from(Record)
    return query.join(Participation, Participation.record_id == Record.id)


def _groups(keys: Iterable[Any]) -> Any:
    margins = (getattr(AnonymousGroup, name) for name in MARGINS)
    return select(*keys, *_LISTS, AnonymousGroup.total, *margins).select_from(Record).join(AnonymousGroup)


def _scan_people(found: Scan, means: Meaning, rows: Iterable[Any]) -> None:
    singles, persons = means.singles, means.persons
    themes, procedures, equipment = means.sets.values()
    at_sets, at_person = 5 + _SINGLES, 9 + _SINGLES
    one_person, followed, known = meaning.PERSON, meaning.FOLLOWED_PERSON, meaning.KNOWN_RESIDENCE
    for row in rows:
        sums = found[row[:5]]
        held_themes, held_procedures, held_equipment, organisation = row[at_sets:at_person]
        residence, citizen = row[-2:]
        one = one_person + singles[row[5:at_sets]] + themes[held_themes] + procedures[held_procedures]
        one += equipment[held_equipment] + persons[row[at_person:-2]]
        if residence is not None:
            one += known
            sums.homes[residence] = sums.homes.get(residence, 0) + 1
        if citizen is not None:
            one += followed
            sums.people.add(citizen)
        if organisation is not None:
            sums.organisations[organisation] = sums.organisations.get(organisation, 0) + 1
        sums.total += one


def _scan_groups(found: Scan, means: Meaning, rows: Iterable[Any]) -> None:
    """A group counts for as many as it has people."""
    themes, procedures, equipment = means.sets.values()
    at_sets, at_total = 5 + _SINGLES, 9 + _SINGLES
    for row in rows:
        sums = found[row[:5]]
        held_themes, held_procedures, held_equipment, organisation, total = row[at_sets : at_total + 1]
        one = meaning.PERSON + means.singles[row[5:at_sets]] + themes[held_themes] + procedures[held_procedures]
        sums.total += (one + equipment[held_equipment]) * total + means.margins[row[at_total + 1 :]]
        if organisation is not None and total:
            sums.organisations[organisation] = sums.organisations.get(organisation, 0) + total
