"""Reads of the need indicators that the operator loaded."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from sqlalchemy import select

from inclusion_app.kernel.db import db
from inclusion_app.kernel.text import N_
from inclusion_app.observatory.catalogue.formats import FORMATS, MAIN, Format
from inclusion_app.observatory.catalogue.models import NeedFile, NeedValue
from inclusion_app.observatory.catalogue.registry import get_indicator
from inclusion_app.observatory.catalogue.surroundings import NeedValue as Need
from inclusion_app.territories.queries import list_territories, parent_of
from inclusion_app.territories.territory import FRANCE_CODE, Level, Territory

_AT_ONCE = 5000

OF_DEPARTEMENTS = N_("Moyenne des départements, pondérée par leur population.")


def list_files() -> list[NeedFile]:
    """The files loaded, by kind, the latest first."""
    order = (NeedFile.format, NeedFile.vintage.desc(), NeedFile.level)
    return list(db.session.scalars(select(NeedFile).order_by(*order)))


def needs_of(territory: Territory) -> list[Need]:
    """The need indicators of a territory, each from the latest file that knows it; none when nothing was loaded."""
    files = list_files()
    if not files:
        return []
    parent = parent_of(territory)
    keys = [territory.key, parent.key if parent else territory.key, FRANCE_CODE]
    query = select(NeedValue).where(NeedValue.territory_key.in_(keys))
    rows = {(row.territory_key, row.dataset): row for row in db.session.scalars(query)}
    found: list[Need] = []
    for each in FORMATS:
        vintages = dict.fromkeys((file.dataset, file.vintage) for file in files if file.format == each.key)
        here = next((item for item in vintages if (territory.key, item[0]) in rows), None)
        if here:
            beside = [_content(rows.get((key, here[0]))) for key in keys[1:]]
            found += _values(each, rows[territory.key, here[0]], here[1], parent, beside)
    return found


def _content(row: NeedValue | None) -> Mapping[str, float]:
    return row.content if row else {}


def _values(
    each: Format, row: NeedValue, vintage: int, parent: Territory | None, beside: list[Mapping[str, float]]
) -> Iterator[Need]:
    above, national = beside
    method = _method(each, row)
    for column in each.columns:
        if column.indicator in row.content:
            yield Need(
                get_indicator(column.indicator),
                float(row.content[column.indicator]),
                above.get(column.indicator) if parent else None,
                national.get(column.indicator),
                vintage,
                method,
                row.covered,
                column.indicator in MAIN,
            )


def _method(each: Format, row: NeedValue) -> str | None:
    """How the numbers of a territory were obtained, when the file did not say them plainly."""
    if row.derived_from is None:
        return None
    if row.derived_from is Level.DEPARTEMENT:
        return OF_DEPARTEMENTS
    return each.mean


def map_needs(territory: Territory, level: Level, key: str) -> dict[str, float]:
    """An indicator by code of each territory of one level inside another, where it is known: for a map."""
    each = next((one for one in FORMATS if any(column.indicator == key for column in one.columns)), None)
    dataset = next((file.dataset for file in list_files() if each and file.format == each.key), None)
    if dataset is None:
        return {}
    prefix = "" if level is Level.FRANCE else f"{level.prefix}-"
    names = {f"{prefix}{part.code}": part.code for part in list_territories(territory, level)}
    found: dict[str, float] = {}
    for some in batched(names, _AT_ONCE):
        query = select(NeedValue.territory_key, NeedValue.content)
        query = query.where(NeedValue.dataset == dataset, NeedValue.territory_key.in_(some))
        rows = db.session.execute(query)
        found |= {names[name]: float(content[key]) for name, content in rows if key in content}
    return found


def batched(items: Iterable[str], size: int) -> Iterator[list[str]]:
    """Lists of at most `size` items."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
