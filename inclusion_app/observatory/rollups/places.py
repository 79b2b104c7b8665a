"""Totals of the parts of a subject, and of those who live in a territory."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, select

from inclusion_app.accompaniments.models import Record
from inclusion_app.observatory.counting import codes_of
from inclusion_app.observatory.lanes import lane
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.residence import count_inhabitants
from inclusion_app.observatory.rollups.columns import INDEX
from inclusion_app.observatory.rollups.finding import Finder
from inclusion_app.observatory.rollups.models import MONTH
from inclusion_app.observatory.rollups.scanning import rows_of
from inclusion_app.observatory.rollups.selecting import InTerritory
from inclusion_app.observatory.rollups.storing import add_counts, raw_rows, rows_in
from inclusion_app.territories.territory import Level

_TOTAL = INDEX["total", "total"]


def find_inhabitants(finder: Finder) -> int:
    """Accompaniments, held anywhere, of people who live in the territory; 0 for another subject."""
    if not isinstance(finder.selection, InTerritory):
        return 0
    total = _kept_inhabitants(finder) if finder.whole else 0
    for change in finder.waiting.changes(finder.names, lambda key: True):
        codes = finder.selection.codes
        total += sum(count for code, count in change.residents.items() if codes is None or code in codes)
    return total + sum(_cut_inhabitants(finder, month) for month in finder.cut)


def _kept_inhabitants(finder: Finder) -> int:
    if finder.territory.level is not Level.COMMUNE:
        query = "SELECT sum(inhabitants) FROM rollup_territory WHERE territory = ? AND month BETWEEN ? AND ?"
        return int(raw_rows(finder.connection, query, [finder.territory.key, *finder.span])[0][0] or 0)
    query = "SELECT accompaniments FROM rollup_home WHERE month BETWEEN ? AND ? AND commune_code"
    codes = codes_of(finder.territory) or frozenset()
    return sum(row[0] for row in rows_in(finder.connection, query, finder.span, sorted(codes)))


def _cut_inhabitants(finder: Finder, month: Period) -> int:
    if not finder.keeps_days:
        return count_inhabitants(finder.territory, month)
    where, values = finder.days_of(month)
    query = f"SELECT sum(inhabitants) FROM rollup_day WHERE {where}"  # noqa: S608 (conditions of ours)
    kept = int(raw_rows(finder.connection, query, values)[0][0] or 0)
    days = map(date.fromisoformat, finder.dirty(month))
    return kept + sum(count_inhabitants(finder.territory, Period(day, day)) for day in days)


def find_parts(finder: Finder, level: Level) -> dict[str, int]:
    """Accompaniments held in each of its parts of a level that has some, by code."""
    found: dict[str, int] = {}
    quick = finder.is_territory and level is not Level.EPCI and level.rank >= finder.territory.level.rank
    place = {} if quick and not finder.changes and not finder.cut else place_of(finder, level)
    if finder.whole:
        add_counts(found, _parts_of_territory(finder, level) if quick else _parts_by_commune(finder, place))
    for change in finder.changes:
        add_counts(found, {place.get(change.key[2], ""): change.counts[_TOTAL]})
    for month in finder.cut:
        for commune, count in _cut_parts(finder, level, month):
            add_counts(found, {place.get(commune, ""): count})
    return {code: count for code, count in found.items() if count and code}


_COLUMNS = {
    Level.COMMUNE: "code",
    Level.EPCI: "epci_siren",
    Level.DEPARTEMENT: "departement_code",
    Level.REGION: "region_code",
}


def _parts_of_territory(finder: Finder, level: Level) -> dict[str, int]:
    """From the rows of the parts themselves."""
    found: dict[str, int] = {}
    prefix, inside = f"{level.prefix}-", ""
    if finder.territory.level is not Level.FRANCE:
        inside = f" WHERE {_COLUMNS[finder.territory.level]} = ?"
    codes = f"SELECT DISTINCT {_COLUMNS[level]} FROM commune{inside}"  # noqa: S608 (names of ours)
    keys = [prefix + row[0] for row in raw_rows(finder.connection, codes, [finder.territory.code] if inside else [])]
    query = "SELECT territory, total FROM rollup_territory WHERE month BETWEEN ? AND ? AND territory"
    for key, total in rows_in(finder.connection, query, finder.span, sorted(keys)):
        add_counts(found, {key.removeprefix(prefix): total or 0})
    return found


def _parts_by_commune(finder: Finder, place: dict[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    totals = select(MONTH.c.commune_code, MONTH.c.total).where(finder.kept(), finder.in_span())
    for code, total in rows_of(finder.connection, totals):
        add_counts(found, {place.get(code, ""): total or 0})
    return found


def _cut_parts(finder: Finder, level: Level, month: Period) -> Iterator[tuple[str, int]]:
    """Totals by commune of a cut month; one commune stands for its département when days are kept by département."""
    scan = finder.scans.get(month)
    if finder.keeps_days and level.rank > Level.DEPARTEMENT.rank:
        scan = finder.scan(Record.held_on.between(month.start, month.end))
    elif finder.keeps_days:
        where, values = finder.days_of(month)
        query = f"SELECT departement_code, total FROM rollup_day WHERE {where}"  # noqa: S608 (conditions of ours)
        town = one_commune_of(finder.connection)
        yield from ((town[code], total or 0) for code, total in raw_rows(finder.connection, query, values))
    for (_, _, commune, _, _), sums in (scan or {}).items():
        yield commune, lane(sums.total, _TOTAL)


def one_commune_of(connection: Connection) -> dict[str, str]:
    """For each département, one of its communes of today."""
    query = "SELECT departement_code, min(code) FROM commune WHERE code NOT IN (SELECT code FROM former_commune)"
    return dict(raw_rows(connection, f"{query} GROUP BY departement_code"))


def place_of(finder: Finder, level: Level) -> dict[str, str]:
    """For the code of each commune of the subject, of today or not, the code of what it lies in at a level."""
    codes = finder.selection.codes if isinstance(finder.selection, InTerritory) else None
    place = places_today(finder.connection, level)
    return {code: where for code, where in place.items() if codes is None or code in codes}


def places_today(connection: Connection, level: Level) -> dict[str, str]:
    """For the code of each commune, of today or not, the code of what it lies in at a level."""
    column = _COLUMNS[level]
    today = f"SELECT code, {column} FROM commune WHERE code NOT IN (SELECT code FROM former_commune)"  # noqa: S608
    former = (
        f"SELECT former_commune.code, commune.{column} FROM former_commune"  # noqa: S608
        " JOIN commune ON commune.code = current_code"
    )
    rows = [*raw_rows(connection, today), *raw_rows(connection, former)]
    return {code: place or "" for code, place in rows}
