"""Millions of accompaniments made by the database itself: a country, 2,300 mediators, three years, the same each time.

Each mediator has a structure, two or three communes of which one is theirs above all, a place in each, and some 220
people whom they follow. Values come from arithmetic on the number of the record, so that both databases make the same.
"""

import random
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from sqlalchemy import Connection, insert, select, text, update

from inclusion_app.accompaniments.models import AnonymousGroup, Participation, Record
from inclusion_app.citizens.models import Citizen, InformedHow
from inclusion_app.kernel import clock
from inclusion_app.network.models import Mediator, Place, Structure
from inclusion_app.observatory.rollups.models import MARK, STATE
from inclusion_app.territories.models import Commune
from inclusion_app.vocabulary.activity import Autonomy, BlockedCause, Orientation
from inclusion_app.vocabulary.listed import Listed
from inclusion_app.vocabulary.people import AgeBand, Gender, SocialStatus
from inclusion_app.vocabulary.themes import AdministrativeTheme

MEDIATORS, STRUCTURES, FOLLOWED = 2_300, 900, 220
DAYS = 1096
A_RECORD = 1.975
"""Accompaniments of a record, on average: 85 % individual, 15 % workshops of seven people and a half."""
TABLES = (Record.__table__, Participation.__table__, AnonymousGroup.__table__)

Row = dict[str, Any]


def fill(connection: Connection, accompaniments: int) -> int:
    """Fill a database that holds the territories alone; returns the number of records."""
    rng = random.Random(7)
    _make_network(connection, rng)
    records = round(accompaniments / A_RECORD)
    with _bare(connection):
        for statement in _statements(connection.dialect.name, records):
            connection.exec_driver_sql(statement)
    connection.execute(update(STATE).values(whole=False))
    connection.execute(MARK.delete())
    return records


def _key(kind: int, number: int) -> uuid.UUID:
    """The same as `_uuid` in SQL."""
    return uuid.UUID(f"018f000{kind:d}00007000800{0:d}{number:012x}")


