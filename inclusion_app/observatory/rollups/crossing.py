"""Two lists crossed: how many accompaniments have this value of one and that value of the other.

Read from the base rows, in one pass for persons and one for groups: no rollup can hold every pair. Hence its limits, a
département and a year. The anonymous people of a workshop are known by their margins alone: nothing crosses two lists
of theirs, and they are counted apart.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import BigInteger, String, and_, func, select, type_coerce

from inclusion_app.accompaniments.models import AnonymousGroup, Participation, Record
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.observatory.cells import PERSON_LISTS, RECORD_LISTS, RECORD_SETS
from inclusion_app.observatory.indicators import REST
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.raw import MARGINS
from inclusion_app.observatory.rollups.columns import GROUPED, UNKNOWN
from inclusion_app.observatory.rollups.places import places_today
from inclusion_app.observatory.rollups.scanning import rows_of
from inclusion_app.observatory.rollups.selecting import Asked, InTerritory, select_rows
from inclusion_app.territories.territory import Level

COMMUNES = "communes"
LISTS = (*RECORD_LISTS, *RECORD_SETS, *(block for block in PERSON_LISTS if block != GROUPED), COMMUNES)
"""The lists that may be crossed."""
LONGEST = timedelta(days=366)

_UNKNOWN_LIST = DomainError(N_("Cette liste n’existe pas."), field="rows")
_TWICE = DomainError(N_("Choisissez deux listes différentes."), field="columns")
_TOO_WIDE = DomainError(
    N_(
        "Un croisement se lit dans un département au plus, sur un an au plus. Choisissez un territoire ou une période"
        " plus petits, ou téléchargez le tableau de chaque liste."
    ),
    field="period",
)


@dataclass
class Crossing:
    """Accompaniments by value of two lists; of a list of several values, one accompaniment counts for each."""

    rows: str
    columns: str
    cells: dict[tuple[str, str], int] = field(default_factory=dict)
    row_totals: dict[str, int] = field(default_factory=dict)
    column_totals: dict[str, int] = field(default_factory=dict)
    total: int = 0
    apart: int = 0
    """Anonymous people of workshops, whom two lists of the person cannot cross: not in the cells."""

    def add(self, rows: Mapping[str, int], columns: Mapping[str, int], times: int) -> None:
        """Add accompaniments; one of the two lists holds for all of them alike."""
        self.total += times
        for row, in_row in rows.items():
            self.row_totals[row] = self.row_totals.get(row, 0) + in_row * times
            for column, in_column in columns.items():
                pair = (row, column)
                self.cells[pair] = self.cells.get(pair, 0) + in_row * in_column * times
        for column, in_column in columns.items():
            self.column_totals[column] = self.column_totals.get(column, 0) + in_column * times


def cross(subject: Asked, period: Period, rows: str, columns: str) -> Crossing:
    """Cross two lists. Raises DomainError when they are not two lists, or wider than a département and a year."""
    if rows not in LISTS or columns not in LISTS:
        raise _UNKNOWN_LIST
    if rows == columns:
        raise _TWICE
    selection = select_rows(subject)
    if isinstance(selection, InTerritory) and selection.territory.level in (Level.FRANCE, Level.REGION):
        raise _TOO_WIDE
    if period.end - period.start >= LONGEST:
        raise _TOO_WIDE
    db.session.flush()
    where = and_(Record.held_on.between(period.start, period.end), Record.deleted_at.is_(None), selection.base())
    found = Crossing(rows, columns)
    _add_people(found, where)
    _add_groups(found, where)
    return found


def _column(block: str) -> Any:
    """What is read of a row for a list."""
    if block == COMMUNES:
        return Record.held_commune_code
    if block in RECORD_SETS:
        return type_coerce(RECORD_SETS[block][0], BigInteger)
    return type_coerce((RECORD_LISTS | PERSON_LISTS)[block][0], String)


def _reader(block: str) -> Callable[[Any], Mapping[str, int]]:
    """From what is read to the values of the list, once each."""
    if block == COMMUNES:
        place = places_today(db.session.connection(), Level.COMMUNE)
        return lambda code: {place[code]: 1}
    if block in RECORD_SETS:
        values = RECORD_SETS[block][1]
        return lambda bits: {value.value: 1 for value in values if int(bits) >> value.bit & 1}
    return lambda value: {value or REST: 1}


def _add_people(found: Crossing, where: Any) -> None:
    pair = _column(found.rows), _column(found.columns)
    query = select(*pair, func.count()).select_from(Record).join(Participation, Participation.record_id == Record.id)
    of_rows, of_columns = _reader(found.rows), _reader(found.columns)
    for row, column, count in rows_of(db.session.connection(), query.where(where).group_by(*pair)):
        found.add(of_rows(row), of_columns(column), count)


def _add_groups(found: Crossing, where: Any) -> None:
    persons = [block for block in (found.rows, found.columns) if block in PERSON_LISTS]
    others = [block for block in (found.rows, found.columns) if block not in PERSON_LISTS]
    if len(persons) == 2:
        query = select(func.coalesce(func.sum(AnonymousGroup.total), 0)).select_from(Record).join(AnonymousGroup)
        found.apart = int(db.session.scalar(query.where(where)) or 0)
        return
    keys = [_column(block) for block in others]
    margins = [name for name in MARGINS for block in persons if name.startswith(PERSON_LISTS[block][2])]
    sums = (func.sum(getattr(AnonymousGroup, name)) for name in ("total", *margins))
    query = select(*keys, *sums).select_from(Record).join(AnonymousGroup).where(where).group_by(*keys)
    readers = {block: _reader(block) for block in others}
    for row in rows_of(db.session.connection(), query):
        numbers = [int(number) for number in row[len(others) :]]
        values = {block: readers[block](value) for block, value in zip(others, row, strict=False)}
        if not persons:
            found.add(values[found.rows], values[found.columns], numbers[0])
        elif numbers[0]:
            _add_margins(found, values, persons[0], numbers, margins)


def _add_margins(
    found: Crossing, values: Mapping[str, Mapping[str, int]], person: str, numbers: list[int], margins: list[str]
) -> None:
    """A list of the record holds for everyone of a group; what its margins leave of the total is not known."""
    prefix = PERSON_LISTS[person][2]
    given = {name.removeprefix(prefix): count for name, count in zip(margins, numbers[1:], strict=True) if count}
    given[UNKNOWN] = numbers[0] - sum(given.values())
    for key, count in given.items():
        cells = {**values, person: {key: 1}}
        found.add(cells[found.rows], cells[found.columns], count)
