"""The dictionary of the open data: every field and every value, with what it means."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inclusion_app.observatory.publishing.opendata.tables import (
    TABLES,
    TOTALS,
    as_json_text,
    fields_of,
    title_of,
    what_of,
)
from inclusion_app.observatory.publishing.rules import Breakdown, breakdown_of


@dataclass(frozen=True)
class Entry:
    """One line of the dictionary: a field of the files, or a value of a list."""

    table: str
    field: str
    value: str
    label: str
    definition: str


def dictionary() -> list[Entry]:
    """Every field and every value of the files, with what it means."""
    found = []
    for name in TABLES:
        found.append(Entry(name, "", "", title_of(name), what_of(name)))
        found += [Entry(name, field.name, "", field.title, field.description) for field in fields_of(name)]
        if name != TOTALS:
            found += _values(name, breakdown_of(TABLES[name]))
    return found


def _values(name: str, breakdown: Breakdown) -> Iterable[Entry]:
    for value in breakdown.values:
        yield Entry(name, "modalite", value, breakdown.label(value), "")
    for group, members in breakdown.groups.items():
        yield Entry(name, "modalite", group, breakdown.label(group), f"Regroupe\u00a0: {', '.join(members)}.")


def dictionary_csv() -> bytes:
    """The dictionary as CSV."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["table", "champ", "modalite", "libelle", "definition"])
    writer.writerows([e.table, e.field, e.value, e.label, e.definition] for e in dictionary())
    return text.getvalue().encode()


def dictionary_json() -> bytes:
    """The dictionary as JSON."""
    names: Sequence[str] = ("table", "champ", "modalite", "libelle", "definition")
    rows = ([e.table, e.field, e.value, e.label, e.definition] for e in dictionary())
    return as_json_text([dict(zip(names, row, strict=True)) for row in rows])
