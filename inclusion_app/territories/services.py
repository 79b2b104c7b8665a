"""Loading of the reference data into the database."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, column, delete, select, table
from sqlalchemy.dialects import postgresql, sqlite

from inclusion_app.extensions import Base, db
from inclusion_app.kernel.tasks import Progress, silent
from inclusion_app.territories.language import epci_name
from inclusion_app.territories.models import (
    Commune,
    CommunePostalCode,
    Departement,
    Epci,
    Ept,
    FormerCommune,
    Region,
)
from inclusion_app.territories.names import search_text, typographic
from inclusion_app.territories.shipped import read_table

Row = dict[str, Any]
_BATCH = 1000
_RENAMED = {
    "departement": "departement_code",
    "region": "region_code",
    "epci": "epci_siren",
    "ept": "ept_siren",
    "current": "current_code",
}
_SOURCES: tuple[tuple[type[Base], str], ...] = (
    (Region, "regions"),
    (Departement, "departements"),
    (Epci, "epcis"),
    (Ept, "epts"),
    (Commune, "communes"),
    (FormerCommune, "former_communes"),
)


def load_reference(progress: Progress = silent) -> dict[str, int]:
    """Insert or refresh every territory and return the number of rows by table; nothing that facts point at is removed.

    A commune that vanished from the code stays in its table, with its code among the former ones as well.
    """
    counts: dict[str, int] = {}
    for step, (model, name) in enumerate(_SOURCES):
        progress(step, len(_SOURCES) + 1)
        counts[name] = _upsert(model, (_values(model, row) for row in read_table(name)))
    counts["postal_codes"] = _replace_postal_codes()
    _forget_revived()
    db.session.flush()
    db.session.expire_all()
    progress(len(_SOURCES) + 1, len(_SOURCES) + 1)
    return counts


def _values(model: type[Base], row: dict[str, str | None]) -> Row:
    columns = set(model.__table__.columns.keys())
    values: Row = {_RENAMED.get(key, key): value for key, value in row.items()}
    name = typographic(values["name"])
    values["name"] = name if model is not Epci else epci_name(name, values["nature"])
    values["search_text"] = search_text(name if model is not Epci else f"{name} {values['name']}")
    for key, kind in (("population", int), ("latitude", float), ("longitude", float)):
        if values.get(key) is not None:
            values[key] = kind(values[key])
    return {key: value for key, value in values.items() if key in columns}


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, _BATCH)):
        yield batch


def _upsert(model: type[Base], rows: Iterable[Row]) -> int:
    """Insert, or refresh the row of the same key: by batches on SQLite, by COPY on PostgreSQL."""
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        return _copy(connection, model, rows)
    statement = _refreshing(sqlite.insert(model), model)
    count = 0
    for batch in _batches(rows):
        connection.execute(statement, batch)
        count += len(batch)
    return count


def _refreshing(statement: Any, model: type[Base]) -> Any:
    keys = [each.name for each in model.__table__.primary_key]
    changed = {c.name: statement.excluded[c.name] for c in model.__table__.columns if c.name not in keys}
    if not changed:
        return statement.on_conflict_do_nothing()
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)


def _copy(connection: Connection, model: type[Base], rows: Iterable[Row]) -> int:
    """COPY into a passing table, then one INSERT from it: a second instead of ten."""
    columns = [each.name for each in model.__table__.columns]
    names, stage = ", ".join(columns), f"stage_{model.__tablename__}"
    connection.exec_driver_sql(f"CREATE TEMPORARY TABLE {stage} (LIKE {model.__tablename__})")
    count = 0
    driver: Any = connection.connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {stage} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([row[name] for name in columns])
            count += 1
    staged: Any = select(*(column(name) for name in columns)).select_from(table(stage))
    connection.execute(_refreshing(postgresql.insert(model).from_select(columns, staged), model))
    connection.exec_driver_sql(f"DROP TABLE {stage}")
    return count


def _replace_postal_codes() -> int:
    """Postal codes are pointed at by nothing: written anew."""
    db.session.connection().execute(delete(CommunePostalCode))
    rows = (
        {"commune_code": row["code"], "postal_code": postal_code}
        for row in read_table("communes")
        for postal_code in (row["postal_codes"] or "").split()
    )
    return _upsert(CommunePostalCode, rows)


def _forget_revived() -> None:
    """A former commune that the new code re-established is no longer a former one."""
    shipped = {row["code"] for row in read_table("former_communes")}
    connection = db.session.connection()
    stale = set(connection.scalars(select(FormerCommune.code))) - shipped
    if stale:
        connection.execute(delete(FormerCommune).where(FormerCommune.code.in_(sorted(stale))))