def _make_network(connection: Connection, rng: random.Random) -> None:
    rows = connection.execute(select(Commune.code, Commune.departement_code, Commune.population)).all()
    beside: dict[str, list[str]] = {}
    for code, departement, _ in rows:
        beside.setdefault(departement, []).append(code)
    towns = rng.choices(rows, [(population or 1) for *_, population in rows], k=MEDIATORS)
    now = clock.now()
    common = {"created_at": now, "version": 1}
    structures = [
        {"id": _key(2, at), "name": f"Structure {at}", "commune_code": towns[at].code, **common}
        for at in range(STRUCTURES)
    ]
    connection.execute(insert(Structure), structures)
    mediators = [{"id": _key(3, at), "name_sealed": b"x", "created_at": now} for at in range(MEDIATORS)]
    connection.execute(insert(Mediator), mediators)
    benches, places = [], []
    for at, (code, departement, _) in enumerate(towns):
        around = rng.choices(beside[departement], k=7)
        places += [
            {
                "id": _key(4, at * 3 + rank),
                "name": f"Lieu {rank}",
                "commune_code": town,
                "postal_code": "00000",
                "address": "1 rue",
                "updated_on": now.date(),
                "services": frozenset(),
                **common,
            }
            for rank, town in enumerate((code, *around[:2]))
        ]
        benches.append((at, at * STRUCTURES // MEDIATORS, code, *around))
    connection.execute(insert(Place), places)
    connection.exec_driver_sql(
        "CREATE TEMPORARY TABLE bench (m INTEGER PRIMARY KEY, s INTEGER, "
        + ", ".join(f"c{at} VARCHAR(5)" for at in range(8))
        + ")"
    )
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    connection.exec_driver_sql(f"INSERT INTO bench VALUES ({', '.join([mark] * 10)})", benches)
    _make_citizens(connection, [bench[2] for bench in benches])


def _make_citizens(connection: Connection, towns: Sequence[str]) -> None:
    now = clock.now()
    rows: Iterator[Row] = (
        {
            "id": _key(5, number),
            "first_name_sealed": b"x",
            "last_name_sealed": b"x",
            "name_index": b"x",
            "commune_code": towns[number // FOLLOWED],
            "notice_version": "1",
            "informed_on": now.date(),
            "informed_how": InformedHow.SPOKEN,
            "created_at": now,
            "version": 1,
            "shared_with_team": False,
            "gender": Gender.UNKNOWN,
            "social_status": SocialStatus.UNKNOWN,
        }
        for number in range(MEDIATORS * FOLLOWED)
    )
    while batch := list(islice(rows, 20_000)):
        connection.execute(insert(Citizen), batch)


def in_haste(connection: Connection) -> None:
    """On SQLite, before anything is begun: no journal, all in memory until the end."""
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-6000000", "foreign_keys=OFF"):
            driver.execute(f"PRAGMA {pragma}")


@contextmanager
def _bare(connection: Connection) -> Iterator[None]:
    """Without indexes nor triggers, which are made again at the end."""
    indexes = [index for table in TABLES for index in sorted(table.indexes, key=lambda one: str(one.name))]
    for index in indexes:
        index.drop(connection)
    triggers: list[str] = []
    if connection.dialect.name == "sqlite":
        names = "('record', 'participation', 'anonymous_group')"
        query = f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN {names}"
        for name, sql in connection.execute(text(query)).all():
            triggers.append(sql)
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
    else:
        connection.exec_driver_sql("SET session_replication_role = replica")
    yield
    for statement in triggers:
        connection.exec_driver_sql(statement)
    if not triggers:
        connection.exec_driver_sql("SET session_replication_role = origin")
    for index in indexes:
        index.create(connection)


def _statements(dialect: str, records: int) -> Iterator[str]:
    sqlite = dialect == "sqlite"
    number = (
        f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {records})"
        if sqlite
        else f"WITH n AS (SELECT generate_series(0::bigint, {records - 1}) AS i)"
    )
    drawn = (
        "(SELECT i, (i * 7919 + 13) %% 1000003 AS a, (i * 104729 + 7) %% 999983 AS b, (i * 15485863 + 5) %% 999979 AS c"
        " FROM n) AS drawn JOIN bench ON bench.m = (drawn.a * 31 + drawn.b) %% " + str(MEDIATORS)
    )
    percent = "%" if sqlite else "%%"
    day = (
        f"date('2023-01-01', '+' || (i * {DAYS} / {records}) || ' days')"
        if sqlite
        else f"DATE '2023-01-01' + CAST(i * {DAYS} / {records} AS integer)"
    )

    def key(kind: int, of: str) -> str:
        if sqlite:
            return f"printf('018f000{kind}000070008000%%012x', {of})"
        return f"CAST('018f000{kind}-0000-7000-8000-' || lpad(to_hex({of}), 12, '0') AS uuid)"

    town = "CASE c %% 10 WHEN 0 THEN c1 WHEN 1 THEN c1 WHEN 2 THEN c2 ELSE c0 END"
    rank = "CASE c %% 10 WHEN 0 THEN 1 WHEN 1 THEN 1 WHEN 2 THEN 2 ELSE 0 END"
    workshop, at_place = "b %% 100 < 15", "a %% 100 < 70"
    false = "0" if sqlite else "false"
    now = "'2026-01-01 00:00:00'"
    record = (
        f"{key(0, 'i')}, CASE WHEN {workshop} THEN 'workshop' ELSE 'individual' END, {key(3, 'm')}, {key(2, 's')},"
        f" {day},"
        f" 15 * (1 + c %% 8), CASE WHEN {at_place} THEN 'place' {_rest_of_places()} END,"
        f" CASE WHEN {at_place} THEN {key(4, f'm * 3 + {rank}')} END, {town}, 1 << CAST(c %% 4 AS integer),"
        " (1 << CAST(b %% 19 AS integer)) | (CASE WHEN a %% 3 = 0 THEN 1 << CAST(c %% 19 AS integer) ELSE 0 END),"
        " CASE WHEN c %% 5 < 2 THEN 1 << CAST(b %% 11 AS integer) ELSE 0 END,"
        f" CASE WHEN {workshop} THEN NULL ELSE {_pick('c', Autonomy, 1)} END, {_pick('b', Orientation, 5)},"
        f" {_pick('a', AdministrativeTheme, 10)}, {_pick('c + a', BlockedCause, 12)}, {now}, {now}, 1"
    )
    columns = (
        "id, kind, mediator_id, structure_id, held_on, minutes, place_kind, place_id, held_commune_code, equipment,"
        " themes, procedures, autonomy, orientation, blocked_procedure, blocked_cause, created_at, updated_at, version"
    )
    person = (
        f"{key(1, 'i')}, {key(0, 'i')}, CASE WHEN {workshop} OR c %% 10 < 4 THEN"
        f" {key(5, f'm * {FOLLOWED} + (a + c) %% {FOLLOWED}')} END, {_pick('a', Gender, 1)},"
        f" {_pick('b', AgeBand, 1, 8)}, {_pick('c', SocialStatus, 1)}, CASE WHEN c %% 20 < 14 THEN {town}"
        f" WHEN c %% 20 < 16 THEN c3 WHEN c %% 20 < 18 THEN c4 WHEN c %% 20 = 18 THEN c0 END, {false}"
    )
    people = "id, record_id, citizen_id, gender, age_band, social_status, residence_code, already_helped"
    margins = [
        column.name
        for column in AnonymousGroup.__table__.columns
        if column.name.startswith(("gender_", "status_", "age_"))
    ]
    given = {"gender_female": "2", "status_retired": "1", "age_70_plus": "1", "age_60_69": "1"}
    numbers = ", ".join(given.get(name, "0") for name in margins)
    group = f"{key(0, 'i')}, 2 + c %% 11, 1, {numbers}"
    for table, names, values, where in (
        ("record", columns, record, "1 = 1"),
        ("participation", people, person, f"NOT {workshop} OR c %% 2 = 0"),
        ("anonymous_group", f"record_id, total, already_helped, {', '.join(margins)}", group, workshop),
    ):
        statement = f"INSERT INTO {table} ({names}) {number} SELECT {values} FROM {drawn} WHERE {where}"
        yield statement.replace("%%", percent)


def _rest_of_places() -> str:
    return "WHEN a %% 100 < 85 THEN 'home' WHEN a %% 100 < 95 THEN 'remote' ELSE 'other'"


def _pick(of: str, values: type[Listed], out_of: int, most: int | None = None) -> str:
    """One of the values; once in so many times when `out_of` is more than one, else nothing."""
    chosen = list(values)[:most]
    cases = " ".join(f"WHEN {at} THEN '{value.value}'" for at, value in enumerate(chosen))
    return f"CASE ({of}) %% {len(chosen) * out_of} {cases} END"
