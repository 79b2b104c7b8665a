"""The numbers of followed persons, which bitmaps are made of."""

from collections.abc import Iterable

from sqlalchemy import Connection

from inclusion_app.observatory.rollups.models import PERSON
from inclusion_app.observatory.rollups.storing import insert_rows, raw, raw_rows, rows_in


def find_numbers(connection: Connection, citizens: Iterable[str]) -> dict[str, int]:
    """The numbers of those who have one."""
    query = "SELECT CAST(citizen_id AS VARCHAR), number FROM rollup_person WHERE citizen_id"
    return dict(rows_in(connection, query, [], sorted(set(citizens))))


def number(connection: Connection, citizens: Iterable[str]) -> dict[str, int]:
    """The numbers of all of them, given to those who have none yet."""
    wanted = set(citizens)
    found = find_numbers(connection, wanted)
    if missing := sorted(wanted - set(found)):
        following = raw_rows(connection, "SELECT persons FROM rollup_state")[0][0]
        given = {citizen: following + rank for rank, citizen in enumerate(missing)}
        insert_rows(connection, PERSON, given.items())
        raw(connection, "UPDATE rollup_state SET persons = ?", [following + len(missing)])
        found |= given
    return found


def number_everyone(connection: Connection) -> dict[str, int]:
    """New numbers for all, neighbours close to one another: bitmaps of a place are then the smallest."""
    rows = raw_rows(connection, "SELECT CAST(id AS VARCHAR) FROM citizen ORDER BY commune_code, id")
    return {row[0]: rank for rank, row in enumerate(rows, start=1)}
